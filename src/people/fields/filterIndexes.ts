import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import type { FieldKind } from './fields.schema.ts'

type Wanted = { about: string; key: string; kind: FieldKind }

/** The same expression as a condition on the field has, else the index would not be used. Keys are letters and digits. */
export const indexedExpression = ({ key, kind }: Pick<Wanted, 'key' | 'kind'>): string =>
  `custom ${kind === 'number' ? '->' : '->>'} '${key}'`

const nameOf = ({ about, key }: Pick<Wanted, 'about' | 'key'>) => `${about}_custom_${key}`

/**
 * Gives each filterable field its index and takes away those that are no longer wanted. Outside of any transaction and
 * beside writers: a list of a million stays open meanwhile. What a crash left half made is made anew.
 */
export async function settleFieldIndexes(db: Db): Promise<{ made: string[]; dropped: string[] }> {
  const fields = await db
    .selectFrom('customField')
    .select(['about', 'key', 'kind'])
    .where('filterable', '=', true)
    .execute()
  const wanted = fields as Wanted[]
  const { rows: there } = await sql<{ name: string; valid: boolean }>`
    select c.relname as name, i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid
    where c.relnamespace = 'public'::regnamespace and c.relname ~ '^(person|company)_custom_'`.execute(db)
  const sound = new Set(there.filter(i => i.valid).map(i => i.name))
  const names = new Set(wanted.map(nameOf))
  const dropped = there.filter(i => !i.valid || !names.has(i.name)).map(i => i.name)
  for (const name of dropped) await sql`drop index concurrently if exists ${sql.id(name)}`.execute(db)
  const missing = wanted.filter(field => !sound.has(nameOf(field)))
  for (const field of missing) {
    await sql`create index concurrently if not exists ${sql.id(nameOf(field))} on ${sql.id(field.about)} ((${sql.raw(indexedExpression(field))}))`.execute(
      db,
    )
  }
  // The planner knows how common a value is only after it has looked.
  for (const about of new Set(missing.map(f => f.about))) await sql`analyze ${sql.id(about)}`.execute(db)
  return { made: missing.map(nameOf), dropped }
}
