import { Refusal } from '../../platform/refusal.ts'

export type Source = { name: string; bytes: Buffer }

/** A row as it stands in the file. `row` is the line (or sheet row) it begins on, counted from 1. */
export type TableRow = { row: number; cells: string[] }

export type Format = 'csv' | 'tsv' | 'xlsx'

export const LIMITS = {
  bytes: 50 * 1024 * 1024,
  columns: 200,
  /** Characters of one record; an unclosed quote would otherwise swallow the rest of the file. */
  record: 1_000_000,
  /** What an XLSX may unpack to, all parts together. */
  unpacked: 300 * 1024 * 1024,
  /** The part of it that has to be held in memory. */
  sharedStrings: 100 * 1024 * 1024,
}

export function refuseLargeFile({ name, bytes }: Source): void {
  if (bytes.length <= LIMITS.bytes) return
  throw new Refusal(
    'tooLarge',
    {
      en: `${name} is larger than 50 MB. Split it into several files and import them one by one.`,
      ja: `「${name}」は50MBを超えています。複数のファイルに分割して、順に取り込んでください。`,
    },
    { name, bytes: bytes.length },
  )
}

/** Refuses a row that is too wide; blank cells at its end don't count, Excel leaves thousands of them. */
export function withinColumns(name: string, { row, cells }: TableRow): TableRow {
  if (cells.length <= LIMITS.columns) return { row, cells }
  const width = cells.findLastIndex(cell => cell.trim() !== '') + 1
  if (width <= LIMITS.columns) return { row, cells: cells.slice(0, LIMITS.columns) }
  throw new Refusal(
    'tooLarge',
    {
      en: `Row ${row} of ${name} has ${width} columns; up to 200 can be imported. Delete the columns that are not needed.`,
      ja: `「${name}」の${row}行目に${width}列あります。取り込めるのは200列までです。不要な列を削除してください。`,
    },
    { name, row, columns: width },
  )
}

export function isBlank(cells: string[]): boolean {
  return cells.every(cell => cell.trim() === '')
}

export function refuseEmpty(name: string): never {
  throw new Refusal('invalid', { en: `${name} holds no rows.`, ja: `「${name}」にはデータがありません。` }, { name })
}
