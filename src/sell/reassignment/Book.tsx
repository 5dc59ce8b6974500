import { Skeleton, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { StageBadge } from '../../ui/StageBadge.tsx'
import classes from './HandoverPage.module.css'
import type { Book as BookShape } from './reassignment.schema.ts'

/** What would move: the figures before it happens. */
export function Book({ book }: { book: UseQueryResult<BookShape> | undefined }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (!book) {
    return (
      <Empty art="handover" title={t($ => $.handovers.choose)}>
        {t($ => $.handovers.chooseText)}
      </Empty>
    )
  }
  if (book.isError) return <Problem error={book.error} onRetry={book.refetch} />
  if (!book.data) return <Skeleton height={200} radius={8} />
  const { from, leads, overdue, deals, offers, activities, stages } = book.data
  if (leads + deals + offers + activities === 0) {
    return <Empty art="done" title={t($ => $.handovers.nothing, { name: from.name })} />
  }
  return (
    <section className={classes.card}>
      <h2 className={classes.heading}>{t($ => $.handovers.book, { name: from.name })}</h2>
      <dl className={classes.figures}>
        <dt>{t($ => $.handovers.leads)}</dt>
        <dd>{format.number(leads)}</dd>
        {overdue > 0 && (
          <>
            <dt className={classes.sub}>{t($ => $.handovers.overdue)}</dt>
            <dd className={classes.late}>{format.number(overdue)}</dd>
          </>
        )}
        <dt>{t($ => $.handovers.deals)}</dt>
        <dd>{format.number(deals)}</dd>
        <dt>{t($ => $.handovers.offers)}</dt>
        <dd>{format.number(offers)}</dd>
        <dt>{t($ => $.handovers.activities)}</dt>
        <dd>{format.number(activities)}</dd>
      </dl>
      <div className={classes.stages}>
        {stages.map(one => (
          <span key={one.stage}>
            <StageBadge stage={one.stage} /> <span className="ui-figures">{format.number(one.count)}</span>
          </span>
        ))}
      </div>
      <Text size="sm" c="dimmed">
        {t($ => $.handovers.clocks)}
      </Text>
    </section>
  )
}
