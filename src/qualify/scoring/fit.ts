import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { askingOf } from '../../people/segments/asking.ts'
import { Rules } from '../../people/segments/rules.schema.ts'
import { segmentWhere } from '../../people/segments/where.ts'
import type { Sql } from './points.ts'

type FitRule = { id: number; points: number; conditions: unknown }

/** Who fulfils which of these rules, as rows of person, rule and points. */
export async function whoFits(act: OwnerAct, rules: FitRule[], people: Sql): Promise<Sql> {
  if (rules.length === 0)
    return sql`select null::bigint as person_id, null::bigint as rule_id, null::integer as points where false`
  const asking = await askingOf(act)
  const rows = rules.map(
    r => sql`(${r.id}::bigint, ${r.points}::integer, (${segmentWhere(Rules.parse(r.conditions), asking)}))`,
  )
  return sql`
    select p.id as person_id, r.rule_id, r.points from person p
    cross join lateral (values ${sql.join(rows)}) r(rule_id, points, holds)
    where ${people} and p.merged_into_id is null and r.holds`
}

/**
 * Lines of fit begin when a condition holds and end when it does no longer. Of somebody whom nobody has looked at for it yet,
 * it held since it was asked first. `only`: these conditions; all that are in force when left out.
 */
export async function fitLines(act: OwnerAct, personIds: number[], only: number[] | null = null): Promise<void> {
  const { rows: rules } = await sql<FitRule>`
    select r.condition_id as id, r.points, r.conditions from scoring_rule r join scoring_card c on c.id = r.card_id
    where c.published_at is not null and c.ended_at is null and r.about = 'fit' and (${only}::bigint[] is null or r.condition_id = any(${only}::bigint[]))`.execute(
    act.tx,
  )
  const held = await whoFits(act, rules, sql`p.id = any(${personIds}::bigint[])`)
  await sql`
    with held as materialized (${held}), ended as (
      update score_line l set until_at = ${act.at}
      where l.person_id = any(${personIds}::bigint[]) and l.event_id is null and l.until_at is null and l.condition_id = any(${rules.map(r => r.id)}::bigint[])
        and not exists (select from held h where h.person_id = l.person_id and h.rule_id = l.condition_id)
    )
    insert into score_line (person_id, condition_id, at, known_at)
    select h.person_id, h.rule_id, b.began, b.began from held h join person p on p.id = h.person_id join score s on s.person_id = p.id
    cross join lateral (select case
      when exists (select from scoring_rule q where q.card_id = s.card_id and q.condition_id = h.rule_id)
        or s.card_id is null and exists (select from score_line x where x.person_id = p.id and x.event_id is null) then ${act.at}::timestamptz
      else greatest((select c.published_at from scoring_rule q join scoring_card c on c.id = q.card_id where q.id = h.rule_id), p.created_at) end as began) b
    on conflict (person_id, condition_id) where event_id is null and until_at is null do nothing`.execute(act.tx)
}
