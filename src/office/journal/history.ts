import { type RawBuilder, sql } from 'kysely'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Act, asOwner } from '../roles/act.ts'
import { fieldsOf, withNames } from './fields.ts'
import type { HistoryEntry } from './journal.schema.ts'
import type { Journaled } from './journaled.ts'

type Did = Pick<HistoryEntry, 'at' | 'by' | 'operation' | 'undoneAt'>
type Found = Omit<HistoryEntry, 'fields' | keyof Did> & {
  was: Record<string, unknown>
  made: Record<string, unknown> | null
}

/** The row as it stands, of whichever table the journal speaks of. */
const present = (tables: readonly Journaled[]) =>
  sql`case j.table_name ${sql.join(
    tables.map(t => sql`when ${sql.lit(t)} then (select to_jsonb(t) from ${sql.table(t)} t where t.id = j.row_id)`),
    sql` `,
  )} end`

async function history(
  act: Act,
  concerned: RawBuilder<boolean>,
  tables: readonly Journaled[],
  { limit, cursor }: { limit: number; cursor?: string },
) {
  const after = fromCursor(cursor)?.[0]
  const { rows } = await sql<Found>`
    with page as (
      select * from journal j where ${concerned} and j.table_name = any(${[...tables]}::text[]) ${after ? sql`and j.id < ${after}::bigint` : sql``}
      order by j.id desc limit ${limit + 1}
    )
    select j.id, j.operation_id, j.table_name as "table", j.row_id, j.act, j.before as was,
      case when j.act = 'update' then coalesce(
        (select n.before from journal n where n.table_name = j.table_name and n.row_id = j.row_id and n.id > j.id order by n.id limit 1),
        ${present(tables)}) end as made
    from page j order by j.id desc`.execute(act.tx)
  const operations = await whoDid(
    act,
    rows.flatMap(r => r.operationId ?? []),
  )
  const entries = rows.slice(0, limit).map(({ was, made, ...entry }) => ({
    ...entry,
    ...(operations.get(entry.operationId ?? 0) ?? { at: null, by: null, operation: null, undoneAt: null }),
    fields: fieldsOf({ was, made, is: made }).map(f => ({ field: f.field, was: f.was, made: f.made })),
  }))
  const last = entries.at(-1)
  const items = (await withNames(act.tx, entries)).filter(e => e.act === 'delete' || e.fields.length > 0)
  return { items, nextCursor: rows.length > limit && last ? toCursor([last.id]) : null }
}

/** Whoever sees a row may know who changed it and when, colleagues of other teams included. */
async function whoDid(act: Act, operationIds: number[]): Promise<Map<number, Did>> {
  const { rows } = await asOwner(act, act =>
    sql<Did & { id: number }>`
    select o.id, o.at, o.name as operation, o.undone_at, case when h.id is not null then jsonb_build_object('id', h.id, 'name', h.name) end as by
    from operation o left join holder h on h.id = o.by_id where o.id = any(${operationIds}::bigint[])`.execute(act.tx),
  )
  return new Map(rows.map(({ id, ...did }) => [id, did]))
}

const ofPeople: readonly Journaled[] = ['person', 'post', 'consent', 'lead', 'activity']

/** Who changed what of a person, latest first: the person's own row and what hangs on it. */
export async function personHistory(act: Act, personId: number, page: { limit: number; cursor?: string }) {
  await needRow(act, 'person', personId)
  return history(act, sql<boolean>`j.person_id = ${personId}`, ofPeople, page)
}

/** Who changed what of one row, latest first. */
export async function rowHistory(act: Act, table: Journaled, id: number, page: { limit: number; cursor?: string }) {
  await needRow(act, table, id)
  return history(act, sql<boolean>`j.table_name = ${table} and j.row_id = ${id}`, [table], page)
}

/** What the actor cannot see is not there. */
async function needRow(act: Act, table: Journaled, id: number): Promise<void> {
  const { rows } = await sql`select t.id from ${sql.table(table)} t where t.id = ${id}`.execute(act.tx)
  if (rows.length === 0)
    throw new Refusal('missing', { en: 'There is nothing here with that id.', ja: '該当するデータが見つかりません。' })
}
