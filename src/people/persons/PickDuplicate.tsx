import { Button, Combobox, Loader, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import classes from './Merge.module.css'
import type { Person } from './persons.schema.ts'

export const nameOf = (person: { familyName: string; givenName: string }) =>
  [person.familyName, person.givenName].filter(Boolean).join(' ')

/** Who may be the same: what speaks for it, or anybody one looks for. */
export function PickDuplicate({ person, onPick }: { person: Person; onPick: (id: number) => void }) {
  const { t } = useTranslation()
  const found = useQuery(rpc.persons.duplicates.queryOptions({ input: { id: person.id } }))
  return (
    <div className={classes.pick}>
      {found.data && found.data.length > 0 && (
        <section aria-label={t($ => $.merge.suggested)}>
          <h2 className={classes.heading}>{t($ => $.merge.suggested)}</h2>
          <ul className={classes.suggested}>
            {found.data.map(one => {
              const name = nameOf(one) || t($ => $.ui.person.unknown)
              return (
                <li key={one.id}>
                  <div>
                    <div className={classes.name}>{name}</div>
                    <div className="ui-quiet">
                      {[one.companyName, one.department, one.title].filter(Boolean).join(' ')}
                    </div>
                    <div className="ui-quiet">{[one.email, one.mobile ?? one.phone].filter(Boolean).join('　')}</div>
                    <div className={classes.because}>
                      {one.because.map(sign => (
                        <span key={sign}>{t($ => $.merge.because[sign])}</span>
                      ))}
                    </div>
                  </div>
                  <Button
                    variant="default"
                    size="compact-md"
                    onClick={() => onPick(one.id)}
                    aria-label={t($ => $.merge.compareWith, { name })}
                  >
                    {t($ => $.merge.compare)}
                  </Button>
                </li>
              )
            })}
          </ul>
        </section>
      )}
      <Find not={person.id} onPick={onPick} />
    </div>
  )
}

function Find({ not, onPick }: { not: number; onPick: (id: number) => void }) {
  const { t } = useTranslation()
  const combobox = useCombobox()
  const [typed, setTyped] = useState('')
  const [asked] = useDebouncedValue(typed.trim(), 150)
  const found = useQuery({
    ...rpc.persons.list.queryOptions({ input: { q: asked, limit: 8 } }),
    enabled: asked.length >= 2,
    placeholderData: keepPreviousData,
  })
  const people = asked.length >= 2 ? (found.data?.items ?? []).filter(one => one.id !== not) : []
  return (
    <Combobox store={combobox} onOptionSubmit={key => onPick(Number(key))}>
      <Combobox.Target>
        <TextInput
          label={t($ => $.merge.pick)}
          placeholder={t($ => $.merge.pickHint)}
          value={typed}
          rightSection={found.isFetching ? <Loader size={14} /> : null}
          onChange={event => {
            setTyped(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={asked.length < 2}>
        <Combobox.Options mah={320} style={{ overflowY: 'auto' }}>
          {people.map(one => (
            <Combobox.Option key={one.id} value={String(one.id)}>
              <span className={classes.name}>{nameOf(one) || t($ => $.ui.person.unknown)}</span>{' '}
              <span className="ui-quiet">{[one.companyName, one.title, one.email].filter(Boolean).join(' ')}</span>
            </Combobox.Option>
          ))}
          {people.length === 0 && <Combobox.Empty>{t($ => $.merge.nobody)}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
