import { Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { api, rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Grid } from '../../ui/Grid.tsx'
import { useGridView } from '../../ui/grid/useGridView.ts'
import { Page } from '../../ui/Page.tsx'
import { Foot } from './Foot.tsx'
import type { Invoice } from './invoices.schema.ts'
import { useInvoiceColumns } from './useInvoiceColumns.tsx'

const tabs = ['draft', 'unpaid', 'overdue', 'paid', 'all'] as const

/** 請求: drafts, what is owed, what is late, what has come in; each tab with its sums at the foot. */
export function InvoicesPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const navigate = useNavigate()
  const search: Record<string, unknown> = useSearch({ strict: false })
  const state: (typeof tabs)[number] | 'dueSoon' =
    tabs.find(one => one === search.state) ?? (search.state === 'dueSoon' ? 'dueSoon' : 'unpaid')
  const month = typeof search.month === 'string' && /^\d{4}-\d{2}$/.test(search.month) ? search.month : undefined
  const companyId = typeof search.company === 'number' ? search.company : undefined
  const grid = useGridView({ filters: [] })
  const columns = useInvoiceColumns(state)
  const asked = { state, ...(month ? { month } : {}), ...(companyId ? { companyId } : {}) }
  const go = (next: Record<string, unknown>) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...next }), replace: true })
  const sums = useQuery(rpc.invoices.sums.queryOptions({ input: { ...asked, q: grid.view.text ?? '' } }))
  return (
    <Page
      title={t($ => $.desk.place.invoices)}
      fill
      tabs={tabs.map(value => ({ value, label: t($ => $.invoices.tab[value]) }))}
      tab={state === 'dueSoon' ? 'unpaid' : state}
      onTab={value => go({ state: value })}
    >
      <Grid<Invoice>
        {...grid}
        name="invoices"
        label={t($ => $.desk.place.invoices)}
        rowLabel={row => `${row.number ?? t($ => $.invoices.draftOf[row.kind])} ${row.billTo.name}`}
        columns={columns}
        searches={t($ => $.invoices.searches)}
        source={{
          key: ['invoices', asked],
          page: ({ text, limit, cursor }, signal) =>
            api.invoices.list({ q: text, ...asked, limit, ...(cursor ? { cursor } : {}) }, { signal }),
          count: async ({ text }, signal) => ({
            count: (await api.invoices.sums({ q: text, ...asked }, { signal })).count,
            exact: true,
          }),
        }}
        placeOf={row => `/invoices/${row.id}`}
        acts={state !== 'draft' && <MonthSelect month={month} onMonth={next => go({ month: next })} />}
        empty={
          <Empty
            art="list"
            title={t($ => $.invoices.empty)}
            act={{ label: t($ => $.invoices.toOrders), onClick: () => navigate({ to: '/orders' }) }}
          >
            {t($ => $.invoices.emptyText)}
          </Empty>
        }
      />
      {sums.data && sums.data.count > 0 && (
        <Foot
          count={t($ => $.invoices.foot.count, { count: sums.data.count, figure: format.number(sums.data.count) })}
          figures={[
            { label: t($ => $.invoices.foot.total), amount: sums.data.total },
            ...(state === 'draft'
              ? []
              : [
                  { label: t($ => $.invoices.foot.paid), amount: sums.data.paid },
                  { label: t($ => $.invoices.foot.left), amount: sums.data.left, late: state === 'overdue' },
                ]),
          ]}
        />
      )}
    </Page>
  )
}

/** The last two years, the latest month first. */
function MonthSelect({ month, onMonth }: { month: string | undefined; onMonth: (month: string | undefined) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [year = 0, present = 0] = format.today().split('-').map(Number)
  const months = Array.from({ length: 24 }, (_, back) =>
    new Date(Date.UTC(year, present - 1 - back, 1)).toISOString().slice(0, 7),
  )
  return (
    <Select
      aria-label={t($ => $.invoices.month)}
      placeholder={t($ => $.invoices.everyMonth)}
      size="xs"
      w={132}
      clearable
      data={months.map(value => ({ value, label: format.month(value) }))}
      value={month ?? null}
      onChange={value => onMonth(value ?? undefined)}
    />
  )
}
