import { IconPlus } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Right } from '../../office/roles/rights.ts'
import { api } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Grid } from '../../ui/Grid.tsx'
import type { Asked, Selection } from '../../ui/grid/types.ts'
import { type Bulk, useBulk } from '../../ui/grid/useBulk.tsx'
import { useGridView } from '../../ui/grid/useGridView.ts'
import { useMay, useMe } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import type { Deal } from './deals.schema.ts'
import type { PickedDeals } from './picked.schema.ts'
import { useDealColumns } from './useDealColumns.tsx'
import { useDealFilters } from './useDealFilters.tsx'
import { useDealTabs } from './useDealTabs.tsx'
import { useDealViews } from './useDealViews.tsx'
import { type Wire, wire } from './wire.tsx'

/** What other capabilities put onto the list; the entrance passes it in. */
export type DealSlots = { acts?: (asked: Wire) => ReactNode; bulk?: readonly DealBulk[] }

/** Something that can be done with the deals that were picked. */
export type DealBulk = Bulk<PickedDeals> & { right: Right }

/** All deals as one list: what is under way, what has stalled, how the others ended. */
export function DealsPage({ slots = {} }: { slots?: DealSlots }) {
  const { t } = useTranslation()
  const { today } = useFormat()
  const me = useMe()
  const may = useMay('deal.work')
  const navigate = useNavigate()
  const tabs = useDealTabs()
  const views = useDealViews()
  const grid = useGridView(views.list[0]!.view, views)
  const columns = useDealColumns()
  const filters = useDealFilters()
  const ask = (asked: Asked) => wire(asked, me.id, today())
  const bulk = useBulk<PickedDeals>(slots.bulk ?? [], selection => pickedOf(selection, ask))
  const act = {
    label: t($ => $.deals.add),
    icon: IconPlus,
    onClick: () => void navigate({ to: '/deals', search: { create: true } as never }),
    keys: 'c',
  }
  return (
    <Page title={t($ => $.desk.place.deals)} fill {...tabs} {...(may ? { act } : {})}>
      <Grid<Deal>
        {...grid}
        name="deals"
        label={t($ => $.desk.place.deals)}
        rowLabel={row => row.title}
        columns={columns}
        filters={filters}
        searches={t($ => $.deals.searches)}
        saved={views}
        source={{
          key: ['deals'],
          page: ({ limit, cursor, ...asked }, signal) =>
            api.deals.list({ ...ask(asked), limit, ...(cursor ? { cursor } : {}) }, { signal }),
          count: async (asked, signal) => {
            const { sort: _, descending: __, ...filter } = ask(asked)
            return { count: (await api.deals.count(filter, { signal })).count, exact: true }
          },
        }}
        {...(may
          ? {
              onChange: ({ row, key, value, version }) =>
                api.deals.change({
                  id: row.id,
                  version: version ?? row.version,
                  [key]: value ?? (key === 'amount' ? 0 : key === 'competitor' ? '' : null),
                }),
            }
          : {})}
        bulk={bulk.acts}
        placeOf={row => `/deals/${row.id}`}
        acts={slots.acts && (asked => slots.acts?.(ask(asked)))}
        empty={
          <Empty title={t($ => $.deals.empty)} {...(may ? { act } : {})}>
            {t($ => $.deals.emptyText)}
          </Empty>
        }
      />
      {bulk.dialog}
    </Page>
  )
}

function pickedOf(selection: Selection, ask: (asked: Asked) => Wire): PickedDeals {
  if (selection.kind === 'some') return { ids: [...selection.ids], except: [] }
  const { sort: _, descending: __, ...filter } = ask(selection.asked)
  return { matching: { state: ['open'], ...filter }, except: [...selection.except] }
}
