import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'

type Props = {
  label: string
  required: boolean
  value: number | null
  onChange: (personId: number | null) => void
  error?: string | false | undefined
}

/** Somebody who is known already, found by a piece of the name or the company. */
export function PersonPicker({ label, required, value, onChange, error }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim(), 150)
  const found = useQuery({
    ...rpc.persons.list.queryOptions({ input: { limit: 12, ...(asked ? { q: asked } : {}) } }),
    placeholderData: keepPreviousData,
  })
  const data = (found.data?.items ?? []).map(one => {
    const name = [one.familyName, one.givenName].filter(Boolean).join(' ') || t($ => $.ui.person.unknown)
    return { value: String(one.id), label: one.companyName ? `${name}（${one.companyName}）` : name }
  })
  return (
    <Select
      label={label}
      placeholder={t($ => $.activities.field.whomHint)}
      withAsterisk={required}
      searchable
      clearable
      data={data}
      // What was found is found: the server has searched by more than the name shown.
      filter={({ options }) => options}
      nothingFoundMessage={found.isFetching ? undefined : t($ => $.activities.none)}
      onSearchChange={setTyped}
      value={value === null ? null : String(value)}
      onChange={chosen => onChange(chosen === null ? null : Number(chosen))}
      error={error}
    />
  )
}
