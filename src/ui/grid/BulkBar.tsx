import { ActionIcon, Button, Loader } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../format.ts'
import classes from './BulkBar.module.css'
import type { BulkAct } from './types.ts'
import type { Picking } from './useSelection.ts'

type Props = { picking: Picking; acts: readonly BulkAct[]; total: { count: number; exact: boolean } | undefined }

/** What can be done with the picked rows, at the bottom, while something is picked. */
export function BulkBar({ picking, acts, total }: Props) {
  const { t } = useTranslation()
  const format = useFormat()
  const [running, setRunning] = useState<string>()
  const { selection, all } = picking
  if (!selection) return null
  const figure = selection.count === undefined ? '…' : format.number(selection.count)
  const run = async (act: BulkAct) => {
    setRunning(act.key)
    try {
      if ((await act.run(selection)) !== false) picking.clear()
    } finally {
      setRunning(undefined)
    }
  }
  const more = !all && total !== undefined && total.count > (selection.count ?? 0)
  return (
    <div className={classes.bar} role="toolbar" aria-label={t($ => $.grid.bulk)}>
      <span className={classes.count} aria-live="polite">
        {t($ => $.grid.picked, { figure })}
      </span>
      {more && (
        <Button size="compact-sm" variant="subtle" onClick={picking.everything}>
          {t($ => $.grid.pickAll, {
            figure: total.exact ? format.number(total.count) : `${format.number(total.count)}+`,
          })}
        </Button>
      )}
      <span className={classes.acts}>
        {acts.map(act => (
          <Button
            key={act.key}
            size="compact-md"
            variant="default"
            disabled={running !== undefined}
            leftSection={
              running === act.key ? <Loader size={14} /> : act.icon && <act.icon size={15} stroke={1.7} aria-hidden />
            }
            onClick={() => void run(act)}
          >
            {act.label}
          </Button>
        ))}
        <ActionIcon onClick={picking.clear} aria-label={t($ => $.grid.unpick)} title={t($ => $.grid.unpick)}>
          <IconX size={16} />
        </ActionIcon>
      </span>
    </div>
  )
}
