import { type RawBuilder, sql } from 'kysely'
import { addDays, loadCalendar, localDay, momentOf } from '../../office/calendar/workdays.ts'
import type { Act } from '../../office/roles/act.ts'
import { namedPage } from '../../people/identity/pages.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import type { DayOfVisits, Visit, VisitQuery } from './tracking.schema.ts'

/** As many pages are named; of a longer stay the rest are a number. */
const mostRead = 8

const columns = sql`
  v.id, v.person_id, nullif(trim(concat(p.family_name, ' ', p.given_name)), '') as person_name,
  case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as company,
  v.channel, v.landing, n.name as landing_name, v.referrer, v.utm_source, v.utm_medium, v.utm_campaign,
  v.click_kind, v.device, v.first_at, v.last_at, v.pages, r.read`

const joins = sql`
  left join person p on p.id = v.person_id
  left join company c on c.id = p.company_id
  left join lateral ${namedPage(sql`v.landing`)} n on true
  cross join lateral (
    select coalesce(jsonb_agg(x.page order by x.at), '[]') as read from (
      select coalesce(q.name, nullif(e.facts ->> 'title', ''), public.page_path(e.facts ->> 'url')) as page, min(e.occurred_at) as at
      from event e left join lateral ${namedPage(sql`e.facts ->> 'url'`)} q on true
      where e.identity_id = v.identity_id and e.occurred_at between v.first_at and v.last_at and e.kind = 'page.viewed'
        and not e.facts ? 'machine' and e.person_id is not distinct from v.person_id
      group by 1 order by 2 limit ${mostRead}) x) r`

/** A person's stays on the site, latest first: where each came from, where it began, what was read. */
export const listVisits = (
  act: Act,
  { id, ...paging }: { id: number; limit: number; cursor?: string | undefined },
): Promise<{ items: Visit[]; nextCursor: string | null }> => pageOf(act, sql`v.person_id = ${id}`, paging)

/** All stays that began on a day, latest first, as far as the actor may see whose they are. */
export async function visitsOfDay(
  act: Act,
  { day, who, ...paging }: VisitQuery,
): Promise<{ items: Visit[]; nextCursor: string | null }> {
  const { where } = await within(act, day)
  const known =
    who === 'known' ? sql`v.person_id is not null` : who === 'anonymous' ? sql`v.person_id is null` : sql`true`
  return pageOf(act, sql`${where(sql`v.first_at`)} and ${known}`, paging)
}

async function pageOf(
  act: Act,
  where: RawBuilder<unknown>,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<{ items: Visit[]; nextCursor: string | null }> {
  const after = fromCursor(cursor)
  const { rows } = await sql<Visit>`
    with v as (
      select * from visit v
      where ${where} ${after ? sql`and (v.first_at, v.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)` : sql``}
      order by v.first_at desc, v.id desc limit ${limit + 1}
    )
    select ${columns} from v ${joins} order by v.first_at desc, v.id desc`.execute(act.tx)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? toCursor([last.firstAt, last.id]) : null }
}

/** A day's stays in figures: how many, from where, of which companies; what machines looked at is counted apart. */
export async function dayOfVisits(act: Act, asked?: string): Promise<DayOfVisits> {
  const { day, where } = await within(act, asked)
  const { rows } = await sql<Omit<DayOfVisits, 'day'>>`
    with stays as (
      select v.*, p.company_id, coalesce(v.utm_campaign, v.utm_source, substring(v.referrer from '^[a-z]+://([^/:?#]+)')) as source
      from visit v left join person p on p.id = v.person_id where ${where(sql`v.first_at`)}
    )
    select count(*) as visits, count(distinct identity_id) as visitors, count(*) filter (where person_id is null) as anonymous,
      coalesce(sum(pages), 0) as pages,
      (select count(*) from event e where e.kind = 'page.viewed' and e.facts ? 'machine' and ${where(sql`e.occurred_at`)}) as machines,
      (select coalesce(jsonb_agg(x order by x.visits desc, x.channel, x.source nulls last), '[]') from (
        select channel, source, count(*) as visits from stays group by 1, 2 order by 3 desc limit 10) x) as sources,
      (select coalesce(jsonb_agg(x order by x.visits desc, x.id), '[]') from (
        select c.id, c.name, count(*) as visits from stays s join company c on c.id = s.company_id group by 1, 2 order by 3 desc, 1 limit 10) x) as companies
    from stays`.execute(act.tx)
  return { day, ...rows[0]! }
}

/** A day as it is where the company is; without one, today. */
async function within(act: Act, asked?: string) {
  const { timeZone } = await loadCalendar(act.tx)
  const day = asked ?? localDay(act.at, timeZone)
  const [from, until] = [momentOf(day, '00:00', timeZone), momentOf(addDays(day, 1), '00:00', timeZone)]
  return {
    day,
    where: (at: RawBuilder<unknown>) => sql`${at} >= ${from}::timestamptz and ${at} < ${until}::timestamptz`,
  }
}
