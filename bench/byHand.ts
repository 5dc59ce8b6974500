import { findActor } from '../src/office/users/actors.ts'
import { openDb } from '../src/platform/db.ts'
import type { Office } from './office.ts'

/** What hand-written SQL asks of a person `p`, by the name of the filter; what the product concludes from more, has none. */
export const conditionsByHand: Record<string, string> = {
  everybody: 'true',
  'stage MQL': openLead("l.stage = 'mql'"),
  'stage recycled': openLead("l.stage = 'recycled'"),
  customers: `not ${openLead('true')} and exists (select from company c where c.id = p.company_id and c.customer_since is not null)`,
  'temperature hot': "exists (select from score s where s.person_id = p.id and s.temperature = 'hot')",
  'industry has 製造': "exists (select from company c where c.id = p.company_id and c.industry like '%製造%')",
  'title has 部長': "p.title like '%部長%'",
  'never approached': `not exists (select from activity a where a.person_id = p.id and a.done_at is not null and a.kind in ('call', 'visit', 'mail', 'meeting'))
    and not exists (select from lead l where l.person_id = p.id and l.touched_at is not null)`,
  'clock overdue': openLead('l.clock_at <= now()'),
  'lawful by mail': `exists (select from consent g where g.person_id = p.id and g.channel = 'mail' and g.withdrawn_at is null
      and not exists (select from consent o where o.person_id = p.id and o.channel = 'mail' and o.withdrawn_at is not null
        and (g.basis <> 'opt_in' or o.withdrawn_at >= g.granted_at)))
    and not exists (select from lead d where d.person_id = p.id and d.stage = 'disqualified' and not exists (
      select from lead x where x.person_id = d.person_id and (x.closed_at is null or (x.closed_at, x.id) > (d.closed_at, d.id))))`,
  'saw a page in 30 days': `exists (select from event e where e.person_id = p.id and e.kind = 'page.viewed'
    and e.occurred_at >= (date_trunc('day', now() at time zone 'Asia/Tokyo') - interval '30 days') at time zone 'Asia/Tokyo')`,
}

function openLead(condition: string): string {
  return `exists (select from lead l where l.person_id = p.id and l.closed_at is null and ${condition})`
}

/** The order of a list as one writes it by hand. */
export const ordersByHand: Record<string, string> = {
  '-created': 'p.created_at desc, p.id desc',
  created: 'p.created_at, p.id',
  name: "coalesce(p.family_name_kana, p.family_name) || ' ' || coalesce(p.given_name_kana, p.given_name), p.id",
  '-name':
    "coalesce(p.family_name_kana, p.family_name) || ' ' || coalesce(p.given_name_kana, p.given_name) desc, p.id desc",
  company: 'c.name, p.id',
  clock: 'l.clock_at, p.id',
  '-intent': 's.intent desc nulls last, p.id desc',
}

/** Eighty people with what a list shows of them. */
export const listByHand = (condition: string, order: string): string => `
  select p.id, p.family_name, p.given_name, p.department, p.title, p.email, p.phone, c.name as company, l.stage, l.clock_at, h.name as holder, s.intent, s.fit, s.temperature
  from person p left join company c on c.id = p.company_id
  left join lateral (select * from lead where person_id = p.id and closed_at is null order by id limit 1) l on true
  left join holder h on h.id = l.holder_id left join score s on s.person_id = p.id
  where p.merged_into_id is null and p.seen_by && $1::bigint[] and (${condition}) order by ${order} limit 81`

/** How many there are; at most a thousand and one where it is bounded. */
export const countByHand = (condition: string, bounded: boolean): string => `
  select count(*) from (select from person p where p.merged_into_id is null and p.seen_by && $1::bigint[] and (${condition}) ${bounded ? 'limit 1001' : ''}) found`

/** The ids that somebody sees by. */
export async function sightOf(office: Office, login: string): Promise<number[]> {
  const { rows } = await office.sql.query<{ id: string }>('select id from app_user where email like $1', [`${login}@%`])
  const actor = await findActor(openDb(office.sql), { id: Number(rows[0]!.id) }, new Date())
  return actor!.sight
}
