import { IconAlertCircle, IconCircleCheck, IconClockOff, IconUserOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import classes from './DayOverview.module.css'
import type { ManagersDay, UserDay } from './day.schema.ts'

const sum = (figures: number[]) => figures.reduce((all, one) => all + one, 0)

/** What a manager is to look at: each a sentence, and only what is so. */
export function DaySigns({ day: { users, queues, withoutOwner } }: { day: ManagersDay }) {
  const { t } = useTranslation()
  const format = useFormat()
  const idle = users.filter(one => one.user.active && one.holds === 0 && isSeller(one))
  const overdue = sum(users.map(one => one.overdue))
  const late = sum([...users, ...queues].map(one => one.offersLate))
  return (
    <ul className={classes.signs}>
      {withoutOwner > 0 ? (
        <li data-late>
          <IconAlertCircle size={16} aria-hidden />
          {t($ => $.day.noOwner, { count: withoutOwner, figure: format.number(withoutOwner) })}{' '}
          <Link to="/handover">{t($ => $.day.handOver)}</Link>
        </li>
      ) : (
        <li>
          <IconCircleCheck size={16} color="var(--ui-money)" aria-hidden />
          {t($ => $.day.owners)}
        </li>
      )}
      {overdue > 0 && (
        <li data-late>
          <IconAlertCircle size={16} aria-hidden />
          {t($ => $.day.overdue, { count: overdue, figure: format.number(overdue) })}
        </li>
      )}
      {late > 0 && (
        <li data-late>
          <IconClockOff size={16} aria-hidden />
          {t($ => $.day.lateOffers, { count: late, figure: format.number(late) })}{' '}
          <Link to="/offers">{t($ => $.today.all)}</Link>
        </li>
      )}
      {idle.length > 0 && (
        <li>
          <IconUserOff size={16} aria-hidden />
          {t($ => $.day.idle, { count: idle.length, names: format.list(idle.map(one => one.user.name)) })}
        </li>
      )}
    </ul>
  )
}

const sellers = ['inside_sales', 'field_sales', 'success']

/** Whose work it is to hold leads; a marketer or an admin without one is nothing to look at. */
export const isSeller = ({ user }: UserDay) => user.roles.some(role => sellers.includes(role))
