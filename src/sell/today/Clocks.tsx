import { Anchor, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ClockBadge } from '../../ui/ClockBadge.tsx'
import { useMe } from '../../ui/me.tsx'
import { StageBadge } from '../../ui/StageBadge.tsx'
import classes from './TodayPage.module.css'
import type { Today } from './today.schema.ts'
import { Who } from './Who.tsx'

const shown = 8

/** Which clocks have run out, and which run out today. */
export function Clocks({ clocks }: { clocks: Today['clocks'] }) {
  const { t } = useTranslation()
  const me = useMe()
  return (
    <section className={classes.card}>
      <div className={classes.head}>
        <h2 className={classes.heading}>{t($ => $.today.clocks)}</h2>
        {clocks.length > shown && (
          <Anchor component={Link} to="/leads" size="sm">
            {t($ => $.today.all)}
          </Anchor>
        )}
      </div>
      {clocks.length === 0 && <Text c="dimmed">{t($ => $.today.clocksNone)}</Text>}
      <ul className={classes.list}>
        {clocks.slice(0, shown).map(one => (
          <li key={one.leadId} className={classes.row}>
            <Who {...one} />
            {one.holder.id !== me.id && (
              <span className={classes.small}>{t($ => $.today.forOther, { name: one.holder.name })}</span>
            )}
            <StageBadge stage={one.stage} />
            <ClockBadge due={one.clock.at} what={t($ => $.leads.clockFor[one.clock.for])} />
          </li>
        ))}
      </ul>
    </section>
  )
}
