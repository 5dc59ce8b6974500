import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { linkTo } from '../../ui/place.ts'
import classes from './QuestionsPage.module.css'
import type { Questions } from './questions.schema.ts'

type Segment = NonNullable<Questions['segments']>[number]

/** A line a segment: how many now, how it went, and by how many it changed. */
export function SegmentTrends({ segments }: { segments: readonly Segment[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const oldest = segments
    .filter(segment => segment.trend.length > 1)
    .map(segment => segment.trend[0]!.day)
    .toSorted()[0]
  return (
    <>
      <ul className={classes.segments}>
        {segments.map(segment => (
          <li key={segment.id}>
            <Link {...linkTo(segment.list)} className={classes.segment}>
              <span className={classes.name}>{segment.name}</span>
              <Sparkline segment={segment} />
              <Change segment={segment} />
              <span className={classes.stepValue}>{format.number(segment.count)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <p className={classes.note}>
        {oldest ? t($ => $.questions.q5.since, { day: format.short(oldest) }) : t($ => $.questions.q5.young)}
      </p>
    </>
  )
}

function Sparkline({ segment: { name, trend } }: { segment: Segment }) {
  const { t } = useTranslation()
  if (trend.length < 2) return <span />
  const people = trend.map(point => point.people)
  const least = Math.min(...people)
  const height = Math.max(1, Math.max(...people) - least)
  const points = people.map((n, i) => `${(i / (people.length - 1)) * 120},${26 - ((n - least) / height) * 24}`)
  return (
    <svg
      className={classes.spark}
      viewBox="0 0 120 28"
      preserveAspectRatio="none"
      role="img"
      aria-label={t($ => $.questions.q5.trend, { name })}
    >
      <polyline points={points.join(' ')} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

function Change({ segment: { count, trend } }: { segment: Segment }) {
  const { t } = useTranslation()
  const format = useFormat()
  const first = trend[0]
  if (!first || trend.length < 2) return <span />
  const by = count - first.people
  return (
    <span className={classes.change}>
      {by === 0 ? t($ => $.questions.q5.same) : `${by > 0 ? '+' : '−'}${format.number(Math.abs(by))}`}
    </span>
  )
}
