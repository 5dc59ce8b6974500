import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import classes from './BarChart.module.css'
import { useFormat } from './format.ts'
import { linkTo, type Place } from './place.ts'

export type Bar = {
  label: string
  value: number
  /** Of this, how much is late: drawn red, with its own figure. */
  late?: number
  /** The very list that was counted. */
  to?: Place
}

type Props = {
  bars: readonly Bar[]
  /** What is counted, and when: 「本日の活動（11/22 14:05 時点）」. */
  caption: string
  /** What the red part means: 「期限超過」. */
  lateLabel?: string
  show?: (value: number) => string
}

/** Bars lying down, each with its word and figure, each opening the list behind it. */
export function BarChart({ bars, caption, lateLabel, show }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const write = show ?? format.number
  const most = Math.max(1, ...bars.map(bar => bar.value))
  return (
    <figure className={classes.chart}>
      <figcaption className={classes.caption}>{caption}</figcaption>
      <ul className={classes.bars}>
        {bars.map(bar => (
          <li key={bar.label} className={classes.bar}>
            <span className={classes.label}>{bar.label}</span>
            <svg className={classes.track} height="14" aria-hidden="true">
              <rect width={`${(bar.value / most) * 100}%`} height="14" rx="2" fill="var(--ui-accent-line)" />
              {!!bar.late && <rect width={`${(bar.late / most) * 100}%`} height="14" rx="2" fill="var(--ui-late)" />}
            </svg>
            <span className={classes.value}>
              {bar.to ? (
                <Link
                  {...linkTo(bar.to)}
                  aria-label={t($ => $.ui.chart.opens, { label: bar.label, value: write(bar.value) })}
                >
                  {write(bar.value)}
                </Link>
              ) : (
                write(bar.value)
              )}
              {!!bar.late && (
                <span className={classes.late}>
                  {lateLabel} {write(bar.late)}
                </span>
              )}
            </span>
          </li>
        ))}
      </ul>
    </figure>
  )
}
