import { Select, Textarea } from '@mantine/core'
import { DateInput } from '@mantine/dates'
import { useLocalStorage } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type KeyboardEvent, useEffect, useEffectEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { MomentField } from '../../ui/MomentField.tsx'
import { useMe } from '../../ui/me.tsx'
import { parseDay, shift } from '../../ui/parseDay.ts'
import type { Outcome } from '../activities/activities.schema.ts'
import { useWhen } from '../activities/when.tsx'
import type { CallScreen } from './call-list.schema.ts'
import type { Lacks } from './OutcomePanel.tsx'

export type Given = {
  note: string
  at: Date | null
  to?: number
  toName?: string
  toQueue?: boolean
  reason?: number
  /** A reason that was suggested, by its code. */
  code?: string
  needsUntil?: boolean
  until?: string
}

type Props = {
  outcome: Outcome
  screen: CallScreen
  given: Given
  onGiven: (given: Partial<Given>) => void
  problems: Lacks
}

/** The fields an outcome asks for: never more than three. */
export function OutcomeFields({ outcome, screen, given, onGiven, problems }: Props) {
  const { t } = useTranslation()
  const when = useWhen()
  const say = (problem: Lacks[keyof Lacks]) => problem && t($ => $.calls.form[problem])
  const note = (
    <Note
      note={given.note}
      onNote={text => onGiven({ note: text })}
      first={outcome !== 'recall' && outcome !== 'appointment' && outcome !== 'refused'}
    />
  )
  const moment = (label: string, more: { description?: string; required?: boolean; first?: boolean }) => (
    <MomentField
      label={label}
      value={given.at}
      onChange={at => onGiven({ at })}
      quick={outcome !== 'appointment'}
      required={more.required ?? false}
      error={say(problems.at)}
      autoFocus={more.first ?? false}
      {...(more.description ? { description: more.description } : {})}
    />
  )
  switch (outcome) {
    case 'absent':
    case 'blocked':
      return note
    case 'talked':
      return (
        <>
          {note}
          {moment(
            t($ => $.calls.form.next),
            {
              description: t($ => $.calls.form.nextHint, { when: when(screen.again.talked) }),
            },
          )}
        </>
      )
    case 'recall':
      return (
        <>
          {moment(
            t($ => $.calls.form.recallAt),
            { required: true, first: true },
          )}
          {note}
        </>
      )
    case 'appointment':
      return (
        <>
          {moment(
            t($ => $.calls.form.meetingAt),
            { required: true, first: true },
          )}
          <Receiver given={given} onGiven={onGiven} error={say(problems.to)} />
          {note}
        </>
      )
    case 'refused':
      return (
        <>
          <WhatNext given={given} onGiven={onGiven} error={say(problems.reason)} untilError={say(problems.until)} />
          {note}
        </>
      )
  }
}

/** Enter saves, Shift+Enter is a new line. */
function saveOnEnter(event: KeyboardEvent<HTMLTextAreaElement>) {
  // Enter that ends a Japanese conversion belongs to the input method.
  if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return
  event.preventDefault()
  event.currentTarget.form?.requestSubmit()
}

function Note({ note, onNote, first }: { note: string; onNote: (note: string) => void; first: boolean }) {
  const { t } = useTranslation()
  return (
    <Textarea
      label={t($ => $.calls.form.note)}
      description={t($ => $.calls.form.noteHint)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autosize
      minRows={2}
      maxRows={8}
      maxLength={10_000}
      value={note}
      onChange={event => onNote(event.currentTarget.value)}
      onKeyDown={saveOnEnter}
      autoFocus={first}
    />
  )
}

type PartProps = Pick<Props, 'given' | 'onGiven'> & { error: string | undefined }

/** Who gets the appointment; the last choice is offered again. */
function Receiver({ given, onGiven, error }: PartProps) {
  const { t } = useTranslation()
  const me = useMe()
  const holders = useQuery(rpc.holders.list.queryOptions())
  const [last, setLast] = useLocalStorage<string | null>({ key: 'musubi.appointmentTo', defaultValue: null })
  const all = holders.data?.items ?? []
  const choices = (kind: 'user' | 'queue') =>
    all
      .filter(one => one.kind === kind && one.id !== me.id)
      .map(one => ({ value: String(one.id), label: one.team ? `${one.name}（${one.team.name}）` : one.name }))
  const choose = (value: string | null) => {
    const chosen = all.find(one => String(one.id) === value)
    onGiven({ to: chosen?.id, toName: chosen?.name, toQueue: chosen?.kind === 'queue' })
    if (value) setLast(value)
  }
  const offerLast = useEffectEvent(() => {
    if (given.to === undefined && last) choose(last)
  })
  const ready = holders.isSuccess && last !== null
  useEffect(() => {
    if (ready) offerLast()
  }, [ready])
  return (
    <Select
      label={t($ => $.calls.form.to)}
      description={t($ => $.calls.form.toHint)}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      withAsterisk
      searchable
      data={[
        {
          group: t($ => $.calls.form.users),
          items: [...choices('user'), { value: String(me.id), label: t($ => $.calls.form.toMe, { name: me.name }) }],
        },
        { group: t($ => $.calls.form.queues), items: choices('queue') },
      ]}
      value={given.to === undefined ? null : String(given.to)}
      onChange={choose}
      error={error}
    />
  )
}

/** After a refusal: given back, until a day if the reason asks for one, or closed. */
function WhatNext({ given, onGiven, error, untilError }: PartProps & { untilError: string | undefined }) {
  const { t, i18n } = useTranslation()
  const format = useFormat()
  const reasons = useQuery(rpc.reasons.list.queryOptions({ input: {} }))
  const all = reasons.data?.items ?? []
  const choices = (kind: 'returned' | 'disqualified') =>
    all
      .filter(one => one.kind === kind)
      .map(one => ({ value: String(one.id), label: i18n.language === 'en' ? one.nameEn : one.nameJa }))
  const choose = (value: string | null) => {
    const reason = all.find(one => String(one.id) === value)
    onGiven({ reason: reason?.id, needsUntil: reason?.wayBack === 'date' })
  }
  const suggested = all.find(one => one.code === given.code)?.id
  const takeSuggestion = useEffectEvent((id: number) => choose(String(id)))
  useEffect(() => {
    if (suggested !== undefined) takeSuggestion(suggested)
  }, [suggested])
  const today = format.today()
  return (
    <>
      <Select
        label={t($ => $.calls.form.reason)}
        withAsterisk
        autoFocus
        defaultDropdownOpened={!given.code}
        maxDropdownHeight={400}
        searchable
        data={[
          { group: t($ => $.calls.form.returned), items: choices('returned') },
          { group: t($ => $.calls.form.disqualified), items: choices('disqualified') },
        ]}
        value={given.reason === undefined ? null : String(given.reason)}
        onChange={choose}
        error={error}
      />
      {given.needsUntil && (
        <DateInput
          label={t($ => $.calls.form.until)}
          withAsterisk
          minDate={shift(today, 1)}
          value={given.until ?? null}
          onChange={day => onGiven({ until: day ?? undefined })}
          dateParser={typed => parseDay(typed, today) ?? null}
          error={untilError}
        />
      )}
    </>
  )
}
