import { Button } from '@mantine/core'
import { IconFileImport, IconPlus } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Grid } from '../../ui/Grid.tsx'
import type { Asked, Selection } from '../../ui/grid/types.ts'
import { useBulk } from '../../ui/grid/useBulk.tsx'
import { useGridView } from '../../ui/grid/useGridView.ts'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { saveField } from '../fields/saveField.tsx'
import type { LeadBulk } from '../leads/leadBulks.tsx'
import type { Picked } from '../leads/leads.schema.ts'
import type { Condition } from '../segments/rules.schema.ts'
import { AddCompany } from './AddCompany.tsx'
import { CompanyAside } from './CompanyAside.tsx'
import { type CompanyRow, companySorts } from './companies.schema.ts'
import { useCompanyColumns, useCompanyFilters } from './useCompanyColumns.tsx'
import { useCompanyViews } from './useCompanyViews.tsx'

/** Which companies a list shows: the same words for the list and its export. */
export type CompaniesAsked = ReturnType<typeof wire>

/** What other capabilities put onto the list; the entrance passes it in. */
export type CompanySlots = {
  acts?: (asked: CompaniesAsked) => ReactNode
  /** What can be done with the companies that were picked, and with who works there. */
  bulk?: readonly LeadBulk[]
}

/** All companies, groups and sites as one list. */
export function CompaniesPage({ slots = {} }: { slots?: CompanySlots }) {
  const { t } = useTranslation()
  const mayEdit = useMay('company.edit')
  const mayImport = useMay('import.run')
  const views = useCompanyViews()
  const grid = useGridView(views.list[0]!.view, views)
  const [adding, setAdding] = useState(false)
  const columns = useCompanyColumns()
  const filters = useCompanyFilters()
  const bulk = useBulk<Picked>(slots.bulk ?? [], pickedOf)
  const act = { label: t($ => $.companies.add.act), icon: IconPlus, onClick: () => setAdding(true), keys: 'c' }
  return (
    <Page title={t($ => $.companies.title)} fill {...(mayEdit ? { act } : {})}>
      <Grid<CompanyRow>
        {...grid}
        name="companies"
        label={t($ => $.companies.title)}
        rowLabel={row => row.name}
        columns={columns}
        filters={filters}
        searches={t($ => $.companies.searches)}
        saved={views}
        source={{
          key: ['companies'],
          page: ({ limit, cursor, ...asked }, signal) =>
            api.companies.list({ ...wire(asked), limit, ...(cursor ? { cursor } : {}) }, { signal }),
          count: ({ exact, ...asked }, signal) => api.companies.count({ ...wire(asked), exact }, { signal }),
        }}
        {...(mayEdit
          ? { onChange: ({ row, key, value, version }) => saveField(api.companies.change, row, key, value, version) }
          : {})}
        renderAside={row => <CompanyAside id={row.id} />}
        bulk={bulk.acts}
        placeOf={row => `/companies/${row.id}`}
        acts={slots.acts && (asked => slots.acts?.(wire(asked)))}
        empty={
          <Empty
            title={t($ => $.companies.empty)}
            art="building"
            {...(mayEdit ? { act } : {})}
            also={
              mayImport && (
                <Button
                  variant="default"
                  leftSection={<IconFileImport size={16} aria-hidden />}
                  component={Link}
                  to="/imports"
                >
                  {t($ => $.companies.emptyImport)}
                </Button>
              )
            }
          >
            {t($ => $.companies.emptyText)}
          </Empty>
        }
      />
      {bulk.dialog}
      <AddCompany opened={adding} onClose={() => setAdding(false)} />
    </Page>
  )
}

function pickedOf(selection: Selection): Picked {
  if (selection.kind === 'some') return { companies: { ids: [...selection.ids], except: [] }, except: [] }
  const { q, filters = [] } = wire(selection.asked)
  const matching = { filters: filters as Condition[], ...(q ? { q } : {}) }
  return { companies: { matching, except: [...selection.except] }, except: [] }
}

/** What is asked, as it goes over the wire. */
function wire({ filters, sort, text }: Asked) {
  const order = sort && `${sort.desc ? '-' : ''}${sort.key}`
  const known = companySorts.find(one => one === order)
  return {
    ...(text ? { q: text } : {}),
    ...(filters.length > 0 ? { filters } : {}),
    ...(known ? { sort: known } : {}),
  }
}
