import { memo, type ReactNode } from 'react'
import { useWrite } from '../Fact.tsx'
import { useFormat } from '../format.ts'
import type { Value } from '../useSaves.ts'
import { useTongue } from '../words/tongue.tsx'
import classes from './Table.module.css'
import type { GridColumn } from './types.ts'

type Props<Row> = {
  gridId: string
  index: number
  top: number
  row: Row | undefined
  label: string
  columns: readonly GridColumn<Row>[]
  /** Nothing can be picked when undefined. */
  picked: boolean | undefined
  active: number | undefined
  open: boolean
  /** The editor that stands in one of its cells. */
  editing: { key: string; editor: ReactNode } | undefined
  drafts: ReadonlyMap<string, Value> | undefined
}

export function cellId(gridId: string, row: number, column: number): string {
  return `${gridId}-${row}-${column}`
}

/** One row of fixed height; clicks are understood by the table around it, so that scrolling draws as little as possible. */
export const GridRow = memo(PlainRow) as typeof PlainRow

function PlainRow<Row>({ gridId, index, top, row, label, columns, picked, active, open, editing, drafts }: Props<Row>) {
  const { t } = useTongue()
  const shift = picked === undefined ? 1 : 2
  return (
    <div
      className={classes.row}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={picked}
      data-active={active !== undefined || undefined}
      data-open={open || undefined}
      data-row={index}
      style={{ transform: `translateY(${top}px)` }}
    >
      {picked !== undefined && (
        <div className={classes.pick} role="gridcell" aria-colindex={1}>
          {row !== undefined && (
            <input
              type="checkbox"
              tabIndex={-1}
              checked={picked}
              readOnly
              data-pick
              aria-label={t($ => $.grid.pick, { label })}
            />
          )}
        </div>
      )}
      {columns.map((column, position) => (
        <div
          key={column.key}
          id={cellId(gridId, index, position)}
          className={classes.cell}
          role="gridcell"
          aria-colindex={position + shift}
          aria-readonly={column.edit ? undefined : true}
          data-column={position}
          data-align={column.align}
          data-fixed={position === 0 || undefined}
          data-active={active === position || undefined}
          data-editing={editing?.key === column.key || undefined}
          data-editable={column.edit !== undefined || undefined}
        >
          {row === undefined ? (
            <span className={classes.bone} />
          ) : editing?.key === column.key ? (
            editing.editor
          ) : drafts?.has(column.key) ? (
            <Draft column={column} value={drafts.get(column.key) ?? null} />
          ) : (
            <span className={classes.words}>{column.cell(row)}</span>
          )}
        </div>
      ))}
    </div>
  )
}

/** What was just typed, until it has been saved and read again. */
function Draft<Row>({ column, value }: { column: GridColumn<Row>; value: Value }) {
  const write = useWrite(column.edit?.kind ?? 'text', column.edit?.options ?? [])
  const format = useFormat()
  const shown = column.edit?.kind === 'date' && typeof value === 'string' ? format.short(value) : write(value)
  return <span className={`${classes.words} ${classes.draft}`}>{shown}</span>
}
