import { type RawBuilder, sql } from 'kysely'
import { namedPage } from '../../people/identity/pages.ts'
import { actKinds, lifeInHalves } from './scoring.schema.ts'

export type Sql = RawBuilder<unknown>

/** The version that is or was in force at that moment, or one that is only tried. */
export const cardAt = (at: Date): Sql => sql`
  select * from scoring_card c where c.published_at <= ${at}::timestamptz and (c.ended_at is null or c.ended_at > ${at}::timestamptz)`

/** The calendar day that it is at that moment where the company is. */
export const dayOf = (time: Sql): Sql => sql`((${time})::timestamptz at time zone w.time_zone)::date`

/** The lines that are kept, of these people, as far as they were known and held at that moment, with what the rules of `card` make of them. */
export const keptLines = (people: Sql, at: Date): Sql => sql`
  select l.id, l.person_id, l.event_id, l.identity_id, r.id as rule_id, r.points, l.at, r.about, r.cap, r.half_life_days
  from score_line l join (select r.* from card c join scoring_rule r on r.card_id = c.id offset 0) r on r.condition_id = l.condition_id
  where ${people} and l.known_at <= ${at}::timestamptz and (l.until_at is null or l.until_at > ${at}::timestamptz)`

/** What a line of so many points, made so long ago, is worth that day: points halve by whole days, and count in tenths. */
const worthOf = (day: Sql, at: Date) => sql`case when about = 'fit' then points::numeric else round((points
  * 0.5::float8 ^ (greatest(0, ${dayOf(sql`${at}::timestamptz`)} - ${day})::float8 / half_life_days))::numeric, 1) end`

/** Lines that are worth anything yet. */
const isAlive = (at: Date) =>
  sql`(about = 'fit' or line.at > ${at}::timestamptz - make_interval(days => half_life_days * ${lifeInHalves}))`

/**
 * What each line counts, for a `with`. It asks for `card` (one row) and gives `counted`: each line with what it is worth that
 * day and what of it counts under the caps. All of them in tenths of a point, so that lines add up to the score to the last
 * digit. Lists, pages and lines say the same all day long; under a cap the newest count first. What all together are bound
 * by is what adds up, not what is taken.
 */
export const counting = (lines: Sql, at: Date): Sql => sql`
  line as (${lines}), worth as (
    select line.*, c.intent_cap, ${worthOf(dayOf(sql`line.at`), at)} as worth
    from line cross join card c cross join workspace w where ${isAlive(at)}
  ), in_rule as (
    select *, case when about = 'fit' then worth else sign(worth) * least(abs(worth), greatest(0, cap - coalesce(sum(abs(worth)) over (
      partition by person_id, rule_id order by at desc, event_id desc rows between unbounded preceding and 1 preceding), 0))) end as held
    from worth
  ), counted as (
    select *, case when about = 'fit' then held else least(held, greatest(0, intent_cap - coalesce(sum(greatest(held, 0)) over (
      partition by person_id, about order by at desc, event_id desc, rule_id rows between unbounded preceding and 1 preceding), 0))) end as counts
    from in_rule
  )`

/**
 * Each person's intent and fit as `standing`, for a `with` over `card`: what `counting` adds up to, without asking which
 * lines of a rule count and which are over the cap. All lines of a rule and a day are worth the same, so they are counted first.
 */
export const standings = (lines: Sql, at: Date): Sql => sql`
  line as (${lines}), day as (
    select person_id, about, rule_id, points, cap, half_life_days, ${dayOf(sql`line.at`)} as day, count(*) as n
    from line cross join workspace w where ${isAlive(at)} group by 1, 2, 3, 4, 5, 6, 7
  ), of_rule as (
    select person_id, about, cap, sum(n * worth) as sum, bool_or(worth <> 0) as fading
    from day cross join workspace w cross join lateral (select ${worthOf(sql`day`, at)} as worth) v group by person_id, about, rule_id, cap
  ), standing as (
    select person_id, coalesce(sum(case when sum < 0 then greatest(sum, -cap) end) filter (where about = 'intent'), 0)
        + least(max(c.intent_cap), coalesce(sum(least(sum, cap)) filter (where about = 'intent' and sum > 0), 0)) as intent,
      coalesce(sum(sum) filter (where about = 'fit'), 0) as fit, bool_or(about = 'intent' and fading) as fading
    from of_rule cross join card c group by person_id
  )`

/**
 * What people do of their own accord, as far as it keeps somebody from being cool at that moment. `since`: before it there
 * is nothing that counts by any version. The server opens no older months then, which for a few people is most of the work.
 */
const isAct = (
  at: Date,
  since?: Date,
) => sql`(e.person_id = p.id and e.kind = any(${actKinds}::text[]) and not e.facts ? 'machine'
  and e.occurred_at <= ${at}::timestamptz and e.recorded_at <= ${at}::timestamptz
  and e.occurred_at > ${at}::timestamptz - make_interval(days => c.idle_days)${since ? sql` and e.occurred_at > ${since}::timestamptz` : sql``})`

/** Whether somebody did anything, no longer ago than counts, over `p.id` and `card c`. */
export const didAnything = (at: Date, since?: Date): Sql => sql`exists (select from event e where ${isAct(at, since)})`

/**
 * How lively somebody is beside their points, for a lateral join over `p.id` and `card c`: when they did something last
 * (no longer ago than counts), how often of late (the pages of one day are one act), and on how many days they looked
 * at an important page.
 */
export const acts = (at: Date, when = sql`true`, since?: Date): Sql => sql`(
  select max(e.occurred_at) as last_at,
    count(distinct case when e.kind = 'page.viewed' then d.day::text else e.occurred_at::text end) filter (where d.recent)::int as recent,
    count(distinct d.day) filter (where d.recent and e.kind = 'page.viewed' and n.important)::int as key_page_days
  from event e cross join workspace w
  cross join lateral (select ${dayOf(sql`e.occurred_at`)} as day) as o
  cross join lateral (select o.day, o.day > ${dayOf(sql`${at}::timestamptz`)} - c.warm_days as recent) as d
  left join lateral ${namedPage(sql`case when d.recent and e.kind = 'page.viewed' then e.facts ->> 'url' end`)} n on true
  where ${isAct(at, since)} and ${when}
  offset 0)`

/** Whether the acts `a` of late make somebody warm whatever their points, over `card c`. */
export const isLively = sql`(a.recent >= c.warm_acts or a.key_page_days >= c.key_page_days)`

/** The same over `p.id`, looking no farther back than needed. */
export const wasLively = (at: Date, since?: Date): Sql => sql`(
  select ${isLively} from ${acts(at, sql`e.occurred_at > ${at}::timestamptz - make_interval(days => c.warm_days + 1)`, since)} a)`

/**
 * Hot, warm or cool, over `card c`. Who has not done anything for long is cool, whatever they did. What they did is asked
 * where it matters, and how lively they are last.
 */
export const temperatureOf = (intent: Sql, { acted, lively }: { acted: Sql; lively: Sql }): Sql => sql`case
  when ${intent} >= least(c.hot_at, c.warm_at) and not ${acted} then 'cool'
  when ${intent} >= c.hot_at then 'hot'
  when ${intent} >= c.warm_at then 'warm'
  when ${lively} then 'warm'
  else 'cool' end`

export const isAbove = (intent: Sql, fit: Sql, acted: Sql): Sql =>
  sql`case when ${intent} >= c.mql_intent and ${fit} >= c.mql_fit then ${acted} else false end`
