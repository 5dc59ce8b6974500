import { sql } from 'kysely'
import { type Act, notAllowed } from '../../office/roles/act.ts'
import { listActivities } from '../activities/activities.ts'
import { whose } from '../activities/whose.ts'
import { callList } from '../call-list/call-list.ts'
import { marketingToday } from './marketing.ts'
import { setupToday } from './setup.ts'
import { Today } from './today.schema.ts'

/** How many of each kind are listed. */
export const shown = 30

const answeredDays = 7

/** Calls of leads that sales works stand on the call list, and not a second time among the plans. */
const notOnCallList = sql`not (a.kind = 'call' and exists (
  select from lead l where l.id = a.lead_id and l.stage = 'sal' and l.closed_at is null))`

const about = sql`
  l.id as lead_id, l.person_id, nullif(trim(p.family_name || ' ' || p.given_name), '') as person_name,
  c.id as company_id, c.name as company_name`

const whom = sql`
  left join person p on p.id = l.person_id
  left join company c on c.id = coalesce(p.company_id, l.company_id)`

const holder = sql`jsonb_build_object('id', h.id, 'kind', h.kind, 'name', h.name)`

/** What the day asks of whoever is signed in: clocks, plans, offers that wait, and what is new. */
export async function today(act: Act): Promise<Today> {
  const actor = act.actor
  if (!actor) throw notAllowed()
  const ends = await endOfToday(act)
  const mine = sql`(${whose(actor.id, act.at)}) w`
  const { rows: clocks } = await sql<{ overdue: number; dueToday: number; clockAt: Date; clockFor: string }>`
    select ${about}, l.stage, l.clock_at, l.clock_for, ${holder} as holder,
      count(*) filter (where l.clock_at < ${act.at}) over () as overdue, count(*) filter (where l.clock_at >= ${act.at}) over () as due_today
    from ${mine} join lead l on l.holder_id = w.id join holder h on h.id = l.holder_id ${whom}
    where not w.queue and l.closed_at is null and l.clock_at < ${ends}
    order by l.clock_at, l.id limit ${shown}`.execute(act.tx)
  const { rows: offers } = await sql<{ total: number }>`
    select o.id, ${about}, l.stage, coalesce(g.name, f.name) as "from", ${holder} as "to", o.note, o.offered_at, o.clock_at,
      o.given_by is null as woke, count(*) over () as total
    from ${mine} join offer o on o.to_id = w.id join lead l on l.id = o.lead_id join holder h on h.id = o.to_id
      join holder f on f.id = o.from_id left join holder g on g.id = o.given_by ${whom}
    where o.answer is null
    order by o.clock_at, o.id limit ${shown}`.execute(act.tx)
  const { rows: answered } = await sql`
    select o.id, ${about}, t.name as "to", o.answer, o.answered_at, o.until, o.answer_note as note,
      case when r.id is not null then jsonb_build_object('ja', r.name_ja, 'en', r.name_en) end as reason
    from offer o join lead l on l.id = o.lead_id join holder t on t.id = o.to_id left join reason r on r.id = o.reason_id ${whom}
    where (o.given_by = ${actor.id} or o.from_id = ${actor.id}) and o.answer in ('accepted', 'returned', 'expired')
      and o.answered_at > ${new Date(act.at.getTime() - answeredDays * 86_400_000)} and o.answered_by is distinct from ${actor.id}
    order by o.answered_at desc limit ${shown}`.execute(act.tx)
  const { rows: counts } = await sql<{ activities: number; holds: number }>`
    select (select count(*) from activity a where holder_id = ${actor.id} and done_at is null and cancelled_at is null
        and ${notOnCallList} and (planned_at < ${ends} or planned_at is null)) as activities,
      (select count(*) from lead where holder_id = ${actor.id} and closed_at is null) as holds`.execute(act.tx)
  const activities = await listActivities(
    act,
    { holder: actor.id, state: 'open', plannedUntil: ends, limit: shown },
    notOnCallList,
  )
  const calls = await callList(act, { limit: 1 })
  const { rows: holders } = await sql<{ id: number }>`select w.id from ${mine} where not w.queue order by w.id`.execute(
    act.tx,
  )
  return Today.parse({
    holders: holders.map(one => one.id),
    counts: {
      overdue: clocks[0]?.overdue ?? 0,
      dueToday: clocks[0]?.dueToday ?? 0,
      offers: offers[0]?.total ?? 0,
      toCall: calls.total,
      ...counts[0],
    },
    clocks: clocks.map(c => ({ ...c, clock: { at: c.clockAt, for: c.clockFor } })),
    offers,
    answered,
    activities: activities.items,
    ...(actor.roles.some(r => r === 'marketer' || r === 'admin') ? { marketing: await marketingToday(act) } : {}),
    ...(actor.roles.includes('admin') ? { setup: await setupToday(act) } : {}),
  })
}

async function endOfToday(act: Act): Promise<Date> {
  const { rows } = await sql<{ ends: Date }>`
    select ((${act.at}::timestamptz at time zone time_zone)::date + 1)::timestamp at time zone time_zone as ends from workspace`.execute(
    act.tx,
  )
  return rows[0]!.ends
}
