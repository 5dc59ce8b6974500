import { once } from 'node:events'
import { PassThrough, type Readable } from 'node:stream'
import exceljs from 'exceljs'
import { toCp932 } from './cp932.ts'
import { harmless } from './formulas.ts'

export type TableFormat = 'csv' | 'csv-cp932' | 'xlsx'
export type CellValue = string | number | boolean | null | undefined

export type TableWriter = {
  /** The file as it grows. It stops growing while nobody reads it. */
  stream: Readable
  contentType: string
  extension: 'csv' | 'xlsx'
  /** Resolves when the reader has room for more: await it, and memory stays small however long the list. */
  writeRow: (cells: CellValue[]) => Promise<void>
  /** `unwritable` holds each character that the encoding lacks; `replaced` how many places became 〓. */
  end: () => Promise<{ unwritable: string[]; replaced: number }>
  /** Breaks the file off, so that whoever downloads it sees a failure and not a short list. */
  abort: (error: Error) => void
}

export function tableWriter(format: TableFormat, headings: string[]): TableWriter {
  return format === 'xlsx' ? xlsxWriter(headings) : csvWriter(format === 'csv' ? 'utf8-bom' : 'cp932', headings)
}

export function csvWriter(encoding: 'utf8-bom' | 'cp932', headings: string[]): TableWriter {
  const stream = growing()
  const lacking = new Set<string>()
  let replaced = 0
  const encode = (line: string) => {
    if (encoding === 'utf8-bom') return Buffer.from(line)
    const { bytes, unwritable } = toCp932(line)
    for (const sign of unwritable) lacking.add(sign)
    replaced += unwritable.length
    return bytes
  }
  // Excel takes a CSV for the system's code page unless a byte order mark says otherwise.
  if (encoding === 'utf8-bom') stream.write('\ufeff')
  stream.write(encode(csvLine(headings)))
  return {
    stream,
    contentType: encoding === 'utf8-bom' ? 'text/csv; charset=utf-8' : 'text/csv; charset=Windows-31J',
    extension: 'csv',
    async writeRow(cells) {
      if (!stream.write(encode(csvLine(cells)))) await room(stream)
    },
    async end() {
      await orBrokenOff(stream, async () => stream.end())
      return { unwritable: [...lacking], replaced }
    },
    abort: error => stream.destroy(error),
  }
}

export function xlsxWriter(headings: string[]): TableWriter {
  const stream = growing()
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
  const sheet = workbook.addWorksheet('Sheet1', { views: [{ state: 'frozen', ySplit: 1 }] })
  const first = sheet.addRow(headings)
  first.font = { bold: true }
  first.commit()
  let written = 0
  return {
    stream,
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    async writeRow(cells) {
      // A cell of type text is never calculated, so nothing has to be put before = or +.
      sheet.addRow(cells.map(cell => (typeof cell === 'string' ? xmlText(cell) : cell))).commit()
      written += 1
      if (stream.writableNeedDrain || stream.destroyed) await room(stream)
      // The zip runs between turns of the event loop; without one it would hold all rows until the end.
      else if (written % 200 === 0) await new Promise(setImmediate)
    },
    async end() {
      await orBrokenOff(stream, async () => {
        sheet.commit()
        await workbook.commit()
      })
      return { unwritable: [], replaced: 0 }
    },
    abort: error => stream.destroy(error),
  }
}

/** What a reader broke off is told to the writer by `room`; without this it would also end the process. */
function growing(): PassThrough {
  return new PassThrough({ highWaterMark: 256 * 1024 }).on('error', () => undefined)
}

async function room(stream: PassThrough): Promise<void> {
  await orBrokenOff(stream, signal => once(stream, 'drain', { signal }))
}

/** Waits for work on the stream, but not for ever: a reader who left lets nothing drain or finish. */
async function orBrokenOff(stream: PassThrough, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const waiting = new AbortController()
  const { signal } = waiting
  if (!stream.destroyed)
    await Promise.race([work(signal), once(stream, 'close', { signal })]).finally(() => waiting.abort())
  if (stream.destroyed && !stream.writableFinished) throw stream.errored ?? new Error('The download was broken off.')
}

function csvLine(cells: CellValue[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

function csvCell(value: CellValue): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? harmless(value) : String(value)
  return /[",;\t\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text
}

/** Excel calls a file damaged that holds control characters, halves of characters or more text than a cell takes. */
function xmlText(text: string): string {
  return text
    .slice(0, 32_000)
    .toWellFormed()
    .replace(/(?![\t\n\r])\p{Cc}|[\ufffe\uffff]/gu, '')
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
}
