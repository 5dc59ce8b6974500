import { Button, Select, Skeleton } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { useKeys } from '../../ui/keys.ts'
import { useMay, useMe } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import classes from './ActivitiesPage.module.css'
import { ActivityRow } from './ActivityRow.tsx'
import { AddDialog } from './AddDialog.tsx'
import type { Activity } from './activities.schema.ts'
import { useDoing } from './useDoing.tsx'

const groups = ['overdue', 'today', 'tomorrow', 'week', 'later', 'someday'] as const
type Group = (typeof groups)[number]

/** ToDo・活動: what is planned, by day, and what was done. */
export function ActivitiesPage() {
  const { t } = useTranslation()
  const me = useMe()
  const may = useMay('activity.edit')
  const navigate = useNavigate()
  const [tab, setTab] = useState<'open' | 'done'>('open')
  const [holder, setHolder] = useState(me.id)
  const [adding, setAdding] = useState(false)
  const [at, setAt] = useState(0)
  const { dialogs, ...doing } = useDoing()
  const list = useInfiniteQuery({
    queryKey: ['activities', tab, holder],
    queryFn: ({ pageParam, signal }) =>
      api.activities.list({ state: tab, holder, limit: 60, ...(pageParam ? { cursor: pageParam } : {}) }, { signal }),
    initialPageParam: '',
    getNextPageParam: last => last.nextCursor ?? undefined,
  })
  const items = list.data?.pages.flatMap(page => page.items) ?? []
  const current = items[Math.min(at, items.length - 1)]

  useKeys([
    {
      keys: 'j',
      label: t($ => $.activities.act.next),
      run: () => setAt(Math.max(0, Math.min(at + 1, items.length - 1))),
    },
    { keys: 'k', label: t($ => $.activities.act.previous), run: () => setAt(Math.max(at - 1, 0)) },
    { keys: 'd', label: t($ => $.ui.act.done), run: () => current && tab === 'open' && may && doing.onFinish(current) },
    {
      keys: 'e',
      label: t($ => $.activities.act.edit),
      run: () => current && tab === 'open' && may && doing.onEdit(current),
    },
    {
      keys: 'Enter',
      label: t($ => $.activities.act.person),
      run: () => current?.personId && void navigate({ to: '/persons/$id', params: { id: current.personId } }),
    },
  ])

  return (
    <Page
      title={t($ => $.desk.place.activities)}
      tabs={[
        { value: 'open', label: t($ => $.activities.tab.open) },
        { value: 'done', label: t($ => $.activities.tab.done) },
      ]}
      tab={tab}
      onTab={value => {
        setTab(value === 'done' ? 'done' : 'open')
        setAt(0)
      }}
      more={<Whose holder={holder} onHolder={setHolder} />}
      {...(may
        ? { act: { label: t($ => $.activities.add), icon: IconPlus, keys: 'c', onClick: () => setAdding(true) } }
        : {})}
    >
      <div className={classes.page}>
        {list.isPending && <Skeleton height={220} radius={8} />}
        {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
        {list.isSuccess && items.length === 0 && (
          <Nothing tab={tab} {...(may ? { onAdd: () => setAdding(true) } : {})} />
        )}
        {items.length > 0 && <Agenda tab={tab} items={items} current={current?.id} {...(may ? doing : {})} />}
        {list.hasNextPage && (
          <Button
            variant="subtle"
            fullWidth
            loading={list.isFetchingNextPage}
            onClick={() => void list.fetchNextPage()}
          >
            {t($ => $.activities.more)}
          </Button>
        )}
      </div>
      <AddDialog opened={adding} onClose={() => setAdding(false)} />
      {dialogs}
    </Page>
  )
}

type AgendaProps = { tab: 'open' | 'done'; items: readonly Activity[]; current: number | undefined } & Partial<
  Omit<ReturnType<typeof useDoing>, 'dialogs'>
>

/** By day as one plans: what is late first, what has no date last. */
function Agenda({ tab, items, current, ...doing }: AgendaProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const groupOf = ({ plannedAt }: Activity): Group => {
    if (!plannedAt) return 'someday'
    const days = format.daysFromToday(plannedAt)
    if (days < 0) return 'overdue'
    if (days < 2) return days === 0 ? 'today' : 'tomorrow'
    return days <= 7 ? 'week' : 'later'
  }
  const rows = (some: readonly Activity[]) => (
    <ul className={`${classes.list} ${classes.card}`}>
      {some.map(one => (
        <ActivityRow key={one.id} activity={one} current={one.id === current} {...doing} />
      ))}
    </ul>
  )
  if (tab === 'done') return rows(items)
  const byGroup = Map.groupBy(items, groupOf)
  return groups
    .filter(group => byGroup.has(group))
    .map(group => (
      <section key={group} className={classes.group}>
        <h2 className={classes.heading} data-late={group === 'overdue' || undefined}>
          {t($ => $.activities.group[group])}
          <span className="ui-quiet ui-figures">{byGroup.get(group)?.length}</span>
        </h2>
        {rows(byGroup.get(group) ?? [])}
      </section>
    ))
}

function Whose({ holder, onHolder }: { holder: number; onHolder: (holder: number) => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const holders = useQuery(rpc.holders.list.queryOptions())
  const others = (holders.data?.items ?? []).filter(one => one.kind === 'user' && one.id !== me.id)
  if (holders.isSuccess && others.length === 0) return null
  return (
    <Select
      aria-label={t($ => $.activities.holder)}
      searchable
      allowDeselect={false}
      w={180}
      data={[
        { value: String(me.id), label: t($ => $.activities.mine, { name: me.name }) },
        ...others.map(one => ({ value: String(one.id), label: one.name })),
      ]}
      value={String(holder)}
      onChange={value => value && onHolder(Number(value))}
    />
  )
}

function Nothing({ tab, onAdd }: { tab: 'open' | 'done'; onAdd?: () => void }) {
  const { t } = useTranslation()
  if (tab === 'done') {
    return (
      <Empty art="thread" title={t($ => $.activities.empty.done)}>
        {t($ => $.activities.empty.doneText)}
      </Empty>
    )
  }
  return (
    <Empty
      art="done"
      title={t($ => $.activities.empty.open)}
      {...(onAdd ? { act: { label: t($ => $.activities.add), icon: IconPlus, onClick: onAdd } } : {})}
    >
      {t($ => $.activities.empty.openText)}
    </Empty>
  )
}
