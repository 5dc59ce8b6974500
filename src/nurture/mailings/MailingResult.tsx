import { Button, Text, Title } from '@mantine/core'
import { IconAlertTriangle, IconMailOff, IconPlayerPause, IconPlayerPlay, IconPlayerStop } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Notice } from '../../office/settings/Tag.tsx'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { BarChart } from '../../ui/BarChart.tsx'
import { Confirm } from '../../ui/Confirm.tsx'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import { Page } from '../../ui/Page.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { Judgements } from './Judgements.tsx'
import { useWhom } from './MailingsPage.tsx'
import classes from './mailings.module.css'
import type { Mailing } from './mailings.schema.ts'
import { PreviewPane } from './PreviewPane.tsx'
import { Recipients } from './Recipients.tsx'
import { StateMark } from './StateMark.tsx'

const parts = ['result', 'recipients', 'mail'] as const
type Part = (typeof parts)[number]

/** How far it is, and what came of it: each figure is a list of people behind it. */
export function MailingResult({ mailing }: { mailing: Mailing }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { show }: { show?: unknown } = useSearch({ strict: false })
  const [chosen, setPart] = useState<Part>('result')
  // A figure leads to the list that it counted.
  const part = typeof show === 'string' ? 'recipients' : chosen
  const { figures, id, version } = mailing
  const everybody =
    Object.values(figures).reduce((sum, n) => sum + n, 0) - figures.opened - figures.clicked - figures.unsubscribed
  return (
    <Page
      title={mailing.name}
      aside={<StateMark state={mailing.state} />}
      sub={useWhom(mailing)}
      crumbs={[{ label: t($ => $.desk.place.mailings), to: '/mailings' }]}
      more={<Acts mailing={mailing} />}
      tabs={parts.map(value => ({
        value,
        label: t($ => $.mailings.part[value]),
        ...(value === 'recipients' ? { count: everybody } : {}),
      }))}
      tab={part}
      onTab={value => {
        setPart(value as Part)
        if (show !== undefined) void navigate({ to: '/mailings/$id', params: { id } })
      }}
    >
      {part === 'result' && <Result mailing={mailing} />}
      {part === 'recipients' && (
        <Recipients key={String(show)} mailingId={id} figures={figures} show={String(show ?? 'all')} />
      )}
      {part === 'mail' && <PreviewPane id={id} version={version} />}
    </Page>
  )
}

function Acts({ mailing: { id, state, name, figures } }: { mailing: Mailing }) {
  const { t } = useTranslation()
  const format = useFormat()
  const maySend = useMay('mailing.send')
  const [stopping, setStopping] = useState(false)
  const pause = useAct(api.mailings.pause)
  const resume = useAct(api.mailings.resume)
  const stop = useAct(api.mailings.stop)
  if (!maySend || (state !== 'sending' && state !== 'paused')) return null
  return (
    <>
      {state === 'sending' ? (
        <Button
          variant="default"
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          loading={pause.pending}
          onClick={() => void pause.run({ id })}
        >
          {t($ => $.mailings.pause)}
        </Button>
      ) : (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={resume.pending}
          onClick={() => void resume.run({ id })}
        >
          {t($ => $.mailings.resume)}
        </Button>
      )}
      <Button
        variant="default"
        leftSection={<IconPlayerStop size={16} aria-hidden />}
        onClick={() => setStopping(true)}
      >
        {t($ => $.mailings.stop)}
      </Button>
      <Confirm
        opened={stopping}
        title={t($ => $.mailings.stopTitle, { name })}
        act={t($ => $.mailings.stop)}
        pending={stop.pending}
        onClose={() => setStopping(false)}
        onAct={async () => {
          if (await stop.run({ id })) setStopping(false)
        }}
      >
        {t($ => $.mailings.stopText, { count: figures.waiting, figure: format.number(figures.waiting) })}
      </Confirm>
    </>
  )
}

const bars = ['sent', 'opened', 'clicked', 'unsubscribed', 'bounced', 'failed', 'unknown', 'excluded'] as const

function Result({ mailing }: { mailing: Mailing }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { figures, state } = mailing
  const { waiting, sending, sent, bounced, failed, unknown } = figures
  const done = sent + bounced + failed + unknown
  return (
    <div className={classes.stack}>
      {mailing.outbox && (
        <Notice tone="soon" icon={IconMailOff}>
          {t($ => $.mailings.inOutbox)}
        </Notice>
      )}
      {unknown > 0 && (
        <Notice tone="soon" icon={IconAlertTriangle}>
          {t($ => $.mailings.unclear, { count: unknown, figure: format.number(unknown) })}
        </Notice>
      )}
      {(state === 'sending' || state === 'paused') && (
        <Progress
          label={state === 'paused' ? t($ => $.mailings.pausedLabel) : t($ => $.mailings.progress)}
          done={done}
          total={done + waiting + sending}
        />
      )}
      <div className={`ui-card ${classes.card}`}>
        <BarChart
          caption={t($ => $.mailings.results)}
          bars={bars
            .filter(
              name => figures[name] > 0 || ['sent', 'opened', 'clicked', 'unsubscribed', 'bounced'].includes(name),
            )
            .map(name => ({
              label: t($ => $.mailings.figure[name]),
              value: figures[name],
              to: { to: `/mailings/${mailing.id}`, search: { show: name } },
            }))}
        />
      </div>
      <Links id={mailing.id} />
      <Judgements id={mailing.id} />
    </div>
  )
}

function Links({ id }: { id: number }) {
  const { t } = useTranslation()
  const format = useFormat()
  const mayEdit = useMay('mailing.edit')
  const links = useQuery(rpc.mailings.links.queryOptions({ input: { id } }))
  const again = useAct(api.mailings.judge, {
    done: ({ judged }) => t($ => $.mailings.rejudged, { count: judged, figure: format.number(judged) }),
  })
  const count = (n: number) => ({ count: n, figure: format.number(n) })
  return (
    <section className="ui-card" aria-label={t($ => $.mailings.links)}>
      <div className={classes.line} style={{ padding: '12px 16px' }}>
        <Title order={2}>{t($ => $.mailings.links)}</Title>
        {mayEdit && (
          <Button size="compact-sm" variant="subtle" loading={again.pending} onClick={() => void again.run({ id })}>
            {t($ => $.mailings.rejudge)}
          </Button>
        )}
      </div>
      {links.data?.items.length === 0 && (
        <Text c="dimmed" px={16} pb={16}>
          {t($ => $.mailings.linksNone)}
        </Text>
      )}
      <ul className={classes.links}>
        {links.data?.items.map(link => (
          <li key={link.position}>
            <a href={link.url} target="_blank" rel="noreferrer">
              {link.url}
            </a>
            <span className="ui-figures">
              {t($ => $.mailings.clicks, count(link.clicks))}
              {link.people > 0 && (
                <span className={classes.small}> {t($ => $.mailings.byPeople, count(link.people))}</span>
              )}
            </span>
            {link.machines > 0 && (
              <span className={classes.small}>{t($ => $.mailings.machines, count(link.machines))}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
