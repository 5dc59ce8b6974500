import { Skeleton, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import classes from './mailings.module.css'
import type { Audience } from './mailings.schema.ts'

/** How many get it, truly, and who does not and why: before anything is sent. */
export function AudiencePanel({ id, ready, version }: { id: number; ready: boolean; version: number }) {
  const { t } = useTranslation()
  const audience = useAudience(id, ready, version)
  return (
    <section className={`ui-card ${classes.card}`} aria-label={t($ => $.mailings.audience)}>
      <Title order={2}>{t($ => $.mailings.audience)}</Title>
      {!ready && <Text c="dimmed">{t($ => $.mailings.chooseFirst)}</Text>}
      {ready && audience.isPending && <Skeleton height={80} />}
      {ready && audience.isError && <Problem error={audience.error} onRetry={audience.refetch} />}
      {ready && audience.data && <Counted audience={audience.data} />}
      {ready && (
        <Text size="sm" c="dimmed">
          {t($ => $.mailings.audienceHint)}
        </Text>
      )}
    </section>
  )
}

export const useAudience = (id: number, ready: boolean, version: number) =>
  useQuery({
    ...rpc.mailings.audience.queryOptions({ input: { id } }),
    queryKey: ['mailings', 'audience', id, version],
    enabled: ready,
  })

function Counted({ audience: { total, receive, excluded } }: { audience: Audience }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <>
      <div>
        <span className={classes.small}>
          {t($ => $.mailings.outOf, { count: total, figure: format.number(total) })}{' '}
        </span>
        <span className={classes.big}>
          {t($ => $.mailings.receive, { count: receive, figure: format.number(receive) })}
        </span>
      </div>
      {excluded.length > 0 && (
        <>
          <Text size="sm" fw={600}>
            {t($ => $.mailings.leftOut)}
          </Text>
          <Waterfall excluded={excluded} total={total} />
        </>
      )}
    </>
  )
}

export function Waterfall({ excluded, total }: Pick<Audience, 'excluded' | 'total'>) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <ul className={classes.waterfall}>
      {excluded.map(({ why, count }) => (
        <li key={why}>
          <span>{t($ => $.mailings.why[why])}</span>
          <svg height="10" aria-hidden="true">
            <rect width={`${(count / Math.max(1, total)) * 100}%`} height="10" rx="2" fill="var(--ui-accent-line)" />
          </svg>
          <b>{format.number(count)}</b>
        </li>
      ))}
    </ul>
  )
}
