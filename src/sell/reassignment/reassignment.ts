import { sql } from 'kysely'
import { loadCalendar } from '../../office/calendar/workdays.ts'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { type Stage, stages } from '../../people/leads/leads.schema.ts'
import { clockFor } from '../../people/leads/leads.ts'
import { refreshSight } from '../../people/leads/sight.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { handOverDeals } from './deals.ts'
import { needParties } from './parties.ts'
import type { Book, HandedOver, HandOver } from './reassignment.schema.ts'

type Moved = { id: number; personId: number | null; companyId: number | null; to: number }

/** What a holder has in hand, within the actor's sight. */
export async function bookOf(act: Act, from: number): Promise<Book> {
  const { rows } = await sql<Book>`
    select jsonb_build_object('id', h.id, 'kind', h.kind, 'name', h.name) as "from",
      (select count(*) from lead where holder_id = h.id and closed_at is null) as leads,
      (select count(*) from lead where holder_id = h.id and closed_at is null and clock_at < ${act.at}) as overdue,
      (select count(*) from deal where owner_id = h.id and outcome is null) as deals,
      (select count(*) from offer where to_id = h.id and answer is null) as offers,
      (select count(*) from activity where holder_id = h.id and done_at is null and cancelled_at is null) as activities,
      (select coalesce(jsonb_agg(jsonb_build_object('stage', s.stage, 'count', s.n)), '[]') from
        (select stage, count(*) as n from lead where holder_id = h.id and closed_at is null group by stage order by stage) s) as stages
    from holder h where h.id = ${from}`.execute(act.tx)
  if (!rows[0])
    throw new Refusal('missing', { en: 'There is nobody here with that id.', ja: 'この担当者は存在しません。' })
  return rows[0]
}

/**
 * Hands a book over (引継ぎ): the open leads of one holder, the offers that wait for them and what they have planned go to
 * one or several others in turn, set-wise, as one act.
 */
export async function handOver(act: Act, { from, to, what, note }: HandOver): Promise<HandedOver> {
  const receivers = await needParties(act, from, to)
  await asOwner(act, act => lockBook(act, from))
  const { leadIds, offerIds } = await within(act, from, what)
  return asOwner(act, async act => {
    const leads = await moveLeads(act, from, to, leadIds)
    const offers = await readdressOffers(act, from, to, offerIds, note)
    const deals = await handOverDeals(act, from, to, what === 'all' ? 'all' : leadIds)
    const activities = await movePlans(act, from, to, what)
    await endOffersToOneself(
      act,
      [...leads, ...offers].map(l => l.id),
    )
    await refreshSight(
      act.tx,
      [...leads, ...offers].map(l => l.id),
    )
    if (note) await leaveNote(act, to, note)
    await recordAll(act, [
      ...leads.map(l => ({
        kind: 'lead.held' as const,
        leadId: l.id,
        personId: l.personId,
        companyId: l.companyId,
        facts: { from, to: l.to, trigger: 'handover' as const },
      })),
      ...receivers.map(r => ({
        kind: 'book.handedOver' as const,
        facts: { from, to: r.id, leads: leads.filter(l => l.to === r.id).length },
      })),
    ])
    return {
      leads: leads.length,
      deals,
      offers: offers.length,
      activities,
      operationId: act.operationId,
      to: receivers.map(holder => ({ holder, leads: leads.filter(l => l.to === holder.id).length })),
    }
  })
}

/**
 * Whoever ends a deal, and says by that who holds its lead, comes first or finds all of it moved: so what they hold is read
 * only then, and a lead does not end up with somebody who has just given its deals away.
 */
async function lockBook({ tx }: OwnerAct, from: number): Promise<void> {
  await sql`
    select id from lead where id in (
      select id from lead where holder_id = ${from} and closed_at is null
      union select lead_id from deal where owner_id = ${from} and outcome is null and lead_id is not null)
    order by id for update`.execute(tx)
}

/** The leads they hold and the offers that wait for them, read through the actor's own sight. */
async function within(
  act: Act,
  from: number,
  what: HandOver['what'],
): Promise<{ leadIds: number[]; offerIds: number[] }> {
  const only = what === 'all' ? sql`` : sql`and l.id = any(${what.leadIds}::bigint[])`
  const held = await sql<{ id: number }>`
    select l.id from lead l where l.holder_id = ${from} and l.closed_at is null ${only}`.execute(act.tx)
  const offered = await sql<{ id: number }>`
    select o.id from offer o join lead l on l.id = o.lead_id where o.to_id = ${from} and o.answer is null ${only}`.execute(
    act.tx,
  )
  return { leadIds: held.rows.map(r => r.id), offerIds: offered.rows.map(r => r.id) }
}

/** In turn, by clock, so that everybody gets as much that is urgent. A clock that has run out starts anew for the new holder. */
async function moveLeads(act: OwnerAct, from: number, to: number[], leadIds: number[]): Promise<Moved[]> {
  const calendar = await loadCalendar(act.tx)
  const fresh = Object.fromEntries(stages.map((stage: Stage) => [stage, clockFor(stage, calendar, act.at)?.at ?? null]))
  const { rows } = await sql<Moved>`
    with locked as (
      select id, clock_at from lead where id = any(${leadIds}::bigint[]) and holder_id = ${from} and closed_at is null for update
    ), turn as (
      select id, (${to}::bigint[])[1 + (row_number() over (order by clock_at, id) - 1) % ${to.length}] as receiver from locked
    )
    update lead l set holder_id = t.receiver, escalated_at = null,
      former_holder_id = coalesce((select u.id from app_user u where u.id = ${from}), l.former_holder_id),
      clock_at = case when l.clock_at > ${act.at} then l.clock_at
        else coalesce((${JSON.stringify(fresh)}::jsonb ->> l.stage)::timestamptz, l.clock_at) end
    from turn t where l.id = t.id
    returning l.id, l.person_id, l.company_id, l.holder_id as "to"`.execute(act.tx)
  // Who held a lead was also the giver of the offers about it that are still open.
  await sql`update offer o set from_id = l.holder_id from lead l
    where l.id = o.lead_id and o.answer is null and o.from_id = ${from} and l.id = any(${rows.map(r => r.id)}::bigint[])`.execute(
    act.tx,
  )
  return rows
}

/** Offers that wait for them wait for the receivers instead, with time enough to answer. */
async function readdressOffers(
  act: OwnerAct,
  from: number,
  to: number[],
  offerIds: number[],
  note: string,
): Promise<Moved[]> {
  const answerBy = clockFor('mql', await loadCalendar(act.tx), act.at)!.at
  const { rows } = await sql<Moved & { offerId: number; giver: number }>`
    with turn as (
      select id, (${to}::bigint[])[1 + (row_number() over (order by clock_at, id) - 1) % ${to.length}] as receiver
      from offer where id = any(${offerIds}::bigint[]) and to_id = ${from} and answer is null
    )
    update offer o set to_id = t.receiver, clock_at = greatest(o.clock_at, ${answerBy}),
      note = concat_ws(E'\\n', nullif(o.note, ''), nullif(${note}::text, ''))
    from turn t, lead l where o.id = t.id and l.id = o.lead_id
    returning l.id, l.person_id, l.company_id, o.to_id as "to", o.id as offer_id, o.from_id as giver`.execute(act.tx)
  const ids = rows.map(r => r.id)
  await sql`update lead l set clock_at = o.clock_at, escalated_at = null from offer o
    where o.lead_id = l.id and o.answer is null and l.stage = 'mql' and l.id = any(${ids}::bigint[])`.execute(act.tx)
  await recordAll(
    act,
    rows.map(r => ({
      kind: 'offer.given' as const,
      leadId: r.id,
      personId: r.personId,
      companyId: r.companyId,
      facts: { offerId: r.offerId, from: r.giver, to: r.to, trigger: 'handover' as const },
    })),
  )
  return rows
}

/** What is planned goes with its lead or its person; what concerns no lead that moved goes in turn. */
async function movePlans(act: OwnerAct, from: number, to: number[], what: HandOver['what']): Promise<number> {
  const only = what === 'all' ? sql`` : sql`and a.lead_id = any(${what.leadIds}::bigint[])`
  const { rows } = await sql`
    with turn as (
      select a.id, coalesce(
        (select d.owner_id from deal d where d.id = a.deal_id and d.owner_id = any(${to}::bigint[])),
        (select l.holder_id from lead l where l.id = a.lead_id and l.holder_id = any(${to}::bigint[])),
        (select o.to_id from offer o where o.lead_id = a.lead_id and o.answer is null and o.to_id = any(${to}::bigint[])),
        (select l.holder_id from lead l where l.person_id = a.person_id and l.closed_at is null and l.holder_id = any(${to}::bigint[]) limit 1),
        (${to}::bigint[])[1 + (row_number() over (order by a.planned_at, a.id) - 1) % ${to.length}]) as receiver
      from activity a where a.holder_id = ${from} and a.done_at is null and a.cancelled_at is null ${only}
    )
    update activity a set holder_id = t.receiver from turn t where a.id = t.id returning a.id`.execute(act.tx)
  return rows.length
}

/** What the giver has to say waits for each receiver as a ToDo. */
async function leaveNote(act: OwnerAct, to: number[], note: string): Promise<void> {
  const tasks = await act.tx
    .insertInto('activity')
    .values(to.map(holderId => ({ kind: 'task', holderId, note, createdAt: act.at, createdBy: act.byId })))
    .returning('id')
    .execute()
  await recordAll(
    act,
    tasks.map(t => ({ kind: 'activity.planned' as const, facts: { activityId: t.id, kind: 'task' } })),
  )
}

/** A lead in sales that its holder is also offered needs no answer any more: they have it. */
async function endOffersToOneself(act: OwnerAct, leadIds: number[]): Promise<void> {
  const { rows } = await sql<Moved & { offerId: number; giver: number }>`
    update offer o set answer = 'withdrawn', answered_at = ${act.at}, answered_by = ${act.byId}
    from lead l where l.id = o.lead_id and l.id = any(${leadIds}::bigint[]) and o.answer is null
      and o.to_id = l.holder_id and l.stage in ('sal', 'sql')
    returning l.id, l.person_id, l.company_id, o.id as offer_id, o.from_id as giver, o.to_id as "to"`.execute(act.tx)
  await recordAll(
    act,
    rows.map(r => ({
      kind: 'offer.withdrawn' as const,
      leadId: r.id,
      personId: r.personId,
      companyId: r.companyId,
      facts: { offerId: r.offerId, from: r.giver, to: r.to },
    })),
  )
}
