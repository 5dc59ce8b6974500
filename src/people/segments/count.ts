import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { askingOf } from './asking.ts'
import { checkRules } from './check.ts'
import { rulesCondition, rulesOf } from './condition.ts'
import type { Rules } from './rules.schema.ts'
import type { Count } from './segments.schema.ts'
import { leadWhereOf, segmentWhere } from './where.ts'

const bound = 1000

/** How many people are in it, as far as the actor may see. Without `exact` the counting stops where it says "1,000+". */
export async function countInSegment(act: Act, rules: Rules, exact: boolean): Promise<Count> {
  const where = await rulesCondition(act, rules)
  const limit = exact ? sql`` : sql`limit ${bound + 1}`
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select p.id from person p where p.merged_into_id is null and ${where} ${limit}) found`.execute(
    act.tx,
  )
  const count = rows[0]!.n
  return exact || count <= bound ? { count, exact: true } : { count: bound, exact: false }
}

/** The people in it, as a condition over `person p`: of a saved segment, or of rules. */
export async function personsInSegment(act: Act, of: number | Rules): Promise<RawBuilder<boolean>> {
  const rules = typeof of === 'number' ? await rulesOf(act, of) : of
  return sql<boolean>`(p.merged_into_id is null and ${await rulesCondition(act, rules)})`
}

/** The open leads of the people in it: of somebody with several, those that the rules speak of. */
export async function segmentLeads(act: Act, of: number | Rules): Promise<number[]> {
  const rules = typeof of === 'number' ? await rulesOf(act, of) : of
  const asking = await askingOf(act)
  checkRules(rules, asking)
  const { rows } = await sql<{ id: number }>`
    select l.id from lead l join person p on p.id = l.person_id
    where l.closed_at is null and p.merged_into_id is null and ${segmentWhere(rules, asking)} and ${leadWhereOf(rules, asking)}
    order by l.id`.execute(act.tx)
  return rows.map(r => r.id)
}
