import { Anchor, Button, Skeleton, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import { Card, Section } from '../settings/Section.tsx'
import { Notice } from '../settings/Tag.tsx'
import type { Parked as ParkedShape } from './parked.schema.ts'
import classes from './SystemSection.module.css'

type Parked = typeof ParkedShape._output

const Health = z.object({
  status: z.enum(['ok', 'unavailable']),
  version: z.string(),
  reactions: z.object({ lagMs: z.number(), waiting: z.number(), parked: z.number() }).nullable(),
  replica: z.object({ state: z.enum(['near', 'behind', 'away', 'stranger']), lagMs: z.number().nullable() }).nullable(),
})

/** Later than this, people notice. */
const late = 60_000

/** システム: how the product is, as /healthz says it, and the events that were set aside. */
export function SystemSection() {
  const { t } = useTranslation()
  const health = useQuery({
    queryKey: ['healthz'],
    queryFn: async ({ signal }) => {
      const answer = await fetch('/healthz', { signal, cache: 'no-store' })
      const said = Health.safeParse(await answer.json().catch(() => undefined))
      if (!said.success) throw new Error(t($ => $.ui.problem.unexpected))
      return said.data
    },
    refetchInterval: 5000,
  })
  const parked = useQuery(rpc.parked.list.queryOptions({ refetchInterval: 15_000 }))
  return (
    <Section title={t($ => $.system.title)} sub={t($ => $.system.sub)}>
      {health.isError && <Problem error={health.error} onRetry={health.refetch} />}
      {health.isPending && <Skeleton height={140} />}
      {health.data && <How health={health.data} />}
      {parked.isError && <Problem error={parked.error} onRetry={parked.refetch} />}
      {parked.data && (
        <Card title={t($ => $.system.parkedTitle)} hint={t($ => $.system.parkedHint)}>
          {parked.data.items.length === 0 && <Text>{t($ => $.system.nothing)}</Text>}
          {parked.data.items.map(one => (
            <Row key={`${one.eventId} ${one.reaction}`} of={one} />
          ))}
        </Card>
      )}
    </Section>
  )
}

function How({ health: { status, version, reactions, replica } }: { health: z.infer<typeof Health> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const behind = (reactions?.lagMs ?? 0) > late
  const fit = status === 'ok' && !behind
  const sentence = status !== 'ok' ? t($ => $.system.unfit) : behind ? t($ => $.system.behind) : t($ => $.system.fit)
  const lag = reactions && Math.round(reactions.lagMs / 1000)
  const figures = [
    [t($ => $.system.version), version],
    [t($ => $.system.lag), lag ? t($ => $.system.seconds, { seconds: format.number(lag) }) : t($ => $.system.lagNone)],
    [t($ => $.system.waiting), format.number(reactions?.waiting ?? 0)],
    [t($ => $.system.parked), format.number(reactions?.parked ?? 0)],
  ] as const
  return (
    <Card>
      <Notice tone={fit ? 'good' : 'late'} icon={fit ? IconCircleCheck : IconAlertTriangle}>
        {sentence}
      </Notice>
      <div className={classes.figures}>
        {figures.map(([label, value]) => (
          <div key={label}>
            <p>{label}</p>
            <strong>{value}</strong>
          </div>
        ))}
      </div>
      {replica && <ReplicaLine of={replica} />}
    </Card>
  )
}

/** Whether reports are read from the replica, and how far behind it is. */
function ReplicaLine({ of: { state, lagMs } }: { of: NonNullable<z.infer<typeof Health>['replica']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const seconds = lagMs === null ? 0 : Math.round(lagMs / 100) / 10
  const by = seconds > 0 && (state === 'near' || state === 'behind')
  const sentence = by
    ? t($ => $.system.replica[`${state}By`], { seconds: format.number(seconds) })
    : t($ => $.system.replica[state])
  return (
    <Text size="sm" mt="sm" c={state === 'near' ? 'dimmed' : undefined}>
      {sentence}
    </Text>
  )
}

function Row({ of: { eventId, reaction, kind, error, occurredAt, personId } }: { of: Parked }) {
  const { t } = useTranslation()
  const format = useFormat()
  const retry = useAct(api.parked.retry, { done: t($ => $.system.retried) })
  return (
    <div className={classes.row}>
      <div>
        <Text fw={600}>{reaction}</Text>
        <Text size="sm" c="dimmed">
          {`${t($ => $.system.event, { id: eventId })}　${kind}　${t($ => $.system.happened, { at: format.dateTime(occurredAt) })}　`}
          {personId && (
            <Anchor component={Link} to={`/persons/${personId}`} size="sm">
              {t($ => $.system.person)}
            </Anchor>
          )}
        </Text>
        <Text size="sm" ff="monospace" mt={4}>
          {error}
        </Text>
      </div>
      <Button
        variant="default"
        size="compact-md"
        loading={retry.pending}
        onClick={() => void retry.run({ eventId, reaction })}
      >
        {t($ => $.system.retry)}
      </Button>
    </div>
  )
}
