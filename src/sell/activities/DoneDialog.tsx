import { Button, Group, Select, Stack, Textarea } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '../../ui/Dialog.tsx'
import { type Activity, Outcome, outcomes } from './activities.schema.ts'
import { useActivityActs } from './useActivityActs.tsx'

/** How it went: a call has an outcome, the rest a word. */
export function DoneDialog({ activity, onClose }: { activity: Activity; onClose: () => void }) {
  const { t } = useTranslation()
  const { finish } = useActivityActs()
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [note, setNote] = useState(activity.note)
  const [tried, setTried] = useState(false)
  const lacks = activity.kind === 'call' && !outcome ? t($ => $.activities.need.outcome) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (lacks || finish.pending) return
    const saved = await finish.run({ id: activity.id, note, ...(outcome ? { outcome } : {}) })
    if (saved) onClose()
  }
  return (
    <Dialog opened onClose={onClose} title={t($ => $.activities.doneTitle)}>
      <form onSubmit={event => void submit(event)} noValidate>
        <Stack gap={16}>
          {activity.kind === 'call' && (
            <Select
              label={t($ => $.activities.field.outcome)}
              withAsterisk
              data-autofocus
              data={outcomes.map(one => ({ value: one, label: t($ => $.activities.outcome[one]) }))}
              value={outcome}
              onChange={value => setOutcome(Outcome.nullable().parse(value))}
              error={tried && lacks}
            />
          )}
          <Textarea
            label={t($ => $.activities.composer.text[activity.kind])}
            data-autofocus={activity.kind !== 'call' || undefined}
            autosize
            minRows={3}
            maxRows={12}
            maxLength={10_000}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t($ => $.ui.act.cancel)}
            </Button>
            <Button type="submit" loading={finish.pending}>
              {t($ => $.ui.act.done)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
