import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { recordAll } from '../../timeline/timeline.ts'

type Due = {
  id: number
  kind: string
  holderId: number
  personId: number | null
  companyId: number | null
  leadId: number | null
}

/** How many one call reminds of; the caller comes again while it is full. */
export const reminderBatch = 2_000

/**
 * Says once of each planned activity that its reminder has come. Rows that another worker is just saying are passed by.
 * Answers how many there were.
 */
export async function dueReminders(act: OwnerAct): Promise<number> {
  const { rows } = await sql<Due>`
    update activity set reminded_at = ${act.at}
    where id in (
      select id from activity
      where remind_at <= ${act.at} and reminded_at is null and done_at is null and cancelled_at is null
      order by remind_at limit ${reminderBatch} for update skip locked)
    returning id, kind, holder_id, person_id, company_id, lead_id`.execute(act.tx)
  await recordAll(
    act,
    rows.map(({ id, kind, holderId, personId, companyId, leadId }) => ({
      kind: 'activity.due' as const,
      personId,
      companyId,
      leadId,
      facts: { activityId: id, kind, holderId },
    })),
  )
  return rows.length
}
