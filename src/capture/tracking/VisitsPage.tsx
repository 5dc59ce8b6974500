import { Button, Group, SegmentedControl, Skeleton } from '@mantine/core'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { BarChart } from '../../ui/BarChart.tsx'
import { DayInput } from '../../ui/DayInput.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { shift } from '../../ui/parseDay.ts'
import type { DayOfVisits, Visit, VisitQuery } from './tracking.schema.ts'
import { useSource, VisitRow } from './VisitRow.tsx'
import classes from './Visits.module.css'

const whos = ['all', 'known', 'anonymous'] as const

/** 訪問: a day on the site, by source and by company, and each stay. */
export function VisitsPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const today = format.today()
  const navigate = useNavigate()
  const asked: { day?: unknown } = useSearch({ strict: false })
  const day = typeof asked.day === 'string' && /^\d{4}-\d\d-\d\d$/.test(asked.day) ? asked.day : today
  const setDay = (next: string) =>
    void navigate({ to: '/visits', search: (next === today ? {} : { day: next }) as never, replace: true })
  const [who, setWho] = useState<(typeof whos)[number]>('all')
  const sums = useQuery({ ...rpc.visits.day.queryOptions({ input: { day } }), placeholderData: keepPreviousData })
  const only: Pick<VisitQuery, 'who'> = who === 'all' ? {} : { who }
  const visits = useInfiniteQuery(
    rpc.visits.ofDay.infiniteOptions({
      input: (cursor: string | undefined) => ({ day, limit: 50, ...only, ...(cursor ? { cursor } : {}) }),
      initialPageParam: undefined,
      getNextPageParam: page => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const items = visits.data?.pages.flatMap(page => page.items) ?? []
  const quick = day === today ? 'today' : day === shift(today, -1) ? 'yesterday' : ''
  return (
    <Page title={t($ => $.desk.place.visits)} sub={t($ => $.visits.sub)}>
      <div className={classes.page}>
        <Group gap={12}>
          <SegmentedControl
            size="xs"
            aria-label={t($ => $.visits.day)}
            value={quick}
            onChange={value => setDay(value === 'yesterday' ? shift(today, -1) : today)}
            data={[
              { value: 'today', label: t($ => $.visits.today) },
              { value: 'yesterday', label: t($ => $.visits.yesterday) },
            ]}
          />
          <DayInput
            size="xs"
            w={150}
            aria-label={t($ => $.visits.day)}
            maxDate={today}
            value={day}
            onChange={value => value && setDay(value)}
          />
          <SegmentedControl
            size="xs"
            aria-label={t($ => $.visits.who)}
            value={who}
            onChange={value => setWho(whos.find(one => one === value) ?? 'all')}
            data={whos.map(value => ({ value, label: t($ => $.visits.whos[value]) }))}
          />
        </Group>
        {sums.isPending && <Skeleton height={160} />}
        {sums.isError && <Problem error={sums.error} onRetry={sums.refetch} />}
        {sums.data && <Sums sums={sums.data} />}
        {visits.isError && <Problem error={visits.error} onRetry={visits.refetch} />}
        {visits.isPending && <Skeleton height={240} />}
        {visits.data && items.length === 0 && <None />}
        {items.length > 0 && (
          <ul className={`ui-card ${classes.list}`}>
            {items.map(visit => (
              <VisitRow key={visit.id} visit={visit} head={<Who visit={visit} />} />
            ))}
          </ul>
        )}
        {visits.hasNextPage && (
          <Button
            variant="default"
            loading={visits.isFetchingNextPage}
            onClick={() => void visits.fetchNextPage()}
            className={classes.older}
          >
            {t($ => $.visits.older)}
          </Button>
        )}
      </div>
    </Page>
  )
}

function Sums({ sums }: { sums: DayOfVisits }) {
  const { t } = useTranslation()
  const format = useFormat()
  const source = useSource()
  const of = (count: number) => ({ count, figure: format.number(count) })
  if (sums.visits === 0 && sums.machines === 0) return null
  return (
    <section className={`ui-card ${classes.sums}`} aria-label={format.date(sums.day)}>
      <p className={classes.figures}>
        <strong>{t($ => $.visits.figures.visits, of(sums.visits))}</strong>
        <span>{t($ => $.visits.figures.anonymous, of(sums.anonymous))}</span>
        <span>{t($ => $.visits.figures.pages, of(sums.pages))}</span>
        {sums.machines > 0 && <span className="ui-quiet">{t($ => $.visits.figures.machines, of(sums.machines))}</span>}
      </p>
      {sums.visits > 0 && (
        <div className={classes.pair}>
          <BarChart
            caption={t($ => $.visits.sources)}
            bars={sums.sources.map(one => ({ label: source(one.channel, one.source), value: one.visits }))}
          />
          {sums.companies.length > 0 ? (
            <BarChart
              caption={t($ => $.visits.companies)}
              bars={sums.companies.map(one => ({
                label: one.name,
                value: one.visits,
                to: { to: `/companies/${one.id}` },
              }))}
            />
          ) : (
            <p className={classes.none}>{t($ => $.visits.companiesNone)}</p>
          )}
        </div>
      )}
    </section>
  )
}

function Who({ visit: { personId, personName, company, firstAt } }: { visit: Visit }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <time className="ui-figures" dateTime={firstAt.toISOString()}>
        {format.time(firstAt)}
      </time>
      {personId === null ? (
        <span className="ui-quiet">{t($ => $.visits.anonymous)}</span>
      ) : (
        <Link to="/persons/$id" params={{ id: personId }}>
          {personName ?? t($ => $.ui.person.unknown)}
        </Link>
      )}
      {company && (
        <Link to="/companies/$id" params={{ id: company.id }} className={classes.company}>
          {company.name}
        </Link>
      )}
    </>
  )
}

function None() {
  const { t } = useTranslation()
  // Whoever has set it up knows that a quiet day is a quiet day.
  const tracking = useQuery({ ...rpc.tracking.get.queryOptions(), enabled: useMay('form.read') })
  const toSetUp = tracking.data?.lastSeen === null
  return (
    <Empty
      title={t($ => $.visits.empty)}
      art="list"
      also={
        toSetUp && (
          <Button variant="default" component={Link} to="/settings/tracking">
            {t($ => $.visits.setUp)}
          </Button>
        )
      }
    >
      {toSetUp && t($ => $.visits.emptyText)}
    </Empty>
  )
}
