import { inWorkingDays, loadCalendar } from '../../office/calendar/workdays.ts'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { holdLead, lockLead, moveLead, presets } from '../leads/leads.ts'
import { needReason } from '../leads/reasons.ts'
import { isToActor, steers } from './answerable.ts'

type Open = { id: number; leadId: number; fromId: number; toId: number; receiver: 'user' | 'queue' }

/**
 * The offer, if the actor may answer it: it is to them, to somebody they stand in for, or to a queue they work off.
 * Managers and admins may answer for others.
 */
async function mine(act: Act, offerId: number): Promise<Open> {
  const offer = await act.tx
    .selectFrom('offer')
    .innerJoin('holder', 'holder.id', 'offer.toId')
    .select([
      'offer.id',
      'leadId',
      'fromId',
      'toId',
      'answer',
      'holder.kind as receiver',
      isToActor(act, 'holder').as('theirs'),
    ])
    .where('offer.id', '=', offerId)
    .executeTakeFirst()
  if (!offer) throw new Refusal('missing', { en: 'There is no such offer.', ja: 'この打診は存在しません。' })
  if (!steers(act) && !offer.theirs) {
    throw new Refusal('forbidden', { en: 'This offer is to somebody else.', ja: 'この打診はほかの担当者宛てです。' })
  }
  return offer as Open
}

/** Answers once: whoever comes second is told so. */
async function answerWith(
  act: OwnerAct,
  offerId: number,
  answer: { answer: 'accepted' | 'returned' | 'expired'; reasonId?: number; until?: string; answerNote?: string },
) {
  const answered = await act.tx
    .updateTable('offer')
    .set({ ...answer, answeredAt: act.at, answeredBy: act.byId })
    .where('id', '=', offerId)
    .where('answer', 'is', null)
    .returning(['id', 'leadId', 'fromId', 'toId'])
    .executeTakeFirst()
  if (!answered)
    throw new Refusal('conflict', { en: 'This offer has been answered already.', ja: 'この打診はすでに回答済みです。' })
  return answered
}

/** Accepts: the lead is the accepter's from now on. Sales has approved an MQL by it; a lead in sales keeps its stage. */
export async function acceptOffer(act: Act, offerId: number): Promise<void> {
  const offer = await mine(act, offerId)
  await asOwner(act, act => accept(act, offer.id))
}

export async function accept(act: OwnerAct, offerId: number): Promise<void> {
  const { leadId } = await act.tx
    .selectFrom('offer')
    .select('leadId')
    .where('id', '=', offerId)
    .executeTakeFirstOrThrow()
  const lead = await lockLead(act.tx, leadId)
  const offer = await answerWith(act, offerId, { answer: 'accepted' })
  const receiver = await act.tx
    .selectFrom('holder')
    .select(['id', 'kind'])
    .where('id', '=', offer.toId)
    .executeTakeFirstOrThrow()
  // Who takes from a queue holds it themselves; who accepts for somebody else leaves it with them.
  const holderId = receiver.kind === 'queue' ? (act.byId ?? receiver.id) : receiver.id
  await record(
    act,
    'offer.accepted',
    { leadId, personId: lead.personId, companyId: lead.companyId },
    { offerId, from: offer.fromId, to: offer.toId },
  )
  if (lead.stage === 'mql') await moveLead(act, { leadId, to: 'sal', holderId, trigger: 'hand' })
  else {
    const clockAt = inWorkingDays(await loadCalendar(act.tx), act.at, presets.firstContactWorkingDays)
    await holdLead(act, {
      leadId,
      holderId,
      clockAt: lead.clockAt && lead.clockAt > act.at ? lead.clockAt : clockAt,
      trigger: 'hand',
    })
  }
}

/**
 * Gives an offer back with a reason. An MQL is nurtured again, and wakes up to whoever had it before; a lead in sales
 * stays with its giver.
 */
export async function returnOffer(
  act: Act,
  { id, reason, until, note }: { id: number; reason: number | string; until?: string; note?: string },
): Promise<void> {
  const { leadId } = await mine(act, id)
  await asOwner(act, async act => {
    const lead = await lockLead(act.tx, leadId)
    const why = await needReason(act.tx, 'returned', reason, until)
    const offer = await answerWith(act, id, { answer: 'returned', reasonId: why.id, until, answerNote: note })
    await record(
      act,
      'offer.returned',
      { leadId, personId: lead.personId, companyId: lead.companyId },
      { offerId: id, from: offer.fromId, to: offer.toId, reasonId: why.id, until: until ?? null },
    )
    if (lead.stage === 'mql') {
      // It wakes up to whoever knew it last: who held it before, else who gave it back.
      await moveLead(act, { leadId, to: 'recycled', reasonId: why.id, until, knownTo: act.byId, trigger: 'hand' })
    }
  })
}

/** Nobody answered in time. The lead itself is looked after by the clocks. */
export async function expireOffer(act: OwnerAct, offerId: number): Promise<void> {
  const offer = await answerWith(act, offerId, { answer: 'expired' })
  const lead = await lockLead(act.tx, offer.leadId)
  await record(
    act,
    'offer.expired',
    { leadId: lead.id, personId: lead.personId, companyId: lead.companyId },
    { offerId, from: offer.fromId, to: offer.toId },
  )
}
