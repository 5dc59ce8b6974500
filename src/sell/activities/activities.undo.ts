import { sql } from 'kysely'
import { bookkeeping } from '../../office/journal/journaled.ts'
import type { SoFar, TakeBack } from '../../office/journal/takeBack.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { followNextAction } from './nextAction.ts'

type Entered = { id: number; leadId: number | null; untouched: boolean }

/**
 * Undoing a call or a plan also takes back what it wrote down and planned, unless somebody has worked on that since. What
 * the operation wrote is known by its events; what it merely changed goes back by the journal. What was changed and changed
 * back is as it was.
 */
async function inserted(act: OwnerAct, { operationId, restored }: SoFar): Promise<{ taken: number[]; left: number[] }> {
  const { rows } = await sql<Entered>`
    with written as (
      select (facts ->> 'activityId')::bigint as id, kind from event
      where operation_id = ${operationId} and kind in ('activity.planned', 'activity.done')
    )
    select a.id, a.lead_id, first.before is null
      or to_jsonb(jsonb_populate_record(a, first.before)) - ${[...bookkeeping]}::text[] = to_jsonb(a) - ${[...bookkeeping]}::text[] as untouched
    from activity a
    left join lateral (
      select j.before from journal j where j.table_name = 'activity' and j.row_id = a.id order by j.id limit 1 offset 0
    ) first on true
    where a.id in (select id from written where kind = 'activity.planned')
      or a.id in (select id from written)
        and not exists (select from journal j where j.operation_id = ${operationId} and j.table_name = 'activity' and j.row_id = a.id)
    order by a.id for update of a`.execute(act.tx)
  const taken = rows.filter(r => r.untouched)
  await sql`delete from activity where id = any(${taken.map(r => r.id)}::bigint[])`.execute(act.tx)
  // Where the lead's own row went back, its clock did too.
  const back = new Set(restored.filter(r => r.table === 'lead').map(r => r.id))
  const leads = new Set(taken.flatMap(r => (r.leadId !== null && !back.has(r.leadId) ? r.leadId : [])))
  for (const leadId of leads) await followNextAction(act, leadId)
  return { taken: taken.map(r => r.id), left: rows.filter(r => !r.untouched).map(r => r.id) }
}

export const activityTakeBack: TakeBack = { table: 'activity', inserted }
