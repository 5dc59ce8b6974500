import { ActionIcon, UnstyledButton } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import facts from '../../ui/Fact.module.css'
import { CompanyPicker, type Employer } from '../companies/CompanyPicker.tsx'
import classes from './CompanyFact.module.css'
import type { Person } from './persons.schema.ts'
import { saveEmployer } from './savePerson.tsx'

/** Where somebody works: a link to it, and a search among companies to correct it. Moves are noted apart. */
export function CompanyFact({ person, mayEdit }: { person: Person; mayEdit: boolean }) {
  const { t } = useTranslation()
  const stored: Employer | null = person.companyId ? { id: person.companyId, name: person.companyName ?? '' } : null
  const [editing, setEditing] = useState(false)
  const [employer, setEmployer] = useState(stored)
  const settled = useRef(false)
  const save = useAct((chosen: Employer | null) => saveEmployer(person, chosen))

  const open = () => {
    settled.current = false
    setEmployer(stored)
    setEditing(true)
  }
  const settle = (chosen: Employer | null) => {
    if (settled.current) return
    settled.current = true
    setEditing(false)
    if (chosen?.id !== stored?.id || chosen?.name !== stored?.name) void save.run(chosen)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key !== 'Escape' && event.key !== 'Enter') return
    // Enter on an option of the list belongs to the list.
    if (event.key === 'Enter' && event.defaultPrevented) return
    event.stopPropagation()
    settle(event.key === 'Enter' ? employer : stored)
  }
  const label = t($ => $.persons.field.company)
  return (
    <div className={facts.fact}>
      <dt className={facts.label}>{label}</dt>
      <dd className={facts.value}>
        {editing ? (
          // The list of companies reaches out of this field: its keys bubble up to here.
          // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
          <div onKeyDown={onKeyDown}>
            <CompanyPicker
              value={employer}
              input={{ 'aria-label': label, autoFocus: true }}
              onChange={next => {
                setEmployer(next)
                if (next?.id) settle(next)
              }}
              onLeave={settle}
            />
          </div>
        ) : stored ? (
          <span className={classes.company}>
            <Link to="/companies/$id" params={{ id: stored.id }} className={classes.link}>
              {stored.name}
            </Link>
            {mayEdit && (
              <ActionIcon
                size={24}
                onClick={open}
                aria-label={t($ => $.persons.companyPick.change)}
                title={t($ => $.persons.companyPick.change)}
              >
                <IconPencil size={14} />
              </ActionIcon>
            )}
          </span>
        ) : mayEdit ? (
          <UnstyledButton className={facts.shown} onClick={open} aria-label={t($ => $.ui.fact.edit, { label })}>
            <span className={facts.add}>{t($ => $.ui.fact.add)}</span>
          </UnstyledButton>
        ) : (
          <span className={facts.still}>
            <span className="ui-quiet">{t($ => $.ui.fact.empty)}</span>
          </span>
        )}
      </dd>
    </div>
  )
}
