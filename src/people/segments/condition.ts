import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { askingOf } from './asking.ts'
import { checkRules } from './check.ts'
import { Rules } from './rules.schema.ts'
import { leadWhereOf, segmentWhere } from './where.ts'

/** A saved segment as a condition over `person p`, for lists, offers and exports alike. */
export async function segmentCondition(act: Act, id: number): Promise<RawBuilder<boolean>> {
  return rulesCondition(act, await rulesOf(act, id))
}

/** Rules that are not saved (yet), the same way. What they ask for must be there. */
export async function rulesCondition(act: Act, rules: Rules): Promise<RawBuilder<boolean>> {
  const asking = await askingOf(act, rules)
  checkRules(rules, asking)
  return segmentWhere(rules, asking)
}

/** The people in it, as a condition over `person p`: of a saved segment, or of rules. */
export async function personsInSegment(act: Act, of: number | Rules): Promise<RawBuilder<boolean>> {
  const condition = typeof of === 'number' ? await segmentCondition(act, of) : await rulesCondition(act, of)
  return sql<boolean>`(p.merged_into_id is null and ${condition})`
}

/** The open leads of the people in it: of somebody with several, those that the rules speak of. */
export async function leadsInSegment(act: Act, of: number | Rules): Promise<number[]> {
  const rules = typeof of === 'number' ? await rulesOf(act, of) : of
  const asking = await askingOf(act, rules)
  checkRules(rules, asking)
  const { rows } = await sql<{ id: number }>`
    select l.id from lead l join person p on p.id = l.person_id
    where l.closed_at is null and p.merged_into_id is null and ${segmentWhere(rules, asking)} and ${leadWhereOf(rules, asking)}
    order by l.id`.execute(act.tx)
  return rows.map(r => r.id)
}

export async function rulesOf(act: Act, id: number): Promise<Rules> {
  const segment = await act.tx.selectFrom('segment').select('rules').where('id', '=', id).executeTakeFirst()
  if (!segment) throw noSuchSegment()
  return Rules.parse(segment.rules)
}

export const noSuchSegment = () =>
  new Refusal('missing', { en: 'There is no such list.', ja: 'このセグメントは存在しません。' })
