import { Button } from '@mantine/core'
import { IconArrowBackUp, IconArrowRight, IconPlayerPlay } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { viewPlace } from '../../ui/grid/useGridView.ts'
import { Page, type PrimaryAct } from '../../ui/Page.tsx'
import { ImportFacts } from './ImportFacts.tsx'
import classes from './imports.module.css'
import { type Import, rowOutcomes } from './imports.schema.ts'
import { StateMark } from './OutcomeMark.tsx'
import { RefusedRows } from './RefusedRows.tsx'
import { Told } from './Told.tsx'
import { UndoDialog } from './UndoDialog.tsx'

/** What came of it: counts, the refused rows, and the way back. */
export function ImportResult({ run }: { run: Import }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [undoing, setUndoing] = useState(false)
  const act = useNext(run)
  return (
    <Page
      title={run.fileName}
      crumbs={[{ label: t($ => $.imports.title), to: '/imports' }]}
      aside={<StateMark state={run.state} />}
      more={
        run.state !== 'undone' && (
          <Button
            variant="default"
            leftSection={<IconArrowBackUp size={16} aria-hidden />}
            onClick={() => setUndoing(true)}
          >
            {t($ => $.imports.undo.act)}
          </Button>
        )
      }
      {...(act ? { act } : {})}
    >
      <div className={classes.stack}>
        <Told run={run} />
        <div className={classes.figures}>
          {rowOutcomes.map(outcome => (
            <div key={outcome} className={`ui-card ${classes.tile}`}>
              <div className={classes.tileFigure} data-none={run[outcome] === 0 || undefined}>
                {format.number(run[outcome])}
              </div>
              <div className={classes.tileLabel}>{t($ => $.imports.column[outcome])}</div>
            </div>
          ))}
        </div>
        {run.refused > 0 && <RefusedRows run={run} />}
        <ImportFacts run={run} />
      </div>
      {undoing && <UndoDialog run={run} onClose={() => setUndoing(false)} />}
    </Page>
  )
}

/** What one does next: go on where it stopped, or look at what came in. */
function useNext(run: Import): PrimaryAct | undefined {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const goOn = useAct(api.imports.start, { done: t($ => $.imports.started) })
  if (run.state === 'stopped' || run.state === 'failed')
    return {
      label: t($ => $.imports.running.goOn),
      icon: IconPlayerPlay,
      onClick: () => goOn.run({ id: run.id }),
      loading: goOn.pending,
    }
  if (run.state !== 'done' || run.created + run.updated + run.unchanged === 0) return undefined
  const { source } = run.options
  if (run.about === 'person')
    return {
      label: t($ => $.imports.done.people),
      icon: IconArrowRight,
      onClick: () =>
        navigate(
          viewPlace('/leads', {
            filters: source ? [{ key: 'source', op: 'in', value: [source] }] : [],
            sort: { key: 'created', desc: true },
          }),
        ),
    }
  if (run.about === 'company')
    return {
      label: t($ => $.imports.done.companies),
      icon: IconArrowRight,
      onClick: () => navigate({ to: '/companies' }),
    }
  return undefined
}
