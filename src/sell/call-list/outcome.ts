import { sql } from 'kysely'
import { type Calendar, loadCalendar } from '../../office/calendar/workdays.ts'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { holdLead, type LockedLead, lockLead, moveLead } from '../../people/leads/leads.ts'
import type { Stage } from '../../people/leads/leads.schema.ts'
import { needReason } from '../../people/leads/reasons.ts'
import { needLead } from '../../people/leads/transitions.ts'
import { offerLeads } from '../../people/offers/give.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { followNextAction, isContact, touchLead } from '../activities/nextAction.ts'
import { steers, worksFor } from '../activities/whose.ts'
import type { CallOutcome, CallResult } from './call-list.schema.ts'
import { absencesOf } from './screen.ts'
import { nextTry, nextTryAfterBlock } from './slots.ts'

/** After so many absences in a row it is better to give the lead back. */
export const absencesUntilReturn = 5

/**
 * What came of a call, and everything that follows from it, as one act: the call is done, the next is planned, the clock
 * is set; an appointment makes a meeting and offers the lead on; a refusal gives it back or closes it.
 */
export async function saveOutcome(act: Act, given: CallOutcome): Promise<CallResult> {
  const { leadId, outcome } = given
  refuseIncomplete(act, given)
  await needLead(act, leadId)
  const own = await needCaller(act, leadId)
  const { lead, calendar, activityId } = await asOwner(act, async act => {
    const lead = await takeLead(act, own, given)
    const activityId = await callDone(act, lead, given)
    if (isContact('call', outcome)) await touchLead(act, leadId, act.at)
    return { lead, calendar: await loadCalendar(act.tx), activityId }
  })
  // The offer is checked with the caller's own rights: to whom they may give what.
  const offerId = outcome === 'appointment' ? await offerOn(act, given) : null
  return asOwner(act, async act => {
    const again = await planNext(act, lead, given, calendar)
    if (outcome === 'refused') await giveBack(act, lead, given)
    else await followNextAction(act, leadId)
    return resultOf(act, { leadId, activityId, outcome, offerId, again })
  })
}

function refuseIncomplete(act: Act, { outcome, at, to }: CallOutcome): void {
  const needsTime = outcome === 'recall' || outcome === 'appointment'
  if (needsTime && !at) {
    throw new Refusal('invalid', outcome === 'recall'
      ? { en: 'Please say when to call again.', ja: '再架電の日時を入力してください。' }
      : { en: 'Please say when the meeting is.', ja: '面談の日時を入力してください。' }, { field: 'at' })
  }
  if (at && at <= act.at && (needsTime || outcome === 'talked')) {
    throw new Refusal('invalid', { en: 'This time has passed already. Choose a later one.', ja: '過去の日時が指定されています。これからの日時を入力してください。' }, { field: 'at' })
  }
  if (outcome === 'appointment' && !to) {
    throw new Refusal('invalid', { en: 'Please say who gets the appointment: a field rep, or yourself.', ja: 'アポイントの引き渡し先（フィールド営業または自分）を選択してください。' }, { field: 'to' })
  }
}

/** Leads are called by whoever holds them or stands in, from a queue by whoever works it off, and by managers. Answers which. */
async function needCaller(act: Act, leadId: number): Promise<boolean> {
  const lead = await act.tx
    .selectFrom('lead').leftJoin('holder', 'holder.id', 'lead.holderId')
    .select(['lead.stage', 'lead.holderId', 'holder.name']).where('lead.id', '=', leadId).executeTakeFirstOrThrow()
  if (lead.stage !== 'sal' && lead.stage !== 'sql') {
    throw new Refusal('conflict', { en: 'This lead is not being worked by sales at the moment. Log the call as an activity instead.', ja: 'このリードは営業の対応中ではありません。架電の記録は活動として登録してください。' }, { stage: lead.stage })
  }
  if (await worksFor(act, lead.holderId!)) return true
  if (steers(act)) return false
  throw new Refusal('conflict', { en: `${lead.name} holds this lead. Ask them to offer it to you.`, ja: `このリードは${lead.name}さんが担当しています。打診してもらってください。` }, { holderId: lead.holderId })
}

/** Locks the lead. One that waits in a queue is held from now on by whoever calls. */
async function takeLead(act: OwnerAct, own: boolean, { leadId, version, outcome }: CallOutcome): Promise<LockedLead> {
  const lead = await lockLead(act.tx, leadId)
  if (version !== undefined && version !== lead.version) {
    const theirs = { stage: lead.stage, holderId: lead.holderId, clockAt: lead.clockAt, version: lead.version }
    throw new Refusal('stale', { en: 'Somebody has worked on this lead meanwhile. Look again before you save.', ja: 'このリードはほかの人が先に更新しました。最新の内容を確認してから保存してください。' }, { theirs, yours: { outcome, version } })
  }
  const holder = await act.tx.selectFrom('holder').select('kind').where('id', '=', lead.holderId!).executeTakeFirstOrThrow()
  if (holder.kind !== 'queue' || !own || act.byId === null) return lead
  await holdLead(act, { leadId, holderId: act.byId, clockAt: lead.clockAt ?? undefined, trigger: 'hand' })
  return { ...lead, holderId: act.byId }
}

/** The call that was planned first is the one that was made; without one it is a call of its own. */
async function callDone(act: OwnerAct, { id: leadId, personId, companyId, holderId }: LockedLead, { outcome, note }: CallOutcome): Promise<number> {
  const doer = act.byId ?? holderId!
  const { rows } = await sql<{ id: number }>`
    update activity set done_at = ${act.at}, outcome = ${outcome}, holder_id = ${doer},
      note = case when ${note ?? ''} = '' then note when note = '' then ${note ?? ''} else note || E'\\n' || ${note ?? ''} end
    where id = (select id from activity where lead_id = ${leadId} and kind = 'call' and planned_at is not null
      and done_at is null and cancelled_at is null order by planned_at, id limit 1)
    returning id`.execute(act.tx)
  const planned = rows[0]
  const { id } = planned ?? await act.tx
    .insertInto('activity')
    .values({ kind: 'call', personId, companyId, leadId, holderId: doer, note: note ?? '', doneAt: act.at, outcome, createdAt: act.at, createdBy: act.byId })
    .returning('id').executeTakeFirstOrThrow()
  await record(act, 'activity.done', { personId, companyId, leadId }, { activityId: id, kind: 'call', outcome })
  return id
}

/** Not there, blocked and asked for another time come back by themselves; a talk when it says so; an appointment is met. */
async function planNext(act: OwnerAct, lead: LockedLead, { outcome, at, to, note }: CallOutcome, calendar: Calendar): Promise<Date | null> {
  const times = {
    absent: nextTry(calendar, act.at), blocked: nextTryAfterBlock(calendar, act.at),
    recall: at, talked: at, appointment: at, refused: undefined,
  }
  const plannedAt = times[outcome]
  if (!plannedAt) return null
  const { id: leadId, personId, companyId } = lead
  const kind = outcome === 'appointment' ? 'meeting' : 'call'
  const { id } = await act.tx
    .insertInto('activity')
    .values({
      kind, personId, companyId, leadId, plannedAt, createdAt: act.at, createdBy: act.byId,
      holderId: await doerOf(act, kind === 'meeting' ? to! : lead.holderId!),
      remindAt: kind === 'meeting' || outcome === 'recall' ? plannedAt : null,
      note: kind === 'meeting' ? (note ?? '') : '',
    })
    .returning('id').executeTakeFirstOrThrow()
  await record(act, 'activity.planned', { personId, companyId, leadId }, { activityId: id, kind })
  return plannedAt
}

/** A queue does nothing itself: until somebody takes it from there, whoever planned it looks after it. */
async function doerOf(act: OwnerAct, holderId: number): Promise<number> {
  const user = await act.tx.selectFrom('appUser').select('id').where('id', '=', holderId).executeTakeFirst()
  return user?.id ?? act.byId ?? holderId
}

async function offerOn(act: Act, { leadId, to, note }: CallOutcome): Promise<number> {
  const { offers, refused } = await offerLeads(act, { leadIds: [leadId], to: [to!], note: note ?? '' })
  if (refused[0]) throw new Refusal('conflict', refused[0].sentence, { field: 'to' })
  return offers[0]!.id
}

/** A reason of those for giving back recycles the lead; one of those for closing closes it. */
async function giveBack(act: OwnerAct, { id: leadId }: LockedLead, { reason, until }: CallOutcome): Promise<void> {
  const closing = reason === undefined ? undefined : await act.tx
    .selectFrom('reason').select('id').where('kind', '=', 'disqualified').where('active', '=', true)
    .where(eb => eb.or([eb('code', '=', String(reason)), eb(eb.cast<string>('id', 'text'), '=', String(reason))])).executeTakeFirst()
  const why = await needReason(act.tx, closing ? 'disqualified' : 'returned', reason, until)
  await act.tx
    .updateTable('activity').set({ cancelledAt: act.at })
    .where('leadId', '=', leadId).where('kind', '=', 'call').where('doneAt', 'is', null).where('cancelledAt', 'is', null).execute()
  await moveLead(act, { leadId, to: closing ? 'disqualified' : 'recycled', reasonId: why.id, until, trigger: 'hand' })
}

async function resultOf(act: OwnerAct, saved: Pick<CallResult, 'leadId' | 'activityId' | 'outcome' | 'offerId' | 'again'>): Promise<CallResult> {
  const { rows } = await sql<{ stage: Stage; version: number; absences: number; clockAt: Date | null }>`
    select l.stage, l.version, l.clock_at, ${absencesOf(sql`l.id`)} as absences from lead l where l.id = ${saved.leadId}`.execute(act.tx)
  const { stage, version, absences, clockAt } = rows[0]!
  const again = stage === 'sal' || stage === 'sql' ? (saved.again ?? clockAt) : null
  return { ...saved, again, stage, version, absences, suggestReturn: absences >= absencesUntilReturn, operationId: act.operationId }
}
