import { useDidUpdate } from '@mantine/hooks'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Cards.module.css'
import type { Columns } from './useColumns.ts'
import type { Rows } from './useRows.ts'
import type { Picking } from './useSelection.ts'
import { useVirtual } from './useVirtual.ts'

type Props<Row> = {
  label: string
  rowLabel: (row: Row) => string
  columns: Columns<Row>
  rows: Rows<Row>
  shape: string
  onVisible: (visible: { first: number; last: number }) => void
  picking: Picking | undefined
  onOpen: (row: Row) => void
  empty: ReactNode
}

/** The grid on the phone: a card a row, with its two or three most important columns. */
export function Cards<Row extends { id: number }>(props: Props<Row>) {
  const { label, rowLabel, columns, rows, shape, onVisible, picking, onOpen } = props
  const { t } = useTranslation()
  const scroll = useRef<HTMLDivElement>(null)
  const virtual = useVirtual({ count: rows.length, scroll, height: 84, onVisible })
  useDidUpdate(() => {
    void scroll.current?.scrollTo({ top: 0 })
  }, [shape])

  const [title, badge, lines] = [
    columns.all.find(one => one.card === 'title') ?? columns.all[0],
    columns.all.find(one => one.card === 'badge'),
    columns.all.filter(one => one.card === 'line'),
  ]
  return (
    <div ref={scroll} className={classes.scroll} aria-busy={rows.changing || rows.waiting}>
      <div
        className={classes.list}
        role="list"
        aria-label={label}
        data-changing={rows.changing || undefined}
        style={{ height: virtual.getTotalSize() }}
      >
        {virtual.getVirtualItems().map(item => {
          const row = rows.at(item.index)
          const name = row ? rowLabel(row) : ''
          return (
            <div
              key={item.index}
              ref={virtual.measureElement}
              data-index={item.index}
              role="listitem"
              aria-setsize={rows.count?.exact ? rows.count.count : -1}
              aria-posinset={item.index + 1}
              className={classes.item}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              {row ? (
                <div className={classes.card} data-picked={picking?.has(row.id) || undefined}>
                  {picking && (
                    <label className={classes.pick}>
                      <input
                        type="checkbox"
                        checked={picking.has(row.id)}
                        onChange={() => picking.toggle(item.index, row.id)}
                        aria-label={t($ => $.grid.pick, { label: name })}
                      />
                    </label>
                  )}
                  <button type="button" className={classes.open} onClick={() => onOpen(row)}>
                    <span className={classes.top}>
                      <span className={classes.title}>{title?.cell(row)}</span>
                      {badge?.cell(row)}
                    </span>
                    <span className={classes.lines}>
                      {lines.map(line => (
                        <span key={line.key} className={classes.line}>
                          {(line.inCard ?? line.cell)(row)}
                        </span>
                      ))}
                    </span>
                  </button>
                </div>
              ) : (
                <div className={classes.card}>
                  <span className={classes.bone} />
                </div>
              )}
            </div>
          )
        })}
      </div>
      {props.empty}
    </div>
  )
}
