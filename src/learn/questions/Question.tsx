import { Skeleton } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { linkTo } from '../../ui/place.ts'
import classes from './QuestionsPage.module.css'
import type { Questions } from './questions.schema.ts'

/** One of the nine: its number, what is asked, and below it the answer. */
export function Question({
  no,
  ask,
  width,
  children,
}: {
  no: number
  ask: string
  width?: 'whole' | 'most'
  children: ReactNode
}) {
  return (
    <section className={classes.question} data-width={width} aria-labelledby={`question-${no}`}>
      <h2 className={classes.ask} id={`question-${no}`}>
        <span className={classes.no} aria-hidden>
          {no}
        </span>
        {ask}
      </h2>
      {children}
    </section>
  )
}

/** The answer when it is there; each comes by itself, so that a slow one keeps no other waiting. What was counted before says when. */
export function Answered<T>({
  query,
  of,
  children,
}: {
  query: UseQueryResult<Questions>
  of: (data: Questions) => T | undefined
  children: (answer: T) => ReactNode
}) {
  const { t } = useTranslation()
  const format = useFormat()
  if (query.isError) return <Problem error={query.error} onRetry={query.refetch} />
  const answer = query.data && of(query.data)
  if (query.data === undefined || answer === undefined) return <Skeleton height={64} />
  return (
    <>
      {children(answer)}
      {query.data.kept && (
        <p className="ui-quiet">{t($ => $.questions.asOf, { at: format.dateTime(query.data.asOf) })}</p>
      )}
    </>
  )
}

/** A figure one reads from afar, with what it counts; it opens the list. */
export function Figure({
  label,
  value,
  to,
  late = false,
}: {
  label?: string
  value: string
  to?: string
  late?: boolean
}) {
  const content = (
    <>
      <span className={classes.value}>{value}</span>
      {label && <span className={classes.label}>{label}</span>}
    </>
  )
  return to ? (
    <Link {...linkTo(to)} className={classes.figure} data-late={late || undefined}>
      {content}
    </Link>
  ) : (
    <div className={classes.figure} data-late={late || undefined}>
      {content}
    </div>
  )
}
