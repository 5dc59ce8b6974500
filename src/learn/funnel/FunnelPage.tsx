import { Skeleton } from '@mantine/core'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { Cohorts } from './Cohorts.tsx'
import classes from './FunnelPage.module.css'
import { Pickers, useWhich } from './Pickers.tsx'
import { Picture } from './Picture.tsx'

/** R32: how far the leads of a period came, beside the period before; and month by month. */
export function FunnelPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const { which, go } = useWhich()
  const funnel = useQuery({
    ...rpc.funnel.get.queryOptions({ input: { ...which, by: 'month' } }),
    placeholderData: keepPreviousData,
  })
  const { data } = funnel
  const compared = data !== undefined && data.before.total[0]!.count > 0
  const days = ({ from, until }: { from: string; until: string }) =>
    t($ => $.funnel.days, { from: format.date(from), until: format.date(until) })
  return (
    <Page
      title={t($ => $.desk.place.funnel)}
      sub={t($ => $.funnel.sub)}
      more={data && <span className="ui-quiet">{t($ => $.questions.asOf, { at: format.dateTime(data.asOf) })}</span>}
    >
      <div className={classes.page}>
        <Pickers which={which} days={data} onGo={go} />
        {funnel.isError && <Problem error={funnel.error} onRetry={funnel.refetch} />}
        {funnel.isPending && <Skeleton height={320} />}
        {data && (
          <section className={`ui-card ${classes.card}`} aria-label={t($ => $.desk.place.funnel)}>
            <p className={classes.period}>
              <strong>{days(data)}</strong>
              <span className="ui-quiet">
                {t($ => $.funnel.comparedWith, { days: days(data.before) })}
                {!compared && t($ => $.funnel.nothingBefore)}
              </span>
            </p>
            {data.total[0]!.count === 0 ? (
              <Empty title={t($ => $.funnel.empty)} art="list">
                {t($ => $.funnel.emptyText)}
              </Empty>
            ) : (
              <Picture steps={data.total} {...(compared ? { before: data.before.total } : {})} />
            )}
            {data.total[0]!.count > 0 && (
              <p className={classes.note}>
                {t($ => $.funnel.young)}
                {compared && t($ => $.funnel.olderBefore)}
              </p>
            )}
          </section>
        )}
        {data && data.total[0]!.count > 0 && <Cohorts months={data.months ?? []} total={data.total} />}
        <p className={classes.note}>
          {t($ => $.funnel.sources)}{' '}
          <Link to="/questions" hash="question-8">
            {t($ => $.funnel.sourcesOpen)}
          </Link>
        </p>
      </div>
    </Page>
  )
}
