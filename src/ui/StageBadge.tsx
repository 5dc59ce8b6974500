import { IconArrowBackUp, IconBan, IconCheck, IconHeartHandshake, IconWorld } from '@tabler/icons-react'
import classes from './StageBadge.module.css'
import { useTongue } from './words/tongue.tsx'

export type Stage = 'lead' | 'mql' | 'sal' | 'sql' | 'won' | 'recycled' | 'disqualified' | 'customer' | 'visitor'

const steps: Partial<Record<Stage, number>> = { lead: 1, mql: 2, sal: 3, sql: 4 }
const signs = {
  won: IconCheck,
  recycled: IconArrowBackUp,
  disqualified: IconBan,
  customer: IconHeartHandshake,
  visitor: IconWorld,
}

/**
 * Where a pursuit stands: a word, a step along one ramp, and a shape.
 * `note` says more in the same breath: 「再育成 10月まで」.
 */
export function StageBadge({ stage, note }: { stage: Stage; note?: string }) {
  const { t } = useTongue()
  return (
    <span className={classes.badge} data-stage={stage}>
      <Sign stage={stage} />
      {t($ => $.ui.stage[stage])}
      {note && <span>{note}</span>}
    </span>
  )
}

function Sign({ stage }: { stage: Stage }) {
  const step = steps[stage]
  if (step !== undefined) {
    return (
      <svg width="14" height="10" viewBox="0 0 14 10" aria-hidden="true">
        {[1, 2, 3, 4].map(at => (
          <rect
            key={at}
            x={(at - 1) * 3.6}
            y={8 - at * 2}
            width="2.6"
            height={at * 2 + 2}
            rx="0.6"
            fill="currentColor"
            opacity={at <= step ? 1 : 0.3}
          />
        ))}
      </svg>
    )
  }
  const Icon = stage in signs ? signs[stage as keyof typeof signs] : IconWorld
  return <Icon size={13} stroke={2} aria-hidden />
}
