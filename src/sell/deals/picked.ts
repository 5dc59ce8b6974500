import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { askedNextAction, joins } from './deals.ts'
import type { PickedDeals } from './picked.schema.ts'
import { dealsWhere } from './where.ts'

/** The ids of the deals that were picked in a list, as far as the actor sees them: a query to choose among. */
export function dealsPicked(act: Act, { ids, matching, except }: PickedDeals): RawBuilder<unknown> {
  const conditions: RawBuilder<unknown>[] = [sql`d.id <> all(${except}::bigint[])`]
  if (ids) conditions.push(sql`d.id = any(${ids}::bigint[])`)
  if (matching) conditions.push(dealsWhere(matching, act.at))
  if (!ids && !matching) conditions.push(sql`false`)
  return sql`select d.id from deal d ${joins} ${matching ? askedNextAction(matching) : sql``} where ${sql.join(conditions, sql` and `)}`
}

/** Everybody who takes part in these deals. */
export async function peopleInDeals(act: Act, picked: PickedDeals): Promise<{ personIds: number[] }> {
  const { rows } = await sql<{ id: number }>`
    with picked as materialized (${dealsPicked(act, picked)})
    select p.id from person p where p.merged_into_id is null and p.id in (
      select k.person_id from deal_contact k where k.deal_id in (select id from picked)
      union select d.person_id from deal d where d.id in (select id from picked)) order by p.id`.execute(act.tx)
  return { personIds: rows.map(row => row.id) }
}
