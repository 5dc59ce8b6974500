import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import type { Stage } from '../../people/leads/leads.schema.ts'
import { needLead } from '../../people/leads/transitions.ts'
import { Refusal } from '../../platform/refusal.ts'
import { followNextAction, isContact, touchLead } from '../activities/nextAction.ts'
import type { CallOutcome, CallResult } from './call-list.schema.ts'
import { needCaller, takeLead } from './caller.ts'
import { callDone, giveBack, offerOn, planNext } from './follow.ts'
import { absencesOf } from './screen.ts'

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
  const caller = await needCaller(act, leadId)
  const { lead, activityId } = await asOwner(act, async act => {
    const lead = await takeLead(act, caller, given)
    const activityId = await callDone(act, lead, given)
    if (isContact('call', outcome)) await touchLead(act, leadId, act.at)
    return { lead, activityId }
  })
  // The offer is checked with the caller's own rights: to whom they may give what.
  const offerId = outcome === 'appointment' ? await offerOn(act, given) : null
  return asOwner(act, async act => {
    const again = await planNext(act, lead, given)
    if (outcome === 'refused') await giveBack(act, lead, given, activityId)
    else await followNextAction(act, leadId)
    return resultOf(act, { leadId, activityId, outcome, offerId, again })
  })
}

function refuseIncomplete(act: Act, { outcome, at, to }: CallOutcome): void {
  const needsTime = outcome === 'recall' || outcome === 'appointment'
  if (needsTime && !at) {
    throw new Refusal(
      'invalid',
      outcome === 'recall'
        ? { en: 'Please say when to call again.', ja: '再架電の日時を入力してください。' }
        : { en: 'Please say when the meeting is.', ja: '面談の日時を入力してください。' },
      { field: 'at' },
    )
  }
  if (at && at <= act.at && (needsTime || outcome === 'talked')) {
    throw new Refusal(
      'invalid',
      {
        en: 'This time has passed already. Choose a later one.',
        ja: '過去の日時が指定されています。これからの日時を入力してください。',
      },
      { field: 'at' },
    )
  }
  if (outcome === 'appointment' && !to) {
    throw new Refusal(
      'invalid',
      {
        en: 'Please say who gets the appointment: a field rep, or yourself.',
        ja: 'アポイントの引き渡し先（フィールド営業または自分）を選択してください。',
      },
      { field: 'to' },
    )
  }
}

async function resultOf(
  act: OwnerAct,
  saved: Pick<CallResult, 'leadId' | 'activityId' | 'outcome' | 'offerId' | 'again'>,
): Promise<CallResult> {
  const { rows } = await sql<{ stage: Stage; version: number; absences: number; clockAt: Date | null }>`
    select l.stage, l.version, l.clock_at, ${absencesOf(sql`l.id`)} as absences from lead l where l.id = ${saved.leadId}`.execute(
    act.tx,
  )
  const { stage, version, absences, clockAt } = rows[0]!
  const again = stage === 'sal' || stage === 'sql' ? (saved.again ?? clockAt) : null
  return {
    ...saved,
    again,
    stage,
    version,
    absences,
    suggestReturn: absences >= absencesUntilReturn,
    operationId: act.operationId,
  }
}
