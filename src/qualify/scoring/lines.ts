import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { namedPage } from '../../people/identity/pages.ts'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import { eventsOf, type Taken } from '../../timeline/reactions.ts'
import type { Sql } from './points.ts'
import { scoredKinds } from './scoring.schema.ts'

/** Rules that were published, each as the first of those that ask the same, and until when a version has it. */
const conditions = sql`
  select f.*, k.ended_at from scoring_rule f cross join lateral (
    select max(coalesce(c.ended_at, 'infinity')) as ended_at from scoring_rule r join scoring_card c on c.id = r.card_id where r.condition_id = f.id) k
  where f.condition_id = f.id`
const inForce = sql`select * from (${conditions}) r where r.ended_at = 'infinity'`

/** The rules of a version that is only tried. */
export const rulesOfDraft = (cardId: number): Sql =>
  sql`select r.*, 'infinity'::timestamptz as ended_at from scoring_rule r where r.card_id = ${cardId}`

/** Whether `e` came after its visitor `i` was concluded to be this person: then no month need be searched for when that was. */
const wasKnown = sql`(i.person_id is not distinct from e.person_id and i.concluded_at <= e.recorded_at)`

/**
 * The lines that intent rules give for events `e`. A rule gives them for what was known while a version had it; whose a
 * visitor's views are was not known before they were identified.
 */
export const linesOfEvents = (where: Sql, rules: Sql, events = sql`event e`): Sql => sql`
  select e.person_id, r.id as rule_id, e.id as event_id, e.identity_id, e.occurred_at as at, k.known_at
  from ${events}
  left join lateral (select kind, person_id, concluded_at from identity d where d.id = e.identity_id offset 0) i on true
  cross join lateral (select greatest(e.recorded_at, case when i.kind = 'cookie' and not ${wasKnown} then
    public.identified_at(e.identity_id, e.person_id) end) as known_at) k
  left join lateral ${namedPage(sql`e.facts ->> 'url'`)} n on e.kind = 'page.viewed'
  join (${rules}) r on r.about = 'intent' and r.event_kind = e.kind and e.facts @> r.facts and r.ended_at > k.known_at
    and (r.page is null or r.page = 'important' and n.important or r.page = 'named' and r.page_id = n.id)
  where ${where} and e.person_id is not null and e.kind = any(${scoredKinds}::text[]) and not e.facts ? 'machine'`

/** Whether `e` is the event that a line `l` is for. */
export const isLinesEvent = sql`(e.identity_id = l.identity_id and e.occurred_at = l.at and e.id = l.event_id)`

/** `of`: what this is the plan of. */
async function keepLines(
  tx: Tx,
  of: 'events' | 'people' | 'moved',
  where: Sql,
  rules: Sql,
  events?: Sql,
): Promise<void> {
  await sql`
    ${planned(`lines-of-${of}`)} insert into score_line (person_id, condition_id, event_id, identity_id, at, known_at)
    select l.person_id, l.rule_id, l.event_id, l.identity_id, l.at, greatest(l.known_at, (
      select max(x.until_at) from score_line x where x.event_id = l.event_id and x.condition_id = l.rule_id and x.until_at is not null))
    from (${linesOfEvents(where, rules, events)}) l
    on conflict (event_id, condition_id) where event_id is not null and until_at is null do update set person_id = excluded.person_id, known_at = excluded.known_at
      where (score_line.person_id, score_line.known_at) is distinct from (excluded.person_id, excluded.known_at)`.execute(
    tx,
  )
}

export const linesForEvents = (tx: Tx, events: Taken[]): Promise<void> =>
  keepLines(tx, 'events', sql`true`, conditions, eventsOf(events))

/** By these conditions, everything that these people ever did: who is new to them. */
export const linesForPeople = (tx: Tx, personIds: number[], conditionIds: number[]): Promise<void> =>
  keepLines(
    tx,
    'people',
    sql`e.person_id = any(${personIds}::bigint[])`,
    sql`select * from (${inForce}) r where r.id = any(${conditionIds}::bigint[])`,
  )

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
  await keepLines(tx, 'moved', sql`e.person_id = any(${personIds}::bigint[])`, conditions)
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
      update score_line l set until_at = ${at} from (${inForce}) r
      where r.id = l.condition_id and r.event_kind = 'page.viewed' and r.page is not null
        and l.person_id = any(${personIds}::bigint[]) and l.event_id is not null and l.until_at is null
        and not exists (select from meant m where m.event_id = l.event_id and m.rule_id = l.condition_id)
    )
    insert into score_line (person_id, condition_id, event_id, identity_id, at, known_at)
    select m.person_id, m.rule_id, m.event_id, m.identity_id, m.at, greatest(m.known_at, ${at}::timestamptz) from meant m
    on conflict (event_id, condition_id) where event_id is not null and until_at is null do nothing`.execute(tx)
}
