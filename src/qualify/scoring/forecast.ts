import { sql } from 'kysely'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { whoFits } from './fit.ts'
import { linesOfEvents, rulesOfDraft } from './lines.ts'
import { didAnything, isAbove, standings } from './points.ts'
import { noSuchCard } from './refusals.ts'
import { type Forecast, lifeInHalves } from './scoring.schema.ts'

/** How wide a square of the picture is, in points. */
const square = 10

/**
 * Whom a version would put across the line, if it were in force now: nothing is written down. Counted over everybody with
 * an open lead, which are all whom it could move.
 */
export async function forecast(act: Act, cardId: number): Promise<Forecast> {
  const rules = await act.tx.selectFrom('scoringRule').selectAll().where('cardId', '=', cardId).execute()
  const card = await act.tx.selectFrom('scoringCard').select('id').where('id', '=', cardId).executeTakeFirst()
  if (!card) throw noSuchCard()
  return asOwner(act, async act => {
    const { tx, at } = act
    const pursued = sql`exists (select from lead x where x.person_id = p.id and x.closed_at is null)`
    const longest = Math.max(1, ...rules.map(r => r.halfLifeDays ?? 0)) * lifeInHalves
    const held = await whoFits(
      act,
      rules.filter(r => r.about === 'fit'),
      pursued,
    )
    const events = linesOfEvents(
      sql`e.occurred_at > ${at}::timestamptz - make_interval(days => ${longest})
        and exists (select from person p where p.id = e.person_id and p.merged_into_id is null and ${pursued})`,
      rulesOfDraft(cardId),
    )
    const lines = sql`
      select l.event_id as id, l.person_id, l.event_id, l.identity_id, l.rule_id, r.points, l.at, r.about, r.cap, r.half_life_days
      from (${events}) l join scoring_rule r on r.id = l.rule_id
      union all select h.rule_id, h.person_id, null, null, h.rule_id, h.points, ${at}::timestamptz, 'fit', null, null from (${held}) h`
    const { rows } = await sql<Omit<Forecast, 'spread'> & { spread: Forecast['spread'] | null }>`
      with card as (select * from scoring_card where id = ${cardId}), ${standings(lines, at)}, everybody as materialized (
        select p.id, i.intent, i.fit, ${isAbove(sql`i.intent`, sql`i.fit`, didAnything(at))} as above, coalesce(s.above, false) as was
        from person p cross join card c left join standing n on n.person_id = p.id left join score s on s.person_id = p.id
        cross join lateral (select coalesce(n.intent, 0) as intent, coalesce(n.fit, 0) as fit) i
        where p.merged_into_id is null and ${pursued}
      ), squares as (
        select floor(greatest(intent, 0) / ${square}) * ${square} as x, floor(fit / ${square}) * ${square} as y, count(*) as people from everybody group by 1, 2
      )
      select count(*) filter (where was) as now, count(*) filter (where above) as would, count(*) filter (where above and not was) as up,
        count(*) filter (where was and not above) as down,
        count(*) filter (where above and not was and exists (select from lead x where x.person_id = everybody.id and x.stage = 'lead' and x.closed_at is null)) as offered,
        (select jsonb_agg(jsonb_build_object('x', x::int, 'y', y::int, 'people', people)) from squares) as spread
      from everybody`.execute(tx)
    return { ...rows[0]!, spread: rows[0]!.spread ?? [] }
  })
}
