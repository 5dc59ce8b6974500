import { sql } from 'kysely'
import type { World } from '../src/platform/world.ts'

/** Where in the whole database one of these texts stands, whatever the column. */
export async function grep(world: World, texts: string[]): Promise<string[]> {
  const { rows: tables } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind in ('r', 'p', 'm') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`.execute(
    world.db,
  )
  const found: string[] = []
  for (const { name } of tables) {
    for (const text of texts) {
      const hit = await sql<{
        row: string
      }>`select t::text as row from ${sql.raw(name)} t where strpos(t::text, ${text}) > 0 limit 1`.execute(world.db)
      if (hit.rows[0]) found.push(`${name}: ${text}: ${hit.rows[0].row.slice(0, 200)}`)
    }
  }
  return found
}
