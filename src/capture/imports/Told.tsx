import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../ui/format.ts'
import classes from './imports.module.css'
import type { Import } from './imports.schema.ts'
import { useParts } from './useParts.tsx'

/** What there is to be said of an import that is over, beside its counts. */
export function Told({ run }: { run: Import }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (run.state === 'undone' && run.undone) return <Undone undone={run.undone} />
  if (run.state === 'failed')
    return (
      <Notice kind="late">
        <strong>{t($ => $.imports.running.failed)}</strong> {run.problem} {t($ => $.imports.running.failedText)}
      </Notice>
    )
  if (run.state === 'stopped')
    return (
      <Notice>
        {t($ => $.imports.running.stopped, { done: format.number(run.rowsRead), total: format.number(run.rowsTotal) })}
      </Notice>
    )
  if (run.created + run.updated === 0 && run.unchanged > 0)
    return <Notice kind="fine">{t($ => $.imports.done.nothing)}</Notice>
  return null
}

function Notice({ kind, children }: { kind?: 'fine' | 'late'; children: ReactNode }) {
  return (
    <div className={classes.notice} data-kind={kind} role={kind === 'late' ? 'alert' : undefined}>
      {children}
    </div>
  )
}

const pages = { person: '/persons/$id', company: '/companies/$id' } as const

function Undone({ undone }: { undone: NonNullable<Import['undone']> }) {
  const { t } = useTranslation()
  const format = useFormat()
  const parts = useParts()
  const { removed, restored, left, rows } = undone
  return (
    <Notice>
      <strong>{t($ => $.imports.undo.done)}</strong>
      {removed + restored > 0 && (
        <div>
          {removed > 0 && t($ => $.imports.undo.doneRemoved, { what: parts(undone) })}{' '}
          {restored > 0 && t($ => $.imports.undo.doneRestored, { figure: format.number(restored) })}
        </div>
      )}
      {left > 0 && <div>{t($ => $.imports.undo.doneLeft, { count: left, figure: format.number(left) })}</div>}
      {rows.length > 0 && (
        <ul className={classes.undoList}>
          {rows.map(({ table, id, name }) => (
            <li key={`${table} ${id}`}>
              {table === 'activity' ? (
                name
              ) : (
                <Link to={pages[table]} params={{ id }}>
                  {name}
                </Link>
              )}
            </li>
          ))}
        </ul>
      )}
    </Notice>
  )
}
