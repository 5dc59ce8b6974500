import { sql } from 'kysely'
import { addDays, loadCalendar, localDay, momentOf } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { lockLead } from '../../people/leads/leads.ts'
import { record } from '../../timeline/timeline.ts'
import type { Outcome } from './activities.schema.ts'
import { nextTry, nextTryAfterBlock } from './slots.ts'

type Call = { outcome: Outcome | null; note: string; subject?: string; doneAt: Date; holderId: number }

/** The call that was planned first is the one that was made. Answers its id; null if none was planned. */
export async function plannedCallMade(act: OwnerAct, leadId: number, call: Call, until?: Date): Promise<number | null> {
  const { note, subject = '' } = call
  const { rows } = await sql<{ id: number }>`
    update activity set done_at = ${call.doneAt}, outcome = ${call.outcome}, holder_id = ${call.holderId},
      subject = case when ${subject} = '' then subject else ${subject} end,
      note = case when ${note} = '' then note when note = '' then ${note} else note || E'\\n' || ${note} end
    where id = (select id from activity where lead_id = ${leadId} and kind = 'call' and planned_at is not null
      and ${until ? sql`planned_at < ${until}` : sql`true`}
      and done_at is null and cancelled_at is null order by planned_at, id limit 1)
    returning id`.execute(act.tx)
  return rows[0]?.id ?? null
}

/** A call written down beside the list stands for what was planned for its day; what was agreed for later stays. */
export async function dueCallMade(act: OwnerAct, leadId: number, call: Call): Promise<number | null> {
  const { timeZone } = await loadCalendar(act.tx)
  const until = momentOf(addDays(localDay(call.doneAt, timeZone), 1), '00:00', timeZone)
  return plannedCallMade(act, leadId, call, until)
}

/**
 * Nobody there, or not put through: they come back on the call list by themselves, wherever the call was written down.
 * A call that is planned already is that next try, and a later call makes an older one's next try needless. Answers when.
 */
export async function callAgain(
  act: OwnerAct,
  leadId: number,
  { outcome, doneAt }: Pick<Call, 'outcome' | 'doneAt'>,
): Promise<Date | null> {
  if (outcome !== 'absent' && outcome !== 'blocked') return null
  const { stage, holderId, personId, companyId } = await lockLead(act.tx, leadId)
  if ((stage !== 'sal' && stage !== 'sql') || holderId === null) return null
  const { rows } = await sql<{ plannedAt: Date | null; later: boolean }>`
    select min(planned_at) filter (where done_at is null and cancelled_at is null) as planned_at,
      coalesce(bool_or(done_at > ${doneAt}), false) as later
    from activity where lead_id = ${leadId} and kind = 'call'`.execute(act.tx)
  const { plannedAt: standing, later } = rows[0]!
  if (standing || later) return standing
  const calendar = await loadCalendar(act.tx)
  const next = outcome === 'absent' ? nextTry : nextTryAfterBlock
  const fromThen = next(calendar, doneAt)
  const plannedAt = fromThen > act.at ? fromThen : next(calendar, act.at)
  const { id } = await act.tx
    .insertInto('activity')
    .values({
      kind: 'call',
      personId,
      companyId,
      leadId,
      plannedAt,
      createdAt: act.at,
      createdBy: act.byId,
      holderId: await doerOf(act, holderId),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(act, 'activity.planned', { personId, companyId, leadId }, { activityId: id, kind: 'call' })
  return plannedAt
}

/** A queue does nothing itself: until somebody takes it from there, whoever planned it looks after it. */
export async function doerOf(act: OwnerAct, holderId: number): Promise<number> {
  const user = await act.tx.selectFrom('appUser').select('id').where('id', '=', holderId).executeTakeFirst()
  return user?.id ?? act.byId ?? holderId
}
