import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import type { Today } from './today.schema.ts'

const days = 30

/** How many wait to be approached, how many are offered now, and what became of the offers of the last 30 days. */
export async function marketingToday(act: Act): Promise<Today['marketing']> {
  const since = new Date(act.at.getTime() - days * 86_400_000)
  const { rows } = await sql<NonNullable<Today['marketing']>>`
    with answered as (
      select o.answer, o.reason_id from offer o join holder f on f.id = o.from_id
      where f.purpose = 'marketing' and o.offered_at >= ${since} and o.answer is not null
    )
    select
      (select count(*) from lead l where l.stage = 'lead') as to_approach,
      (select count(*) from lead l where l.stage = 'recycled') as nurtured,
      (select count(*) from offer o join holder f on f.id = o.from_id where f.purpose = 'marketing' and o.answer is null) as offered,
      (select count(*) from offer o join holder f on f.id = o.from_id where f.purpose = 'marketing' and o.offered_at >= ${since}) as given,
      (select count(*) from answered where answer = 'accepted') as accepted,
      (select count(*) from answered where answer = 'returned') as returned,
      (select count(*) from answered where answer = 'expired') as expired,
      (select coalesce(jsonb_agg(x), '[]') from (
        select jsonb_build_object('ja', r.name_ja, 'en', r.name_en, 'count', count(*)) as x
        from answered a join reason r on r.id = a.reason_id where a.answer = 'returned' group by r.name_ja, r.name_en order by count(*) desc) r) as reasons`.execute(
    act.tx,
  )
  return rows[0]
}
