import { IconAlertCircle, IconClock } from '@tabler/icons-react'
import { isoOf, isPlain, type Moment, useFormat } from './format.ts'
import classes from './Mark.module.css'
import { now } from './now.ts'
import { useTongue } from './words/tongue.tsx'

/** By when something must happen: 「あと1日」「2日超過」. Pointing at it shows the date. */
export function ClockBadge({ due, what }: { due: Moment | null | undefined; what?: string }) {
  const { t } = useTongue()
  const format = useFormat()
  if (!due) return <span className="ui-quiet">{t($ => $.ui.clock.none)}</span>
  const days = format.daysFromToday(due)
  const late = days < 0 || (!isPlain(due) && new Date(due) < now())
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
      dateTime={isoOf(due)}
      title={isPlain(due) ? format.date(due) : format.dateTime(due)}
    >
      <Sign size={14} stroke={late ? 2 : 1.7} aria-hidden />
      {what && <span>{what}</span>}
      {words}
    </time>
  )
}
