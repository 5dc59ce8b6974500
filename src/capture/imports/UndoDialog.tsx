import { Button, Group, Skeleton, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api, rpc } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { Problem } from '../../ui/Problem.tsx'
import classes from './imports.module.css'
import type { Import, UndoLook } from './imports.schema.ts'
import { useParts } from './useParts.tsx'

/** Says what undoing would take back and what it would leave, before it is done. */
export function UndoDialog({ run, onClose }: { run: Import; onClose: () => void }) {
  const { t } = useTranslation()
  const look = useQuery({ ...rpc.imports.undoLook.queryOptions({ input: { id: run.id } }), gcTime: 0 })
  const undo = useAct(api.imports.undo, {
    done: ({ state }) => (state === 'undone' ? t($ => $.imports.undo.told) : ''),
  })
  const nothing = look.data !== undefined && look.data.removed + look.data.restored === 0
  const confirm = async () => {
    if (await undo.run({ id: run.id })) onClose()
  }
  return (
    <Dialog opened title={t($ => $.imports.undo.title, { file: run.fileName })} onClose={onClose}>
      {look.isPending && <Skeleton height={72} />}
      {look.isError && <Problem error={look.error} onRetry={look.refetch} />}
      {look.data && <WhatWouldGo look={look.data} />}
      <Group justify="flex-end" mt={16}>
        <Button variant="default" onClick={onClose} data-autofocus>
          {t($ => $.ui.act.cancel)}
        </Button>
        <Button loading={undo.pending} disabled={!look.data || nothing} onClick={() => void confirm()}>
          {t($ => $.imports.undo.confirm)}
        </Button>
      </Group>
    </Dialog>
  )
}

function WhatWouldGo({ look }: { look: UndoLook }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { removed, restored, leftCount, left } = look
  const parts = useParts()
  return (
    <div className="ui-prose">
      {removed + restored === 0 && <Text>{t($ => $.imports.undo.nothing)}</Text>}
      <ul className={classes.undoList}>
        {removed > 0 && <li>{t($ => $.imports.undo.removes, { what: parts(look) })}</li>}
        {restored > 0 && (
          <li>{t($ => $.imports.undo.restores, { count: restored, figure: format.number(restored) })}</li>
        )}
      </ul>
      {leftCount > 0 && (
        <>
          <Text>{t($ => $.imports.undo.leaves, { count: leftCount, figure: format.number(leftCount) })}</Text>
          <ul className={classes.undoList}>
            {left.slice(0, 10).map(row => (
              <li key={`${row.table} ${row.id}`}>{row.name}</li>
            ))}
            {leftCount > Math.min(10, left.length) && (
              <li>
                {t($ => $.imports.undo.andMore, { figure: format.number(leftCount - Math.min(10, left.length)) })}
              </li>
            )}
          </ul>
        </>
      )}
    </div>
  )
}
