import { Button, Skeleton } from '@mantine/core'
import { IconAlertTriangle, IconCalendarOff, IconSend, IconTrash } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice, Tag } from '../../office/settings/Tag.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Problem } from '../../ui/Problem.tsx'
import { useRowId } from '../../ui/place.ts'
import { AudiencePanel } from './AudiencePanel.tsx'
import { type Draft, draftOf, MailingEditor } from './MailingEditor.tsx'
import { MailingResult } from './MailingResult.tsx'
import classes from './mailings.module.css'
import type { Mailing } from './mailings.schema.ts'
import { PreviewPane } from './PreviewPane.tsx'
import { SendDialog } from './SendDialog.tsx'
import { StateMark } from './StateMark.tsx'

/** One mailing: written, planned, going out, or what came of it. */
export function MailingPage() {
  const { t } = useTranslation()
  const id = useRowId()
  const mailing = useQuery({
    ...rpc.mailings.get.queryOptions({ input: { id } }),
    refetchInterval: query => (query.state.data?.state === 'sending' ? 2000 : false),
  })
  const mayEdit = useMay('mailing.edit')
  if (!mailing.data)
    return (
      <Page title={t($ => $.desk.place.mailings)} crumbs={[{ label: t($ => $.desk.place.mailings), to: '/mailings' }]}>
        {mailing.isError ? <Problem error={mailing.error} onRetry={mailing.refetch} /> : <Skeleton height={320} />}
      </Page>
    )
  const { state } = mailing.data
  if (state === 'draft' && mayEdit) return <Writing key={id} mailing={mailing.data} />
  if (state === 'draft' || state === 'scheduled') return <Planned mailing={mailing.data} />
  return <MailingResult mailing={mailing.data} />
}

function Writing({ mailing }: { mailing: Mailing }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const maySend = useMay('mailing.send')
  // What is typed here and not kept yet; the rest is as it stands.
  const [typed, setTyped] = useState<Partial<Draft>>({})
  const [sending, setSending] = useState(false)
  const save = useAct(api.mailings.change, { done: t($ => $.mailings.saved) })
  const test = useAct(api.mailings.test, {
    done: ({ to }) => (mailing.canSend ? t($ => $.mailings.tested, { to }) : t($ => $.mailings.testedOutbox, { to })),
  })
  const remove = useAct(api.mailings.remove, {
    done: t($ => $.mailings.removed, { name: mailing.name }),
    undo: async ({ operationId }) => operationId && api.journal.undo({ id: operationId }),
  })
  const { id, version } = mailing
  const changed = Object.keys(typed).length > 0
  const keep = async () => {
    if (!changed) return true
    const kept = await save.run({ id, version, ...typed })
    if (kept) setTyped({})
    return kept !== undefined
  }
  const after = async (then: () => unknown) => {
    if (await keep()) await then()
  }
  const takeAway = async () => {
    if (await remove.run({ id })) await navigate({ to: '/mailings' })
  }
  return (
    <Page
      title={mailing.name}
      aside={<StateMark state={mailing.state} />}
      crumbs={[{ label: t($ => $.desk.place.mailings), to: '/mailings' }]}
      {...(maySend
        ? { act: { label: t($ => $.mailings.send), icon: IconSend, onClick: () => after(() => setSending(true)) } }
        : {})}
      more={
        <>
          {changed && <Tag tone="soon">{t($ => $.mailings.unsaved)}</Tag>}
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => void takeAway()}
          >
            {t($ => $.mailings.remove)}
          </Button>
          <Button variant="default" loading={test.pending} onClick={() => void after(() => test.run({ id }))}>
            {t($ => $.mailings.test)}
          </Button>
          <Button variant="default" loading={save.pending} disabled={!changed} onClick={() => void keep()}>
            {t($ => $.mailings.save)}
          </Button>
        </>
      }
    >
      <div className={classes.stack}>
        {mailing.problem && (
          <Notice tone="late" icon={IconAlertTriangle}>
            {mailing.problem}
          </Notice>
        )}
        <MailingEditor
          mailing={mailing}
          draft={{ ...draftOf(mailing), ...typed }}
          change={patch => setTyped(before => ({ ...before, ...patch }))}
        />
      </div>
      {sending && <SendDialog mailing={mailing} onClose={() => setSending(false)} />}
    </Page>
  )
}

/** To be read: it waits for its time, or the reader may not write it. */
function Planned({ mailing }: { mailing: Mailing }) {
  const { t } = useTranslation()
  const format = useFormat()
  const maySend = useMay('mailing.send')
  const unschedule = useAct(api.mailings.unschedule, { done: t($ => $.mailings.unscheduled) })
  const { id, version, scheduledAt } = mailing
  return (
    <Page
      title={mailing.name}
      aside={<StateMark state={mailing.state} />}
      sub={scheduledAt && t($ => $.mailings.scheduledFor, { at: format.dateTime(scheduledAt) })}
      crumbs={[{ label: t($ => $.desk.place.mailings), to: '/mailings' }]}
      more={
        maySend &&
        scheduledAt && (
          <Button
            variant="default"
            leftSection={<IconCalendarOff size={16} aria-hidden />}
            loading={unschedule.pending}
            onClick={() => void unschedule.run({ id })}
          >
            {t($ => $.mailings.unschedule)}
          </Button>
        )
      }
    >
      <div className={classes.split}>
        <AudiencePanel id={id} version={version} ready={mailing.segmentId !== null || mailing.whom !== null} />
        <PreviewPane id={id} version={version} />
      </div>
    </Page>
  )
}
