import { Button, Checkbox, Group, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../../ui/act.ts'
import { api } from '../../ui/api.ts'
import { Dialog } from '../../ui/Dialog.tsx'
import { useFormat } from '../../ui/format.ts'
import { ChangedFields } from './ChangedFields.tsx'
import classes from './Journal.module.css'
import type { LeftRow } from './journal.schema.ts'
import { useJournalNames } from './useValueText.tsx'

export type Left = { operationId: number; rows: LeftRow[] }

const keyOf = (row: LeftRow) => `${row.table} ${row.id}`

/** What an undo left, for a choice: which of it to put back all the same. */
export function LeftRows({ left, onClose }: { left: Left; onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const names = useJournalNames()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const force = useAct(api.journal.undo, {
    done: ({ restored }) => t($ => $.journal.restored, { count: restored, figure: format.number(restored) }),
  })
  const chosen = left.rows.filter(row => picked.has(keyOf(row)))
  const putBack = async () => {
    const rows = chosen.map(({ table, id }) => ({ table, id }))
    if (await force.run({ id: left.operationId, rows })) onClose()
  }
  return (
    <Dialog
      opened
      size="lg"
      title={t($ => $.journal.left.title, { count: left.rows.length, figure: format.number(left.rows.length) })}
      onClose={onClose}
    >
      <Text size="sm" className="ui-prose" mb={12}>
        {t($ => $.journal.left.intro)}
      </Text>
      <ul className={classes.rows}>
        {left.rows.map(row => {
          const name = row.name ?? t($ => $.journal.unnamed)
          return (
            <li key={keyOf(row)} className={classes.left}>
              {row.choosable ? (
                <Checkbox
                  checked={picked.has(keyOf(row))}
                  onChange={event => setPicked(toggled(picked, keyOf(row), event.currentTarget.checked))}
                  aria-label={t($ => $.journal.left.pick, { name })}
                />
              ) : (
                <span />
              )}
              <div>
                <div className={classes.rowName}>
                  <span className={classes.table}>{names.table(row.table)}</span>
                  {name}
                </div>
                {row.why !== 'touched' && (
                  <Text size="sm" c="dimmed">
                    {t($ => $.journal.why[row.why])}
                  </Text>
                )}
                <ChangedFields table={row.table} fields={row.fields} />
              </div>
            </li>
          )
        })}
      </ul>
      <Group justify="flex-end" mt={16}>
        <Button variant="default" onClick={onClose}>
          {t($ => $.journal.left.keep)}
        </Button>
        {left.rows.some(row => row.choosable) && (
          <Button disabled={chosen.length === 0} loading={force.pending} onClick={() => void putBack()}>
            {chosen.length === 0
              ? t($ => $.journal.left.putBackNone)
              : t($ => $.journal.left.putBack, { count: chosen.length, figure: format.number(chosen.length) })}
          </Button>
        )}
      </Group>
    </Dialog>
  )
}

function toggled(set: ReadonlySet<string>, key: string, on: boolean): ReadonlySet<string> {
  const next = new Set(set)
  if (on) next.add(key)
  else next.delete(key)
  return next
}
