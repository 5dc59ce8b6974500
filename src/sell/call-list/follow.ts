import { sql } from 'kysely'
import type { Calendar } from '../../office/calendar/workdays.ts'
import type { Act, OwnerAct } from '../../office/roles/act.ts'
import { type LockedLead, moveLead } from '../../people/leads/leads.ts'
import { needReason } from '../../people/leads/reasons.ts'
import { offerLeads } from '../../people/offers/give.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import type { CallOutcome } from './call-list.schema.ts'
import { nextTry, nextTryAfterBlock } from './slots.ts'

/** The call that was planned first is the one that was made; without one it is a call of its own. */
export async function callDone(
  act: OwnerAct,
  { id: leadId, personId, companyId, holderId }: LockedLead,
  { outcome, note }: CallOutcome,
): Promise<number> {
  const doer = act.byId ?? holderId!
  const { rows } = await sql<{ id: number }>`
    update activity set done_at = ${act.at}, outcome = ${outcome}, holder_id = ${doer},
      note = case when ${note ?? ''} = '' then note when note = '' then ${note ?? ''} else note || E'\\n' || ${note ?? ''} end
    where id = (select id from activity where lead_id = ${leadId} and kind = 'call' and planned_at is not null
      and done_at is null and cancelled_at is null order by planned_at, id limit 1)
    returning id`.execute(act.tx)
  const planned = rows[0]
  const { id } =
    planned ??
    (await act.tx
      .insertInto('activity')
      .values({
        kind: 'call',
        personId,
        companyId,
        leadId,
        holderId: doer,
        note: note ?? '',
        doneAt: act.at,
        outcome,
        createdAt: act.at,
        createdBy: act.byId,
      })
      .returning('id')
      .executeTakeFirstOrThrow())
  await record(act, 'activity.done', { personId, companyId, leadId }, { activityId: id, kind: 'call', outcome })
  return id
}

/** Not there, blocked and asked for another time come back by themselves; a talk when it says so; an appointment is met. */
export async function planNext(
  act: OwnerAct,
  lead: LockedLead,
  { outcome, at, to, note }: CallOutcome,
  calendar: Calendar,
): Promise<Date | null> {
  const times = {
    absent: nextTry(calendar, act.at),
    blocked: nextTryAfterBlock(calendar, act.at),
    recall: at,
    talked: at,
    appointment: at,
    refused: undefined,
  }
  const plannedAt = times[outcome]
  if (!plannedAt) return null
  const { id: leadId, personId, companyId } = lead
  const kind = outcome === 'appointment' ? 'meeting' : 'call'
  const { id } = await act.tx
    .insertInto('activity')
    .values({
      kind,
      personId,
      companyId,
      leadId,
      plannedAt,
      createdAt: act.at,
      createdBy: act.byId,
      holderId: await doerOf(act, kind === 'meeting' ? to! : lead.holderId!),
      remindAt: kind === 'meeting' || outcome === 'recall' ? plannedAt : null,
      note: kind === 'meeting' ? (note ?? '') : '',
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(act, 'activity.planned', { personId, companyId, leadId }, { activityId: id, kind })
  return plannedAt
}

/** A queue does nothing itself: until somebody takes it from there, whoever planned it looks after it. */
async function doerOf(act: OwnerAct, holderId: number): Promise<number> {
  const user = await act.tx.selectFrom('appUser').select('id').where('id', '=', holderId).executeTakeFirst()
  return user?.id ?? act.byId ?? holderId
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
  await moveLead(act, { leadId, to: closing ? 'disqualified' : 'recycled', reasonId: why.id, until, trigger: 'hand' })
}
