import type { ClientBase } from 'pg'

/** A table of ours, with the columns that are written (not those that the database generates). */
export type TableOfOurs = { schema: string; name: string; columns: string[] }

export const quoteName = (name: string) => `"${name.replaceAll('"', '""')}"`
export const quoted = ({ schema, name }: { schema: string; name: string }) => `${quoteName(schema)}.${quoteName(name)}`

/** All tables of the product and of its sign-in, each after those that it refers to. */
export async function tablesOfOurs(client: ClientBase): Promise<TableOfOurs[]> {
  const { rows: tables } = await client.query<TableOfOurs & { oid: number; refers: number[] }>(`
    select c.oid::int, n.nspname as schema, c.relname as name,
      array(select attname::text from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '' order by attnum) as columns,
      array(select distinct confrelid::int from pg_constraint where contype = 'f' and conrelid = c.oid and confrelid <> c.oid) as refers
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'auth') and c.relkind in ('r', 'p') and not c.relispartition
    order by n.nspname, c.relname`)
  const sorted: TableOfOurs[] = []
  const done = new Set<number>()
  while (sorted.length < tables.length) {
    const next = tables.filter(table => !done.has(table.oid) && table.refers.every(oid => done.has(oid)))
    if (next.length === 0) throw new Error('Tables refer to one another in a circle.')
    for (const { oid, schema, name, columns } of next) {
      sorted.push({ schema, name, columns })
      done.add(oid)
    }
  }
  return sorted
}
