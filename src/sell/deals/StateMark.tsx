import { IconAlertTriangle, IconPlayerPause, IconTrophy, IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { useUntil } from '../../people/persons/until.tsx'
import classes from './DealPage.module.css'
import type { Deal } from './deals.schema.ts'

const signs = { won: IconTrophy, lost: IconX, stopped: IconPlayerPause, stalled: IconAlertTriangle }

/** How a deal stands, as far as it is not simply under way: a word and a sign. */
export function StateMark({ deal }: { deal: Pick<Deal, 'outcome' | 'stalled' | 'until' | 'reason'> }) {
  const { t, i18n } = useTranslation()
  const until = useUntil()
  const state = deal.outcome ?? (deal.stalled ? 'stalled' : undefined)
  if (!state) return null
  const Sign = signs[state]
  const why = deal.reason && (i18n.language === 'en' ? deal.reason.en : deal.reason.ja)
  const more = why && (deal.until ? t($ => $.event.until, { reason: why, until: until(deal.until) }) : why)
  return (
    <span className={classes.state} data-state={state}>
      <Sign size={14} stroke={1.8} aria-hidden />
      {t($ => $.deals.outcome[state])}
      {more && <span className={classes.why}>{more}</span>}
    </span>
  )
}
