import { Alert, Button, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, failureOf } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { fieldErrorsOf } from '../../ui/stale.ts'
import { sentenceOf, tell } from '../../ui/tell.tsx'
import { CompanyPicker, type Employer } from '../companies/CompanyPicker.tsx'

const fields = [
  'familyName',
  'givenName',
  'familyNameKana',
  'givenNameKana',
  'email',
  'phone',
  'department',
  'title',
  'source',
] as const
type Field = (typeof fields)[number]

const kinds: Partial<Record<Field, 'email' | 'tel'>> = { email: 'email', phone: 'tel' }

type Props = { opened: boolean; onClose: () => void; employer?: Employer }

/** Adds a person. Who is known already is opened instead; who is somebody else's stays theirs, and their name is said. */
export function AddPersonDialog({ opened, onClose, employer }: Props) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t($ => $.persons.add.title)} size="lg">
      <Form onClose={onClose} {...(employer ? { employer } : {})} />
    </Dialog>
  )
}

function Form({ onClose, employer: given }: Omit<Props, 'opened'>) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [typed, setTyped] = useState<Partial<Record<Field, string>>>({})
  const [employer, setEmployer] = useState<Employer | null>(given ?? null)
  const [problem, setProblem] = useState<string>()
  const [errors, setErrors] = useState<Record<string, string>>({})
  const create = useAct(api.persons.create, { quiet: true })

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const said = Object.fromEntries(Object.entries(typed).filter(([, text]) => text.trim()))
    if (!said.familyName && !said.givenName && !said.email && !said.phone) {
      return setErrors({ familyName: t($ => $.persons.add.needOne) })
    }
    setErrors({})
    setProblem(undefined)
    const company = !employer ? {} : employer.id === null ? { companyName: employer.name } : { companyId: employer.id }
    try {
      const person = await create.run({ ...said, ...company })
      if (!person) return
      const name = [person.familyName, person.givenName].filter(Boolean).join(' ') || (person.email ?? '')
      tell(person.created ? t($ => $.persons.add.created, { name }) : t($ => $.persons.add.known, { name }))
      onClose()
      void navigate({ to: '/persons/$id', params: { id: person.id } })
    } catch (error) {
      const found = fieldErrorsOf(error)
      setErrors(found)
      // What belongs to no field of this form, such as that a colleague holds this person, is said above the buttons.
      if (!fields.some(field => found[field]) || failureOf(error) !== 'refused') setProblem(sentenceOf(error))
    }
  }
  const input = (field: Field) => (
    <TextInput
      key={field}
      label={t($ => $.persons.field[field])}
      type={kinds[field] ?? 'text'}
      // Colleagues' browsers would offer their own names and addresses.
      autoComplete="off"
      data-autofocus={field === 'familyName' || undefined}
      placeholder={field === 'source' ? t($ => $.persons.add.source) : undefined}
      value={typed[field] ?? ''}
      error={errors[field]}
      onChange={event => {
        const text = event.currentTarget.value
        setTyped(all => ({ ...all, [field]: text }))
      }}
    />
  )
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <SimpleGrid cols={2} spacing={16} verticalSpacing={12}>
          {(['familyName', 'givenName', 'familyNameKana', 'givenNameKana'] as const).map(input)}
        </SimpleGrid>
        <CompanyPicker value={employer} onChange={setEmployer} input={{ label: t($ => $.persons.field.company) }} />
        <SimpleGrid cols={{ base: 1, xs: 2 }} spacing={16} verticalSpacing={12}>
          {(['department', 'title', 'email', 'phone', 'source'] as const).map(input)}
        </SimpleGrid>
        {problem && (
          <Alert color="orange" role="alert">
            {problem}
          </Alert>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={create.pending}>
            {t($ => $.persons.add.save)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
