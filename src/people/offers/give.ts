import { sql } from 'kysely'
import { endOfDayOn, inWorkingDays, loadCalendar } from '../../office/calendar/workdays.ts'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAll } from '../../timeline/timeline.ts'
import type { Trigger } from '../../timeline/vocabulary.ts'
import { called } from '../leads/called.ts'
import { type LockedLead, lockLeads, moveLeads, presets } from '../leads/leads.ts'
import { noSuchLead } from '../leads/refusals.ts'
import { refreshSight } from '../leads/sight.ts'
import { accept } from './answer.ts'

export type Giving = { leadId: number; to: number; note: string; clockAt?: Date; trigger: Trigger }
export type GivenOffer = { id: number; leadId: number; to: number; answer: 'accepted' | null }

/**
 * Offers leads to holders in turn (round robin). A lead that cannot be offered is left out with the sentence why; the
 * rest go on. Only leads within the actor's sight are offered.
 */
export async function offerLeads(
  act: Act,
  { leadIds, to, note, ...by }: { leadIds: number[]; to: number[]; note: string; clockAt?: Date; clockOn?: string },
) {
  await needReceivers(act, to)
  const clockAt = await answerBy(act, by)
  const visible = new Set<number>()
  for (const { id } of await act.tx
    .selectFrom('lead')
    .select('id')
    .where('id', '=', sql<number>`any(${leadIds}::bigint[])`)
    .execute())
    visible.add(id)
  const unseen = leadIds.filter(id => !visible.has(id)).map(leadId => ({ leadId, sentence: noSuchLead().sentence }))
  const { offers, refused } = await asOwner(act, act =>
    offerTogether(act, [...visible], { to, note, clockAt, trigger: 'hand' }),
  )
  return {
    offers,
    refused: [...unseen, ...refused.map(({ leadId, refusal }) => ({ leadId, sentence: refusal.sentence }))],
  }
}

/**
 * Offers one lead. Marketing's lead becomes MQL by it; a lead in sales keeps its stage. Until it is answered the giver
 * still holds. An offer to oneself is accepted at once. Needs the owner's rights: the receiver may be in another team.
 */
export async function offerLead(act: OwnerAct, { leadId, to, ...more }: Giving): Promise<GivenOffer> {
  const { offers, refused } = await offerTogether(act, [leadId], { to: [to], ...more })
  if (refused[0]) throw refused[0].refusal
  return offers[0]!
}

/** What one of many is offered: to whom, why now, by when. */
export type Gift = { leadId: number; to: number; note: string; clockAt?: Date | undefined }

/** Offers each lead to whom it is meant for. One that cannot be offered is left out; the rest go on. */
export async function offerEach(act: OwnerAct, gifts: Gift[], trigger: Trigger) {
  if (gifts.length === 0) return { offers: [], refused: [] }
  const { free, refused } = await offerable(
    act,
    gifts.map(g => g.leadId),
  )
  const byLead = new Map(gifts.map(g => [g.leadId, g]))
  const due = inWorkingDays(await loadCalendar(act.tx), act.at, presets.answerWorkingDays)
  const offers = await give(
    act,
    free.map(lead => ({ lead, due, ...byLead.get(lead.id)! })),
    trigger,
  )
  return { offers, refused }
}

type Together = { to: number[]; note: string; clockAt?: Date; trigger: Trigger }

/** The same for many, set-wise; the next in turn is whoever follows the last one who was served, so refusals skip nobody. */
async function offerTogether(act: OwnerAct, leadIds: number[], { to, note, clockAt, trigger }: Together) {
  const { free, refused } = await offerable(act, leadIds)
  const due = clockAt ?? inWorkingDays(await loadCalendar(act.tx), act.at, presets.answerWorkingDays)
  const offers = await give(
    act,
    free.map((lead, i) => ({ lead, due, to: to[i % to.length]!, note })),
    trigger,
  )
  return { offers, refused }
}

/** Locks the leads and tells apart those that cannot be offered, each with the refusal why. */
async function offerable({ tx }: OwnerAct, leadIds: number[]) {
  const leads = await lockLeads(tx, leadIds)
  const { rows: open } = await sql<{ leadId: number; name: string; kind: string }>`
    select o.lead_id, h.name, h.kind from offer o join holder h on h.id = o.to_id where o.lead_id = any(${leadIds}::bigint[]) and o.answer is null`.execute(
    tx,
  )
  const waiting = new Map(open.map(o => [o.leadId, o]))
  const refused = [
    ...leadIds.filter(id => !leads.some(l => l.id === id)).map(leadId => ({ leadId, refusal: noSuchLead() })),
    ...leads.filter(l => l.holderId === null).map(l => ({ leadId: l.id, refusal: closedToOffers() })),
    ...leads
      .filter(l => l.holderId !== null && waiting.has(l.id))
      .map(l => ({ leadId: l.id, refusal: offeredAlready(waiting.get(l.id)!) })),
  ]
  return { free: leads.filter(l => l.holderId !== null && !waiting.has(l.id)), refused }
}

type Meant = { lead: LockedLead; to: number; note: string; due: Date; clockAt?: Date | undefined }

async function give(act: OwnerAct, meant: Meant[], trigger: Trigger): Promise<GivenOffer[]> {
  if (meant.length === 0) return []
  const { tx, at } = act
  const gifts = meant.map(({ due, clockAt, ...gift }) => ({ ...gift, due: clockAt ?? due }))
  const ids = gifts.map(g => g.lead.id)
  for (const time of new Set(gifts.map(g => g.due.getTime()))) {
    const same = gifts.filter(g => g.due.getTime() === time).map(g => g.lead)
    const news = same.filter(l => l.stage === 'lead' || l.stage === 'recycled')
    await moveLeads(act, news, { to: 'mql', trigger, clockAt: new Date(time) })
  }
  const rows = gifts.map(g => ({ lead_id: g.lead.id, from_id: g.lead.holderId, to_id: g.to, note: g.note, due: g.due }))
  // An MQL's clock is its offer's.
  await sql`
    update lead l set clock_at = g.due, escalated_at = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(lead_id bigint, due timestamptz)
    where l.id = g.lead_id and l.stage = 'mql' and l.clock_at <> g.due`.execute(tx)
  const { rows: given } = await sql<{ id: number; leadId: number; toId: number }>`
    insert into offer (lead_id, from_id, given_by, to_id, note, offered_at, clock_at)
    select o.lead_id, o.from_id, ${act.byId}::bigint, o.to_id, o.note, ${at}, o.due
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as o(lead_id bigint, from_id bigint, to_id bigint, note text, due timestamptz) order by o.lead_id
    returning id, lead_id, to_id`.execute(tx)
  const byLead = new Map(gifts.map(g => [g.lead.id, g.lead]))
  await recordAll(
    act,
    given.map(({ id, leadId, toId }) => {
      const lead = byLead.get(leadId)!
      return {
        kind: 'offer.given' as const,
        leadId,
        personId: lead.personId,
        companyId: lead.companyId,
        facts: { offerId: id, from: lead.holderId!, to: toId, trigger },
      }
    }),
  )
  await refreshSight(tx, ids)
  const offers = given.map(
    ({ id, leadId, toId }): GivenOffer => ({ id, leadId, to: toId, answer: toId === act.byId ? 'accepted' : null }),
  )
  for (const offer of offers) if (offer.answer === 'accepted') await accept(act, offer.id)
  return offers
}

/** By when an answer is wanted, if that was said: a moment, or the end of a working day. */
async function answerBy(
  act: Act,
  { clockAt, clockOn }: { clockAt?: Date; clockOn?: string },
): Promise<Date | undefined> {
  const due = clockAt ?? (clockOn ? endOfDayOn(await loadCalendar(act.tx), clockOn) : undefined)
  if (due && due <= act.at) {
    throw new Refusal(
      'invalid',
      {
        en: 'This time to answer has passed already. Choose a later one.',
        ja: '回答期限が過ぎています。これより先の日を指定してください。',
      },
      { field: clockAt ? 'clockAt' : 'clockOn' },
    )
  }
  return due
}

async function needReceivers(act: Act, ids: number[]): Promise<void> {
  const found = await act.tx
    .selectFrom('holder')
    .leftJoin('appUser', 'appUser.id', 'holder.id')
    .select(['holder.id', 'holder.name', 'holder.active', 'appUser.roles', 'appUser.isProgram', 'holder.kind'])
    .where('holder.id', 'in', ids)
    .execute()
  for (const id of ids) {
    const holder = found.find(f => f.id === id)
    if (!holder)
      throw new Refusal(
        'invalid',
        { en: 'There is nobody here to offer to with that id.', ja: '打診先が見つかりません。' },
        { field: 'to' },
      )
    const cannot =
      !holder.active ||
      (holder.kind === 'user' && (holder.isProgram || !holder.roles?.some(r => r !== 'viewer' && r !== 'accounting')))
    if (cannot)
      throw new Refusal(
        'invalid',
        { en: `${holder.name} cannot be offered leads.`, ja: `${called(holder)}には打診できません。` },
        { field: 'to' },
      )
  }
}

const closedToOffers = () =>
  new Refusal('conflict', {
    en: 'This lead is closed. Reopen it before you offer it.',
    ja: 'このリードはクローズ済みです。再開してから打診してください。',
  })

const offeredAlready = ({ kind, name }: { kind: string; name: string }) =>
  new Refusal('conflict', {
    en: `This lead is offered to ${name} already and waits for an answer.`,
    ja: `このリードは${called({ kind, name })}に打診中で、回答待ちです。`,
  })
