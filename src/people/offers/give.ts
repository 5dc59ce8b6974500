import { sql } from 'kysely'
import { endOfDayOn, inWorkingDays, loadCalendar } from '../../office/calendar/workdays.ts'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal, type Sentence } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import type { Trigger } from '../../timeline/vocabulary.ts'
import { lockLead, moveLead, presets } from '../leads/leads.ts'
import { segmentCondition } from '../segments/condition.ts'
import { refreshSight } from '../leads/sight.ts'
import { accept } from './answer.ts'

export type Giving = { leadId: number; to: number; note: string; clockAt?: Date; trigger: Trigger }
export type GivenOffer = { id: number; leadId: number; to: number; answer: 'accepted' | null }

/**
 * Offers leads to holders in turn (round robin). A lead that cannot be offered is left out with the sentence why; the
 * rest go on. Only leads within the actor's sight are offered.
 */
export async function offerLeads(act: Act, { leadIds, to, note, ...by }: { leadIds: number[]; to: number[]; note: string; clockAt?: Date; clockOn?: string }) {
  await needReceivers(act, to)
  const clockAt = await answerBy(act, by)
  const visible = new Set<number>()
  for (const { id } of await act.tx.selectFrom('lead').select('id').where('id', '=', sql<number>`any(${leadIds}::bigint[])`).execute()) visible.add(id)
  const offers: GivenOffer[] = []
  const refused: { leadId: number; sentence: Sentence }[] = []
  await asOwner(act, async act => {
    for (const leadId of [...new Set(leadIds)].sort((a, b) => a - b)) {
      if (!visible.has(leadId)) {
        refused.push({ leadId, sentence: { en: 'There is no such lead.', ja: 'このリードは存在しません。' } })
        continue
      }
      try {
        // The next in turn is whoever follows the last one who was served, so refusals do not skip anybody.
        offers.push(await offerLead(act, { leadId, to: to[offers.length % to.length]!, note, clockAt, trigger: 'hand' }))
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        refused.push({ leadId, sentence: error.sentence })
      }
    }
  })
  return { offers, refused }
}

/**
 * Offers one lead. Marketing's lead becomes MQL by it; a lead in sales keeps its stage. Until it is answered the giver
 * still holds. An offer to oneself is accepted at once. Needs the owner's rights: the receiver may be in another team.
 */
export async function offerLead(act: OwnerAct, { leadId, to, note, clockAt, trigger }: Giving): Promise<GivenOffer> {
  const { tx, at } = act
  const lead = await lockLead(tx, leadId)
  if (lead.holderId === null) throw closedToOffers()
  const open = await tx.selectFrom('offer').innerJoin('holder', 'holder.id', 'offer.toId').select(['holder.name']).where('leadId', '=', leadId).where('answer', 'is', null).executeTakeFirst()
  if (open) throw offeredAlready(open.name)
  if (lead.stage === 'lead' || lead.stage === 'recycled') await moveLead(act, { leadId, to: 'mql', trigger })
  const due = clockAt ?? inWorkingDays(await loadCalendar(tx), at, presets.answerWorkingDays)
  const offer = await tx
    .insertInto('offer')
    .values({ leadId, fromId: lead.holderId, givenBy: act.byId, toId: to, note, offeredAt: at, clockAt: due })
    .returning('id')
    .executeTakeFirstOrThrow()
  // An MQL's clock is its offer's.
  await tx.updateTable('lead').set({ clockAt: due, escalatedAt: null }).where('id', '=', leadId).where('stage', '=', 'mql').execute()
  await record(act, 'offer.given', { leadId, personId: lead.personId, companyId: lead.companyId }, { offerId: offer.id, from: lead.holderId, to, trigger })
  await refreshSight(tx, [leadId])
  if (to === act.byId) {
    await accept(act, offer.id)
    return { id: offer.id, leadId, to, answer: 'accepted' }
  }
  return { id: offer.id, leadId, to, answer: null }
}

/** The open leads of the people in a saved segment, as far as the actor sees them. */
export async function leadsInSegment(act: Act, segmentId: number): Promise<number[]> {
  const condition = await segmentCondition(act, segmentId)
  const { rows } = await sql<{ id: number }>`
    select l.id from person p join lead l on l.person_id = p.id and l.closed_at is null
    where p.merged_into_id is null and ${condition} order by l.id`.execute(act.tx)
  return rows.map(r => r.id)
}

/** By when an answer is wanted, if that was said: a moment, or the end of a working day. */
async function answerBy(act: Act, { clockAt, clockOn }: { clockAt?: Date; clockOn?: string }): Promise<Date | undefined> {
  const due = clockAt ?? (clockOn ? endOfDayOn(await loadCalendar(act.tx), clockOn) : undefined)
  if (due && due <= act.at) {
    throw new Refusal('invalid', { en: 'This time to answer has passed already. Choose a later one.', ja: '回答期限が過ぎています。これより先の日を指定してください。' }, { field: clockAt ? 'clockAt' : 'clockOn' })
  }
  return due
}

async function needReceivers(act: Act, ids: number[]): Promise<void> {
  const found = await act.tx
    .selectFrom('holder').leftJoin('appUser', 'appUser.id', 'holder.id')
    .select(['holder.id', 'holder.name', 'holder.active', 'appUser.roles', 'appUser.isProgram', 'holder.kind'])
    .where('holder.id', 'in', ids).execute()
  for (const id of ids) {
    const holder = found.find(f => f.id === id)
    if (!holder) throw new Refusal('invalid', { en: 'There is nobody here to offer to with that id.', ja: '打診先が見つかりません。' }, { field: 'to' })
    const cannot = !holder.active || (holder.kind === 'user' && (holder.isProgram || !holder.roles?.some(r => r !== 'viewer' && r !== 'accounting')))
    if (cannot) throw new Refusal('invalid', { en: `${holder.name} cannot be offered leads.`, ja: `${holder.name}さんには打診できません。` }, { field: 'to' })
  }
}

const closedToOffers = () => new Refusal('conflict', { en: 'This lead is closed. Reopen it before you offer it.', ja: 'このリードはクローズ済みです。再開してから打診してください。' })

const offeredAlready = (name: string) =>
  new Refusal('conflict', { en: `This lead is offered to ${name} already and waits for an answer.`, ja: `このリードは${name}さんに打診中で、回答待ちです。` })
