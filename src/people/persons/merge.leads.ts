import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { record } from '../../timeline/timeline.ts'
import type { Stage } from '../leads/leads.schema.ts'
import { progressOf } from './merge.schema.ts'

/** An open lead that may go into another. */
export type Open = { id: number; companyId: number | null; productLineId: number; stage: Stage; clockAt: Date }

/**
 * Brings the leads of two people together under one. Of two open ones for a product line the one that is further stays,
 * with its holder and the earlier clock. The other was the same pursuit all along, so it is neither won nor closed, which
 * would count: its row goes into the journal, its own event says at which stage it was absorbed, so counts by stage stay
 * what the events say, and an un-merge puts back the very row.
 */
export async function mergeLeads(act: OwnerAct, keepId: number, absorbId: number, mergeId: number): Promise<void> {
  const { rows: open } = await sql<Open & { personId: number }>`
    select id, person_id, company_id, product_line_id, stage, clock_at from lead
    where person_id in (${keepId}, ${absorbId}) and closed_at is null order by id`.execute(act.tx)
  for (const ours of open.filter(l => l.personId === keepId)) {
    const theirs = open.find(l => l.personId === absorbId && l.productLineId === ours.productLineId)
    if (!theirs) continue
    await joinLeads(act, ours, theirs, keepId, mergeId)
  }
  await act.tx.updateTable('lead').set({ personId: keepId }).where('personId', '=', absorbId).execute()
}

/** Of two open leads for one thing the further one stays; what was theirs goes into it. Answers the one that stays. */
export async function joinLeads(
  act: OwnerAct,
  ours: Open,
  theirs: Open,
  personId: number,
  mergeId: number | null,
): Promise<Open> {
  const stays = progressOf(theirs.stage) > progressOf(ours.stage) ? theirs : ours
  await absorbLead(act, stays, stays === ours ? theirs : ours, personId, mergeId)
  return stays
}

async function absorbLead(
  act: OwnerAct,
  stays: Open,
  goes: Open,
  keepId: number,
  mergeId: number | null,
): Promise<void> {
  const { tx, at, byId } = act
  const of = { leadId: goes.id, personId: keepId, companyId: goes.companyId }
  const offer = await tx
    .updateTable('offer')
    .set({ answer: 'withdrawn', answeredAt: at, answeredBy: byId })
    .where('leadId', '=', goes.id)
    .where('answer', 'is', null)
    .returning(['id', 'fromId', 'toId'])
    .executeTakeFirst()
  if (offer) await record(act, 'offer.withdrawn', of, { offerId: offer.id, from: offer.fromId, to: offer.toId })
  // What was offered and done stays to be read with the pursuit that goes on.
  await tx.updateTable('offer').set({ leadId: stays.id }).where('leadId', '=', goes.id).execute()
  await tx.updateTable('deal').set({ leadId: stays.id }).where('leadId', '=', goes.id).execute()
  await tx.updateTable('activity').set({ leadId: stays.id }).where('leadId', '=', goes.id).execute()
  await tx.deleteFrom('lead').where('id', '=', goes.id).execute()
  await record(act, 'lead.absorbed', of, { stage: goes.stage, into: stays.id, mergeId })
  if (goes.clockAt < stays.clockAt)
    await tx.updateTable('lead').set({ clockAt: goes.clockAt }).where('id', '=', stays.id).execute()
}
