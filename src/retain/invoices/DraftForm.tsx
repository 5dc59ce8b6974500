import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Card } from '../../office/settings/Section.tsx'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { DayInput } from '../../ui/DayInput.tsx'
import { asSent, type EditedLine, isComplete, LinesEditor } from '../orders/LinesEditor.tsx'
import type { OneInvoice } from './invoices.schema.ts'

/** A draft as it is written: its lines, its days and what is printed below. */
export function DraftForm({ invoice }: { invoice: OneInvoice }) {
  const { t } = useTranslation()
  const corrects = invoice.kind !== 'invoice'
  const [title, setTitle] = useState(invoice.title)
  const [tradedOn, setTradedOn] = useState<string | null>(invoice.tradedOn)
  const [dueOn, setDueOn] = useState<string | null>(invoice.dueOnSet)
  const [note, setNote] = useState(invoice.note)
  const [lines, setLines] = useState<EditedLine[]>(
    invoice.lines.map(line => ({ ...line, key: String(line.id), productId: null })),
  )
  const save = useAct(api.invoices.change, {
    done: t($ => $.invoices.act.saved),
    undo: ({ operationId }) => api.journal.undo({ id: operationId ?? 0 }),
  })
  const complete = title.trim() !== '' && tradedOn !== null && lines.every(isComplete)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!complete || save.pending) return
    void save.run({
      id: invoice.id,
      version: invoice.version,
      title,
      tradedOn,
      dueOn,
      note,
      lines: lines.map(line => ({ orderLineId: line.orderLineId ?? null, ...asSent(line) })),
    })
  }
  return (
    <Card
      title={t($ => $.invoices.draftCard)}
      hint={corrects && t($ => (invoice.kind === 'credit' ? $.invoices.creditHint : $.invoices.revisedHint))}
    >
      <form onSubmit={submit} noValidate>
        <Stack gap={12}>
          <TextInput
            label={t($ => $.invoices.field.title)}
            maxLength={200}
            value={title}
            onChange={event => setTitle(event.currentTarget.value)}
          />
          <Group grow>
            <DayInput label={t($ => $.invoices.field.tradedOn)} value={tradedOn} onChange={setTradedOn} />
            {invoice.kind !== 'credit' && (
              <DayInput
                label={t($ => $.invoices.field.dueOn)}
                placeholder={t($ => $.invoices.byTerms)}
                clearable
                value={dueOn}
                onChange={setDueOn}
              />
            )}
          </Group>
          <LinesEditor lines={lines} onLines={setLines} quantitiesOnly={!corrects} />
          <Textarea
            label={t($ => $.invoices.field.note)}
            autosize
            minRows={2}
            maxRows={6}
            maxLength={2000}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button type="submit" variant="default" loading={save.pending} disabled={!complete}>
              {t($ => $.invoices.act.save)}
            </Button>
          </Group>
        </Stack>
      </form>
    </Card>
  )
}
