import { Refusal } from '../../platform/refusal.ts'
import { readTable } from './decode.ts'
import { type Cells, cellsBy } from './mapping.ts'
import { type Problem, problemOf } from './problems.ts'
import type { Source, TableRow } from './table.ts'

export const mostRows = 200_000

/** A row that was read: what it says, or why it cannot be taken. `row`: its line in the file, counted from 1. */
export type ReadRow<Input> = { row: number; cells: string[] } & (
  | { input: Input; problem?: undefined }
  | { input?: undefined; problem: Problem }
)
export type GoodRow<Input> = Extract<ReadRow<Input>, { input: Input }>

export const isGood = <Input>(row: ReadRow<Input>): row is GoodRow<Input> => row.problem === undefined

/** The rows below the headings. */
export async function* dataRows(source: Source, headingRow: number | null): AsyncGenerator<TableRow> {
  for await (const row of readTable(source)) if (row.row > (headingRow ?? 0)) yield row
}

/** Reads rows by the mapping; one that cannot be read says why, and the rest go on. */
export function rowReader<Input>(
  mapping: (string | null)[],
  headings: string[],
  read: (cells: Cells) => Input,
): (row: TableRow) => ReadRow<Input> {
  const by = cellsBy(mapping, headings)
  return ({ row, cells }) => {
    try {
      return { row, cells, input: read(by(cells)) }
    } catch (error) {
      if (error instanceof Refusal) return { row, cells, problem: problemOf(row, error) }
      throw error
    }
  }
}

/** In parts of at most `size`, read, each with the number of rows before it. The first `skip` rows are passed over. */
export async function* inBatches<Row>(
  rows: AsyncIterable<TableRow>,
  size: number,
  skip: number,
  read: (row: TableRow) => Row,
): AsyncGenerator<{ from: number; rows: Row[] }> {
  let at = 0
  let batch: Row[] = []
  for await (const row of rows) {
    if (at++ < skip) continue
    batch.push(read(row))
    if (batch.length < size) continue
    yield { from: at - batch.length, rows: batch }
    batch = []
  }
  if (batch.length > 0) yield { from: at - batch.length, rows: batch }
}

/** The same, one step ahead: the next is made while the database works on this one. */
export async function* ahead<Item>(items: AsyncGenerator<Item>): AsyncGenerator<Item> {
  try {
    for (let next = items.next(); ; ) {
      const { value, done } = await next
      if (done) return
      next = items.next()
      // What fails ahead is told when its turn comes.
      next.catch(() => {})
      yield value
    }
  } finally {
    await items.return(undefined)
  }
}

/** How many rows there are, exactly; stops counting where there are too many. */
export async function countRows(source: Source, headingRow: number | null): Promise<number> {
  let count = 0
  for await (const _ of dataRows(source, headingRow)) if (++count > mostRows) return count
  return count
}

export const tooManyRows = (name: string) =>
  new Refusal(
    'tooLarge',
    {
      en: `${name} has more than 200,000 rows. Split it into several files and import them one by one.`,
      ja: `「${name}」は20万行を超えています。複数のファイルに分割して、順に取り込んでください。`,
    },
    { name, mostRows },
  )
