import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import type { PickedCompanies } from '../leads/leads.schema.ts'
import { and, conditionsOf } from './list.ts'

/** The companies that were picked in a list, as a condition over `company c`. */
export async function companiesPicked(act: Act, picked: PickedCompanies): Promise<RawBuilder<unknown>> {
  const { ids, matching, except } = picked
  const conditions = matching ? await conditionsOf(act, matching) : []
  if (ids) conditions.push(sql`c.id = any(${ids}::bigint[])`)
  if (except.length > 0) conditions.push(sql`c.id <> all(${except}::bigint[])`)
  if (!ids && !matching) conditions.push(sql`false`)
  return and(conditions)
}
