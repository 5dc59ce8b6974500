import { sql } from 'kysely'
import type { Changed } from '../../office/journal/images.ts'
import type { WhyLeft } from '../../office/journal/journal.schema.ts'
import type { Restored } from '../../office/journal/rows.ts'
import { isLeft, type OwnUndo, type SoFar, type TakeBack } from '../../office/journal/takeBack.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { openedDeals } from '../../people/leads/deals.undo.ts'
import { refreshDealSight } from '../../people/leads/sight.ts'
import { Refusal } from '../../platform/refusal.ts'
import { type Happened, recordAll } from '../../timeline/timeline.ts'

/**
 * A deal stays with its lead, which went back or stayed before it: open deals have a lead that is an opportunity, and an
 * opportunity has an open deal. Nor does it go back to an owner who has left, or to a stage that is out of use.
 */
async function keeps(act: OwnerAct, rows: Changed[], soFar: SoFar): Promise<Map<number, WhyLeft>> {
  const { rows: found } = await sql<{ id: number; leadId: number | null; left: boolean; apart: boolean }>`
    select d.id, d.lead_id, was.opens and (h.active is false or not s.active) as left,
      case when was.opens and d.outcome is not null then l.stage is distinct from 'sql'
        when not was.opens and d.outcome is null then l.stage = 'sql' and not exists (
          select from deal o where o.lead_id = l.id and o.outcome is null and o.id <> d.id)
        else false end as apart
    from journal j
    join deal d on d.id = j.row_id
    cross join lateral (select j.before ->> 'outcome' is null as opens) was
    left join lead l on l.id = coalesce((j.before ->> 'lead_id')::bigint, d.lead_id)
    left join holder h on h.id = (j.before ->> 'owner_id')::bigint
    left join deal_stage s on s.id = (j.before ->> 'stage_id')::bigint
    where j.id = any(${rows.map(r => r.image)}::bigint[])`.execute(act.tx)
  const kept = found.filter(d => soFar.forced || d.left || d.apart || isLeft(soFar, 'lead', d.leadId))
  return new Map(kept.map(d => [d.id, d.left ? ('refused' as const) : ('needed' as const)]))
}

type Row = {
  id: number
  lead_id: number | null
  person_id: number | null
  company_id: number | null
  stage_id: number
  amount: number
  outcome: string | null
  ordered_on: string | null
  reason_id: number | null
  until: string | null
  owner_id: number
}

/** What goes back is told like any other change; the history of its stages is what it was. */
async function restored(act: OwnerAct, rows: Restored[]): Promise<void> {
  await stepsGoBack(
    act,
    rows.filter(r => r.old?.stage_id !== r.now.stage_id || r.old?.stage_since !== r.now.stage_since).map(r => r.id),
  )
  await recordAll(
    act,
    rows.flatMap(r => (r.old ? tellBack(r.old as Row, r.now as Row) : [])),
  )
  await refreshDealSight(
    act.tx,
    rows.map(r => r.id),
  )
}

function tellBack(was: Row, is: Row): Happened[] {
  const of = { leadId: is.lead_id, personId: is.person_id, companyId: is.company_id }
  const [dealId, trigger] = [is.id, 'undo' as const]
  if (was.outcome !== is.outcome) {
    if (is.outcome === null) return [{ kind: 'deal.reopened', ...of, facts: { dealId, trigger } }]
    if (is.outcome === 'won')
      return [
        { kind: 'deal.won', ...of, facts: { dealId, amount: is.amount, orderedOn: is.ordered_on ?? '', trigger } },
      ]
    if (is.outcome === 'lost') return [{ kind: 'deal.lost', ...of, facts: { dealId, reasonId: is.reason_id, trigger } }]
    return [{ kind: 'deal.stopped', ...of, facts: { dealId, reasonId: is.reason_id, until: is.until, trigger } }]
  }
  if (was.stage_id !== is.stage_id)
    return [
      { kind: 'deal.moved', ...of, facts: { dealId, fromStageId: was.stage_id, toStageId: is.stage_id, trigger } },
    ]
  const fields = Object.keys(is).filter(
    f =>
      !['version', 'seen_by'].includes(f) && JSON.stringify(was[f as keyof Row]) !== JSON.stringify(is[f as keyof Row]),
  )
  const camel = fields.map(f => f.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()))
  return [{ kind: 'deal.changed', ...of, facts: { dealId, fields: camel } }]
}

/** Steps that were taken after the one at which the deal stands again never were; when that one is gone, a new one begins. */
async function stepsGoBack({ tx, at }: OwnerAct, dealIds: number[]): Promise<void> {
  if (dealIds.length === 0) return
  await sql`
    delete from deal_step x using deal d
    where d.id = any(${dealIds}::bigint[]) and x.deal_id = d.id
      and x.id > (select max(s.id) from deal_step s where s.deal_id = d.id and s.stage_id = d.stage_id and s.entered_at = d.stage_since)`.execute(
    tx,
  )
  await sql`
    update deal_step x set left_at = null from deal d
    where d.id = any(${dealIds}::bigint[]) and x.deal_id = d.id and x.stage_id = d.stage_id and x.entered_at = d.stage_since
      and x.id = (select max(s.id) from deal_step s where s.deal_id = d.id)`.execute(tx)
  await sql`
    with amiss as (
      select d.id, d.stage_id from deal d where d.id = any(${dealIds}::bigint[])
        and not exists (select from deal_step x where x.deal_id = d.id and x.left_at is null and x.stage_id = d.stage_id)
    ), ended as (
      update deal_step x set left_at = ${at} from amiss a where x.deal_id = a.id and x.left_at is null returning x.deal_id
    )
    insert into deal_step (deal_id, stage_id, entered_at)
    select a.id, a.stage_id, ${at} from amiss a left join (select distinct deal_id from ended) e on e.deal_id = a.id`.execute(
    tx,
  )
}

/** A deal that the operation opened is gone again, unless it has been worked on since or its lead could not go back. */
async function inserted(act: OwnerAct, soFar: SoFar): Promise<{ taken: number[]; left: number[] }> {
  const opened = await openedDeals(act, soFar.operationId)
  const deals =
    opened.length === 0
      ? []
      : await act.tx
          .selectFrom('deal')
          .select(['id', 'leadId', 'personId', 'companyId'])
          .where(
            'id',
            'in',
            opened.map(d => d.id),
          )
          .execute()
  const could = deals.filter(
    d => !opened.find(o => o.id === d.id)!.touched && !isLeft(soFar, 'lead', d.leadId) && !soFar.forced,
  )
  const bound = await boundOpportunities(act, could)
  const gone = could.filter(d => d.leadId === null || !bound.has(d.leadId))
  const ids = gone.map(d => d.id)
  await sql`delete from deal where id = any(${ids}::bigint[])`.execute(act.tx)
  await recordAll(
    act,
    gone.map(({ id, ...of }) => ({ kind: 'deal.removed' as const, ...of, facts: { dealId: id } })),
  )
  return { taken: ids, left: deals.filter(d => !ids.includes(d.id)).map(d => d.id) }
}

/**
 * Leads that are opportunities by these deals alone: another deal of theirs, by which they were one when these were opened,
 * has ended since. They did not go back, so the deals stay with them.
 */
async function boundOpportunities(
  { tx }: OwnerAct,
  going: { id: number; leadId: number | null }[],
): Promise<Set<number>> {
  const leads = [...new Set(going.flatMap(d => d.leadId ?? []))]
  if (leads.length === 0) return new Set()
  // Whoever is ending another deal of theirs just now comes first, or finds these gone.
  await sql`select id from lead where id = any(${leads}::bigint[]) order by id for update`.execute(tx)
  const { rows } = await sql<{ id: number }>`
    select l.id from lead l where l.id = any(${leads}::bigint[]) and l.stage = 'sql' and not exists (
      select from deal d where d.lead_id = l.id and d.outcome is null and d.id <> all(${going.map(d => d.id)}::bigint[]))`.execute(
    tx,
  )
  return new Set(rows.map(r => r.id))
}

/** From a win an order has followed: it is taken back by reopening the deal, which says what becomes of the order. */
export const orderedUndo: OwnUndo = {
  knows: async ({ tx }, operationId) => {
    const { rows } = await sql`
      select from event e join sales_order o on o.deal_id = (e.facts ->> 'dealId')::bigint
      where e.operation_id = ${operationId} and e.kind = 'deal.won' limit 1`.execute(tx)
    return rows.length > 0
  },
  undo: () => {
    throw new Refusal('conflict', {
      en: 'An order has been recorded for this win. Reopen the deal instead: its order is taken back along with it.',
      ja: 'この受注には注文が登録されています。商談の画面で「再開する」を押してください（注文もあわせて取り消します）。',
    })
  },
}

export const dealTakeBack: TakeBack = { table: 'deal', keeps, restored, inserted }
