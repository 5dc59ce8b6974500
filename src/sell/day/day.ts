import { sql } from 'kysely'
import { addDays, loadCalendar, localDay, momentOf } from '../../office/calendar/workdays.ts'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { has, roleNames } from '../../office/roles/rights.ts'
import type { DayQuery, ManagersDay, UserDay } from './day.schema.ts'

/** Roles whose users hold leads: only of them is it worth saying that they hold nothing. */
const rolesThatHold = roleNames.filter(role => has([role], 'lead.work'))

/** The manager's day: who did what on it, which clocks are overdue now, who holds nothing, what is not answered. */
export async function managersDay(act: Act, { date, team }: DayQuery): Promise<ManagersDay> {
  const calendar = await loadCalendar(act.tx)
  const day = date ?? localDay(act.at, calendar.timeZone)
  const starts = momentOf(day, '00:00', calendar.timeZone)
  const ends = momentOf(addDays(day, 1), '00:00', calendar.timeZone)
  const holders = await holdersOf(act, team)
  // Only figures leave here, and only of users within sight; row by row the views would cost a second at 200,000 people.
  return asOwner(act, async act => ({
    date: day,
    asOf: act.at,
    users: await usersOn(act, starts, ends, holders),
    queues: await queuesNow(act, holders),
    withoutOwner: await withoutOwner(act),
  }))
}

/** Users and queues whose day the actor may see: all, or their own teams'. */
async function holdersOf(act: Act, team: number | undefined): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select h.id from holder h
    where ${act.actor?.sight ?? [0]}::bigint[] && array[0, h.id, h.team_id] ${inTeam(team)}`.execute(act.tx)
  return rows.map(r => r.id)
}

const inTeam = (team: number | undefined) =>
  team === undefined
    ? sql``
    : sql`and h.team_id in (with recursive below as (
        select id from team where id = ${team} union select t.id from team t join below b on t.parent_id = b.id) select id from below)`

const inHand = (at: Date) => sql`
  cross join lateral (
    select count(*) as holds, count(*) filter (where clock_at < ${at}) as overdue,
      min(clock_at) filter (where clock_at < ${at}) as oldest_clock
    from lead l where l.holder_id = h.id and l.closed_at is null) held
  cross join lateral (
    select count(*) as offers_waiting, count(*) filter (where clock_at < ${at}) as offers_late
    from offer o where o.to_id = h.id and o.answer is null) waiting`

async function usersOn(act: Act, starts: Date, ends: Date, holders: number[]): Promise<UserDay[]> {
  const { rows } = await sql<UserDay>`
    select jsonb_build_object('id', u.id, 'name', h.name, 'active', h.active, 'team', t.name, 'roles', u.roles) as "user",
      done.kinds as done, done.outcomes, did.accepted, did.returned, did.moved, held.*, waiting.*
    from app_user u join holder h on h.id = u.id left join team t on t.id = h.team_id
    cross join lateral (
      select jsonb_build_object('call', count(*) filter (where kind = 'call'), 'visit', count(*) filter (where kind = 'visit'),
          'mail', count(*) filter (where kind = 'mail'), 'meeting', count(*) filter (where kind = 'meeting'),
          'note', count(*) filter (where kind = 'note'), 'task', count(*) filter (where kind = 'task')) as kinds,
        jsonb_build_object('talked', count(*) filter (where outcome = 'talked'), 'absent', count(*) filter (where outcome = 'absent'),
          'blocked', count(*) filter (where outcome = 'blocked'), 'recall', count(*) filter (where outcome = 'recall'),
          'appointment', count(*) filter (where outcome = 'appointment'), 'refused', count(*) filter (where outcome = 'refused')) as outcomes
      from activity a where a.holder_id = u.id and a.done_at >= ${starts} and a.done_at < ${ends}) done
    cross join lateral (
      select count(*) filter (where kind = 'offer.accepted') as accepted, count(*) filter (where kind = 'offer.returned') as returned,
        count(*) filter (where kind = 'lead.moved') as moved
      from event e where e.by_id = u.id and e.occurred_at >= ${starts} and e.occurred_at < ${ends}) did
    ${inHand(act.at)}
    where not u.is_program and u.roles && ${[...rolesThatHold]}::text[] and (h.active or held.holds > 0) and h.id = any(${holders}::bigint[])
    order by t.name nulls last, h.name, u.id`.execute(act.tx)
  return rows
}

async function queuesNow(act: Act, holders: number[]): Promise<ManagersDay['queues']> {
  const { rows } = await sql<ManagersDay['queues'][number]>`
    select h.id, h.name, held.holds, held.overdue, waiting.* from holder h ${inHand(act.at)}
    where h.kind = 'queue' and (held.holds > 0 or waiting.offers_waiting > 0) and h.id = any(${holders}::bigint[]) order by h.id`.execute(
    act.tx,
  )
  return rows
}

async function withoutOwner(act: Act): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from lead where closed_at is null and holder_id is null)
      + (select count(*) from holder h join lead l on l.holder_id = h.id and l.closed_at is null where not h.active) as count`.execute(
    act.tx,
  )
  return rows[0]!.count
}
