import { UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ClockBadge } from '../../ui/ClockBadge.tsx'
import { useFormat } from '../../ui/format.ts'
import type { CallItem } from './call-list.schema.ts'
import classes from './Upcoming.module.css'

/** Who comes next. Pressing one calls them first. */
export function Upcoming({ items, onPick }: { items: readonly CallItem[]; onPick: (leadId: number) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (items.length === 0) return null
  return (
    <section className={classes.card}>
      <div className={classes.heading}>{t($ => $.calls.upcoming)}</div>
      <ol className={classes.list}>
        {items.map(one => (
          <li key={one.leadId}>
            <UnstyledButton className={classes.one} onClick={() => onPick(one.leadId)}>
              <span className={classes.name}>{one.name ?? t($ => $.calls.noPerson)}</span>
              {one.rank === 'appointed' ? (
                <span className="ui-figures">{format.time(one.clock.at)}</span>
              ) : (
                <ClockBadge due={one.clock.at} />
              )}
              <span className={classes.company}>{[one.company, one.title].filter(Boolean).join(' ')}</span>
            </UnstyledButton>
          </li>
        ))}
      </ol>
    </section>
  )
}
