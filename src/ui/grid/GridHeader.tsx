import { Checkbox } from '@mantine/core'
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react'
import { type DragEvent, type PointerEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Table.module.css'
import type { GridColumn, Sort } from './types.ts'
import type { Columns } from './useColumns.ts'
import type { Picking } from './useSelection.ts'

type Props<Row> = {
  columns: Columns<Row>
  sort: Sort | undefined
  onSort: (sort: Sort) => void
  picking: Picking | undefined
}

/** Headings sort when clicked, move when dragged, and widen at their edge. */
export function GridHeader<Row>({ columns, sort, onSort, picking }: Props<Row>) {
  const { t } = useTranslation()
  const [dragged, setDragged] = useState<string>()
  const drop = (onto: string) => {
    const keys = columns.shown.map(one => one.key)
    const [from, to] = [keys.indexOf(dragged ?? ''), keys.indexOf(onto)]
    setDragged(undefined)
    // The first column says what the row is, and stays.
    if (from < 1 || to < 1 || from === to) return
    keys.splice(to, 0, ...keys.splice(from, 1))
    columns.choose(keys)
  }
  return (
    <div className={classes.header} role="row" aria-rowindex={1}>
      {picking && (
        <div className={classes.pickHead} role="columnheader" aria-colindex={1}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={t($ => $.grid.pickEverything)}
            checked={picking.all && picking.selection?.kind === 'all' && picking.selection.except.length === 0}
            indeterminate={
              picking.selection !== undefined &&
              (picking.selection.kind === 'some' || picking.selection.except.length > 0)
            }
            onChange={() => (picking.selection ? picking.clear() : picking.everything())}
          />
        </div>
      )}
      {columns.shown.map((column, index) => (
        <Heading
          key={column.key}
          column={column}
          position={index + (picking ? 2 : 1)}
          sort={sort?.key === column.key ? sort : undefined}
          onSort={onSort}
          onResize={width => columns.resize(column.key, width)}
          fixed={index === 0}
          drag={{
            draggable: index > 0,
            onDragStart: () => setDragged(column.key),
            onDragOver: event => dragged && event.preventDefault(),
            onDrop: () => drop(column.key),
          }}
        />
      ))}
    </div>
  )
}

type HeadingProps<Row> = {
  column: GridColumn<Row>
  position: number
  sort: Sort | undefined
  onSort: (sort: Sort) => void
  onResize: (width: number) => void
  fixed: boolean
  drag: { draggable: boolean; onDragStart: () => void; onDragOver: (event: DragEvent) => void; onDrop: () => void }
}

function Heading<Row>({ column, position, sort, onSort, onResize, fixed, drag }: HeadingProps<Row>) {
  const Arrow = sort?.desc ? IconArrowDown : IconArrowUp
  const words = <span className={classes.headWords}>{column.label}</span>
  return (
    <div
      className={classes.head}
      role="columnheader"
      aria-colindex={position}
      aria-sort={sort ? (sort.desc ? 'descending' : 'ascending') : column.sort ? 'none' : undefined}
      data-align={column.align}
      data-fixed={fixed || undefined}
      {...drag}
    >
      {column.sort ? (
        <button
          type="button"
          tabIndex={-1}
          className={classes.sort}
          onClick={() => onSort({ key: column.key, desc: sort ? !sort.desc : column.sort === 'desc' })}
        >
          {words}
          {sort && <Arrow size={14} stroke={2} aria-hidden />}
        </button>
      ) : (
        words
      )}
      <span
        className={classes.edge}
        onPointerDown={event => widen(event, onResize)}
        draggable
        onDragStart={event => event.preventDefault()}
        aria-hidden
      />
    </div>
  )
}

function widen(event: PointerEvent<HTMLElement>, onResize: (width: number) => void) {
  const edge = event.currentTarget
  const from = event.clientX
  const width = edge.parentElement?.offsetWidth ?? 0
  edge.setPointerCapture(event.pointerId)
  const move = (moved: globalThis.PointerEvent) => onResize(width + moved.clientX - from)
  edge.addEventListener('pointermove', move)
  edge.addEventListener('lostpointercapture', () => edge.removeEventListener('pointermove', move), { once: true })
}
