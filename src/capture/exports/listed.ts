import { type RawBuilder, sql } from 'kysely'
import type { Column } from './columns.ts'

/** A list to be written: which rows in which order, how they are read, and which columns they can have. */
export type Listed<Row extends { id: number }> = {
  ids: number[]
  columns: Column<Row>[]
  read: (ids: number[]) => Promise<Row[]>
}

/** Only these rows of a list, or all but these. */
export type Among = { ids?: number[]; except: number[] }

export const chosen = (id: RawBuilder<unknown>, { ids, except }: Among) => sql`
  ${ids ? sql`and ${id} = any(${ids}::bigint[])` : sql``} ${except.length > 0 ? sql`and ${id} <> all(${except}::bigint[])` : sql``}`
