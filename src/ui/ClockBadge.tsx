import { IconAlertCircle, IconClock } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from './format.ts'
import classes from './Mark.module.css'
import { now } from './now.ts'

/** By when something must happen: 「あと1日」「2日超過」. Pointing at it shows the date. */
export function ClockBadge({ due, what }: { due: string | null | undefined; what?: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!due) return <span className="ui-quiet">{t($ => $.ui.clock.none)}</span>
  const days = format.daysFromToday(due)
  const late = days < 0 || (due.length > 10 && Date.parse(due) < now().getTime())
  const tone = late ? 'late' : days <= 1 ? 'soon' : 'calm'
  const words = late
    ? days === 0
      ? t($ => $.ui.clock.lateToday)
      : t($ => $.ui.clock.late, { count: -days })
    : days === 0
      ? t($ => $.ui.clock.today)
      : t($ => $.ui.clock.left, { count: days })
  const Sign = late ? IconAlertCircle : IconClock
  return (
    <time
      className={classes.mark}
      data-tone={tone}
      dateTime={due}
      title={due.length > 10 ? format.dateTime(due) : format.date(due)}
    >
      <Sign size={14} stroke={late ? 2 : 1.7} aria-hidden />
      {what && <span>{what}</span>}
      {words}
    </time>
  )
}
