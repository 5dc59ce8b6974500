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

type Typed = Record<string, string>

const typedOf = (fields: Record<string, Written>, more: Typed): Typed => ({
  ...Object.fromEntries(Object.entries(fields).map(([key, { kind }]) => [key, types[kind ?? 'text']])),
  ...more,
})

const shapeOf = (typed: Typed) =>
  sql.raw(
    Object.entries(typed)
      .map(([key, type]) => `"${key}" ${type}`)
      .join(', '),
  )

/**
 * The parts of one `insert into …(into) select (values) from jsonb_to_recordset(…) as n(shape)` that writes many rows: a
 * thousand rows of thirty values each are one value to send and to read.
 */
export function insertOf(fields: Record<string, Written>, more: Typed) {
  const typed = typedOf(fields, more)
  const list = (one: (key: string) => string) => sql.raw(Object.keys(typed).map(one).join(', '))
  return { into: list(columnOf), values: list(key => `n."${key}"`), shape: shapeOf(typed) }
}

/**
 * The parts of one `update … from jsonb_to_recordset(…) as n(…)` that writes many rows: what is set, and what the rows
 * are made of. `more`: columns beside the declared fields, with their types.
 */
export function updateOf(fields: Record<string, Written>, more: Typed) {
  const typed = typedOf(fields, more)
  return {
    set: sql.raw(
      Object.keys(typed)
        .map(key => `${columnOf(key)} = n."${key}"`)
        .join(', '),
    ),
    shape: shapeOf(typed),
  }
}
