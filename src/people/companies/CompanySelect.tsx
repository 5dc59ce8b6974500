import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import type { CompanyKind } from './companies.schema.ts'

type Props = {
  label: string
  /** The one chosen now, by name. */
  value: { id: number; name: string } | null
  /** What may be chosen. */
  kinds: readonly CompanyKind[]
  /** Itself, which cannot belong to itself. */
  except?: number
  error?: string | undefined
  required?: boolean
  onPick: (company: { id: number; name: string } | null) => void
}

/** Finds a company by its name while one types. */
export function CompanySelect({ label, value, kinds, except, error, required = false, onPick }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [q] = useDebouncedValue(typed.trim(), 250)
  const asked = q !== value?.name && q.length > 1
  const found = useQuery({
    ...rpc.companies.list.queryOptions({
      input: { q, limit: 30, sort: 'name', filters: [{ key: 'kind', op: 'in', value: [...kinds] }] },
    }),
    enabled: asked,
    placeholderData: keepPreviousData,
  })
  const items = [...(value ? [value] : []), ...(asked ? (found.data?.items ?? []) : [])]
  const choices = [...new Map(items.filter(one => one.id !== except).map(one => [one.id, one])).values()]
  return (
    <Select
      label={label}
      placeholder={t($ => $.companies.parentPick.search)}
      data={choices.map(one => ({ value: String(one.id), label: one.name }))}
      value={value ? String(value.id) : null}
      searchable
      clearable={!required}
      withAsterisk={required}
      // The server has found them; what it folds together (㈱, kana) the list must not throw out again.
      filter={({ options }) => options}
      onSearchChange={setTyped}
      onChange={id => onPick(choices.find(one => String(one.id) === id) ?? null)}
      nothingFoundMessage={
        asked && !found.isFetching ? t($ => $.companies.parentPick.nothing) : t($ => $.companies.parentPick.typeOn)
      }
      error={error}
    />
  )
}
