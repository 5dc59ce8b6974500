import { Button } from '@mantine/core'
import { IconFileImport, IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, rpc } from '../../ui/api.ts'
import { Empty } from '../../ui/Empty.tsx'
import { Grid } from '../../ui/Grid.tsx'
import type { Asked, Selection } from '../../ui/grid/types.ts'
import { useBulk } from '../../ui/grid/useBulk.tsx'
import { useGridView } from '../../ui/grid/useGridView.ts'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { useOwnColumns, useOwnFilters } from '../fields/useOwnFields.tsx'
import { AddPersonDialog } from '../persons/AddPersonDialog.tsx'
import { type PersonQuery, type PersonRow, personSorts } from '../persons/persons.schema.ts'
import { type PersonField, saveName, savePerson } from '../persons/savePerson.tsx'
import type { Condition } from '../segments/rules.schema.ts'
import { LeadAside } from './LeadAside.tsx'
import { disqualifyPicked, type LeadBulk, offerPicked } from './leadBulks.tsx'
import { leadColumns, nameOf } from './leadColumns.tsx'
import { leadFilters } from './leadFilters.tsx'
import type { Picked } from './leads.schema.ts'
import { everybody, useLeadViews } from './useLeadViews.tsx'

/** Whom a list shows: the same words for lists, exports and bulk acts. */
export type ListAsked = { q?: string; filters: Condition[]; sort: PersonQuery['sort'] }

/** What other capabilities put onto the list; the entrance passes it in. */
export type LeadSlots = {
  /** Where lists are brought in. */
  importAt?: string
  /** Quiet acts beside the chips: export what is asked just now, with these columns. */
  acts?: (asked: ListAsked, columns: readonly string[] | undefined) => ReactNode
  bulk?: readonly LeadBulk[]
}

/** Everybody we know through work, as one list: who holds them, by when what must happen. */
export function LeadsPage({ slots = {} }: { slots?: LeadSlots }) {
  const { t } = useTranslation()
  const mayEdit = useMay('person.edit')
  const mayImport = useMay('import.run') && slots.importAt !== undefined
  const search: { create?: unknown } = useSearch({ strict: false })
  const [adding, setAdding] = useState(search.create === true)
  const saved = useLeadViews()
  const grid = useGridView(everybody, saved)
  const columns = leadColumns(t, useOwnColumns<PersonRow>('person'))
  const filters = useLeadFilters()

  const { acts, dialog } = useBulk<Picked>([offerPicked, ...(slots.bulk ?? []), disqualifyPicked], pickedOf)
  const add = { label: t($ => $.persons.add.act), icon: IconUserPlus, onClick: () => setAdding(true) }
  const bring = mayImport && (
    <Button
      variant="default"
      // Spreadsheets do not live on a phone.
      visibleFrom="xs"
      leftSection={<IconFileImport size={16} aria-hidden />}
      component={Link}
      to={slots.importAt ?? '/'}
    >
      {t($ => $.leadList.emptyImport)}
    </Button>
  )
  return (
    <Page title={t($ => $.leads.title)} fill more={bring} {...(mayEdit ? { act: { ...add, keys: 'c' } } : {})}>
      <Grid<PersonRow>
        {...grid}
        name="leads"
        label={t($ => $.leads.title)}
        rowLabel={row => nameOf(row) || t($ => $.ui.person.unknown)}
        columns={columns}
        filters={filters}
        searches={t($ => $.leadList.searches)}
        saved={saved}
        source={{
          key: ['persons'],
          page: ({ limit, cursor, ...asked }, signal) =>
            api.persons.list({ ...listOf(asked), limit, ...(cursor ? { cursor } : {}) }, { signal }),
          count: ({ exact, ...asked }, signal) => api.persons.count({ ...listOf(asked), exact }, { signal }),
        }}
        {...(mayEdit
          ? {
              onChange: ({ row, key, value, version }) =>
                key === 'name' ? saveName(row, value, version) : savePerson(row, key as PersonField, value, version),
            }
          : {})}
        bulk={acts}
        renderAside={row => <LeadAside key={row.id} row={row} />}
        placeOf={row => `/persons/${row.id}`}
        acts={slots.acts && (asked => slots.acts?.(listOf(asked), grid.view.columns))}
        empty={
          <Empty title={t($ => $.leadList.empty)} art="list" {...(mayEdit ? { act: add } : {})} also={bring}>
            {t($ => $.leadList.emptyText)}
          </Empty>
        }
      />
      <AddPersonDialog opened={adding} onClose={() => setAdding(false)} />
      {dialog}
    </Page>
  )
}

/** What people can be narrowed by, with the holders, sources and lists that there are. */
export function useLeadFilters() {
  const { t } = useTranslation()
  const own = useOwnFilters('person')
  const ofCompany = useOwnFilters('company', 'company.', label => t($ => $.leadList.filter.ofCompany, { label }))
  const holders = useQuery(rpc.holders.list.queryOptions())
  const sources = useQuery(rpc.persons.sources.queryOptions())
  const segments = useQuery(rpc.segments.list.queryOptions())
  const items = holders.data?.items ?? []
  const teams = new Map(items.flatMap(({ team }) => (team ? [[`team:${team.id}`, team.name] as const] : [])))
  return leadFilters(t, {
    own: [...own, ...ofCompany],
    holders: items.map(one => ({ value: String(one.id), label: one.name })),
    teams: [...teams].map(([value, label]) => ({ value, label })),
    sources: sources.data ?? [],
    segments: (segments.data?.items ?? []).map(one => ({ value: String(one.id), label: one.name })),
  })
}

function listOf({ text, filters, sort }: Asked): ListAsked {
  const wanted = sort && `${sort.desc ? '-' : ''}${sort.key}`
  return {
    ...(text ? { q: text } : {}),
    // The chips of the list and the conditions of the server are one language.
    filters: filters as Condition[],
    sort: personSorts.find(one => one === wanted) ?? '-created',
  }
}

function pickedOf(selection: Selection): Picked {
  if (selection.kind === 'some') return { personIds: [...selection.ids], except: [] }
  const { q, filters } = listOf(selection.asked)
  return { matching: { filters, ...(q ? { q } : {}) }, except: [...selection.except] }
}
