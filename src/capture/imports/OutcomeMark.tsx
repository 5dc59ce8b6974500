import { useTranslation } from 'react-i18next'
import classes from './imports.module.css'
import type { ImportState, RowOutcome } from './imports.schema.ts'

/** What became, or would become, of a row. */
export function OutcomeMark({ outcome }: { outcome: RowOutcome }) {
  const { t } = useTranslation()
  return (
    <span className={classes.outcome} data-kind={outcome}>
      {t($ => $.imports.result[outcome])}
    </span>
  )
}

/** Where an import stands. */
export function StateMark({ state }: { state: ImportState }) {
  const { t } = useTranslation()
  return (
    <span className={classes.outcome} data-kind={state}>
      {t($ => $.imports.state[state])}
    </span>
  )
}
