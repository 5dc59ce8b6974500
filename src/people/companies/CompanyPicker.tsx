import { Combobox, Loader, TextInput, type TextInputProps, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconBuildingPlus } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import classes from './CompanyPicker.module.css'

/** A company that is here, or the name of one that is not yet. */
export type Employer = { id: number | null; name: string }

type Props = {
  value: Employer | null
  onChange: (employer: Employer | null) => void
  input?: Omit<TextInputProps, 'value' | 'onChange' | 'onBlur'>
  /** The field was left; with what stands in it. */
  onLeave?: (employer: Employer | null) => void
}

const shortest = 2

/** Finds a company while one types, and registers the name when there is none of that name. */
export function CompanyPicker({ value, onChange, input = {}, onLeave }: Props) {
  const { t } = useTranslation()
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const [typed, setTyped] = useState(value?.name ?? '')
  const [asked] = useDebouncedValue(typed.trim(), 150)
  const long = asked.length >= shortest
  const found = useQuery({
    ...rpc.companies.list.queryOptions({ input: { q: asked, limit: 6 } }),
    enabled: long && combobox.dropdownOpened,
    placeholderData: keepPreviousData,
  })
  const companies = long ? (found.data?.items ?? []) : []
  const name = typed.trim()
  const isNew = name.length >= shortest && !companies.some(one => one.name === name)

  const choose = (employer: Employer | null) => {
    setTyped(employer?.name ?? '')
    onChange(employer)
    combobox.closeDropdown()
  }
  const submit = (key: string) => {
    const company = companies.find(one => String(one.id) === key)
    choose(company ? { id: company.id, name: company.name } : { id: null, name })
  }
  return (
    <Combobox store={combobox} onOptionSubmit={submit} withinPortal={false}>
      <Combobox.Target>
        <TextInput
          {...input}
          placeholder={input.placeholder ?? t($ => $.persons.companyPick.search)}
          autoComplete="off"
          rightSection={found.isFetching ? <Loader size={14} /> : null}
          value={typed}
          onChange={event => {
            const next = event.currentTarget.value
            setTyped(next)
            onChange(next.trim() ? { id: null, name: next.trim() } : null)
            combobox.openDropdown()
            combobox.updateSelectedOptionIndex()
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => {
            combobox.closeDropdown()
            onLeave?.(value)
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!long && !isNew}>
        <Combobox.Options aria-label={t($ => $.persons.companyPick.search)}>
          {companies.map(one => (
            <Combobox.Option key={one.id} value={String(one.id)} className={classes.option}>
              <span className={classes.name}>{one.name}</span>
              <span className={classes.more}>{[one.prefecture, one.industry].filter(Boolean).join(' ')}</span>
            </Combobox.Option>
          ))}
          {isNew && (
            <Combobox.Option value="new" className={classes.option}>
              <IconBuildingPlus size={16} stroke={1.7} aria-hidden />
              <span className={classes.name}>{t($ => $.persons.companyPick.create, { name })}</span>
            </Combobox.Option>
          )}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
