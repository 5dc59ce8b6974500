import { Button, Group, Stack, Text, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { parseDay } from '../../ui/parseDay.ts'
import { CompanyPicker, type Employer } from '../companies/CompanyPicker.tsx'
import type { Person } from './persons.schema.ts'

type Props = { person: Person; opened: boolean; onClose: () => void }

/** Somebody has changed post: where to, since when. The present post becomes a former one. */
export function MovedDialog({ person, opened, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t($ => $.persons.moved.title)} size="md">
      <Form person={person} onClose={onClose} />
    </Dialog>
  )
}

function Form({ person, onClose }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const format = useFormat()
  const [employer, setEmployer] = useState<Employer | null>(
    person.companyId ? { id: person.companyId, name: person.companyName ?? '' } : null,
  )
  const [department, setDepartment] = useState('')
  const [title, setTitle] = useState('')
  const [moved, setMoved] = useState<string | null>(format.today())
  const change = useAct(api.persons.change, { done: t($ => $.persons.moved.done) })

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!moved) return
    const where =
      employer && employer.id === null ? { companyName: employer.name } : { companyId: employer?.id ?? null }
    const { id, version } = person
    const saved = await change.run({
      id,
      version,
      moved,
      ...where,
      department: department || null,
      title: title || null,
    })
    if (saved) onClose()
  }
  return (
    <form onSubmit={event => void submit(event)}>
      <Stack gap={12}>
        <Text size="sm" c="dimmed" className="ui-prose">
          {t($ => $.persons.moved.intro)}
        </Text>
        <CompanyPicker value={employer} onChange={setEmployer} input={{ label: t($ => $.persons.moved.company) }} />
        <TextInput
          label={t($ => $.persons.moved.department)}
          value={department}
          maxLength={200}
          data-autofocus
          onChange={event => setDepartment(event.currentTarget.value)}
        />
        <TextInput
          label={t($ => $.persons.moved.newTitle)}
          value={title}
          maxLength={100}
          onChange={event => setTitle(event.currentTarget.value)}
        />
        <DateInput
          label={t($ => $.persons.moved.on)}
          withAsterisk
          value={moved}
          onChange={setMoved}
          dateParser={typed => parseDay(typed, format.today()) ?? null}
        />
        <Group justify="flex-end" mt={8}>
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={change.pending} disabled={!moved}>
            {t($ => $.persons.moved.save)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
