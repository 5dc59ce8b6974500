import { Button, Group, SegmentedControl, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { MomentField } from '../../ui/MomentField.tsx'
import { ActivityKind } from './activities.schema.ts'
import { PersonPicker } from './PersonPicker.tsx'
import { useActivityActs } from './useActivityActs.tsx'

const plannable = ['task', 'call', 'visit', 'meeting', 'mail'] as const

/** Plans something: a ToDo of one's own, or an appointment with somebody. */
export function AddDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog opened={opened} onClose={onClose} title={t($ => $.activities.addTitle)}>
      <Form onClose={onClose} />
    </Dialog>
  )
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { create } = useActivityActs()
  const [kind, setKind] = useState<ActivityKind>('task')
  const [subject, setSubject] = useState('')
  const [personId, setPersonId] = useState<number | null>(null)
  const [at, setAt] = useState<Date | null>(null)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const problems = {
    subject: kind === 'task' && !subject.trim() ? t($ => $.activities.need.what) : undefined,
    whom: kind !== 'task' && personId === null ? t($ => $.activities.need.whom) : undefined,
    at: kind !== 'task' && !at ? t($ => $.activities.need.at) : undefined,
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (create.pending || Object.values(problems).some(Boolean)) return
    const saved = await create.run({
      kind,
      subject: subject.trim(),
      note: note.trim(),
      ...(personId === null ? {} : { personId }),
      ...(at ? { plannedAt: at } : {}),
    })
    if (saved) onClose()
  }
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <SegmentedControl
          fullWidth
          size="xs"
          aria-label={t($ => $.activities.field.kind)}
          value={kind}
          onChange={value => setKind(ActivityKind.parse(value))}
          data={plannable.map(one => ({ value: one, label: t($ => $.activities.kind[one]) }))}
        />
        <TextInput
          label={t($ => $.activities.field.subject)}
          withAsterisk={kind === 'task'}
          data-autofocus
          maxLength={200}
          value={subject}
          onChange={event => setSubject(event.currentTarget.value)}
          error={tried && problems.subject}
        />
        <PersonPicker
          label={t($ => $.activities.field.whom)}
          required={kind !== 'task'}
          value={personId}
          onChange={setPersonId}
          error={tried && problems.whom}
        />
        <MomentField
          label={t($ => $.activities.field.at)}
          value={at}
          onChange={setAt}
          quick
          required={kind !== 'task'}
          error={tried && problems.at}
        />
        <Textarea
          label={t($ => $.activities.field.note)}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={10_000}
          value={note}
          onChange={event => setNote(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={create.pending}>
            {t($ => $.activities.add)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
