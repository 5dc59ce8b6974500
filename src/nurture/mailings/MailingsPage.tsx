import { Button, Skeleton } from '@mantine/core'
import { IconMailPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { FigureBars } from './FigureBars.tsx'
import classes from './mailings.module.css'
import type { MailingListed } from './mailings.schema.ts'
import { StateMark } from './StateMark.tsx'

/** 育成 › 一斉配信: what was written, what is going out, and what came of it. */
export function MailingsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayEdit = useMay('mailing.edit')
  const create = useAct(api.mailings.create)
  const list = useInfiniteQuery({
    queryKey: ['mailings', 'list'],
    queryFn: ({ pageParam, signal }) =>
      api.mailings.list({ limit: 30, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: last => last.nextCursor ?? undefined,
    // All recipients are counted for it: once a minute, not whenever something happens to somebody.
    meta: { personIds: [] },
    refetchInterval: 60_000,
  })
  const items = list.data?.pages.flatMap(page => page.items) ?? []
  const write = async () => {
    const made = await create.run({ name: t($ => $.mailings.newName) })
    if (made) await navigate({ to: '/mailings/$id', params: { id: made.id } })
  }
  const act = { label: t($ => $.mailings.add), icon: IconMailPlus, onClick: write, loading: create.pending }
  return (
    <Page
      title={t($ => $.desk.place.mailings)}
      sub={t($ => $.mailings.sub)}
      {...(mayEdit ? { act: { ...act, keys: 'c' } } : {})}
    >
      {list.isPending && <Skeleton height={240} />}
      {list.isError && items.length === 0 && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isSuccess && items.length === 0 && (
        <Empty title={t($ => $.mailings.empty)} art="list" {...(mayEdit ? { act } : {})}>
          {t($ => $.mailings.emptyText)}
        </Empty>
      )}
      {items.length > 0 && (
        <div className="ui-card">
          <div className={`${classes.row} ${classes.head}`} aria-hidden>
            <span>{t($ => $.mailings.column.name)}</span>
            <span>{t($ => $.mailings.column.state)}</span>
            <span>{t($ => $.mailings.column.at)}</span>
            <span>{t($ => $.mailings.column.results)}</span>
          </div>
          <ul className={classes.list} aria-label={t($ => $.desk.place.mailings)}>
            {items.map(one => (
              <Line key={one.id} mailing={one} />
            ))}
          </ul>
        </div>
      )}
      {list.hasNextPage && (
        <Button mt={16} variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t($ => $.mailings.more)}
        </Button>
      )}
    </Page>
  )
}

function Line({ mailing: listed }: { mailing: MailingListed }) {
  const { t } = useTranslation()
  // What is going out is asked for alone, so the recipients of all others are not counted with it.
  const going = useQuery({
    ...rpc.mailings.get.queryOptions({ input: { id: listed.id } }),
    enabled: listed.state === 'sending',
    meta: { personIds: [] },
    refetchInterval: query => (query.state.data && query.state.data.state !== 'sending' ? false : 3000),
  })
  const mailing = listed.state === 'sending' ? (going.data ?? listed) : listed
  const whom = useWhom(mailing)
  return (
    <li className={classes.row}>
      <div>
        <Link to="/mailings/$id" params={{ id: mailing.id }}>
          {mailing.name}
        </Link>
        <div className={classes.small}>{whom}</div>
      </div>
      <div>
        <StateMark state={mailing.state} />
      </div>
      <span className={classes.small}>
        <DateText
          value={mailing.scheduledAt ?? mailing.endedAt ?? mailing.startedAt ?? mailing.createdAt}
          as="dateTime"
        />
      </span>
      {mailing.startedAt ? (
        <FigureBars figures={mailing.figures} />
      ) : (
        <span className={classes.small}>{mailing.by?.name ?? t($ => $.event.machine)}</span>
      )}
    </li>
  )
}

/** Whom it goes to, in words. */
export function useWhom({ segment, picked }: Pick<MailingListed, 'segment' | 'picked'> & { whom?: unknown }): string {
  const { t } = useTranslation()
  const format = useFormat()
  if (segment) return segment.name
  if (picked === null) return t($ => $.mailings.noSegment)
  return t($ => $.mailings.picked, { count: picked, figure: format.number(picked) })
}
