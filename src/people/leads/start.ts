import { sql } from 'kysely'
import { type Calendar, type CalendarRow, calendarColumns, calendarFrom } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { planned } from '../../platform/lines.ts'

/** What a lead starts with: marketing's queue holds it, for the first product line, by the calendar. */
export type Start = { marketing: number; productLineId: number; seenBy: number[]; calendar: Calendar }

/** `seenBy`: who may see somebody who is just coming in, the same as `refreshSight` would write down. */
export async function startOf({ tx, byId }: OwnerAct): Promise<Start> {
  const { rows } = await sql<Omit<Start, 'calendar'> & CalendarRow>`
    ${planned('lead-start')} select q.id as marketing, ${calendarColumns},
      (select l.id from product_line l where l.active order by l.id limit 1) as product_line_id,
      array(select 0::bigint as party union select party from holder h, unnest(array[h.id, h.team_id]) party
        where h.id in (q.id, ${byId}::bigint) and party is not null order by party) as seen_by
    from workspace w, holder q where q.kind = 'queue' and q.purpose = 'marketing' and q.team_id is null`.execute(tx)
  const { marketing, productLineId, seenBy, ...calendar } = rows[0]!
  return { marketing, productLineId, seenBy, calendar: calendarFrom(calendar) }
}
