import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { OwnerAct } from '../roles/act.ts'
import { bookkeeping, isJournaled, type Journaled, journaled, lockOrder, nameOf } from './journaled.ts'

/** One row that an operation changed. `image`: the journal's row that holds it as it was before. */
export type Changed = {
  table: Journaled
  id: number
  image: number
  act: 'update' | 'delete'
  present: boolean
  /** As the operation left it: nothing else has changed it since, or it has been changed back. */
  untouched: boolean
}

/** The tables in which an operation changed something. */
export async function tablesOf(tx: Tx, operationId: number): Promise<Journaled[]> {
  const { rows } = await sql<{
    tableName: string
  }>`select distinct table_name from journal where operation_id = ${operationId}`.execute(tx)
  const found = new Set(rows.map(r => r.tableName).filter(isJournaled))
  return journaled.filter(t => found.has(t))
}

/** Holds the rows still, so that nobody changes between look and restore. */
export async function lockRows(act: OwnerAct, operationId: number, tables: Journaled[]): Promise<void> {
  for (const table of lockOrder.filter(t => tables.includes(t))) {
    await sql`select t.id from ${sql.table(table)} t where t.id in
      (select row_id from journal where operation_id = ${operationId} and table_name = ${table}) order by t.id for update`.execute(
      act.tx,
    )
  }
}

/**
 * The rows of a table that an operation changed. A row is untouched when it stands as the operation left it, whatever
 * happened in between: so of two changes the later is undone, then the earlier.
 */
export async function changedRows(tx: Tx, operationId: number, table: Journaled): Promise<Changed[]> {
  const { rows } = await sql<Omit<Changed, 'table'>>`
    with images as (
      select row_id, min(id) as image, max(id) as last, (array_agg(act order by id desc))[1] as act
      from journal where operation_id = ${operationId} and table_name = ${table} group by row_id
    )
    select i.row_id as id, i.image, i.act, t.id is not null as present,
      not exists (select from journal b where b.table_name = ${table} and b.row_id = i.row_id and b.id > i.image and b.id < i.last
        and b.operation_id is distinct from ${operationId})
      and case when i.act = 'delete' then t.id is null
        when t.id is null then false
        when n.before is null then true
        else to_jsonb(jsonb_populate_record(t, n.before)) - ${[...bookkeeping]}::text[] = to_jsonb(t) - ${[...bookkeeping]}::text[] end as untouched
    from images i
    left join ${sql.table(table)} t on t.id = i.row_id
    left join lateral (
      select j.before from journal j where j.table_name = ${table} and j.row_id = i.row_id and j.id > i.last
        and j.operation_id is distinct from ${operationId} order by j.id limit 1 offset 0
    ) n on true
    order by i.row_id`.execute(tx)
  return rows.map(r => ({ ...r, table }))
}

type Json = Record<string, unknown>
export type Images = { id: number; name: string | null; was: Json; made: Json | null; is: Json | null }

/** What these rows were before the operation, as it left them, and what they are now. */
export async function imagesOf(tx: Tx, operationId: number, table: Journaled, ids: number[]): Promise<Images[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Images>`
    with images as (
      select row_id, min(id) as image, max(id) as last, (array_agg(act order by id desc))[1] as act
      from journal where operation_id = ${operationId} and table_name = ${table} and row_id = any(${ids}::bigint[]) group by row_id
    ), states as (
      select i.row_id as id, to_jsonb(jsonb_populate_record(t, f.before)) as was, to_jsonb(t) as present, t.id is not null as here,
        case when i.act = 'delete' then null when n.before is not null then to_jsonb(jsonb_populate_record(t, n.before)) else to_jsonb(t) end as made
      from images i
      join journal f on f.id = i.image
      left join ${sql.table(table)} t on t.id = i.row_id
      left join lateral (
        select j.before from journal j where j.table_name = ${table} and j.row_id = i.row_id and j.id > i.last
          and j.operation_id is distinct from ${operationId} order by j.id limit 1 offset 0
      ) n on true
    )
    select s.id, s.was, s.made, case when s.here then s.present end as "is", ${nameOf(table)} as name
    from states s cross join lateral jsonb_populate_record(null::${sql.table(table)}, case when s.here then s.present else s.was end) t
    order by s.id`.execute(tx)
  return rows
}
