import type { RawBuilder } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { askingOf } from './asking.ts'
import { checkRules } from './check.ts'
import { Rules } from './rules.schema.ts'
import { segmentWhere } from './where.ts'

/** A saved segment as a condition over `person p`, for lists, offers and exports alike. */
export async function segmentCondition(act: Act, id: number): Promise<RawBuilder<boolean>> {
  return rulesCondition(act, await rulesOf(act, id))
}

/** Rules that are not saved (yet), the same way. What they ask for must be there. */
export async function rulesCondition(act: Act, rules: Rules): Promise<RawBuilder<boolean>> {
  const asking = await askingOf(act)
  checkRules(rules, asking)
  return segmentWhere(rules, asking)
}

export async function rulesOf(act: Act, id: number): Promise<Rules> {
  const segment = await act.tx.selectFrom('segment').select('rules').where('id', '=', id).executeTakeFirst()
  if (!segment) throw noSuchSegment()
  return Rules.parse(segment.rules)
}

export const noSuchSegment = () =>
  new Refusal('missing', { en: 'There is no such list.', ja: 'このセグメントは存在しません。' })
