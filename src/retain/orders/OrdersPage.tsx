import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Tag } from '../../office/settings/Tag.tsx'
import { api, rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Grid } from '../../ui/Grid.tsx'
import type { GridColumn } from '../../ui/grid/types.ts'
import { useGridView } from '../../ui/grid/useGridView.ts'
import { Money } from '../../ui/Money.tsx'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Foot } from '../invoices/Foot.tsx'
import { AddOrder } from './AddOrder.tsx'
import type { Order } from './orders.schema.ts'

const tabs = ['toInvoice', 'invoiced', 'all'] as const

/** 注文: what was ordered, and how far it is invoiced. */
export function OrdersPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const may = useMay('order.edit')
  const state = tabs.find(one => one === search.state) ?? 'toInvoice'
  const [adding, setAdding] = useState(search.create === true)
  const grid = useGridView({ filters: [] })
  const columns = useColumns()
  const q = grid.view.text ?? ''
  const sums = useQuery(rpc.orders.sums.queryOptions({ input: { state, q } }))
  const act = { label: t($ => $.orders.add), icon: IconPlus, onClick: () => setAdding(true), keys: 'c' }
  return (
    <Page
      title={t($ => $.desk.place.orders)}
      fill
      tabs={tabs.map(value => ({ value, label: t($ => $.orders.tab[value]) }))}
      tab={state}
      onTab={value =>
        void navigate({ to: '.', search: (before: object) => ({ ...before, state: value }), replace: true })
      }
      {...(may ? { act } : {})}
    >
      <Grid<Order>
        {...grid}
        name="orders"
        label={t($ => $.desk.place.orders)}
        rowLabel={row => `${row.number} ${row.title}`}
        columns={columns}
        searches={t($ => $.orders.searches)}
        source={{
          key: ['orders', state],
          page: ({ text, limit, cursor }, signal) =>
            api.orders.list({ q: text, state, limit, ...(cursor ? { cursor } : {}) }, { signal }),
          count: async ({ text }, signal) => ({
            count: (await api.orders.sums({ q: text, state }, { signal })).count,
            exact: true,
          }),
        }}
        placeOf={row => `/orders/${row.id}`}
        empty={
          <Empty art="list" title={t($ => $.orders.empty)} {...(may ? { act } : {})}>
            {t($ => $.orders.emptyText)}
          </Empty>
        }
      />
      {sums.data && sums.data.count > 0 && (
        <Foot
          count={t($ => $.orders.foot.count, { count: sums.data.count, figure: format.number(sums.data.count) })}
          figures={[
            { label: t($ => $.orders.foot.amount), amount: sums.data.amount },
            { label: t($ => $.orders.foot.invoiced), amount: sums.data.invoiced },
          ]}
        />
      )}
      <AddOrder opened={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

export function OrderMark({ state }: { state: Order['state'] }) {
  const { t } = useTranslation()
  const tone = state === 'invoiced' ? 'good' : state === 'part' ? 'soon' : 'accent'
  return <Tag tone={tone}>{t($ => $.orders.state[state])}</Tag>
}

function useColumns(): GridColumn<Order>[] {
  const { t } = useTranslation()
  return [
    { key: 'number', label: t($ => $.orders.field.number), width: 130, card: 'line', cell: row => row.number },
    { key: 'title', label: t($ => $.orders.field.title), width: 260, card: 'title', cell: row => row.title },
    { key: 'company', label: t($ => $.orders.field.company), width: 240, card: 'line', cell: row => row.company.name },
    {
      key: 'orderedOn',
      label: t($ => $.orders.field.orderedOn),
      width: 150,
      card: 'line',
      cell: row => <DateText value={row.orderedOn} />,
    },
    {
      key: 'amount',
      label: t($ => $.orders.field.amount),
      width: 150,
      align: 'end',
      card: 'line',
      cell: row => <Money amount={row.amount} />,
    },
    {
      key: 'invoiced',
      label: t($ => $.orders.field.invoiced),
      width: 130,
      align: 'end',
      cell: row => <Money amount={row.invoiced} />,
    },
    {
      key: 'state',
      label: t($ => $.orders.field.state),
      width: 110,
      card: 'badge',
      cell: row => <OrderMark state={row.state} />,
    },
  ]
}
