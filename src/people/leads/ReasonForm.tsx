import { Button, Group, Radio, Stack, Textarea } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { parseDay, shift } from '../../ui/parseDay.ts'

export type Why = { reason: number; until?: string; note?: string }

type Props = {
  kind: 'returned' | 'disqualified'
  /** The verb on the button. */
  save: string
  /** Asks for a word to whoever gave the lead. */
  withNote?: boolean
  onSave: (why: Why) => Promise<unknown>
  onCancel: () => void
}

/** Why a lead is given back or closed. The reason decides what else is asked: "not now" wants a day. */
export function ReasonForm({ kind, save, withNote = false, onSave, onCancel }: Props) {
  const { t, i18n } = useTranslation()
  const reasons = useQuery(rpc.reasons.list.queryOptions({ input: { kind } }))
  const [chosen, setChosen] = useState<number>()
  const [until, setUntil] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [saving, setSaving] = useState(false)
  const all = reasons.data?.items ?? []
  const needsDay = all.find(one => one.id === chosen)?.wayBack === 'date'
  const lacksReason = chosen === undefined
  const lacksDay = needsDay && until === null

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (lacksReason || lacksDay) return
    setSaving(true)
    await onSave({
      reason: chosen,
      ...(needsDay && until ? { until } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
    })
    setSaving(false)
  }
  if (reasons.isError) return <Problem error={reasons.error} onRetry={reasons.refetch} />
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <Radio.Group
          label={t($ => $.leads.reason.why)}
          withAsterisk
          value={chosen === undefined ? '' : String(chosen)}
          onChange={value => setChosen(Number(value))}
          error={tried && lacksReason && t($ => $.leads.reason.needReason)}
          errorProps={{ mt: 10 }}
        >
          <Stack gap={8} mt={8} mih={132}>
            {all.map((one, index) => (
              <Radio
                key={one.id}
                value={String(one.id)}
                label={i18n.language === 'en' ? one.nameEn : one.nameJa}
                autoFocus={index === 0}
              />
            ))}
          </Stack>
        </Radio.Group>
        {needsDay && (
          <WakeDay until={until} onUntil={setUntil} error={tried && lacksDay && t($ => $.leads.reason.needDay)} />
        )}
        {withNote && (
          <Textarea
            label={t($ => $.leads.reason.note)}
            autosize
            minRows={2}
            maxLength={2000}
            value={note}
            onChange={event => setNote(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={saving}>
            {save}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

type DayProps = { until: string | null; onUntil: (day: string | null) => void; error: string | false }

function WakeDay({ until, onUntil, error }: DayProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const today = format.today()
  /** The first of the month so many months on. */
  const monthsOn = (count: number) => {
    const month = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + count
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`
  }
  return (
    <div>
      <DateInput
        label={t($ => $.leads.reason.until)}
        description={t($ => $.leads.reason.untilHint)}
        // Above the field: its calendar would cover them.
        inputContainer={input => (
          <>
            <Group gap={8} my={6}>
              {[3, 6].map(count => (
                <Button key={count} size="compact-xs" variant="light" onClick={() => onUntil(monthsOn(count))}>
                  {count === 3 ? t($ => $.leads.reason.inThreeMonths) : t($ => $.leads.reason.inSixMonths)}
                </Button>
              ))}
            </Group>
            {input}
          </>
        )}
        withAsterisk
        minDate={shift(today, 1)}
        value={until}
        onChange={onUntil}
        dateParser={typed => parseDay(typed, today) ?? null}
        error={error}
      />
    </div>
  )
}
