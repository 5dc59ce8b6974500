import { sql } from 'kysely'
import { addDays, loadCalendar, localDay, momentOf } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { chance } from '../deals/deals.ts'

/**
 * Writes down how the deals stood at the end of the day that has just passed: each open one, and each that was won in the
 * month of that day. Once a day, whoever comes first. Answers how many.
 */
export async function snapshotDeals({ tx, at }: OwnerAct): Promise<number> {
  const { timeZone } = await loadCalendar(tx)
  const today = localDay(at, timeZone)
  const day = addDays(today, -1)
  const { rows: done } = await sql`select from deal_snapshot where day = ${day}::date limit 1`.execute(tx)
  if (done.length > 0) return 0
  const { rows } = await sql`
    insert into deal_snapshot (day, deal_id, pipeline_id, stage_id, owner_id, team_id, amount, probability, certainty, expected_close, outcome, ordered_on)
    select ${day}::date, d.id, d.pipeline_id, d.stage_id, d.owner_id, h.team_id, d.amount, ${chance}, d.certainty, d.expected_close, d.outcome, d.ordered_on
    from deal d join deal_stage s on s.id = d.stage_id join holder h on h.id = d.owner_id
    where d.opened_at < ${momentOf(today, '00:00', timeZone)}
      and (d.outcome is null or d.outcome = 'won' and d.ordered_on >= date_trunc('month', ${day}::date))
    on conflict do nothing returning deal_id`.execute(tx)
  if (rows.length > 0)
    await sql`
      insert into quota_snapshot (day, user_id, team_id, month, amount)
      select ${day}::date, user_id, team_id, month, amount from quota where month >= date_trunc('month', ${day}::date)`.execute(
      tx,
    )
  return rows.length
}
