import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Images } from './images.ts'
import type { FieldChange } from './journal.schema.ts'
import { camel, hidden, type Journaled, nameOf, refersTo } from './journaled.ts'

const isTime = (value: unknown): value is string => typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)

const same = (a: unknown, b: unknown): boolean =>
  // The same moment may be written in two time zones.
  isTime(a) && isTime(b) ? Date.parse(a) === Date.parse(b) : JSON.stringify(a ?? null) === JSON.stringify(b ?? null)

type States = Pick<Images, 'was' | 'made' | 'is'>

/** The fields that the operation changed, or that are not as they were; a row that was deleted shows all that it held. */
export function fieldsOf({ was, made, is }: States): FieldChange[] {
  const columns = Object.keys(was).filter(c => !hidden.has(c))
  return columns.flatMap(column => {
    const states = { was: was[column] ?? null, made: made?.[column] ?? null, is: is?.[column] ?? null }
    if (same(states.was, states.made) && same(states.was, states.is)) return []
    return [{ field: column, ...states }]
  })
}

const isId = (value: unknown): value is number => typeof value === 'number'

/**
 * Puts names to the ids that fields hold, as far as the actor may see what they stand for, and writes the fields' names
 * the way the product does.
 */
export async function withNames<
  T extends { table: string; fields: { field: string; was: unknown; made: unknown; is?: unknown }[] },
>(tx: Tx, rows: T[]): Promise<T[]> {
  const ids = new Map<Journaled, Set<number>>()
  for (const { table: of, fields } of rows) {
    for (const f of fields) {
      const table = refersTo(of, f.field)
      if (!table) continue
      const found = ids.get(table) ?? new Set()
      for (const value of [f.was, f.made, f.is]) if (isId(value)) found.add(value)
      ids.set(table, found)
    }
  }
  const names = new Map<string, string>()
  for (const [table, wanted] of ids) {
    const { rows: found } = await sql<{ id: number; name: string | null }>`
      select t.id, ${nameOf(table)} as name from ${sql.table(table)} t where t.id = any(${[...wanted]}::bigint[])`.execute(
      tx,
    )
    for (const f of found) names.set(`${table} ${f.id}`, f.name ?? '')
  }
  const named = (of: string, column: string, value: unknown) => {
    const table = refersTo(of, column)
    return table && isId(value) ? { id: value, name: names.get(`${table} ${value}`) ?? null } : value
  }
  return rows.map(row => ({
    ...row,
    fields: row.fields.map(f => ({
      ...f,
      field: camel(f.field),
      was: named(row.table, f.field, f.was),
      made: named(row.table, f.field, f.made),
      ...('is' in f ? { is: named(row.table, f.field, f.is) } : {}),
    })),
  }))
}
