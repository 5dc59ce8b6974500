import { Button, Group, NumberInput, Select, Textarea, TextInput, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { AudiencePanel } from './AudiencePanel.tsx'
import { useWhom } from './MailingsPage.tsx'
import classes from './mailings.module.css'
import type { Mailing } from './mailings.schema.ts'
import { PreviewPane } from './PreviewPane.tsx'

export type Draft = Pick<
  Mailing,
  'name' | 'subject' | 'preheader' | 'body' | 'senderName' | 'senderEmail' | 'segmentId' | 'rate'
>

export const draftOf = ({
  name,
  subject,
  preheader,
  body,
  senderName,
  senderEmail,
  segmentId,
  rate,
}: Mailing): Draft => ({
  name,
  subject,
  preheader,
  body,
  senderName,
  senderEmail,
  segmentId,
  rate,
})

type Props = { mailing: Mailing; draft: Draft; change: (patch: Partial<Draft>) => void }

/** What is written on the left, and how it arrives on the right. */
export function MailingEditor({ mailing, draft, change }: Props) {
  const { t } = useTranslation()
  const company = useQuery(rpc.workspace.get.queryOptions())
  const text = (key: 'name' | 'subject' | 'preheader' | 'senderName' | 'senderEmail', most: number) => ({
    label: t($ => $.mailings.field[key]),
    value: draft[key],
    maxLength: most,
    onChange: (event: { currentTarget: { value: string } }) => change({ [key]: event.currentTarget.value }),
  })
  const { subject, preheader, body } = draft
  return (
    <div className={classes.split}>
      <div className={classes.stack}>
        <div className={`ui-card ${classes.card}`}>
          <TextInput {...text('name', 100)} withAsterisk />
          <Whom mailing={mailing} segmentId={draft.segmentId} onPick={segmentId => change({ segmentId })} />
        </div>
        <AudiencePanel
          id={mailing.id}
          version={mailing.version}
          ready={draft.segmentId === mailing.segmentId && (mailing.segmentId !== null || mailing.whom !== null)}
        />
        <div className={`ui-card ${classes.card}`}>
          <TextInput {...text('subject', 200)} withAsterisk />
          <TextInput {...text('preheader', 200)} description={t($ => $.mailings.field.preheaderHint)} />
          <Body value={body} onChange={next => change({ body: next })} />
        </div>
        <div className={`ui-card ${classes.card}`}>
          <Title order={2}>{t($ => $.mailings.field.sender)}</Title>
          <div className={classes.pair}>
            <TextInput
              {...text('senderName', 200)}
              placeholder={company.data?.senderName || t($ => $.mailings.asCompany)}
            />
            <TextInput
              {...text('senderEmail', 254)}
              type="email"
              placeholder={company.data?.senderEmail || t($ => $.mailings.asCompany)}
            />
          </div>
          <NumberInput
            label={t($ => $.mailings.field.rate)}
            min={1}
            max={6000}
            maw={200}
            value={draft.rate}
            onChange={value => typeof value === 'number' && change({ rate: value })}
          />
        </div>
      </div>
      <PreviewPane id={mailing.id} version={mailing.version} draft={{ subject, preheader, body }} />
    </div>
  )
}

function Whom({
  mailing,
  segmentId,
  onPick,
}: {
  mailing: Mailing
  segmentId: number | null
  onPick: (id: number | null) => void
}) {
  const { t } = useTranslation()
  const picked = useWhom(mailing)
  const segments = useQuery(rpc.segments.list.queryOptions())
  const choices = (segments.data?.items ?? []).map(one => ({ value: String(one.id), label: one.name }))
  return (
    <Select
      label={t($ => $.mailings.field.segment)}
      placeholder={
        mailing.whom
          ? mailing.picked === null
            ? t($ => $.mailings.filtered)
            : picked
          : t($ => $.mailings.field.segmentPick)
      }
      {...(mailing.whom ? { description: t($ => $.mailings.useSegment) } : {})}
      withAsterisk
      searchable
      data={choices}
      value={segmentId === null ? null : String(segmentId)}
      onChange={value => onPick(value === null ? null : Number(value))}
    />
  )
}

const insertable = {
  familyName: '{{ person.familyName }}',
  name: '{{ person.name }}',
  companyName: '{{ company.name }}',
  department: '{{ person.department }}',
  personTitle: '{{ person.title }}',
} as const

function Body({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation()
  const field = useRef<HTMLTextAreaElement>(null)
  const insert = (text: string) => {
    const at = field.current
    const [from, until] = [at?.selectionStart ?? value.length, at?.selectionEnd ?? value.length]
    onChange(`${value.slice(0, from)}${text}${value.slice(until)}`)
    // After the field has been drawn with it: one goes on typing behind what was put in.
    requestAnimationFrame(() => {
      at?.focus()
      at?.setSelectionRange(from + text.length, from + text.length)
    })
  }
  return (
    <>
      <Textarea
        ref={field}
        label={t($ => $.mailings.field.body)}
        description={t($ => $.mailings.field.bodyHint)}
        withAsterisk
        autosize
        minRows={12}
        maxRows={30}
        maxLength={50_000}
        className={classes.body ?? ''}
        value={value}
        onChange={event => onChange(event.currentTarget.value)}
      />
      <Group gap={6} role="group" aria-label={t($ => $.mailings.insert)}>
        <span className={classes.small}>{t($ => $.mailings.insert)}</span>
        {(Object.keys(insertable) as (keyof typeof insertable)[]).map(key => (
          <Button key={key} size="compact-xs" variant="default" onClick={() => insert(insertable[key])}>
            {t($ => $.mailings.insertable[key])}
          </Button>
        ))}
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => insert(`[${t($ => $.mailings.unsubscribeText)}]({{ unsubscribeUrl }})`)}
        >
          {t($ => $.mailings.insertable.unsubscribe)}
        </Button>
      </Group>
    </>
  )
}
