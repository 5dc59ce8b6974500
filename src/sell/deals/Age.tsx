import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import classes from './Board.module.css'
import type { Deal } from './deals.schema.ts'

/** How many days it has stood at its stage; said loudly once that is longer than the stage allows for. */
export function Age({ deal: { stage, stageSince } }: { deal: Pick<Deal, 'stage' | 'stageSince'> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const age = Math.max(0, -format.daysFromToday(stageSince))
  const beyond = stage.staleDays !== null && age > stage.staleDays
  const said = t($ => $.deals.age, { count: age })
  return (
    <span
      className={classes.age}
      data-beyond={beyond || undefined}
      title={beyond ? `${said}（${t($ => $.dealList.allows, { count: stage.staleDays ?? 0 })}）` : said}
    >
      {beyond && <span className={classes.beyond}>{t($ => $.dealList.beyondShort)}</span>}
      {t($ => $.deals.ageShort, { count: age })}
    </span>
  )
}
