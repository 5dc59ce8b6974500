import { sql } from 'kysely'
import type { Within } from '../../office/journal/undo.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'

/** What was removed, and what stays because somebody has touched it since. */
export type Removal = { removed: number; left: number[] }

/** People whom the import brought: gone with all that came with them, unless another operation has touched them since. */
export async function removePersons(act: OwnerAct, ids: number[], operationId: number): Promise<Removal> {
  if (ids.length === 0) return { removed: 0, left: [] }
  const { tx } = act
  // Verbs lock a lead before its person; whoever is at one of them now comes first and has touched it.
  await sql`select id from lead where person_id = any(${ids}) order by id for update`.execute(tx)
  await sql`select id from person where id = any(${ids}) order by id for update`.execute(tx)
  const left = await touchedPersons(tx, ids, operationId)
  const kept = new Set(left)
  const gone = ids.filter(id => !kept.has(id))
  await tx.deleteFrom('event').where('personId', '=', sql<number>`any(${gone})`).execute()
  // The person's own image says that they are gone; what hung on them came with them and has nothing to tell beside it.
  await journaling(tx, false)
  for (const table of ['identity', 'consent', 'lead'] as const)
    await tx.deleteFrom(table).where('personId', '=', sql<number>`any(${gone})`).execute()
  await journaling(tx, true)
  await tx.deleteFrom('person').where('id', '=', sql<number>`any(${gone})`).execute()
  return { removed: gone.length, left }
}

const journaling = (tx: Tx, on: boolean) =>
  sql`select set_config('app.journal', ${on ? 'on' : 'off'}, true)`.execute(tx)

/** Of whom a row was changed, or anything at all happened, in another operation. */
export async function touchedPersons(tx: Tx, ids: number[], operationId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select p.id from unnest(${ids}::bigint[]) as p(id)
    where exists (select from journal j where j.person_id = p.id and j.operation_id is distinct from ${operationId})
      or exists (select from event e where e.person_id = p.id and e.operation_id is distinct from ${operationId})`.execute(
    tx,
  )
  return rows.map(r => r.id)
}

export async function removeActivities(act: OwnerAct, ids: number[], operationId: number): Promise<Removal> {
  if (ids.length === 0) return { removed: 0, left: [] }
  await sql`select id from activity where id = any(${ids}) order by id for update`.execute(act.tx)
  const left = await touchedActivities(act.tx, ids, operationId)
  const kept = new Set(left)
  const gone = ids.filter(id => !kept.has(id))
  for (const whose of ['person_id', 'company_id']) {
    await sql`
      delete from event e using activity a
      where a.id = any(${gone}) and e.operation_id = ${operationId} and e.kind = 'activity.done'
        and e.${sql.ref(whose)} = a.${sql.ref(whose)} and (e.facts ->> 'activityId')::bigint = a.id`.execute(act.tx)
  }
  await act.tx.deleteFrom('activity').where('id', '=', sql<number>`any(${gone})`).execute()
  return { removed: gone.length, left }
}

export async function touchedActivities(tx: Tx, ids: number[], operationId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct row_id as id from journal
    where table_name = 'activity' and row_id = any(${ids}) and operation_id is distinct from ${operationId}`.execute(tx)
  return rows.map(r => r.id)
}

/** Companies that the import brought: gone, unless touched since, or somebody who stays works there. */
export async function removeCompanies(
  act: OwnerAct,
  ids: number[],
  operationId: number,
  undoOperationId: number,
): Promise<Removal> {
  if (ids.length === 0) return { removed: 0, left: [] }
  await sql`select id from company where id = any(${ids}) order by id for update`.execute(act.tx)
  const touched = await touchedCompanies(act.tx, ids, [operationId, undoOperationId])
  const { rows: used } = await sql<{ id: number }>`
    select c.id from unnest(${ids}::bigint[]) as c(id)
    where exists (select from person x where x.company_id = c.id) or exists (select from lead x where x.company_id = c.id)
      or exists (select from activity x where x.company_id = c.id) or exists (select from post x where x.company_id = c.id)
      or exists (select from company x where x.parent_id = c.id)`.execute(act.tx)
  const kept = new Set([...touched, ...used.map(r => r.id)])
  const gone = ids.filter(id => !kept.has(id))
  await act.tx.deleteFrom('event').where('companyId', '=', sql<number>`any(${gone})`).execute()
  await act.tx.deleteFrom('company').where('id', '=', sql<number>`any(${gone})`).execute()
  return { removed: gone.length, left: [...kept] }
}

export async function touchedCompanies(tx: Tx, ids: number[], own: number[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select c.id from unnest(${ids}::bigint[]) as c(id)
    where exists (select from journal j where j.table_name = 'company' and j.row_id = c.id and coalesce(j.operation_id, 0) <> all(${own}))
      or exists (select from event e where e.company_id = c.id and coalesce(e.operation_id, 0) <> all(${own}))`.execute(
    tx,
  )
  return rows.map(r => r.id)
}

/** What was granted to people who were here before. Who has said no since keeps saying so. */
export async function removeConsents(act: OwnerAct, importId: number, operationId: number): Promise<void> {
  const { rows } = await sql<{ id: number; personId: number }>`
    delete from consent c
    where c.import_id = ${importId} and c.withdrawn_at is null
      and not exists (select from import_row r where r.import_id = ${importId} and r.outcome = 'created' and r.person_id = c.person_id)
      and not exists (select from journal j where j.table_name = 'consent' and j.row_id = c.id and j.operation_id is distinct from ${operationId})
    returning c.id, c.person_id`.execute(act.tx)
  await sql`
    delete from event e using jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(id bigint, "personId" bigint)
    where e.person_id = c."personId" and e.operation_id = ${operationId} and e.kind = 'consent.granted'
      and (e.facts ->> 'consentId')::bigint = c.id`.execute(act.tx)
}

/** Further addresses of people who were here before, unless something has come from one since. */
export async function removeAddresses(act: OwnerAct, importId: number, operationId: number): Promise<void> {
  await sql`
    delete from identity i using import_row r
    where r.import_id = ${importId} and r.identity_id = i.id
      and not exists (select from event e where e.identity_id = i.id)
      and not exists (select from journal j where j.table_name = 'identity' and j.row_id = i.id and j.operation_id is distinct from ${operationId})`.execute(
    act.tx,
  )
}

/** Which of the rows that the operation changed were here before it: what it brought itself is removed or stays as a whole. */
export const hereBefore =
  (tx: Tx, importId: number, operationId: number, undoOperationId: number): Within =>
  async (table, ids) => {
    const { rows } = await sql<{ id: number }>`
    select distinct j.row_id as id from journal j
    where j.operation_id = ${operationId} and j.table_name = ${table} and j.row_id = any(${ids})
      and not exists (select from journal d where d.table_name = ${table} and d.row_id = j.row_id and d.operation_id = ${undoOperationId} and d.act = 'delete')
      and not exists (select from journal d where d.table_name = 'person' and d.row_id = j.person_id and d.operation_id = ${undoOperationId} and d.act = 'delete')
      and not exists (select from import_row r where r.import_id = ${importId} and r.outcome = 'created' and r.person_id = j.person_id)
      and not (${table} = 'company' and exists (select from import_row r where r.import_id = ${importId} and r.new_company and r.company_id = j.row_id))`.execute(
      tx,
    )
    return new Set(rows.map(r => r.id))
  }
