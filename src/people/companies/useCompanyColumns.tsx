import { useTranslation } from 'react-i18next'
import { DateText } from '../../ui/DateText.tsx'
import { useFormat } from '../../ui/format.ts'
import type { FilterDefinition, GridColumn } from '../../ui/grid/types.ts'
import { StageBadge } from '../../ui/StageBadge.tsx'
import { keysWith } from '../fields/declared.schema.ts'
import { editKindOf, filterKinds } from '../fields/editKind.tsx'
import { useOwnColumns, useOwnFilters } from '../fields/useOwnFields.tsx'
import type { CompanyRow } from './companies.schema.ts'
import { companyColumnKeys, companyFields } from './companyFields.schema.ts'
import { KindBadge } from './KindBadge.tsx'

type Plain = (typeof companyColumnKeys)[number]
/** What stands in the middle of the list; the rest waits at its end. */
const first: readonly Plain[] = ['industry', 'prefecture', 'phone']

/** What the list of companies can show. The rest waits in the columns menu. */
export function useCompanyColumns(): GridColumn<CompanyRow>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const own = useOwnColumns<CompanyRow>('company')
  const plain = (key: Plain): GridColumn<CompanyRow> => ({
    key,
    label: t($ => $.companies.field[key]),
    ...companyFields[key].column,
    cell: row => row[key],
    edit: { kind: editKindOf(companyFields[key]), value: row => row[key] },
  })
  return [
    {
      key: 'name',
      label: t($ => $.companies.field.name),
      width: 260,
      sort: true,
      card: 'title',
      cell: row => row.name,
      edit: { kind: 'text', value: row => row.name },
    },
    {
      key: 'customerSince',
      label: t($ => $.companies.customer),
      width: 96,
      card: 'badge',
      cell: row => row.customerSince && <StageBadge stage="customer" />,
    },
    plain('industry'),
    plain('prefecture'),
    {
      key: 'employees',
      label: t($ => $.companies.field.employees),
      width: 100,
      align: 'end',
      sort: 'desc',
      cell: row => row.employees !== null && format.number(row.employees),
      edit: { kind: 'number', value: row => row.employees },
    },
    {
      key: 'people',
      label: t($ => $.companies.field.people),
      width: 90,
      align: 'end',
      card: 'line',
      cell: row =>
        row.people !== null &&
        row.people > 0 &&
        t($ => $.companies.people.count, { count: row.people, figure: format.number(row.people) }),
      // Without a heading above it, the figure says what it counts.
      inCard: row =>
        row.people !== null &&
        row.people > 0 &&
        t($ => $.companies.people.inCard, { count: row.people, figure: format.number(row.people) }),
    },
    plain('phone'),
    {
      key: 'kind',
      label: t($ => $.companies.field.kind),
      width: 100,
      card: 'line',
      cell: row => row.kind !== 'company' && <KindBadge kind={row.kind} />,
    },
    { key: 'parent', label: t($ => $.companies.field.parent), width: 200, cell: row => row.parentName },
    {
      key: 'created',
      label: t($ => $.companies.field.createdAt),
      width: 140,
      sort: 'desc',
      hidden: true,
      cell: row => <DateText value={row.createdAt} />,
    },
    ...companyColumnKeys.filter(key => !first.includes(key)).map(plain),
    ...own,
  ]
}

const asked = keysWith(companyFields, 'ask')

/** What the list of companies can be narrowed to. */
export function useCompanyFilters(): FilterDefinition[] {
  const { t } = useTranslation()
  const own = useOwnFilters('company')
  const kinds = (['company', 'group', 'site'] as const).map(kind => ({
    value: kind,
    label: t($ => $.companies.kind[kind]),
  }))
  return [
    ...asked.map(key => ({
      key,
      label: t($ => $.companies.field[key]),
      kind: filterKinds[companyFields[key].ask],
      ...(key === 'name' ? { operators: ['has', 'is'] as const } : {}),
    })),
    { key: 'kind', label: t($ => $.companies.field.kind), kind: 'choice', options: kinds },
    { key: 'createdAt', label: t($ => $.companies.field.createdAt), kind: 'date', operators: ['until', 'from', 'on'] },
    ...own,
  ]
}
