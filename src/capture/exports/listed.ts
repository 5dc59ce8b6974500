import { type RawBuilder, sql } from 'kysely'
import type { Column } from './columns.ts'

/** A list to be written: which rows in which order, how they are read, and which columns they can have. */
export type Listed<Row extends { id: number }> = {
  ids: number[]
  columns: Column<Row>[]
  read: (ids: number[]) => Promise<Row[]>
}

export const chosen = (id: RawBuilder<unknown>, ids: number[] | undefined) =>
  ids ? sql`and ${id} = any(${ids}::bigint[])` : sql``
