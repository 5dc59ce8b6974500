import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'

/**
 * The holders whose work a user does: themselves and those they stand in for today (queue: false), and the queues that
 * they work off (queue: true). Columns: id, queue.
 */
export const whose = (userId: number, at: Date) => sql`
  select h.id, h.kind = 'queue' as queue
  from app_user me
  join holder own on own.id = me.id
  cross join (select (${at}::timestamptz at time zone w.time_zone)::date as day from workspace w) today
  join holder h on h.id = me.id
    or exists (select from app_user a where a.id = h.id and a.deputy_id = me.id
      and a.away_from <= today.day and coalesce(a.away_until, today.day) >= today.day)
    or h.kind = 'queue' and (h.team_id = own.team_id or h.team_id is null and h.purpose in
      (select case r when 'marketer' then 'marketing' else r end from unnest(me.roles) r))
  where me.id = ${userId}`

/** Whether the actor does the work of this holder. The product itself does everybody's. */
export async function worksFor(act: Act, holderId: number): Promise<boolean> {
  if (!act.actor || act.actor.id === holderId) return true
  const { rows } = await sql`select from (${whose(act.actor.id, act.at)}) w where w.id = ${holderId}`.execute(act.tx)
  return rows.length > 0
}

/** Managers look at others' work, and may do it. */
export const steers = (act: Act): boolean => act.actor?.roles.some(r => r === 'admin' || r === 'manager') ?? true
