import { useTranslation } from 'react-i18next'
import { DateText } from '../../ui/DateText.tsx'
import type { EditKind } from '../../ui/Editor.tsx'
import { useFormat } from '../../ui/format.ts'
import type { FilterDefinition, GridColumn } from '../../ui/grid/types.ts'
import { StageBadge } from '../../ui/StageBadge.tsx'
import { useOwnColumns, useOwnFilters } from '../fields/useOwnFields.tsx'
import type { CompanyRow } from './companies.schema.ts'
import { KindBadge } from './KindBadge.tsx'

type Plain =
  | 'nameKana'
  | 'nameEn'
  | 'corporateNumber'
  | 'website'
  | 'domain'
  | 'phone'
  | 'postalCode'
  | 'prefecture'
  | 'address'
  | 'industry'
  | 'memo'

/** What the list of companies can show. The rest waits in the columns menu. */
export function useCompanyColumns(): GridColumn<CompanyRow>[] {
  const { t } = useTranslation()
  const format = useFormat()
  const own = useOwnColumns<CompanyRow>('company')
  const plain = (
    key: Plain,
    width: number,
    more: Partial<GridColumn<CompanyRow>> = {},
    kind: EditKind = 'text',
  ): GridColumn<CompanyRow> => ({
    key,
    label: t($ => $.companies.field[key]),
    width,
    cell: row => row[key],
    edit: { kind, value: row => row[key] },
    ...more,
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
    plain('industry', 140, { card: 'line' }),
    plain('prefecture', 100, { card: 'line' }),
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
    },
    plain('phone', 140),
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
    plain('corporateNumber', 140, { hidden: true }),
    plain('nameKana', 200, { hidden: true }),
    plain('nameEn', 200, { hidden: true }),
    plain('website', 200, { hidden: true }),
    plain('domain', 160, { hidden: true }),
    plain('postalCode', 100, { hidden: true }),
    plain('address', 260, { hidden: true }),
    plain('memo', 260, { hidden: true }, 'long'),
    ...own,
  ]
}

/** What the list of companies can be narrowed to. */
export function useCompanyFilters(): FilterDefinition[] {
  const { t } = useTranslation()
  const own = useOwnFilters('company')
  const label = (
    key:
      | 'name'
      | 'kind'
      | 'industry'
      | 'prefecture'
      | 'address'
      | 'domain'
      | 'memo'
      | 'employees'
      | 'customerSince'
      | 'createdAt',
  ) => ({ key, label: t($ => $.companies.field[key]) })
  const kinds = (['company', 'group', 'site'] as const).map(kind => ({
    value: kind,
    label: t($ => $.companies.kind[kind]),
  }))
  return [
    { ...label('name'), kind: 'text', operators: ['has', 'is'] },
    { ...label('kind'), kind: 'choice', options: kinds },
    { ...label('industry'), kind: 'text' },
    { ...label('prefecture'), kind: 'text' },
    { ...label('employees'), kind: 'number' },
    { ...label('customerSince'), kind: 'date' },
    { ...label('domain'), kind: 'text' },
    { ...label('address'), kind: 'text' },
    { ...label('memo'), kind: 'text' },
    { ...label('createdAt'), kind: 'date', operators: ['until', 'from', 'on'] },
    ...own,
  ]
}
