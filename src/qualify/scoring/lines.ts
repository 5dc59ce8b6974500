import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { namedPage } from '../../people/identity/pages.ts'
import { askingOf } from '../../people/segments/asking.ts'
import { Rules } from '../../people/segments/rules.schema.ts'
import { segmentWhere } from '../../people/segments/where.ts'
import { planned, type Tx } from '../../platform/db.ts'
import { eventOf, keysOf, type Taken } from '../../timeline/reactions.ts'
import type { Sql } from './points.ts'
import { scoredKinds } from './scoring.schema.ts'

/**
 * The lines that intent rules give for events `e`. A version gives them for what was known before it was followed by the
 * next; whose a visitor's views are was not known before they were identified.
 */
export const linesOfEvents = (where: Sql, cards: Sql, events = sql`event e`): Sql => sql`
  select e.person_id, r.card_id, r.id as rule_id, e.id as event_id, e.identity_id, r.points, e.occurred_at as at, k.known_at
  from ${events}
  left join lateral (select kind from identity d where d.id = e.identity_id offset 0) i on true
  cross join lateral (select greatest(e.recorded_at, case i.kind when 'cookie' then (
    select min(v.recorded_at) from event v where v.kind = 'visitor.identified' and v.identity_id = e.identity_id and v.person_id = e.person_id) end) as known_at) k
  left join lateral ${namedPage(sql`e.facts ->> 'url'`)} n on e.kind = 'page.viewed'
  join scoring_rule r on r.about = 'intent' and r.event_kind = e.kind and e.facts @> r.facts
    and (r.page is null or r.page = 'important' and n.important or r.page = 'named' and r.page_id = n.id)
  join scoring_card c on c.id = r.card_id and (c.ended_at is null or c.ended_at > k.known_at) and ${cards}
  where ${where} and e.person_id is not null and e.kind = any(${scoredKinds}::text[]) and not e.facts ? 'machine'`

/** Whether `e` is the event that a line `l` is for. */
export const isLinesEvent = sql`(e.identity_id = l.identity_id and e.occurred_at = l.at and e.id = l.event_id)`

const published = sql`c.published_at is not null`
const inForce = sql`c.published_at is not null and c.ended_at is null`

async function keepLines(tx: Tx, of: 'events' | 'people' | 'moved', where: Sql, cards: Sql, events?: Sql): Promise<void> {
  await sql`
    ${planned(`lines-of-${of}`)} insert into score_line (person_id, card_id, rule_id, event_id, identity_id, points, at, known_at)
    select l.person_id, l.card_id, l.rule_id, l.event_id, l.identity_id, l.points, l.at, greatest(l.known_at, (
      select max(x.until_at) from score_line x where x.event_id = l.event_id and x.rule_id = l.rule_id and x.until_at is not null))
    from (${linesOfEvents(where, cards, events)}) l
    on conflict (event_id, rule_id) where event_id is not null and until_at is null do update set person_id = excluded.person_id, known_at = excluded.known_at
      where (score_line.person_id, score_line.known_at) is distinct from (excluded.person_id, excluded.known_at)`.execute(
    tx,
  )
}

export const linesForEvents = (tx: Tx, events: Taken[]): Promise<void> =>
  keepLines(tx, 'events', sql`true`, published, sql`${keysOf(events)} cross join ${eventOf('t')}`)

/** Everything these people ever did, by the version in force: who is new to it, or was concluded to be somebody else. */
export const linesForPeople = (tx: Tx, personIds: number[]): Promise<void> =>
  keepLines(tx, 'people', sql`e.person_id = any(${personIds}::bigint[])`, inForce)

/**
 * Whose a line is, is whose its event is: of these people, lines go where their events went, and what is new is added. What
 * turned out to be nobody's counts no more from now on; what it counted before is not denied.
 */
export async function linesFollowEvents({ tx, at }: OwnerAct, personIds: number[]): Promise<void> {
  await sql`
    update score_line l set person_id = coalesce(e.person_id, l.person_id), until_at = case when e.person_id is null then ${at}::timestamptz end from event e
    where l.person_id = any(${personIds}::bigint[]) and ${isLinesEvent} and l.until_at is null and e.person_id is distinct from l.person_id`.execute(
    tx,
  )
  await keepLines(tx, 'moved', sql`e.person_id = any(${personIds}::bigint[])`, published)
}

/**
 * Pages are called something else by now: of these people, lines of pages end that are not what their rule means any more,
 * and what is meant now begins. A score of the past stays what it was.
 */
export async function linesFollowPages({ tx, at }: OwnerAct, personIds: number[]): Promise<void> {
  const meant = linesOfEvents(
    sql`e.person_id = any(${personIds}::bigint[]) and e.kind = 'page.viewed' and r.page is not null`,
    inForce,
  )
  await sql`
    ${planned('lines-of-pages')} with meant as materialized (${meant}), ended as (
      update score_line l set until_at = ${at} from scoring_rule r join scoring_card c on c.id = r.card_id
      where r.id = l.rule_id and r.event_kind = 'page.viewed' and r.page is not null and ${inForce}
        and l.person_id = any(${personIds}::bigint[]) and l.event_id is not null and l.until_at is null
        and not exists (select from meant m where m.event_id = l.event_id and m.rule_id = l.rule_id)
    )
    insert into score_line (person_id, card_id, rule_id, event_id, identity_id, points, at, known_at)
    select m.person_id, m.card_id, m.rule_id, m.event_id, m.identity_id, m.points, m.at, greatest(m.known_at, ${at}::timestamptz) from meant m
    on conflict (event_id, rule_id) where event_id is not null and until_at is null do nothing`.execute(tx)
}

type FitRuleRow = { id: number; cardId: number; points: number; conditions: unknown }

/** Who fulfils which of these rules, as rows of person, rule and points. */
export async function whoFits(act: OwnerAct, rules: FitRuleRow[], people: Sql): Promise<Sql> {
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

/** Lines of fit begin when a rule holds and end when it does no longer. Of somebody never looked at, it held all along. */
export async function fitLines(act: OwnerAct, personIds: number[]): Promise<void> {
  const rules = await act.tx
    .selectFrom('scoringRule')
    .innerJoin('scoringCard', 'scoringCard.id', 'cardId')
    .select(['scoringRule.id', 'cardId', 'points', 'conditions'])
    .where('publishedAt', 'is not', null)
    .where('endedAt', 'is', null)
    .where('about', '=', 'fit')
    .execute()
  const held = await whoFits(act, rules, sql`p.id = any(${personIds}::bigint[])`)
  await sql`
    with card as (select * from scoring_card c where ${inForce}), held as materialized (${held}), ended as (
      update score_line l set until_at = ${act.at} from card c
      where l.person_id = any(${personIds}::bigint[]) and l.event_id is null and l.until_at is null and l.card_id = c.id
        and not exists (select from held h where h.person_id = l.person_id and h.rule_id = l.rule_id)
    )
    insert into score_line (person_id, card_id, rule_id, points, at, known_at)
    select h.person_id, c.id, h.rule_id, h.points, b.began, b.began from held h cross join card c join person p on p.id = h.person_id
    cross join lateral (select case when s.card_id = c.id or exists (select from score_line x where x.person_id = p.id and x.card_id = c.id and x.event_id is null)
      then ${act.at}::timestamptz else greatest(c.published_at, p.created_at) end as began from score s where s.person_id = p.id) b
    on conflict (person_id, rule_id) where event_id is null and until_at is null do nothing`.execute(act.tx)
}
