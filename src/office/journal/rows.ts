import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { OwnerAct } from '../roles/act.ts'
import type { Changed } from './images.ts'
import { bookkeeping, camel, type Journaled } from './journaled.ts'

type Json = Record<string, unknown>
/** A row before and after it went back. `old` is null for a row that had been deleted. */
export type Restored = { id: number; old: Json | null; now: Json }

const kept = ['id', 'version', 'seen_by']

/** Those that are written: what the database generates comes by itself. */
async function columnsOf(tx: Tx, table: Journaled, except = kept): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select attname as name from pg_attribute
    where attrelid = ${`public.${table}`}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(
    tx,
  )
  return rows.map(r => r.name).filter(c => !except.includes(c))
}

/**
 * Puts rows of a table back as these images hold them. Sight and version are the product's own and stay. What the present
 * does not admit (an address that is another's by now, a row it refers to that is gone) is left, the rest goes back.
 */
export async function restoreRows(
  act: OwnerAct,
  table: Journaled,
  rows: Changed[],
): Promise<{ restored: Restored[]; refused: Changed[] }> {
  const columns = await columnsOf(act.tx, table)
  const updates = (images: number[]) => updateFrom(act.tx, table, columns, images)
  const inserts = (images: number[]) => insertFrom(act.tx, table, images)
  let left = rows
  const restored: Restored[] = []
  // Two that swapped an address can go back only one after the other: come again while it helps.
  for (;;) {
    const refused: Changed[] = []
    for (const [part, write] of [
      [left.filter(r => !r.present), inserts],
      [left.filter(r => r.present), updates],
    ] as const) {
      const done = await asManyAsGo(act.tx, part, write)
      restored.push(...done.restored)
      refused.push(...done.refused)
    }
    if (refused.length === 0 || refused.length === left.length) return { restored, refused }
    left = refused
  }
}

type Write = (images: number[]) => Promise<Restored[]>

/** A batch that the database refuses is halved until the row that cannot go stands alone. */
async function asManyAsGo(
  tx: Tx,
  rows: Changed[],
  write: Write,
): Promise<{ restored: Restored[]; refused: Changed[] }> {
  if (rows.length === 0) return { restored: [], refused: [] }
  await sql`savepoint going_back`.execute(tx)
  try {
    const restored = await write(rows.map(r => r.image))
    await sql`release savepoint going_back`.execute(tx)
    return { restored, refused: [] }
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith('23')) throw error
    await sql`rollback to savepoint going_back`.execute(tx)
    await sql`release savepoint going_back`.execute(tx)
  }
  if (rows.length === 1) return { restored: [], refused: rows }
  const middle = rows.length >> 1
  const first = await asManyAsGo(tx, rows.slice(0, middle), write)
  const second = await asManyAsGo(tx, rows.slice(middle), write)
  return { restored: [...first.restored, ...second.restored], refused: [...first.refused, ...second.refused] }
}

async function updateFrom(tx: Tx, table: Journaled, columns: string[], images: number[]): Promise<Restored[]> {
  const set = sql.join(columns.map(c => sql.ref(camel(c))))
  const values = sql.join(columns.map(c => sql`r.${sql.ref(camel(c))}`))
  const { rows } = await sql<Restored>`
    with old as materialized (
      select o.id, to_jsonb(o) as row from ${sql.table(table)} o join journal j on j.row_id = o.id where j.id = any(${images}::bigint[])
    ), back as (
      update ${sql.table(table)} t set (${set}) = (select ${values} from jsonb_populate_record(t, j.before) r)
      from journal j where j.id = any(${images}::bigint[]) and t.id = j.row_id
      returning t.id, to_jsonb(t) as row
    )
    select back.id, old.row as old, back.row as now from back join old using (id) order by back.id`.execute(tx)
  return rows
}

async function insertFrom(tx: Tx, table: Journaled, images: number[]): Promise<Restored[]> {
  const columns = await columnsOf(tx, table, [])
  const named = (of: string) => sql.join(columns.map(c => sql.raw(`${of}"${c}"`)))
  const { rows } = await sql<Restored>`
    with back as (
      insert into ${sql.table(table)} as t (${named('')}) overriding system value
      select ${named('r.')} from journal j
      cross join lateral jsonb_populate_record(null::${sql.table(table)}, j.before || jsonb_build_object('version', (j.before ->> 'version')::int + 1)) r
      where j.id = any(${images}::bigint[]) order by r.id
      returning t.id, to_jsonb(t) as row
    )
    select id, null::jsonb as old, row as now from back`.execute(tx)
  return rows
}

/** Puts back, of a row that stands, only the fields that the operation changed: what others did to the rest of it stays. */
export async function restoreFields(act: OwnerAct, row: Changed, columns: string[]): Promise<Restored[]> {
  const own = columns.filter(c => !kept.includes(c) && !(bookkeeping as readonly string[]).includes(c))
  if (own.length === 0) return []
  const { restored } = await asManyAsGo(act.tx, [row], images => updateFrom(act.tx, row.table, own, images))
  return restored
}
