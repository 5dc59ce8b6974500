import { Button, Group, Radio, Stack, Textarea, TextInput } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { parseDay, shift } from '../../ui/parseDay.ts'

export type Why = { reason: number; until?: string; note?: string; competitor?: string }

type Props = {
  kind: 'returned' | 'disqualified' | 'lost' | 'stopped'
  /** The verb on the button. */
  save: string
  /** Asks for a word to whoever gave the lead. */
  withNote?: boolean
  /** Who is up against us, as far as it is known: asked for where the reason is a competitor. */
  competitor?: string
  onSave: (why: Why) => Promise<unknown>
  onCancel: () => void
}

/** Why a lead or a deal is given back or closed. The reason decides what else is asked: "not now" wants a day. */
export function ReasonForm({ kind, save, withNote = false, competitor: known, onSave, onCancel }: Props) {
  const { t, i18n } = useTranslation()
  const reasons = useQuery(rpc.reasons.list.queryOptions({ input: { kind } }))
  const [chosen, setChosen] = useState<number>()
  const [until, setUntil] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [competitor, setCompetitor] = useState(known ?? '')
  const [tried, setTried] = useState(false)
  const [saving, setSaving] = useState(false)
  const all = reasons.data?.items ?? []
  const way = all.find(one => one.id === chosen)?.wayBack
  const needsDay = kind === 'stopped' || way === 'date'
  const needsCompetitor = known !== undefined && way === 'competitor'
  const lacksReason = chosen === undefined
  const lacksDay = needsDay && until === null
  const lacksCompetitor = needsCompetitor && !competitor.trim()

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (lacksReason || lacksDay || lacksCompetitor) return
    setSaving(true)
    await onSave({
      reason: chosen,
      ...(needsDay && until ? { until } : {}),
      ...(note.trim() ? { note: note.trim() } : {}),
      ...(needsCompetitor ? { competitor: competitor.trim() } : {}),
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
        {needsCompetitor && (
          <TextInput
            label={t($ => $.leads.reason.competitor)}
            withAsterisk
            maxLength={200}
            value={competitor}
            onChange={event => setCompetitor(event.currentTarget.value)}
            error={tried && lacksCompetitor && t($ => $.ui.fact.empty)}
          />
        )}
        {needsDay && (
          <WakeDay
            ofDeal={kind === 'lost' || kind === 'stopped'}
            until={until}
            onUntil={setUntil}
            error={tried && lacksDay && t($ => $.leads.reason.needDay)}
          />
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

type DayProps = { ofDeal: boolean; until: string | null; onUntil: (day: string | null) => void; error: string | false }

function WakeDay({ ofDeal, until, onUntil, error }: DayProps) {
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
        label={ofDeal ? t($ => $.leads.reason.untilDeal) : t($ => $.leads.reason.until)}
        description={ofDeal ? t($ => $.leads.reason.untilDealHint) : t($ => $.leads.reason.untilHint)}
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
