import { Button, Skeleton } from '@mantine/core'
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleOff,
  IconHandStop,
  IconMail,
  IconPhone,
} from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import { rpc } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { useMay } from '../../ui/me.tsx'
import { Part } from '../../ui/Part.tsx'
import { Problem } from '../../ui/Problem.tsx'
import classes from './ConsentPanel.module.css'
import type { Consent, ConsentsOf, Standing } from './consent.schema.ts'
import { GrantDialog } from './GrantDialog.tsx'
import { RefuseDialog, type Refusing } from './RefuseDialog.tsx'

const channelSigns = { mail: IconMail, phone: IconPhone }
const stateSigns = { lawful: IconCircleCheck, closed: IconCircleOff, refused: IconHandStop, none: IconCircleDashed }

/** Whether somebody may be approached, by what, on which basis; and how a yes or a no is written down. */
export function ConsentPanel({ personId }: { personId: number }) {
  const { t } = useTranslation()
  const mayEdit = useMay('consent.edit')
  const found = useQuery({
    ...rpc.consents.list.queryOptions({ input: { id: personId } }),
    meta: { personIds: [personId] },
  })
  const [granting, setGranting] = useState(false)
  const [refusing, setRefusing] = useState<Refusing>()
  return (
    <Part
      title={t($ => $.consent.title)}
      aside={
        mayEdit && (
          <Button size="compact-sm" variant="subtle" onClick={() => setGranting(true)}>
            {t($ => $.consent.grant.act)}
          </Button>
        )
      }
    >
      {found.isPending && <Skeleton height={64} />}
      {found.isError && <Problem error={found.error} onRetry={found.refetch} />}
      {found.data?.standing.map(standing => (
        <Channel
          key={standing.channel}
          standing={standing}
          found={found.data}
          {...(mayEdit ? { onRefuse: () => setRefusing({ personId, channel: standing.channel }) } : {})}
        />
      ))}
      {found.data && found.data.consents.length > 0 && (
        <History
          consents={found.data.consents}
          {...(mayEdit
            ? { onWithdraw: consent => setRefusing({ personId, channel: consent.channel, consentId: consent.id }) }
            : {})}
        />
      )}
      {granting && <GrantDialog personId={personId} onClose={() => setGranting(false)} />}
      {refusing && <RefuseDialog refusing={refusing} onClose={() => setRefusing(undefined)} />}
    </Part>
  )
}

type ChannelProps = {
  standing: z.infer<typeof Standing>
  found: z.infer<typeof ConsentsOf>
  onRefuse?: () => void
}

function Channel({ standing: { channel, state }, found, onRefuse }: ChannelProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const ChannelSign = channelSigns[channel]
  const StateSign = stateSigns[state]
  const bearing = found.consents.find(
    one => one.channel === channel && (state === 'refused' ? one.withdrawnAt : !one.withdrawnAt),
  )
  const why =
    bearing &&
    (state === 'refused'
      ? bearing.withdrawnVia
      : t($ => $.consent.since, {
          basis: t($ => $.consent.basis[bearing.basis]),
          date: format.date(bearing.grantedAt),
        }))
  return (
    <div className={classes.channel}>
      <span className={classes.name}>
        <ChannelSign size={16} stroke={1.7} aria-hidden />
        {t($ => $.consent.channel[channel])}
      </span>
      <div className={classes.what}>
        <span className={classes.state} data-state={state}>
          <StateSign size={15} stroke={1.9} aria-hidden />
          {t($ => $.consent.state[state])}
        </span>
        {why && <span className={classes.why}>{why}</span>}
      </div>
      {onRefuse && state !== 'refused' && (
        <Button size="compact-xs" variant="subtle" color="gray" onClick={onRefuse}>
          {t($ => $.consent.refuse.act)}
        </Button>
      )}
    </div>
  )
}

function History({ consents, onWithdraw }: { consents: readonly Consent[]; onWithdraw?: (consent: Consent) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  return (
    <details className={classes.history}>
      <summary>{t($ => $.consent.history, { count: consents.length })}</summary>
      <ul>
        {consents.map(one => (
          <li key={one.id}>
            <div>
              <span className="ui-figures">{format.date(one.grantedAt)}</span>{' '}
              {t($ => $.consent.granted, {
                channel: t($ => $.consent.channel[one.channel]),
                basis: t($ => $.consent.basis[one.basis]),
              })}
            </div>
            <div className={classes.why}>{one.grantedVia}</div>
            {one.withdrawnAt ? (
              <div className={classes.why}>
                {t($ => $.consent.withdrawn, { date: format.date(one.withdrawnAt), via: one.withdrawnVia ?? '' })}
              </div>
            ) : (
              onWithdraw && (
                <Button size="compact-xs" variant="subtle" color="gray" onClick={() => onWithdraw(one)}>
                  {t($ => $.consent.withdraw.act)}
                </Button>
              )
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
