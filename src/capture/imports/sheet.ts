import { writeNumber } from './numberShape.ts'
import { readXml } from './sheetXml.ts'
import { isBlank, LIMITS, type Source, type TableRow, withinColumns } from './table.ts'
import { openWorkbook, outline, unescape, type Workbook } from './workbook.ts'

/** The rows of the first sheet that has any, in the order of the tabs; hidden sheets are left alone. */
export async function* readSheet(source: Source): AsyncGenerator<TableRow> {
  const workbook = await openWorkbook(source)
  for (const path of workbook.sheets) {
    let empty = true
    for await (const row of sheetRows(workbook, path)) {
      empty = false
      yield row
    }
    if (!empty) return
  }
}

type Cell = { column: number; type: string; style: number; text: string }

async function* sheetRows(workbook: Workbook, path: string): AsyncGenerator<TableRow> {
  const done: TableRow[] = []
  let at = 0
  let cells: string[] = []
  let cell: Cell = { column: 0, type: '', style: 0, text: '' }
  let inValue = false
  let reading = 0
  const reader = readXml(workbook.name, workbook.archive, path, {
    open(tag, attributes) {
      if (tag === 'row') {
        at = Number(attributes.r) || at + 1
        cells = []
        cell = { ...cell, column: 0 }
      } else if (tag === 'c') {
        const column = attributes.r === undefined ? cell.column + 1 : columnNumber(attributes.r)
        cell = { column, type: attributes.t ?? 'n', style: Number(attributes.s ?? 0), text: '' }
      } else if (tag === 'rPh') reading += 1
      else if (tag === 'v' || tag === 't') inValue = reading === 0
    },
    text(part) {
      if (inValue) cell.text += part
    },
    close(tag) {
      if (tag === 'v' || tag === 't') inValue = false
      else if (tag === 'rPh') reading -= 1
      else if (tag === 'c') place(workbook, cells, cell, at)
      else if (tag === 'row' && !isBlank(cells)) done.push({ row: at, cells })
    },
  })
  for await (const _ of reader) yield* done.splice(0)
  yield* done
}

function place(workbook: Workbook, cells: string[], cell: Cell, row: number): void {
  const text = textOf(workbook, cell)
  if (text === '') return
  if (cell.column > LIMITS.columns)
    withinColumns(workbook.name, { row, cells: [...Array(cell.column - 1).fill(''), text] })
  while (cells.length < cell.column - 1) cells.push('')
  cells[cell.column - 1] = text
}

function textOf({ strings, shapes, since1904 }: Workbook, { type, style, text }: Cell): string {
  if (type === 's') return strings[Number(text)] ?? ''
  if (type === 'b') return text === '1' ? 'TRUE' : text === '' ? '' : 'FALSE'
  if (type === 'e') return ''
  if (type !== 'n') return unescape(text)
  return text === '' ? '' : writeNumber(Number(text), shapes[style] ?? { kind: 'number' }, since1904)
}

function columnNumber(reference: string): number {
  let column = 0
  for (const letter of reference.replace(/\d+$/, '').slice(0, 3)) column = column * 26 + letter.charCodeAt(0) - 64
  return column
}

/** About how many rows the sheet that `readSheet` reads has, by counting its row marks without reading them. */
export async function countSheetRows(source: Source): Promise<number> {
  const { archive, sheets } = await outline(source)
  for (const path of sheets) {
    let count = 0
    for await (const chunk of archive.chunks(path))
      for (let at = chunk.indexOf('<row '); at >= 0; at = chunk.indexOf('<row ', at + 5)) count += 1
    if (count > 0) return count
  }
  return 0
}
