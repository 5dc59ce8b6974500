import { Button, Select, Skeleton, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import classes from './mailings.module.css'
import { type Figures, type Recipient, recipientStates } from './mailings.schema.ts'

const acts = ['opened', 'clicked', 'unsubscribed'] as const

/** Everybody it was planned for: what became of each, and what they did. */
export function Recipients({ mailingId, figures, show }: { mailingId: number; figures: Figures; show: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  const known = ['all', ...recipientStates, ...acts]
  const [filter, setFilter] = useState(known.includes(show) ? show : 'all')
  const did = acts.find(one => one === filter)
  const state = recipientStates.find(one => one === filter)
  const list = useInfiniteQuery({
    queryKey: ['mailings', 'recipients', mailingId, filter],
    queryFn: ({ pageParam, signal }) =>
      api.mailings.recipients(
        {
          id: mailingId,
          limit: 80,
          ...(did ? { did } : {}),
          ...(state ? { state } : {}),
          ...(pageParam ? { cursor: pageParam } : {}),
        },
        { signal },
      ),
    initialPageParam: '',
    getNextPageParam: last => last.nextCursor ?? undefined,
  })
  const items = list.data?.pages.flatMap(page => page.items) ?? []
  const choices = [...recipientStates, ...acts].filter(one => figures[one] > 0 || one === filter)
  return (
    <div className={classes.stack}>
      <Select
        label={t($ => $.mailings.filter)}
        maw={260}
        allowDeselect={false}
        value={filter}
        onChange={value => setFilter(value ?? 'all')}
        data={[
          { value: 'all', label: t($ => $.mailings.everybody) },
          ...choices.map(one => ({
            value: one,
            label: `${t($ => $.mailings.figure[one])}（${format.number(figures[one])}）`,
          })),
        ]}
      />
      {list.isPending && <Skeleton height={240} />}
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isSuccess && items.length === 0 && <Text c="dimmed">{t($ => $.mailings.nobodyHere)}</Text>}
      {items.length > 0 && (
        <ul className={`ui-card ${classes.list}`} aria-label={t($ => $.mailings.part.recipients)}>
          {items.map(one => (
            <Line key={one.id} recipient={one} />
          ))}
        </ul>
      )}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t($ => $.mailings.more)}
        </Button>
      )}
    </div>
  )
}

function Line({ recipient: one }: { recipient: Recipient }) {
  const { t } = useTranslation()
  const times = [
    ['opened', one.openedAt],
    ['clicked', one.clickedAt],
    ['unsubscribed', one.unsubscribedAt],
  ] as const
  return (
    <li className={classes.recipient}>
      <div>
        <Link to="/persons/$id" params={{ id: one.personId }}>
          {one.name ?? t($ => $.ui.person.unknown)}
        </Link>
        <div className={classes.small}>{one.companyName}</div>
      </div>
      <span className={classes.small}>{one.address}</span>
      <div>
        {t($ => $.mailings.figure[one.state])}
        <div className={classes.small}>
          {one.why ? t($ => $.mailings.why[one.why as 'noBasis']) : <DateText value={one.sentAt} as="dateTime" />}
        </div>
        {one.error && <div className={classes.small}>{one.error}</div>}
      </div>
      <div className={classes.small}>
        {times.map(
          ([what, at]) =>
            at && (
              <div key={what}>
                {t($ => $.mailings.figure[what])} <DateText value={at} as="dateTime" />
              </div>
            ),
        )}
      </div>
    </li>
  )
}
