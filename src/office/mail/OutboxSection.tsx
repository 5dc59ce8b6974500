import { Accordion, Button, SegmentedControl, Skeleton, Text } from '@mantine/core'
import { IconMailOff } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { DateText } from '../../ui/DateText.tsx'
import { Empty } from '../../ui/Empty.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { Folds } from '../settings/Folds.tsx'
import { Section } from '../settings/Section.tsx'
import { Notice, Tag, type Tone } from '../settings/Tag.tsx'
import { type Mail as MailShape, MailState } from './mail.schema.ts'
import classes from './OutboxSection.module.css'

type Mail = typeof MailShape._output
type State = Mail['state']

const states: readonly State[] = ['queued', 'sent', 'failed', 'unknown']
const tones: Record<State, Tone> = {
  queued: 'accent',
  sending: 'accent',
  sent: 'good',
  failed: 'late',
  unknown: 'soon',
}

/** 送信箱: what was written, how it went, and once more for what failed. */
export function OutboxSection() {
  const { t } = useTranslation()
  const [state, setState] = useState<State>()
  const list = useInfiniteQuery(
    rpc.outbox.list.infiniteOptions({
      input: (cursor: string | undefined) => ({
        limit: 50,
        ...(state ? { state } : {}),
        ...(cursor ? { cursor } : {}),
      }),
      initialPageParam: undefined,
      getNextPageParam: page => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  const mails = list.data?.pages.flatMap(page => page.items) ?? []
  return (
    <Section title={t($ => $.mail.title)} sub={t($ => $.mail.sub)}>
      {list.data?.pages[0]?.canSend === false && (
        <Notice tone="soon" icon={IconMailOff}>
          {t($ => $.mail.cannot)}
        </Notice>
      )}
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          value={state ?? ''}
          onChange={value => setState(MailState.safeParse(value).data)}
          data={[
            { value: '', label: t($ => $.mail.all) },
            ...states.map(value => ({ value, label: t($ => $.mail.state[value]) })),
          ]}
        />
      </div>
      {list.isError && <Problem error={list.error} onRetry={list.refetch} />}
      {list.isPending && <Skeleton height={240} />}
      {list.data && mails.length === 0 && (
        <Empty art="sheet" title={t($ => $.mail.none)}>
          {state === undefined && t($ => $.mail.noneHint)}
        </Empty>
      )}
      {mails.length > 0 && (
        <Folds>
          {mails.map(mail => (
            <Row key={mail.id} mail={mail} />
          ))}
        </Folds>
      )}
      {list.hasNextPage && (
        <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t($ => $.mail.more)}
        </Button>
      )}
    </Section>
  )
}

function Row({ mail }: { mail: Mail }) {
  const { t } = useTranslation()
  const format = useFormat()
  const again = useAct(api.outbox.send, { done: t($ => $.mail.sentAgain, { to: mail.to }) })
  const stuck = mail.state === 'failed' || mail.state === 'unknown'
  return (
    <Accordion.Item value={String(mail.id)}>
      <Accordion.Control>
        <span className={classes.row}>
          <span className={classes.subject}>{mail.subject}</span>
          <span className={classes.to}>{mail.to}</span>
          <span className={classes.at}>
            <DateText value={mail.sentAt ?? mail.createdAt} as="dateTime" />
          </span>
          <span className={classes.state}>
            <Tag tone={tones[mail.state]}>{t($ => $.mail.state[mail.state])}</Tag>
          </span>
        </span>
      </Accordion.Control>
      <Accordion.Panel>
        <pre className={classes.body}>{mail.body}</pre>
        {mail.error && (
          <Text size="sm" mt={8}>
            {mail.state === 'unknown' ? t($ => $.mail.unclear) : t($ => $.mail.why, { error: mail.error })}
          </Text>
        )}
        {mail.attempts > 0 && (
          <Text size="sm" c="dimmed">
            {t($ => $.mail.attempts, { count: mail.attempts })}
            {mail.state === 'queued' && `　${t($ => $.mail.next, { at: format.dateTime(mail.dueAt) })}`}
          </Text>
        )}
        {stuck && (
          <Button variant="default" mt={8} loading={again.pending} onClick={() => void again.run({ id: mail.id })}>
            {t($ => $.mail.again)}
          </Button>
        )}
      </Accordion.Panel>
    </Accordion.Item>
  )
}
