import { useDidUpdate } from '@mantine/hooks'
import { type MouseEvent, type ReactNode, useId, useRef, useState } from 'react'
import { Editor } from '../Editor.tsx'
import type { Saves, Value } from '../useSaves.ts'
import { GridHeader } from './GridHeader.tsx'
import { cellId, GridRow } from './GridRow.tsx'
import classes from './Table.module.css'
import type { GridColumn, Sort } from './types.ts'
import { type Columns, pickWidth } from './useColumns.ts'
import { type Spot, useGridKeys } from './useGridKeys.ts'
import type { Rows } from './useRows.ts'
import type { Picking } from './useSelection.ts'
import { useVirtual } from './useVirtual.ts'

const rowHeight = 36
const headerHeight = 32

export type EditTarget<Row> = { row: Row; column: GridColumn<Row> }

type Props<Row> = {
  label: string
  rowLabel: (row: Row) => string
  columns: Columns<Row>
  rows: Rows<Row>
  shape: string
  onVisible: (visible: { first: number; last: number }) => void
  sort: Sort | undefined
  onSort: (sort: Sort) => void
  picking: Picking | undefined
  saves: Saves<EditTarget<Row>>
  mayEdit: boolean
  openId: number | undefined
  /** Beside the list; undefined closes. */
  onOpen: (row: Row | undefined) => void
  /** In full. */
  onEnter: (row: Row, newWindow: boolean) => void
  empty: ReactNode
}

/** The grid on a screen with room: sticky headings, rows drawn only where one looks, one cell under the keyboard. */
export function Table<Row extends { id: number }>(props: Props<Row>) {
  const { label, rowLabel, columns, rows, shape, onVisible, picking, saves, openId, onOpen, onEnter } = props
  const gridId = useId()
  const scroll = useRef<HTMLDivElement>(null)
  const [kept, setKept] = useState<Spot & { shape: string }>({ shape, row: 0, column: 0 })
  const spot: Spot = kept.shape === shape ? kept : { row: 0, column: kept.column }
  const setSpot = (next: Spot) => setKept({ ...next, shape })
  const [edit, setEdit] = useState<{ row: Row; key: string; value: Value }>()
  const virtual = useVirtual({ count: rows.length, scroll, height: rowHeight, above: headerHeight, onVisible })

  useDidUpdate(() => {
    // In newer browsers this answers a promise, which must not become the effect's clean-up.
    void scroll.current?.scrollTo({ top: 0 })
  }, [shape])

  const columnAt = (at: number) => columns.shown[at]
  const go = (next: Spot) => {
    setSpot(next)
    virtual.scrollToIndex(next.row)
    document
      .getElementById(cellId(gridId, next.row, next.column))
      ?.scrollIntoView({ inline: 'nearest', block: 'nearest' })
    if (!edit) takeFocus(gridId)
    const row = rows.at(next.row)
    if (row && openId !== undefined) onOpen(row)
  }
  const startEdit = (at: Spot): boolean => {
    const [row, column] = [rows.at(at.row), columnAt(at.column)]
    if (!row || !column?.edit || !props.mayEdit || column.edit.may?.(row) === false) return false
    setEdit({ row, key: column.key, value: column.edit.value(row) })
    return true
  }
  const toggle = (at: number, range: boolean) => {
    const row = rows.at(at)
    if (!row || !picking) return
    const [from, to] = [Math.min(picking.anchor ?? at, at), Math.max(picking.anchor ?? at, at)]
    const ids = range ? Array.from({ length: to - from + 1 }, (_, step) => rows.at(from + step)?.id) : undefined
    picking.toggle(
      at,
      row.id,
      ids?.filter(id => id !== undefined),
    )
  }
  const onKeyDown = useGridKeys({
    spot,
    length: rows.length,
    columns: columns.shown.length,
    page: Math.max(1, (virtual.range?.endIndex ?? 10) - (virtual.range?.startIndex ?? 0) - 1),
    go,
    enter: (at, newWindow) => {
      const row = rows.at(at.row)
      if (row && (newWindow || !startEdit(at))) onEnter(row, newWindow)
    },
    edit: startEdit,
    peek: at => {
      const row = rows.at(at.row)
      onOpen(row && row.id !== openId ? row : undefined)
    },
    pick: (at, range) => toggle(at.row, range),
    pickAll: picking?.everything,
    sortBy: at => {
      const column = columnAt(at.column)
      if (!column?.sort) return
      const current = props.sort?.key === column.key ? props.sort : undefined
      props.onSort({ key: column.key, desc: current ? !current.desc : column.sort === 'desc' })
    },
    escape: () => {
      if (openId !== undefined) onOpen(undefined)
      else if (picking?.selection) picking.clear()
      else return false
      return true
    },
  })

  const endEdit = () => {
    setEdit(undefined)
    takeFocus(gridId)
  }
  const commit = (value: Value, next: boolean) => {
    if (!edit) return
    const column = columns.all.find(one => one.key === edit.key)
    const was = edit
    endEdit()
    if (!column || value === column.edit?.value(was.row)) return next ? editNext() : undefined
    void saves.commit(draftId(was.row.id, was.key), { row: was.row, column }, value).then(saved => {
      // What was refused comes back as it was typed.
      if (!saved) setEdit({ ...was, value })
    })
    if (next) editNext()
  }
  const editNext = () => {
    const at = columns.shown.findIndex((column, index) => index > spot.column && column.edit)
    if (at < 0) return
    setSpot({ ...spot, column: at })
    startEdit({ ...spot, column: at })
  }
  const onClick = (event: MouseEvent) => {
    const target = event.target as HTMLElement
    const at = spotOf(target)
    if (!at) return
    if (target.closest('[data-pick]')) return toggle(at.row, event.shiftKey)
    if (target.closest('a, button, input, [role="option"], [data-editing]')) return
    const again = at.row === spot.row && at.column === spot.column
    const editable = columnAt(at.column)?.edit !== undefined && props.mayEdit
    setSpot(at)
    takeFocus(gridId)
    const row = rows.at(at.row)
    // A press on the name opens the row beside the list; only where that stands already does one more press edit.
    const opens = at.column === 0 && row?.id !== openId
    if (editable && again && !opens && startEdit(at)) return
    if (row && (!editable || opens || openId !== undefined)) onOpen(row)
  }

  const onDoubleClick = (event: MouseEvent) => {
    const at = spotOf(event.target as HTMLElement)
    const row = at && rows.at(at.row)
    const plain = !(event.target as HTMLElement).closest('[data-editing], [data-pick], a, button')
    if (row && plain && (!columnAt(at.column)?.edit || !props.mayEdit)) onEnter(row, false)
  }

  const items = virtual.getVirtualItems()
  const editColumn = columns.all.find(one => one.key === edit?.key)
  const editor = edit && editColumn?.edit && (
    <Editor
      key={`${edit.row.id} ${edit.key}`}
      kind={editColumn.edit.kind}
      label={editColumn.label}
      options={editColumn.edit.options ?? []}
      value={edit.value}
      size="xs"
      onCommit={commit}
      onCancel={endEdit}
    />
  )
  const total = rows.count
  return (
    <div className={classes.place}>
      <div
        ref={scroll}
        id={gridId}
        className={classes.scroll}
        data-empty={(props.empty !== null && props.empty !== undefined) || undefined}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={total?.exact ? total.count + 1 : -1}
        aria-colcount={columns.shown.length + (picking ? 1 : 0)}
        aria-multiselectable={picking ? true : undefined}
        aria-busy={rows.changing || rows.waiting}
        aria-activedescendant={rows.at(spot.row) ? cellId(gridId, spot.row, spot.column) : undefined}
        style={{
          ['--ui-columns' as string]: columns.template,
          ['--ui-pick' as string]: picking ? `${pickWidth}px` : '0px',
          ['--ui-fixed' as string]: `${(picking ? pickWidth : 0) + 160}px`,
        }}
        onKeyDown={onKeyDown}
        onClick={onClick}
        onDoubleClick={onDoubleClick}
      >
        <div className={classes.sheet} style={{ width: columns.width }}>
          <GridHeader columns={columns} sort={props.sort} onSort={props.onSort} picking={picking} />
          <div
            className={classes.rows}
            role="rowgroup"
            data-changing={rows.changing || undefined}
            style={{ height: virtual.getTotalSize() }}
          >
            {items.map(item => {
              const row = rows.at(item.index)
              const isEdited = row !== undefined && edit?.row.id === row.id
              return (
                <GridRow
                  key={item.index}
                  gridId={gridId}
                  index={item.index}
                  top={item.start - headerHeight}
                  row={row}
                  label={row ? rowLabel(row) : ''}
                  columns={columns.shown}
                  picked={picking ? row !== undefined && picking.has(row.id) : undefined}
                  active={item.index === spot.row ? spot.column : undefined}
                  open={row !== undefined && row.id === openId}
                  editing={isEdited ? { key: edit.key, editor } : undefined}
                  drafts={row && draftsOf(saves.drafts, row.id)}
                />
              )
            })}
          </div>
        </div>
      </div>
      {props.empty}
    </div>
  )
}

function takeFocus(gridId: string): void {
  document.getElementById(gridId)?.focus({ preventScroll: true })
}

function draftId(rowId: number, key: string): string {
  return `${rowId} ${key}`
}

function draftsOf(all: ReadonlyMap<string, Value>, rowId: number): ReadonlyMap<string, Value> | undefined {
  const start = draftId(rowId, '')
  const own = [...all]
    .filter(([id]) => id.startsWith(start))
    .map(([id, value]) => [id.slice(start.length), value] as const)
  return own.length > 0 ? new Map(own) : undefined
}

function spotOf(target: HTMLElement): Spot | undefined {
  const row = target.closest<HTMLElement>('[data-row]')?.dataset.row
  if (row === undefined) return undefined
  const column = target.closest<HTMLElement>('[data-column]')?.dataset.column
  return { row: Number(row), column: Number(column ?? 0) }
}
