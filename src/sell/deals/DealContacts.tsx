import { ActionIcon, Button, NativeSelect, Stack } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeBack } from '../../people/leads/takeBack.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import { PersonPicker } from '../activities/PersonPicker.tsx'
import classes from './DealPage.module.css'
import { ContactRole, contactRoles, type OneDeal } from './deals.schema.ts'
import { Foot } from './EndDialog.tsx'

/** Who takes part on their side, in which role; and which roles nobody is known for yet. */
export function DealContacts({ deal }: { deal: OneDeal }) {
  const { t } = useTranslation()
  const format = useFormat()
  const may = useMay('deal.work')
  const [adding, setAdding] = useState(false)
  const change = useAct(api.deals.changeContact, { done: t($ => $.deals.saved), undo: takeBack })
  const remove = useAct(api.deals.removeContact, { done: t($ => $.deals.saved), undo: takeBack })
  const missing = contactRoles.filter(role => !deal.contacts.some(contact => contact.role === role))
  return (
    <section aria-label={t($ => $.deals.contacts.title)}>
      <div className={classes.line}>
        <h2 className={classes.heading}>{t($ => $.deals.contacts.title)}</h2>
        {may && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => setAdding(true)}
          >
            {t($ => $.deals.contacts.add)}
          </Button>
        )}
      </div>
      <ul className={classes.contacts}>
        {deal.contacts.map(contact => (
          <li key={contact.id}>
            <div>
              <Link to="/persons/$id" params={{ id: contact.personId }}>
                {contact.name || t($ => $.ui.person.unknown)}
              </Link>
              <div className={classes.quiet}>
                {[contact.department, contact.title, contact.main && t($ => $.deals.contacts.main)]
                  .filter(Boolean)
                  .join(' ')}
              </div>
            </div>
            {may ? (
              <NativeSelect
                size="xs"
                aria-label={t($ => $.deals.contacts.roleOf, { name: contact.name })}
                value={contact.role ?? ''}
                data={[
                  { value: '', label: t($ => $.deals.contacts.none) },
                  ...contactRoles.map(role => ({ value: role, label: t($ => $.deals.role[role]) })),
                ]}
                onChange={event => {
                  const { value } = event.currentTarget
                  const role = value === '' ? null : ContactRole.parse(value)
                  void change.run({ id: deal.id, contactId: contact.id, version: contact.version, role })
                }}
              />
            ) : (
              contact.role && t($ => $.deals.role[contact.role!])
            )}
            {may && !contact.main && (
              <ActionIcon
                size="sm"
                aria-label={t($ => $.deals.contacts.remove, { name: contact.name })}
                onClick={() => void remove.run({ id: deal.id, contactId: contact.id })}
              >
                <IconX size={14} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p className={classes.quiet}>
          {t($ => $.deals.contacts.missing, { roles: format.list(missing.map(role => t($ => $.deals.role[role]))) })}
        </p>
      )}
      <Dialog opened={adding} onClose={() => setAdding(false)} title={t($ => $.deals.contacts.addTitle)} size="sm">
        <AddForm dealId={deal.id} onClose={() => setAdding(false)} />
      </Dialog>
    </section>
  )
}

function AddForm({ dealId, onClose }: { dealId: number; onClose: () => void }) {
  const { t } = useTranslation()
  const [personId, setPersonId] = useState<number | null>(null)
  const [role, setRole] = useState('')
  const [tried, setTried] = useState(false)
  const add = useAct(api.deals.addContact, { done: t($ => $.deals.saved) })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (personId === null) return
    const named = role === '' ? {} : { role: ContactRole.parse(role) }
    if (await add.run({ id: dealId, personId, ...named })) onClose()
  }
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <PersonPicker
          label={t($ => $.deals.contacts.who)}
          required
          value={personId}
          onChange={setPersonId}
          error={tried && personId === null && t($ => $.deals.needWhom)}
        />
        <NativeSelect
          label={t($ => $.deals.contacts.role)}
          value={role}
          data={[
            { value: '', label: t($ => $.deals.contacts.none) },
            ...contactRoles.map(one => ({ value: one, label: t($ => $.deals.role[one]) })),
          ]}
          onChange={event => setRole(event.currentTarget.value)}
        />
        <Foot label={t($ => $.deals.contacts.add)} loading={add.pending} onClose={onClose} />
      </Stack>
    </form>
  )
}
