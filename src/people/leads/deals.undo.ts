import { sql } from 'kysely'
import { changedRows } from '../../office/journal/images.ts'
import { bookkeeping } from '../../office/journal/journaled.ts'
import type { OwnerAct } from '../../office/roles/act.ts'

/** The deals that an operation opened, and whether anybody has worked on them since. Changed and changed back is as it was. */
export async function openedDeals(act: OwnerAct, operationId: number): Promise<{ id: number; touched: boolean }[]> {
  const { rows } = await sql<{ id: number; touched: boolean }>`
    select d.id, first.before is not null
        and to_jsonb(jsonb_populate_record(d, first.before)) - ${[...bookkeeping]}::text[] <> to_jsonb(d) - ${[...bookkeeping]}::text[]
      or exists (select from deal_contact c where c.deal_id = d.id and c.added_at > d.opened_at)
      or exists (select from activity a where a.deal_id = d.id and a.created_at > d.opened_at) as touched
    from deal d
    left join lateral (
      select j.before from journal j where j.table_name = 'deal' and j.row_id = d.id
        and j.operation_id is distinct from ${operationId} order by j.id limit 1 offset 0
    ) first on true
    where d.id in (select (e.facts ->> 'dealId')::bigint from event e where e.operation_id = ${operationId} and e.kind = 'deal.opened')
    order by d.id for update of d`.execute(act.tx)
  return rows
}

/**
 * Of leads that an operation changed, those that must stay because of their deals: a deal that the operation changed or
 * opened has been worked on since, or the lead would leave its opportunity while another deal of it is open.
 */
export async function boundToDeals(
  act: OwnerAct,
  operationId: number,
  images: number[],
  forced: boolean,
): Promise<number[]> {
  const changed = await changedRows(act.tx, operationId, 'deal')
  const opened = await openedDeals(act, operationId)
  const stuck = [...changed.filter(d => !d.untouched), ...opened.filter(d => d.touched)].map(d => d.id)
  const goes = [...changed.filter(d => d.untouched && !opened.some(o => o.id === d.id)), ...opened].map(d => d.id)
  const { rows } = await sql<{ id: number }>`
    with changing as (
      select j.row_id as id, j.before ->> 'stage' as stage, l.stage as stage_now
      from journal j join lead l on l.id = j.row_id where j.id = any(${images}::bigint[])
    )
    select c.id from changing c
    where exists (select from deal d where d.lead_id = c.id and d.id = any(${stuck}::bigint[]))
      or ${forced} and exists (select from deal d where d.lead_id = c.id)
      or c.stage <> 'sql' and c.stage_now = 'sql' and exists (
        select from deal d where d.lead_id = c.id and d.outcome is null and d.id <> all(${goes}::bigint[]))
      or c.stage = 'sql' and c.stage_now <> 'sql' and not exists (
        select from deal d join journal j on j.table_name = 'deal' and j.row_id = d.id and j.operation_id = ${operationId}
        where d.lead_id = c.id and d.id = any(${goes}::bigint[]) and j.before ->> 'outcome' is null)`.execute(act.tx)
  return rows.map(r => r.id)
}
