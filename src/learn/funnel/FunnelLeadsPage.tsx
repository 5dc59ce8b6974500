import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { LeadBulk } from '../../people/leads/leadBulks.tsx'
import { api, rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Grid } from '../../ui/Grid.tsx'
import type { GridColumn, Selection } from '../../ui/grid/types.ts'
import { useBulk } from '../../ui/grid/useBulk.tsx'
import { useGridView } from '../../ui/grid/useGridView.ts'
import { Page } from '../../ui/Page.tsx'
import { StageBadge } from '../../ui/StageBadge.tsx'
import { type FunnelLead, funnelStages } from './funnel.schema.ts'
import { useWhich } from './Pickers.tsx'

/** The very leads behind a bar of the funnel, and what can be done with their people. */
export function FunnelLeadsPage({ bulk }: { bulk: readonly LeadBulk[] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { which } = useWhich()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const stage = funnelStages.find(one => one === search.stage) ?? 'lead'
  const grid = useGridView({ filters: [] })
  const columns = useColumns()
  const known = useRef(new Map<number, FunnelLead>())
  const read = async (asked: { limit: number; cursor?: string }, signal?: AbortSignal) => {
    const page = await api.funnel.leads({ ...which, stage, ...asked }, signal ? { signal } : {})
    for (const lead of page.items) known.current.set(lead.id, lead)
    return page
  }
  /** Whoever was picked is picked as a person: a company without one is on the list, but nobody to write to. */
  const pick = async (selection: Selection) => {
    if (selection.kind === 'all') await readRest(read)
    const ids =
      selection.kind === 'some' ? selection.ids : [...known.current.keys()].filter(id => !selection.except.includes(id))
    const people = ids.flatMap(id => known.current.get(id)?.personId ?? [])
    return { personIds: [...new Set(people)], except: [] }
  }
  const { acts, dialog } = useBulk(bulk, pick)
  const segments = useQuery({ ...rpc.segments.list.queryOptions(), enabled: which.segment !== undefined })
  const segment = segments.data?.items.find(one => one.id === which.segment)
  const days =
    which.from && which.until ? { from: format.date(which.from), until: format.date(which.until) } : undefined
  const name = t($ => $.ui.stage[stage])
  const title =
    stage === 'lead'
      ? t($ => $.funnel.list.title, { stage: name })
      : t($ => $.funnel.list.reachedTitle, { stage: name })
  return (
    <Page
      title={title}
      fill
      crumbs={[{ label: t($ => $.desk.place.funnel), to: '/funnel' }]}
      sub={[days && t($ => $.funnel.days, days), segment?.name].filter(Boolean).join('　')}
    >
      <Grid<FunnelLead>
        {...grid}
        name="funnel"
        label={title}
        rowLabel={row => row.personName ?? row.companyName ?? t($ => $.ui.person.unknown)}
        columns={columns}
        source={{
          key: ['funnel', which, stage],
          page: ({ limit, cursor }, signal) => read({ limit, ...(cursor ? { cursor } : {}) }, signal),
          count: async (_, signal) => {
            const { total } = await api.funnel.get(which, { signal })
            return { count: total.find(step => step.stage === stage)!.count, exact: true }
          },
        }}
        bulk={acts}
        placeOf={row => (row.personId === null ? `/companies/${row.companyId}` : `/persons/${row.personId}`)}
        empty={<Empty title={t($ => $.funnel.list.empty)} art="list" />}
      />
      {dialog}
    </Page>
  )
}

type Read = (asked: { limit: number; cursor?: string }) => Promise<{ nextCursor: string | null }>

async function readRest(read: Read): Promise<void> {
  let cursor: string | null | undefined
  do cursor = (await read({ limit: 500, ...(cursor ? { cursor } : {}) })).nextCursor
  while (cursor)
}

function useColumns(): GridColumn<FunnelLead>[] {
  const { t } = useTranslation()
  return [
    {
      key: 'who',
      label: t($ => $.funnel.list.who),
      width: 180,
      card: 'title',
      cell: row => row.personName ?? (row.personId === null ? '―' : t($ => $.ui.person.unknown)),
    },
    { key: 'company', label: t($ => $.funnel.list.company), width: 240, card: 'line', cell: row => row.companyName },
    {
      key: 'opened',
      label: t($ => $.funnel.list.opened),
      width: 150,
      card: 'line',
      cell: row => <DateText value={row.openedAt} as="date" />,
    },
    {
      key: 'reached',
      label: t($ => $.funnel.list.reached),
      width: 140,
      cell: row => <StageBadge stage={row.reached} />,
    },
    {
      key: 'now',
      label: t($ => $.funnel.list.now),
      width: 140,
      card: 'badge',
      cell: row => <StageBadge stage={row.stage} />,
    },
    { key: 'holder', label: t($ => $.funnel.list.holder), width: 160, card: 'line', cell: row => row.holder?.name },
  ]
}
