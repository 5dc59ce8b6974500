import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { useFormat } from '../../ui/format.ts'
import { Page } from '../../ui/Page.tsx'
import { Progress } from '../../ui/Progress.tsx'
import classes from './imports.module.css'
import type { Import } from './imports.schema.ts'

/** While it runs, and while it is taken back: how far it is. */
export function ImportRunning({ run }: { run: Import }) {
  const { t } = useTranslation()
  const format = useFormat()
  const stop = useAct(api.imports.stop)
  const undoing = run.state === 'undoing'
  const { created, updated, unchanged, refused } = run
  return (
    <Page title={run.fileName} crumbs={[{ label: t($ => $.imports.title), to: '/imports' }]}>
      <div className={classes.stack}>
        {undoing ? (
          <Progress
            label={t($ => $.imports.undo.working)}
            done={run.undone ? run.undone.persons + run.undone.activities : 0}
          />
        ) : (
          <Progress
            label={t($ => $.imports.running.label)}
            done={run.rowsRead}
            total={run.rowsTotal}
            onStop={() => stop.run({ id: run.id })}
            stopping={stop.pending}
          />
        )}
        {!undoing && (
          <Text size="sm" className="ui-figures" style={{ whiteSpace: 'normal' }}>
            {t($ => $.imports.running.soFar, {
              created: format.number(created),
              updated: format.number(updated),
              unchanged: format.number(unchanged),
              refused: format.number(refused),
            })}
          </Text>
        )}
      </div>
    </Page>
  )
}
