import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import type { Choice, EditKind } from '../../ui/Editor.tsx'
import { useWrite } from '../../ui/Fact.tsx'
import type { FilterDefinition, GridColumn } from '../../ui/grid/types.ts'
import type { Value } from '../../ui/useSaves.ts'
import type { Field, FieldAbout } from './fields.schema.ts'

/** The office's own fields of people or companies, in their order. */
export function useOwnFields(about: FieldAbout): readonly Field[] {
  const { data } = useQuery({ ...rpc.fields.list.queryOptions(), staleTime: 300_000 })
  return (data?.items ?? []).filter(field => field.about === about)
}

/** How an own field is edited. Yes and no are a choice, so that "not known" stays a third answer. */
export function useOwnEditor(): (field: Field) => { kind: EditKind; options: readonly Choice[] } {
  const { t } = useTranslation()
  const yesNo = [
    { value: 'true', label: t($ => $.ui.fact.yes) },
    { value: 'false', label: t($ => $.ui.fact.no) },
  ]
  return field => {
    if (field.kind === 'boolean') return { kind: 'choice', options: yesNo }
    const options = field.choices.map(choice => ({ value: choice, label: choice }))
    return { kind: field.kind, options: field.kind === 'choice' ? options : [] }
  }
}

export function ownValue(field: Field, custom: Record<string, unknown>): Value {
  const value = custom[field.key]
  if (field.kind === 'boolean') return typeof value === 'boolean' ? String(value) : null
  return typeof value === 'string' || typeof value === 'number' ? value : null
}

type Row = { custom: Record<string, unknown> }

/** Own fields as columns of a list, not shown until somebody chooses them. */
export function useOwnColumns<R extends Row>(about: FieldAbout): GridColumn<R>[] {
  const fields = useOwnFields(about)
  const editor = useOwnEditor()
  return fields.map(field => ({
    key: `custom.${field.key}`,
    label: field.label,
    width: field.kind === 'text' ? 180 : 120,
    hidden: true,
    ...(field.kind === 'number' ? { align: 'end' as const } : {}),
    cell: row => <OwnValue field={field} custom={row.custom} />,
    edit: { ...editor(field), value: row => ownValue(field, row.custom) },
  }))
}

function OwnValue({ field, custom }: { field: Field; custom: Record<string, unknown> }) {
  const { kind, options } = useOwnEditor()(field)
  return useWrite(kind, options)(ownValue(field, custom))
}

/** Own fields among the conditions of a list; `of` says whose: 「企業の…」. */
export function useOwnFilters(about: FieldAbout, prefix = '', of = (label: string) => label): FilterDefinition[] {
  const fields = useOwnFields(about)
  const editor = useOwnEditor()
  return fields.map(field => {
    const { kind, options } = editor(field)
    const named = { key: `${prefix}custom.${field.key}`, label: of(field.label) }
    if (kind === 'choice') return { ...named, kind, options, operators: ['in', 'notIn', 'empty', 'notEmpty'] }
    return { ...named, kind: kind === 'long' ? 'text' : kind }
  })
}
