import type { Act, OwnerAct } from '../../office/roles/act.ts'
import { type LockedLead, moveLead } from '../../people/leads/leads.ts'
import { needReason } from '../../people/leads/reasons.ts'
import { offerLeads } from '../../people/offers/give.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { callAgain, doerOf, plannedCallMade } from '../activities/calls.ts'
import type { CallOutcome } from './call-list.schema.ts'

/** What was planned is what was done; without a plan it is a call of its own. */
export async function callDone(
  act: OwnerAct,
  { id: leadId, personId, companyId, holderId }: LockedLead,
  { outcome, note = '' }: CallOutcome,
): Promise<number> {
  const call = { outcome, note, doneAt: act.at, holderId: act.byId ?? holderId! }
  const id =
    (await plannedCallMade(act, leadId, call)) ??
    (
      await act.tx
        .insertInto('activity')
        .values({ kind: 'call', personId, companyId, leadId, ...call, createdAt: act.at, createdBy: act.byId })
        .returning('id')
        .executeTakeFirstOrThrow()
    ).id
  await record(act, 'activity.done', { personId, companyId, leadId }, { activityId: id, kind: 'call', outcome })
  return id
}

/** Not there, blocked and asked for another time come back by themselves; a talk when it says so; an appointment is met. */
export async function planNext(
  act: OwnerAct,
  lead: LockedLead,
  { outcome, at, to, note }: CallOutcome,
): Promise<Date | null> {
  const { id: leadId, personId, companyId } = lead
  if (outcome === 'absent' || outcome === 'blocked') return callAgain(act, leadId, { outcome, doneAt: act.at })
  if (outcome === 'refused' || !at) return null
  const kind = outcome === 'appointment' ? 'meeting' : 'call'
  const { id } = await act.tx
    .insertInto('activity')
    .values({
      kind,
      personId,
      companyId,
      leadId,
      plannedAt: at,
      createdAt: act.at,
      createdBy: act.byId,
      holderId: await doerOf(act, kind === 'meeting' ? to! : lead.holderId!),
      remindAt: kind === 'meeting' || outcome === 'recall' ? at : null,
      note: kind === 'meeting' ? (note ?? '') : '',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(act, 'activity.planned', { personId, companyId, leadId }, { activityId: id, kind })
  return at
}

export async function offerOn(act: Act, { leadId, to, note }: CallOutcome): Promise<number> {
  const { offers, refused } = await offerLeads(act, { leadIds: [leadId], to: [to!], note: note ?? '' })
  if (refused[0]) throw new Refusal('conflict', refused[0].sentence, { field: 'to' })
  return offers[0]!.id
}

/** A reason of those for giving back recycles the lead; one of those for closing closes it. */
export async function giveBack(
  act: OwnerAct,
  { id: leadId }: LockedLead,
  { reason, until }: CallOutcome,
  activityId: number,
): Promise<void> {
  const closing =
    reason === undefined
      ? undefined
      : await act.tx
          .selectFrom('reason')
          .select('id')
          .where('kind', '=', 'disqualified')
          .where('active', '=', true)
          .where(eb => eb.or([eb('code', '=', String(reason)), eb(eb.cast<string>('id', 'text'), '=', String(reason))]))
          .executeTakeFirst()
  const why = await needReason(act.tx, closing ? 'disqualified' : 'returned', reason, until)
  await act.tx
    .updateTable('activity')
    .set({ cancelledAt: act.at })
    .where('leadId', '=', leadId)
    .where('kind', '=', 'call')
    .where('doneAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .execute()
  const to = closing ? 'disqualified' : 'recycled'
  await moveLead(act, { leadId, to, reasonId: why.id, until, trigger: 'hand', activityId })
}
