import { sql } from 'kysely'
import { type Act, notAllowed } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import type { Tx } from '../../platform/db.ts'
import { ahead, byOnePlan, planned } from '../../platform/lines.ts'
import { steers, whose, worksFor } from '../activities/whose.ts'
import type { CallItem, CallListPage } from './call-list.schema.ts'

type Place = { place: [boolean, number, string, number]; total: number }

/**
 * Everybody who is to be called now, in the order in which to call them: the caller's own, then the queues'; within these
 * whoever asked for a time that has come, then overdue clocks, then first contacts and today's next actions by clock.
 * A planned call is made at its time. Without one nobody is called twice a day, and whoever is to be visited or met next
 * not before that day is over.
 */
const due = (userId: number, at: Date) => sql`
  whose as (${whose(userId, at)}),
  today as (
    select day::timestamp at time zone time_zone as starts, (day + 1)::timestamp at time zone time_zone as ends
    from (select time_zone, (${at}::timestamptz at time zone time_zone)::date as day from workspace) w
  ),
  due as (
    select l.id, w.queue, l.clock_at as at, case
        when plan.call_at <= ${at} and coalesce(last.outcome, '') not in ('absent', 'blocked') then 0
        when l.clock_at <= ${at} then 1
        else 2 end as rank
    from lead l
    join whose w on w.id = l.holder_id
    cross join today
    left join lateral (
      select min(a.planned_at) filter (where a.kind = 'call') as call_at, min(a.planned_at) as at,
        (array_agg(a.kind order by a.planned_at))[1] as kind
      from activity a where a.lead_id = l.id and a.done_at is null and a.cancelled_at is null and a.planned_at is not null
    ) plan on true
    left join lateral (
      select a.outcome, a.done_at from activity a
      where a.lead_id = l.id and a.done_at is not null and a.kind = 'call'
        -- How the last call went is asked only where it decides.
        and (plan.call_at <= ${at} or plan.call_at is null and l.clock_for <> 'first_contact')
      order by a.done_at desc limit 1) last on true
    where l.holder_id = any(array(select id from whose)) and l.closed_at is null and l.stage = 'sal' and case
      when plan.call_at is not null then plan.call_at <= ${at} or l.clock_for = 'first_contact'
      when l.clock_for = 'first_contact' then true
      when last.done_at >= today.starts then false
      when plan.kind in ('visit', 'meeting') then plan.at < today.starts
      when plan.kind is not null then plan.at <= ${at}
      else l.clock_at < today.ends end
  )`

const item = sql`
  select l.id as lead_id, (array['appointed', 'overdue', 'due'])[d.rank + 1] as rank, l.clock_at, l.clock_for, d.queue,
    jsonb_build_object('id', h.id, 'kind', h.kind, 'name', h.name) as holder,
    l.person_id, nullif(trim(p.family_name || ' ' || p.given_name), '') as name,
    nullif(concat_ws(' ', p.family_name_kana, p.given_name_kana), '') as kana, p.title, coalesce((select s.temperature from score s where s.person_id = p.id), 'cool') as temperature, p.department, p.phone, p.mobile,
    c.id as company_id, c.name as company, c.phone as company_phone, calls.tries, calls.last as last_calls, l.version,
    json_build_array(d.queue, d.rank, d.at, d.id) as place, (select count(*) from due) as total
  from shown d
  join lead l on l.id = d.id
  join holder h on h.id = l.holder_id
  left join person p on p.id = l.person_id
  left join company c on c.id = coalesce(p.company_id, l.company_id)
  cross join lateral (
    select count(*) as tries,
      coalesce(jsonb_agg(jsonb_build_object('outcome', a.outcome, 'at', a.done_at) order by a.done_at desc)
        filter (where a.nth <= 3), '[]') as last
    from (select outcome, done_at, row_number() over (order by done_at desc) as nth from activity
          where lead_id = l.id and done_at is not null and kind = 'call') a) calls
  order by d.queue, d.rank, d.at, d.id`

type Row = Omit<CallItem, 'clock'> & { clockAt: Date; clockFor: CallItem['clock']['for'] } & Place

function itemOf({ clockAt, clockFor, place: _place, total: _total, lastCalls, ...row }: Row): CallItem {
  return {
    ...row,
    clock: { at: clockAt, for: clockFor },
    lastCalls: lastCalls.map(c => ({ ...c, at: new Date(c.at) })),
  }
}

/**
 * Whoever is called is found by the holder, and each lead asked whether the actor sees it: the planner would read all that
 * they see beside.
 */
async function byHolder<T>(tx: Tx, read: (tx: Tx) => Promise<T>): Promise<T> {
  const bitmaps = (on: boolean) =>
    sql`${ahead} select set_config('enable_bitmapscan', ${on ? 'on' : 'off'}, true)`.execute(tx)
  return byOnePlan(tx, async () => {
    await bitmaps(false)
    const answer = await read(tx)
    await bitmaps(true)
    return answer
  })
}

/** Whose list it is: one's own; managers may look at others'. */
export async function listOf(act: Act, holder: number | undefined): Promise<number> {
  const own = act.actor?.id ?? holder
  if (own === undefined) throw notAllowed()
  if (holder === undefined || holder === own) return own
  if (steers(act) || (await worksFor(act, holder))) return holder
  throw notAllowed()
}

export async function callList(
  act: Act,
  { holder, limit, cursor }: { holder?: number; limit: number; cursor?: string },
): Promise<CallListPage> {
  const userId = await listOf(act, holder)
  const from = fromCursor(cursor)
  const rest = from
    ? sql`where (d.queue, d.rank, d.at, d.id) > (${from[0]}::boolean, ${from[1]}::int, ${from[2]}::timestamptz, ${from[3]}::bigint)`
    : sql``
  const { rows } = await byHolder(act.tx, tx =>
    sql<Row>`
      ${planned(from ? 'call-list-after' : 'call-list')} with ${due(userId, act.at)},
      shown as materialized (select * from due d ${rest} order by d.queue, d.rank, d.at, d.id limit ${limit + 1})
      ${item}`.execute(tx),
  )
  const last = rows[limit - 1]
  return {
    items: rows.slice(0, limit).map(itemOf),
    nextCursor: rows.length > limit && last ? toCursor(last.place) : null,
    total: rows[0]?.total ?? 0,
  }
}

/** Who is to be called first, leaving out these, and who comes after. */
export async function firstCalls(
  act: Act,
  userId: number,
  skip: number[],
  limit: number,
): Promise<{ items: CallItem[]; total: number }> {
  const { rows } = await byHolder(act.tx, tx =>
    sql<Row>`
      ${planned('call-next')} with ${due(userId, act.at)},
      shown as materialized (
        select * from due where id <> all(${skip}::bigint[]) order by queue, rank, at, id limit ${limit})
      ${item}`.execute(tx),
  )
  if (rows.length > 0 || skip.length === 0) return { items: rows.map(itemOf), total: rows[0]?.total ?? 0 }
  const { rows: all } = await sql<{ total: number }>`
    with ${due(userId, act.at)} select count(*) as total from due`.execute(act.tx)
  return { items: [], total: all[0]?.total ?? 0 }
}

/** One lead as the list would show it, whether or not it is to be called now. */
export async function callItem(act: Act, leadId: number): Promise<CallItem | undefined> {
  const { rows } = await sql<Row>`
    ${planned('call-item')} with due as (
      select l.id, h.kind = 'queue' as queue, l.clock_at as at, case
        when exists (select from activity a where a.lead_id = l.id and a.kind = 'call' and a.planned_at <= ${act.at}
            and a.done_at is null and a.cancelled_at is null)
          and coalesce((select a.outcome from activity a where a.lead_id = l.id and a.kind = 'call' and a.done_at is not null
            order by a.done_at desc limit 1), '') not in ('absent', 'blocked') then 0
        when l.clock_at <= ${act.at} then 1
        else 2 end as rank
      from lead l join holder h on h.id = l.holder_id where l.id = ${leadId} and l.closed_at is null),
    shown as (select * from due)
    ${item}`.execute(act.tx)
  return rows[0] && itemOf(rows[0])
}
