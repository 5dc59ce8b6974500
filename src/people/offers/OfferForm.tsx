import { Button, Group, MultiSelect, Stack, Text, Textarea } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { parseDay } from '../../ui/parseDay.ts'
import classes from './OfferForm.module.css'

export type Offering = { to: number[]; note: string; clockOn?: string }

type Props = {
  /** How many leads are offered. */
  count: number
  /** Who holds the lead already, and is not offered it. */
  heldBy?: number | undefined
  onSend: (offering: Offering) => Promise<unknown>
  onCancel: () => void
}

/** To whom, why now, by when. Several receivers are served in turn. */
export function OfferForm({ count, heldBy, onSend, onCancel }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const holders = useQuery(rpc.holders.list.queryOptions())
  const [to, setTo] = useState<string[]>([])
  const [note, setNote] = useState('')
  const [clockOn, setClockOn] = useState<string | null>(null)
  const [tried, setTried] = useState(false)
  const [sending, setSending] = useState(false)
  const all = (holders.data?.items ?? []).filter(one => one.id !== heldBy)
  const choices = (kind: 'user' | 'queue') =>
    all
      .filter(one => one.kind === kind)
      .map(one => ({ value: String(one.id), label: one.team ? `${one.name}（${one.team.name}）` : one.name }))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (to.length === 0) return
    setSending(true)
    await onSend({ to: to.map(Number), note: note.trim(), ...(clockOn ? { clockOn } : {}) })
    setSending(false)
  }
  if (holders.isError) return <Problem error={holders.error} onRetry={holders.refetch} />
  return (
    <form onSubmit={event => void submit(event)} noValidate>
      <Stack gap={16}>
        <MultiSelect
          label={t($ => $.offers.dialog.to)}
          description={count > 1 ? t($ => $.offers.dialog.toHint) : undefined}
          placeholder={to.length === 0 ? t($ => $.offers.dialog.toPlaceholder) : undefined}
          withAsterisk
          autoFocus
          data={[
            { group: t($ => $.offers.dialog.users), items: choices('user') },
            { group: t($ => $.offers.dialog.queues), items: choices('queue') },
          ]}
          value={to}
          // One lead goes to one holder.
          maxValues={count > 1 ? 100 : 1}
          searchable
          classNames={{ inputField: classes.field ?? '' }}
          hidePickedOptions
          onChange={setTo}
          error={tried && to.length === 0 && t($ => $.offers.dialog.needTo)}
          renderOption={({ option }) => {
            const holder = all.find(one => String(one.id) === option.value)
            return (
              <span className={classes.option}>
                <span className={classes.name}>{option.label}</span>
                <span className={classes.load}>
                  {holder?.awayUntil
                    ? t($ => $.offers.dialog.away, { until: format.short(holder.awayUntil) })
                    : t($ => $.offers.dialog.holds, { figure: format.number(holder?.openLeads ?? 0) })}
                </span>
              </span>
            )
          }}
        />
        {to.length > 1 && count > to.length && (
          <Text size="sm" c="dimmed" mt={-8}>
            {t($ => $.offers.dialog.share, {
              figure: format.number(Math.round(count / to.length)),
              people: format.number(to.length),
            })}
          </Text>
        )}
        <Textarea
          label={t($ => $.offers.dialog.note)}
          description={t($ => $.offers.dialog.noteHint)}
          placeholder={t($ => $.offers.dialog.notePlaceholder)}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={2000}
          value={note}
          onChange={event => setNote(event.currentTarget.value)}
        />
        <DateInput
          label={t($ => $.offers.dialog.clock)}
          description={t($ => $.offers.dialog.clockHint)}
          clearable
          minDate={format.today()}
          value={clockOn}
          onChange={setClockOn}
          dateParser={typed => parseDay(typed, format.today()) ?? null}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t($ => $.ui.act.cancel)}
          </Button>
          <Button type="submit" loading={sending}>
            {count > 1
              ? t($ => $.offers.dialog.sendMany, { count, figure: format.number(count) })
              : t($ => $.offers.dialog.send)}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
