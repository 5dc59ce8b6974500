import { sql } from 'kysely'
import { type Actor, act, look } from '../../office/roles/act.ts'
import type { World } from '../../platform/world.ts'
import { draftImport } from './draft.ts'
import type { ImportAbout, ImportOptions, Mapping } from './imports.schema.ts'
import { getImport } from './list.ts'
import { runImport } from './run.ts'
import { startImport } from './start.ts'
import { beginUndo, undoImport } from './undo.ts'

export type Given = {
  name?: string
  bytes: Buffer | string
  about?: ImportAbout
  mapping?: Mapping
  options?: Partial<ImportOptions>
}

/** Drops a file and starts it: what a person does on the page. The work itself is left to be run. */
export const startFile = (
  world: World,
  actor: Actor,
  { name = '名刺.csv', bytes, about = 'person', mapping, options = {} }: Given,
) =>
  act(world.db, world.clock, actor, 'imports.create', async act => {
    const id = await draftImport(act, { name, bytes: Buffer.from(bytes), about, mapping, options })
    await startImport(act, id)
    return id
  })

export async function importFile(world: World, actor: Actor, given: Given) {
  const id = await startFile(world, actor, given)
  await runImport(world, id)
  return seeImport(world, actor, id)
}

export const seeImport = (world: World, actor: Actor, id: number) =>
  look(world.db, world.clock, actor, act => getImport(act, id, 'ja'))

export async function takeBackImport(world: World, actor: Actor, id: number) {
  await act(world.db, world.clock, actor, 'imports.undo', act => beginUndo(act, id))
  await undoImport(world, id)
  return seeImport(world, actor, id)
}

const stored = ['person', 'company', 'lead', 'identity', 'consent', 'post', 'activity', 'offer', 'event']

/**
 * All rows of what an import may touch, as text. Left out: the count of versions, which only goes up, and what the
 * timeline says of the import itself.
 */
export async function dump(world: World): Promise<Record<string, string[]>> {
  const tables: Record<string, string[]> = {}
  for (const table of stored) {
    const own =
      table === 'event'
        ? sql`where t.kind not in ('import.done', 'import.undone', 'person.changed', 'company.changed')`
        : sql``
    const { rows } = await sql<{
      row: string
    }>`select (to_jsonb(t) - 'version')::text as row from ${sql.table(table)} t ${own} order by id`.execute(world.db)
    tables[table] = rows.map(r => r.row)
  }
  return tables
}

export const count = async (
  world: World,
  table: 'person' | 'company' | 'lead' | 'consent' | 'event' | 'journal' | 'identity' | 'activity',
): Promise<number> => {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(world.db)
  return rows[0]!.n
}
