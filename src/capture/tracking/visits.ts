import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import { isEventOf, type Taken } from '../../timeline/reactions.ts'
import { sourceOf } from './source.ts'

type Cookie = { id: number; personId: number | null; companyId: number | null; strength: string; concludedAt: Date }

const visitMs = 30 * 60_000

/**
 * Views become visits. Lanes may bring one visitor's views out of order once somebody knows who they are; the lock on
 * the identity keeps two lanes apart, and a view finds its visit by time, wherever it belongs.
 */
export async function visitsOfViews(tx: Tx, events: Taken[]): Promise<void> {
  const human = events.filter(e => e.identityId !== null && !e.facts.machine)
  if (human.length === 0) return
  const cookies = await lockIdentities(tx, [...new Set(human.map(e => e.identityId!))])
  await concludeLate(tx, human, cookies)
  const views = human
    .filter(e => cookies.has(e.identityId!))
    .map(e => ({
      id: e.id,
      identity_id: e.identityId,
      person_id: e.personId,
      at: e.occurredAt,
      source: {
        ...sourceOf(String(e.facts.url), e.facts.referrer as string | undefined),
        device: e.facts.device ?? null,
      },
    }))
  if (views.length > 0) await mergeIntoVisits(tx, views)
}

async function lockIdentities(tx: Tx, ids: number[]): Promise<Map<number, Cookie>> {
  const { rows } = await sql<Cookie>`
    ${planned('lock-cookies')} select i.id, i.person_id, i.strength, i.concluded_at, (select p.company_id from person p where p.id = i.person_id) as company_id
    from identity i where i.id = any(${ids}) order by i.id for no key update`.execute(tx)
  return new Map(rows.map(r => [r.id, r]))
}

/** A view that was written while somebody concluded whose it is: now it is known. What follows in this batch sees it too. */
async function concludeLate(tx: Tx, events: Taken[], cookies: Map<number, Cookie>): Promise<void> {
  const late = events.flatMap(event => {
    const cookie = cookies.get(event.identityId!)
    if (event.personId !== null || !cookie || cookie.personId === null) return []
    const before = cookie.strength === 'weak' && event.occurredAt.getTime() < cookie.concludedAt.getTime() - visitMs
    return before ? [] : [{ event, cookie }]
  })
  if (late.length === 0) return
  const rows = late.map(({ event, cookie }) => ({
    event_id: event.id,
    identity_id: cookie.id,
    occurred_at: event.occurredAt,
    person: cookie.personId,
    company: cookie.companyId,
  }))
  await sql`
    update event e set person_id = l.person, company_id = l.company
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l(event_id bigint, identity_id bigint, occurred_at timestamptz, person bigint, company bigint)
    where ${isEventOf('l')} and e.person_id is null`.execute(tx)
  for (const { event, cookie } of late) {
    event.personId = cookie.personId
    event.companyId = cookie.companyId
  }
}

/**
 * New views and the visits near them, in the order of time: where no more than half an hour lies between, they are one
 * visit. The oldest visit that was there stays the one; its source is that of its first page.
 */
async function mergeIntoVisits(tx: Tx, views: object[]): Promise<void> {
  await sql`
    ${planned('merge-into-visits')} with view as (
      select * from jsonb_to_recordset(${JSON.stringify(views)}::jsonb) as v(id bigint, identity_id bigint, person_id bigint, at timestamptz, source jsonb)
    ), near as (
      select t.* from visit t join (select identity_id, min(at) as since, max(at) as until from view group by identity_id) s
        on t.identity_id = s.identity_id and t.last_at >= s.since - interval '30 minutes' and t.first_at <= s.until + interval '30 minutes'
    ), part as (
      select null::bigint as visit_id, identity_id, person_id, at as first_at, at as last_at, 1 as pages, source, id as place from view
      union all
      select id, identity_id, person_id, first_at, last_at, pages, null, 0 from near
    ), marked as (
      select *, (first_at > max(last_at) over (partition by identity_id, person_id order by first_at, place
        rows between unbounded preceding and 1 preceding) + interval '30 minutes') is not false as fresh from part
    ), numbered as (
      select *, count(*) filter (where fresh) over (partition by identity_id, person_id order by first_at, place) as n from marked
    ), stay as (
      select identity_id, person_id, min(first_at) as first_at, max(last_at) as last_at, sum(pages)::int as pages,
        (array_agg(source order by first_at, place))[1] as source, array_remove(array_agg(visit_id order by first_at), null) as were
      from numbered group by identity_id, person_id, n
    ), gone as (
      delete from visit where id in (select unnest(were[2:]) from stay)
    ), longer as (
      update visit v set first_at = s.first_at, last_at = s.last_at, pages = s.pages,
        (channel, landing, referrer, utm_source, utm_medium, utm_campaign, utm_term, utm_content, click_kind, click_id, device) =
        (select r.channel, r.landing, r.referrer, r.utm_source, r.utm_medium, r.utm_campaign, r.utm_term, r.utm_content, r.click_kind, r.click_id, r.device
          from jsonb_populate_record(v, coalesce(s.source, '{}')) r)
      from stay s where v.id = s.were[1]
    )
    insert into visit (identity_id, person_id, first_at, last_at, pages, channel, landing, referrer, utm_source, utm_medium, utm_campaign, utm_term, utm_content, click_kind, click_id, device)
    select s.identity_id, s.person_id, s.first_at, s.last_at, s.pages, r.channel, r.landing, r.referrer, r.utm_source, r.utm_medium, r.utm_campaign, r.utm_term,
      r.utm_content, r.click_kind, r.click_id, r.device
    from stay s cross join lateral jsonb_populate_record(null::visit, s.source) r
    where cardinality(s.were) = 0 order by s.first_at`.execute(tx)
}
