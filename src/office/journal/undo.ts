import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { OwnerAct } from '../roles/act.ts'
import { fieldsOf, withNames } from './fields.ts'
import { type Changed, changedRows, imagesOf, lockRows, tablesOf } from './images.ts'
import type { LeftRow, RowRef, Undone, WhyLeft } from './journal.schema.ts'
import { isJournaled, type Journaled, nameOf } from './journaled.ts'
import { restoreFields, restoreRows } from './rows.ts'
import type { SoFar, TakeBack } from './takeBack.ts'

/** What may go back: everything, or only rows that whoever undoes can see. */
export type Within = (table: Journaled, ids: number[]) => Promise<Set<number>>
const everything: Within = async (_, ids) => new Set(ids)

/**
 * Takes an operation back, set-wise: each row that it changed or deleted and that stands as it left it becomes what it
 * was before; what was touched since is left and listed. What it inserted is taken back where a room says how.
 */
export async function restoreOperation(
  act: OwnerAct,
  operationId: number,
  takeBacks: TakeBack[] = [],
  within: Within = everything,
): Promise<Undone> {
  const tables = await tablesOf(act.tx, operationId)
  await lockRows(act, operationId, tables)
  const soFar: SoFar = { operationId, forced: false, left: [], restored: [] }
  for (const table of tables) {
    const takeBack = takeBacks.find(t => t.table === table)
    const rows = await changedRows(act.tx, operationId, table)
    const seen = await within(
      table,
      rows.map(r => r.id),
    )
    const mine = rows.filter(r => seen.has(r.id))
    const kept = await keptRows(
      act,
      table,
      mine.filter(r => r.untouched),
      soFar,
      takeBack,
    )
    const { restored, refused } = await restoreRows(
      act,
      table,
      mine.filter(r => r.untouched && !kept.has(r.id)),
    )
    soFar.restored.push(...restored.map(r => ({ table, id: r.id })))
    for (const { id, why } of [
      ...mine
        .filter(r => !r.untouched)
        .map(r => ({ id: r.id, why: r.present ? ('touched' as const) : ('gone' as const) })),
      ...[...kept].map(([id, why]) => ({ id, why })),
      ...refused.map(r => ({ id: r.id, why: 'refused' as const })),
    ])
      soFar.left.push({ table, id, why })
    if (restored.length > 0) await takeBack?.restored?.(act, restored, soFar)
  }
  for (const { table, inserted } of takeBacks) {
    const { taken, left, why = 'needed' } = (await inserted?.(act, soFar)) ?? { taken: [], left: [] }
    soFar.restored.push(...taken.map(id => ({ table, id })))
    soFar.left.push(...left.map(id => ({ table, id, why })))
  }
  return { restored: soFar.restored.length, left: await describeLeft(act.tx, operationId, soFar.left) }
}

/** What must stay whoever asks: who has left, and whatever the room holds back. */
async function keptRows(
  act: OwnerAct,
  table: Journaled,
  rows: Changed[],
  soFar: SoFar,
  takeBack: TakeBack | undefined,
): Promise<Map<number, WhyLeft>> {
  const images = rows.map(r => r.image)
  if (rows.length === 0) return new Map()
  if (table === 'holder') {
    // Whoever is active may hold leads by now; leaving is a verb that moves them first.
    const { rows: away } = await sql<{ id: number }>`
      select h.id from journal j join holder h on h.id = j.row_id
      where j.id = any(${images}::bigint[]) and h.active and not (j.before ->> 'active')::boolean`.execute(act.tx)
    return new Map(away.map(r => [r.id, 'refused' as const]))
  }
  return (await takeBack?.keeps?.(act, rows, soFar)) ?? new Map()
}

/** What these rows are called, and how they differ. */
export async function describeLeft(tx: Tx, operationId: number, left: SoFar['left']): Promise<LeftRow[]> {
  const described: LeftRow[] = []
  for (const table of new Set(left.map(l => l.table))) {
    if (!isJournaled(table)) continue
    const of = left.filter(l => l.table === table)
    const images = await imagesOf(
      tx,
      operationId,
      table,
      of.map(l => l.id),
    )
    for (const { id, why } of of) {
      const image = images.find(i => i.id === id)
      const choosable = why === 'touched' && image !== undefined
      described.push({
        table,
        id,
        why,
        choosable,
        name: image?.name ?? (await nameOfRow(tx, table, id)),
        fields: image ? fieldsOf(image) : [],
      })
    }
  }
  return withNames(tx, described)
}

/**
 * Puts back, of rows that were left, the fields that the operation changed, although somebody has touched them since.
 * What others did to other fields stays.
 */
export async function forceRows(
  act: OwnerAct,
  operationId: number,
  wanted: RowRef[],
  takeBacks: TakeBack[],
  within: Within = everything,
): Promise<Undone> {
  const tables = await tablesOf(act.tx, operationId)
  await lockRows(act, operationId, tables)
  const soFar: SoFar = { operationId, forced: true, left: [], restored: [] }
  for (const table of tables) {
    const ids = wanted.filter(w => w.table === table).map(w => w.id)
    if (ids.length === 0) continue
    const seen = await within(table, ids)
    const takeBack = takeBacks.find(t => t.table === table)
    const rows = (await changedRows(act.tx, operationId, table)).filter(
      r => seen.has(r.id) && ids.includes(r.id) && r.present,
    )
    const kept = await keptRows(act, table, rows, soFar, takeBack)
    const images = await imagesOf(
      act.tx,
      operationId,
      table,
      rows.map(r => r.id),
    )
    for (const row of rows) {
      const image = images.find(i => i.id === row.id)!
      const columns = Object.keys(image.was).filter(
        c => JSON.stringify(image.was[c]) !== JSON.stringify(image.made?.[c]),
      )
      const restored = kept.has(row.id) ? [] : await restoreFields(act, row, columns)
      if (restored.length > 0) await takeBack?.restored?.(act, restored, soFar)
      if (restored.length > 0) soFar.restored.push({ table, id: row.id })
      else soFar.left.push({ table, id: row.id, why: kept.get(row.id) ?? 'refused' })
    }
  }
  return { restored: soFar.restored.length, left: await describeLeft(act.tx, operationId, soFar.left) }
}

async function nameOfRow(tx: Tx, table: Journaled, id: number): Promise<string | null> {
  const { rows } = await sql<{
    name: string | null
  }>`select ${nameOf(table)} as name from ${sql.table(table)} t where t.id = ${id}`.execute(tx)
  return rows[0]?.name ?? null
}
