import { sql } from 'kysely'
import type { Changed } from '../../office/journal/images.ts'
import type { WhyLeft } from '../../office/journal/journal.schema.ts'
import type { Restored } from '../../office/journal/rows.ts'
import type { SoFar, TakeBack } from '../../office/journal/takeBack.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { type Happened, recordAll } from '../../timeline/timeline.ts'
import { boundToDeals } from './deals.undo.ts'
import { refreshSight } from './sight.ts'

/**
 * A lead does not go back to a holder who has left, nor while it is offered to somebody by a later act, nor away from its
 * deals; and it becomes an MQL again only together with the offer that it waited for.
 */
async function keeps(act: OwnerAct, rows: Changed[], { operationId, forced }: SoFar): Promise<Map<number, WhyLeft>> {
  const { rows: kept } = await sql<{ id: number; why: WhyLeft }>`
    with changing as (
      select j.row_id as id, j.before ->> 'stage' as stage, (j.before ->> 'holder_id')::bigint as holder_id, l.stage as stage_now, l.holder_id as holder_now
      from journal j left join lead l on l.id = j.row_id where j.id = any(${rows.map(r => r.image)}::bigint[])
    )
    select c.id, case when h.active is false then 'refused' else 'needed' end as why
    from changing c left join holder h on h.id = c.holder_id
    where h.active is false
      or (c.stage, c.holder_id) is distinct from (c.stage_now, c.holder_now) and exists (
        select from offer o where o.lead_id = c.id and o.answer is null
          and not exists (select from event e where e.lead_id = c.id and e.kind = 'offer.given' and e.operation_id = ${operationId} and (e.facts ->> 'offerId')::bigint = o.id)
          and not exists (select from journal j where j.operation_id = ${operationId} and j.table_name = 'offer' and j.row_id = o.id))
      or c.stage = 'mql' and c.stage_now is distinct from 'mql' and (${forced} or not exists (
        select from journal j where j.operation_id = ${operationId} and j.table_name = 'offer'
          and (j.before ->> 'lead_id')::bigint = c.id and j.before ->> 'answer' is null))`.execute(act.tx)
  const bound = await boundToDeals(
    act,
    operationId,
    rows.map(r => r.image),
    forced,
  )
  return new Map([...bound.map(id => [id, 'needed'] as const), ...kept.map(k => [k.id, k.why] as const)])
}

type Row = {
  id: number
  person_id: number | null
  company_id: number | null
  stage: string
  holder_id: number | null
  reason_id: number | null
}

/** Leads that were absorbed by another and are pursued apart again: counted again at their stage. */
export async function tellLeadsApart(
  act: OwnerAct,
  operationId: number,
  mergeId: number | null,
  leads: Restored[],
): Promise<void> {
  const { rows } = await sql<{
    id: number
    personId: number | null
    companyId: number | null
    stage: string
    into: number
  }>`
    select l.id, l.person_id, l.company_id, l.stage, (e.facts ->> 'into')::bigint as into from lead l
    join event e on e.lead_id = l.id and e.kind = 'lead.absorbed' and e.operation_id = ${operationId}
    where l.id = any(${leads.filter(r => r.old === null).map(r => r.id)}::bigint[])`.execute(act.tx)
  await recordAll(
    act,
    rows.map(l => ({
      kind: 'lead.separated' as const,
      leadId: l.id,
      personId: l.personId,
      companyId: l.companyId,
      facts: { stage: l.stage, from: l.into, mergeId },
    })),
  )
}

/** A stage that goes back is a transition like any other, a holder too: counts by stage stay what the events say. */
async function restored(act: OwnerAct, rows: Restored[], { operationId }: SoFar): Promise<void> {
  const happened = rows.flatMap(({ old, now }): Happened[] => {
    const [was, is] = [old as Row | null, now as Row]
    const of = { leadId: is.id, personId: is.person_id, companyId: is.company_id }
    if (!was) return []
    if (was.stage !== is.stage) {
      return [
        {
          kind: 'lead.moved',
          ...of,
          facts: {
            from: was.stage,
            to: is.stage,
            holderId: is.holder_id,
            reasonId: is.reason_id,
            until: null,
            trigger: 'undo',
          },
        },
      ]
    }
    if (was.holder_id !== is.holder_id && was.holder_id !== null && is.holder_id !== null) {
      return [{ kind: 'lead.held', ...of, facts: { from: was.holder_id, to: is.holder_id, trigger: 'undo' } }]
    }
    return []
  })
  await recordAll(act, happened)
  await tellLeadsApart(act, operationId, null, rows)
  await refreshSight(
    act.tx,
    rows.map(r => r.id),
  )
}

export const leadTakeBack: TakeBack = { table: 'lead', keeps, restored }
