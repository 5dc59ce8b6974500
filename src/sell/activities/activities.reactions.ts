import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import type { Reaction, Taken } from '../../timeline/reactions.ts'

/** What follows from an act is part of it, so that whoever takes the act back takes this back too. */
const asPartOfTheAct =
  (follow: (tx: Tx, events: Taken[], at: Date) => Promise<void>): Reaction['run'] =>
  async (tx, events, at) => {
    const within = (operationId: number | null) =>
      sql`select set_config('app.operation_id', ${String(operationId ?? '')}, true)`.execute(tx)
    for (const operationId of new Set(events.map(e => e.operationId))) {
      await within(operationId)
      await follow(
        tx,
        events.filter(e => e.operationId === operationId),
        at,
      )
    }
    await within(null)
  }

const ids = (events: Taken[]) => events.map(e => Number(e.facts.offerId))

/** What is planned with somebody goes along when they change hands, and comes back to the giver when nobody takes them. */
export const plansFollowOffers: Reaction = {
  name: 'activities: plans go to whoever takes the lead',
  kinds: ['offer.accepted', 'offer.returned', 'offer.expired', 'offer.withdrawn'],
  effects: false,
  rebuildable: false,
  run: asPartOfTheAct(async (tx, events) => {
    await sql`
      update activity a set holder_id = u.id
      from offer o
      join holder receiver on receiver.id = o.to_id
      join app_user u on u.id = case
        when o.answer <> 'accepted' then coalesce((select g.id from app_user g where g.id = o.from_id), o.given_by)
        when receiver.kind = 'queue' then o.answered_by
        else o.to_id end
      where o.id = any(${ids(events)}::bigint[]) and o.answer is not null
        and a.lead_id = o.lead_id and a.done_at is null and a.cancelled_at is null and a.kind <> 'task'
        and a.holder_id in (o.from_id, o.to_id, o.given_by) and a.holder_id <> u.id`.execute(tx)
  }),
}

/** Whoever was given back or closed is not called again by themselves. What was arranged with them stays to be looked after. */
export const callsEndWithPursuit: Reaction = {
  name: 'activities: no calls after a lead was given back',
  kinds: ['lead.moved'],
  effects: false,
  rebuildable: false,
  run: asPartOfTheAct(async (tx, events, at) => {
    const over = events.filter(e => e.facts.to === 'recycled' || e.facts.to === 'disqualified').map(e => e.leadId)
    if (over.length === 0) return
    await sql`
      update activity a set cancelled_at = ${at}
      from lead l
      where l.id = any(${over}::bigint[]) and l.stage in ('recycled', 'disqualified')
        and a.lead_id = l.id and a.kind = 'call' and a.done_at is null and a.cancelled_at is null`.execute(tx)
  }),
}
