import { sql } from 'kysely'
import { imagesOf } from '../../office/journal/images.ts'
import { camel, hidden } from '../../office/journal/journaled.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { MergeRow, Open } from './merge.back.ts'
import type { MergedTable } from './merge.schema.ts'

const tables = ['identity', 'post', 'consent', 'lead', 'deal', 'sales_order', 'activity'] as const

/** What is the kept person's now, but was neither theirs nor the absorbed person's when they were merged. */
export async function cameLater(act: OwnerAct, { keepId, operationId, kept }: MergeRow): Promise<Open[]> {
  const later: Open[] = []
  for (const table of tables) {
    const { rows } = await sql<{ id: number }>`
      select t.id from ${sql.table(table)} t where t.person_id = ${keepId} and t.id <> all(${kept[table] ?? []}::bigint[])
        and not exists (select from journal j where j.operation_id = ${operationId} and j.table_name = ${table} and j.row_id = t.id)
      order by t.id`.execute(act.tx)
    later.push(...rows.map(({ id }) => ({ table, id, field: null, why: 'later' as const, with: 'keep' as const })))
  }
  return later
}

type Json = Record<string, unknown>
export type KeepStates = { was: Json; made: Json; is: Json }

/** The kept person before the merge, as it left them, and now. */
export async function statesOfKeep(
  act: OwnerAct,
  { keepId, operationId }: Pick<MergeRow, 'keepId' | 'operationId'>,
): Promise<KeepStates> {
  const { rows } = await sql<KeepStates>`
    with made as (
      select coalesce((select to_jsonb(jsonb_populate_record(p, j.before)) from journal j
        where j.table_name = 'person' and j.row_id = p.id and j.operation_id is distinct from ${operationId}
          and j.id > (select max(id) from journal where operation_id = ${operationId}) order by j.id limit 1), to_jsonb(p)) as made, to_jsonb(p) as "is", p.id
      from person p where p.id = ${keepId}
    )
    select m.made, m."is", coalesce((select to_jsonb(jsonb_populate_record(p, j.before)) from journal j
      where j.operation_id = ${operationId} and j.table_name = 'person' and j.row_id = p.id order by j.id limit 1), m.made) as was
    from made m join person p on p.id = m.id`.execute(act.tx)
  return rows[0]!
}

// They follow from others, or are not written by anybody.
const notWritten = new Set(['decision_level', 'merged_into_id', 'created_at', 'created_by'])

/** Fields of the kept person that somebody wrote after the merge: of which of the two is it true? */
export async function editedFields(act: OwnerAct, merge: MergeRow): Promise<Open[]> {
  const { made, is } = await statesOfKeep(act, merge)
  return Object.keys(is)
    .filter(c => !hidden.has(c) && !notWritten.has(c) && JSON.stringify(made[c]) !== JSON.stringify(is[c]))
    .map(c => ({
      table: 'person' as const,
      id: merge.keepId,
      field: camel(c),
      why: 'edited' as const,
      with: 'keep' as const,
    }))
}

/** Rows that somebody has changed since: they went back with what was done to them, and may be given to the other. */
export async function edited(act: OwnerAct, merge: MergeRow, table: MergedTable, ids: number[]): Promise<Open[]> {
  if (ids.length === 0 || table === 'person' || table === 'offer' || table === 'identity') return []
  const images = await imagesOf(act.tx, merge.operationId, table, ids)
  return images.map(({ id, is }) => ({
    table,
    id,
    field: null,
    why: 'edited' as const,
    with: is?.person_id === merge.absorbId ? ('absorb' as const) : ('keep' as const),
  }))
}
