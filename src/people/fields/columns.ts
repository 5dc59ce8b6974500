import { sql } from 'kysely'
import type { Written } from './declared.schema.ts'

const types = { text: 'text', long: 'text', day: 'date', number: 'integer' } as const

export const columnOf = (key: string) => key.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)

/** The columns of the fields, as they stand in a `select` of that alias. */
export const columnsOf = (alias: 'p' | 'c', fields: Record<string, Written>) =>
  sql.raw(
    Object.keys(fields)
      .map(key => `${alias}.${columnOf(key)}`)
      .join(', '),
  )

/**
 * The parts of one `update … from jsonb_to_recordset(…) as n(…)` that writes many rows: what is set, and what the rows
 * are made of. `more`: columns beside the declared fields, with their types.
 */
export function updateOf(fields: Record<string, Written>, more: Record<string, string>) {
  const typed = {
    ...Object.fromEntries(Object.entries(fields).map(([key, { kind }]) => [key, types[kind ?? 'text']])),
    ...more,
  }
  return {
    set: sql.raw(
      Object.keys(typed)
        .map(key => `${columnOf(key)} = n."${key}"`)
        .join(', '),
    ),
    shape: sql.raw(
      Object.entries(typed)
        .map(([key, type]) => `"${key}" ${type}`)
        .join(', '),
    ),
  }
}
