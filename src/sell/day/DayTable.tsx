import { Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import type { Filter } from '../../ui/grid/types.ts'
import { viewPlace } from '../../ui/grid/useGridView.ts'
import { linkTo, type Place } from '../../ui/place.ts'
import classes from './DayOverview.module.css'
import { isSeller } from './DaySigns.tsx'
import type { ManagersDay, UserDay } from './day.schema.ts'

/** Columns that a phone has no room for. */
const wide: readonly string[] = ['appointments', 'meetings', 'mails', 'accepted', 'returned']

/** A line for everybody: what they did that day, what they hold now. Figures of leads open these leads. */
export function DayTable({ day: { users, queues } }: { day: ManagersDay }) {
  const { t } = useTranslation()
  const most = Math.max(1, ...users.map(one => one.done.call))
  const shown = users.filter(isShown)
  return (
    <section className={classes.scroll} aria-label={t($ => $.day.perPerson)} tabIndex={0}>
      <Table verticalSpacing={6} horizontalSpacing="sm" className={classes.table}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t($ => $.day.column.user)}</Table.Th>
            <Table.Th>{t($ => $.day.column.calls)}</Table.Th>
            {(
              ['appointments', 'meetings', 'mails', 'accepted', 'returned', 'holds', 'overdue', 'waiting'] as const
            ).map(column => (
              <Table.Th key={column} ta="right" data-wide={wide.includes(column) || undefined}>
                {t($ => $.day.column[column])}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {shown.map(one => (
            <Line key={one.user.id} one={one} most={most} />
          ))}
          {queues.map(queue => (
            <Table.Tr key={queue.id} className={classes.queue}>
              <Table.Td>
                {queue.name} <span className="ui-quiet">{t($ => $.day.queue)}</span>
              </Table.Td>
              <Table.Td />
              <Table.Td colSpan={5} data-wide />
              <Figure value={queue.holds} to={leadsOf(queue.id)} />
              <Figure value={queue.overdue} to={overdueOf(queue.id)} late />
              <Table.Td ta="right">
                <Waiting {...queue} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  )
}

/** Marketers and managers without anything to show are no lines of the table. */
export const isShown = (one: UserDay) => isSeller(one) || hasFigures(one)

const hasFigures = ({ done, accepted, returned, moved, holds, offersWaiting }: UserDay) =>
  Object.values(done).some(figure => figure > 0) || accepted + returned + moved + holds + offersWaiting > 0

const held = (by: number): Filter => ({ key: 'holder', op: 'in', value: [String(by)] })
const leadsOf = (id: number): Place => viewPlace('/leads', { filters: [held(id)] })
const overdueOf = (id: number): Place =>
  viewPlace('/leads', { filters: [held(id), { key: 'clock', op: 'until', value: 'now' }] })

function Line({ one, most }: { one: UserDay; most: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { user, done, outcomes, accepted, returned, holds, overdue, oldestClock } = one
  return (
    <Table.Tr>
      <Table.Td>
        <div>{user.name}</div>
        <div className={classes.team}>
          {user.team}
          {!user.active && <span className={classes.left}>{t($ => $.day.left)}</span>}
        </div>
      </Table.Td>
      <Table.Td className={classes.calls}>
        <Calls done={done.call} outcomes={outcomes} most={most} />
      </Table.Td>
      <Figure value={outcomes.appointment} wide />
      <Figure value={done.visit + done.meeting} wide />
      <Figure value={done.mail} wide />
      <Figure value={accepted} wide />
      <Figure value={returned} wide />
      {holds === 0 ? (
        <Table.Td ta="right" className="ui-quiet">
          {t($ => $.day.nothing)}
        </Table.Td>
      ) : (
        <Figure value={holds} to={leadsOf(user.id)} />
      )}
      <Table.Td ta="right">
        {overdue > 0 ? (
          <>
            <Link {...linkTo(overdueOf(user.id))} className={classes.late}>
              {format.number(overdue)}
            </Link>
            {oldestClock && (
              <div className={classes.team} data-wide>
                {t($ => $.day.since, { date: format.short(oldestClock) })}
              </div>
            )}
          </>
        ) : (
          <span className="ui-quiet">0</span>
        )}
      </Table.Td>
      <Table.Td ta="right">
        <Waiting {...one} />
      </Table.Td>
    </Table.Tr>
  )
}

/** A bar of the day's calls: talked dark, absent light, the rest between. */
function Calls({ done, outcomes, most }: { done: number; outcomes: UserDay['outcomes']; most: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { talked, absent } = outcomes
  const other = Math.max(0, done - talked - absent)
  const share = (value: number) => `${(value / most) * 100}%`
  return (
    <span className={classes.bar} title={done > 0 ? t($ => $.day.bar, { talked, absent, other }) : undefined}>
      <span className="ui-figures">{format.number(done)}</span>
      <svg className={classes.track} height="10" aria-hidden="true">
        <rect width={share(talked)} height="10" fill="var(--ui-accent)" />
        <rect x={share(talked)} width={share(other)} height="10" fill="var(--ui-accent-line)" />
        <rect x={share(talked + other)} width={share(absent)} height="10" fill="var(--ui-line-strong)" />
      </svg>
    </span>
  )
}

function Waiting({ offersWaiting, offersLate }: { offersWaiting: number; offersLate: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <span className={offersWaiting === 0 ? 'ui-quiet' : undefined}>{format.number(offersWaiting)}</span>
      {offersLate > 0 && <div className={classes.late}>{t($ => $.day.late, { count: offersLate })}</div>}
    </>
  )
}

type FigureProps = { value: number; to?: Place; late?: boolean; wide?: boolean }

function Figure({ value, to, late = false, wide = false }: FigureProps) {
  const format = useFormat()
  const quiet = value === 0
  return (
    <Table.Td
      ta="right"
      data-wide={wide || undefined}
      className={`ui-figures ${quiet ? 'ui-quiet' : late ? classes.late : ''}`}
    >
      {to && !quiet ? (
        <Link {...linkTo(to)} className={late ? classes.late : undefined}>
          {format.number(value)}
        </Link>
      ) : (
        format.number(value)
      )}
    </Table.Td>
  )
}
