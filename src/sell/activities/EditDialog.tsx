import { Alert, Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { MomentField } from '../../ui/MomentField.tsx'
import { clashOf } from '../../ui/stale.ts'
import { tellFailure } from '../../ui/tell.tsx'
import { Activity } from './activities.schema.ts'
import { useWhen } from './when.tsx'

/** Changes a plan. When somebody was faster, both are shown and one chooses. */
export function EditDialog({ activity, onClose }: { activity: Activity; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <Dialog opened onClose={onClose} title={t($ => $.activities.editTitle)}>
      <Form activity={activity} onClose={onClose} />
    </Dialog>
  )
}

function Form({ activity, onClose }: { activity: Activity; onClose: () => void }) {
  const { t } = useTranslation()
  const [subject, setSubject] = useState(activity.subject)
  const [at, setAt] = useState(activity.plannedAt)
  const [note, setNote] = useState(activity.note)
  const [theirs, setTheirs] = useState<Activity>()
  const [tried, setTried] = useState(false)
  const change = useAct(api.activities.change, {
    quiet: true,
    done: t($ => $.activities.saved.changed),
    undo: ({ operationId }) => (operationId ? api.journal.undo({ id: operationId }) : Promise.resolve(undefined)),
  })
  const needsTime = activity.kind !== 'task' && !at ? t($ => $.activities.need.at) : undefined

  const save = async (version: number) => {
    setTried(true)
    if (needsTime) return
    try {
      await change.run({ id: activity.id, version, subject: subject.trim(), note, plannedAt: at })
      onClose()
    } catch (error) {
      const clash = Activity.safeParse(clashOf(error)?.theirs)
      if (clash.success) setTheirs(clash.data)
      else tellFailure(error)
    }
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    void save(activity.version)
  }
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={16}>
        {theirs && (
          <Clash theirs={theirs} onKeep={onClose} onTake={() => void save(theirs.version)} pending={change.pending} />
        )}
        <TextInput
          label={t($ => $.activities.field.subject)}
          data-autofocus
          maxLength={200}
          value={subject}
          onChange={event => setSubject(event.currentTarget.value)}
        />
        <MomentField
          label={t($ => $.activities.field.at)}
          value={at}
          onChange={setAt}
          quick
          required={activity.kind !== 'task'}
          error={tried && needsTime}
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
        {!theirs && (
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={change.pending}>
              {t($ => $.ui.act.save)}
            </Button>
          </Group>
        )}
      </Stack>
    </form>
  )
}

type ClashProps = { theirs: Activity; onKeep: () => void; onTake: () => void; pending: boolean }

function Clash({ theirs, onKeep, onTake, pending }: ClashProps) {
  const { t } = useTranslation()
  const when = useWhen()
  return (
    <Alert color="orange" title={t($ => $.activities.clash.title)}>
      <Text size="sm" fw={600}>
        {t($ => $.activities.clash.theirs)}
      </Text>
      <Text size="sm">
        {[theirs.subject, theirs.plannedAt && when(theirs.plannedAt), theirs.note].filter(Boolean).join(' / ')}
      </Text>
      <Group gap={8} mt={8}>
        <Button size="compact-sm" variant="default" onClick={onKeep}>
          {t($ => $.ui.stale.keepTheirs)}
        </Button>
        <Button size="compact-sm" onClick={onTake} loading={pending}>
          {t($ => $.ui.stale.useYours)}
        </Button>
      </Group>
    </Alert>
  )
}
