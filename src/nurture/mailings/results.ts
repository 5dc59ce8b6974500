import { sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import type { Judgement } from './judge.schema.ts'
import type { LinkResult, Recipient, RecipientQuery } from './mailings.schema.ts'
import { getMailing } from './mailings.ts'

const did = { opened: sql`r.opened_at`, clicked: sql`r.clicked_at`, unsubscribed: sql`r.unsubscribed_at` }

/** To whom it went, and what they did with it, as far as the actor sees them. */
export async function listRecipients(
  act: Act,
  query: z.infer<typeof RecipientQuery>,
): Promise<{ items: Recipient[]; nextCursor: string | null }> {
  await getMailing(act, query.id, false)
  const after = fromCursor(query.cursor)
  const { rows } = await sql<Recipient>`
    select r.id, r.person_id, nullif(trim(concat(p.family_name, ' ', p.given_name)), '') as name, c.name as company_name, r.state, r.why,
      coalesce(r.address, p.email) as address, r.error, case when r.state = 'sent' then r.settled_at end as sent_at, r.opened_at, r.clicked_at, r.unsubscribed_at
    from mailing_recipient r join person p on p.id = r.person_id left join company c on c.id = p.company_id
    where r.mailing_id = ${query.id} and ${query.state ? sql`r.state = ${query.state}` : sql`true`}
      and ${query.why ? sql`r.why = ${query.why}` : sql`true`}
      and ${query.did ? sql`${did[query.did]} is not null` : sql`true`}
      and ${after ? sql`r.id > ${after[0]}::bigint` : sql`true`}
    order by r.id limit ${query.limit + 1}`.execute(act.tx)
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > query.limit && last ? toCursor([last.id]) : null }
}

/** Each link with how often people clicked it, how many they were, and what machines did. */
export async function listLinks(act: Act, mailingId: number): Promise<z.infer<typeof LinkResult>[]> {
  await getMailing(act, mailingId, false)
  const { rows } = await sql<z.infer<typeof LinkResult>>`
    select l.position, l.url, count(t.id) filter (where t.verdict <> 'machine') as clicks,
      count(distinct t.recipient_id) filter (where t.verdict <> 'machine') as people, count(t.id) filter (where t.verdict = 'machine') as machines
    from mail_link l left join mail_touch t on t.link_id = l.id
    where l.mailing_id = ${mailingId} group by l.id, l.position, l.url order by l.position`.execute(act.tx)
  return rows
}

/** How openings and clicks were judged, and why. */
export async function listJudgements(act: Act, mailingId: number): Promise<Judgement[]> {
  await getMailing(act, mailingId, false)
  const { rows } = await sql<Judgement>`
    with touch as (
      select t.* from mail_touch t join mailing_recipient r on r.id = t.recipient_id where r.mailing_id = ${mailingId}
    )
    select kind, verdict, count(*) as count, (
      select coalesce(jsonb_agg(jsonb_build_object('reason', w.reason, 'count', w.count) order by w.count desc, w.reason), '[]') from (
        select reason, count(*) as count from touch x cross join unnest(x.reasons) reason
        where x.kind = touch.kind and x.verdict = touch.verdict group by 1) w) as reasons
    from touch group by kind, verdict`.execute(act.tx)
  return rows
}
