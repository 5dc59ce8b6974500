import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { namedPage } from '../../people/identity/pages.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import type { Visit } from './tracking.schema.ts'

/** A person's stays on the site, latest first: where each came from, where it began, how many pages. */
export async function listVisits(
  act: Act,
  { id, limit, cursor }: { id: number; limit: number; cursor?: string | undefined },
): Promise<{ items: Visit[]; nextCursor: string | null }> {
  const after = fromCursor(cursor)
  const { rows } = await sql<Visit>`
    select v.id, v.person_id, v.channel, v.landing, n.name as landing_name, v.referrer, v.utm_source, v.utm_medium, v.utm_campaign,
      v.click_kind, v.first_at, v.last_at, v.pages
    from visit v left join lateral ${namedPage(sql`v.landing`)} n on true
    where v.person_id = ${id} ${after ? sql`and (v.first_at, v.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)` : sql``}
    order by v.first_at desc, v.id desc limit ${limit + 1}`.execute(act.tx)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? toCursor([last.firstAt, last.id]) : null }
}
