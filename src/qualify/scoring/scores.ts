import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import { byOnePlan, planned } from '../../platform/lines.ts'
import { fitLines } from './fit.ts'
import { linesForPeople } from './lines.ts'
import { cardAt, dayOf, didAnything, isAbove, keptLines, standings, temperatureOf, wasLively } from './points.ts'

const dayMs = 86_400_000

/** People who are new to the version in force, by the version that they were counted by last; null: by none. */
export type Fresh = Map<number | null, number[]>

/**
 * Holds the scores of these people until the end of the transaction, in one order everywhere, so that two lanes never
 * count the same person at once. Answers who was not counted by the version in force yet.
 */
export async function holdScores(tx: Tx, personIds: number[]): Promise<Fresh> {
  if (personIds.length === 0) return new Map()
  await sql`
    ${planned('begin-scores')} insert into score (person_id) select p.id from person p where p.id = any(${personIds}::bigint[]) order by p.id
    on conflict (person_id) do nothing`.execute(tx)
  const { rows } = await sql<{ id: number; cardId: number | null; counted: boolean }>`
    ${planned('hold-scores')} select s.person_id as id, s.card_id,
      s.card_id is not distinct from (select id from scoring_card where published_at is not null and ended_at is null) as counted
    from score s where s.person_id = any(${personIds}::bigint[]) order by s.person_id for update`.execute(tx)
  const fresh: Fresh = new Map()
  for (const { id, cardId, counted } of rows) {
    if (counted) continue
    const people = fresh.get(cardId)
    if (people) people.push(id)
    else fresh.set(cardId, [id])
  }
  return fresh
}

/** What the version in force asks and that one did not: whoever was counted by it has no lines of these yet. */
async function newSince(tx: Tx, cardId: number | null): Promise<Record<'intent' | 'fit', number[]>> {
  const { rows } = await sql<{ id: number; about: 'intent' | 'fit' }>`
    select r.condition_id as id, r.about from scoring_rule r join scoring_card c on c.id = r.card_id
    where c.published_at is not null and c.ended_at is null
      and not exists (select from scoring_rule q where q.card_id = ${cardId} and q.condition_id = r.condition_id)`.execute(
    tx,
  )
  const of = (about: string) => rows.filter(r => r.about === about).map(r => r.id)
  return { intent: of('intent'), fit: of('fit') }
}

/** All the lines that their history gives by what is new to them. `judged`: whose fit is looked at as a whole anyway. */
async function linesForFresh(act: OwnerAct, fresh: Fresh, judged: Set<number>): Promise<void> {
  for (const [cardId, people] of fresh) {
    const { intent, fit } = await newSince(act.tx, cardId)
    if (intent.length > 0) await linesForPeople(act.tx, people, intent)
    const others = people.filter(id => !judged.has(id))
    if (fit.length > 0 && others.length > 0) await fitLines(act, others, fit)
  }
}

/** No version, whichever is in force, asks for what was done before; a day more, since not all days are as long. */
async function earliestAct({ tx, at }: OwnerAct): Promise<Date> {
  const { rows } = await sql<{ days: number }>`
    ${planned('longest-idle')} select max(idle_days) as days from scoring_card where published_at is not null`.execute(
    tx,
  )
  return new Date(at.getTime() - (rows[0]!.days + 1) * dayMs)
}

type Counted = { personIds: number[]; fit: number[]; fresh: Fresh }

/** Counts people anew, who are held. `fit`: whose fit may have changed. */
export async function countScores(act: OwnerAct, counted: Counted): Promise<void> {
  if (counted.personIds.length > 0) await byOnePlan(act.tx, () => count(act, counted))
}

async function count(act: OwnerAct, { personIds, fit, fresh }: Counted): Promise<void> {
  const judged = new Set(fit)
  await linesForFresh(act, fresh, judged)
  if (judged.size > 0) await fitLines(act, [...judged])
  const since = await earliestAct(act)
  const acted = didAnything(act.at, since)
  const lively = wasLively(act.at, since)
  const kept = keptLines(sql`l.person_id = any(${personIds}::bigint[])`, act.at)
  await sql`
    ${planned('count-scores')} with card as (${cardAt(act.at)}), ${standings(kept, act.at)}, anew as (
      select p.id, c.id as card_id, i.intent, i.fit, t.temperature, ${isAbove(sql`i.intent`, sql`i.fit`, acted)} as above,
        case when n.fading or t.temperature <> 'cool' then (${dayOf(sql`${act.at}::timestamptz`)} + 1)::timestamp at time zone w.time_zone end as next_change_at
      from person p cross join card c cross join workspace w
      left join standing n on n.person_id = p.id
      cross join lateral (select coalesce(n.intent, 0) as intent, coalesce(n.fit, 0) as fit) i
      cross join lateral (select ${temperatureOf(sql`i.intent`, { acted, lively })} as temperature offset 0) t
      where p.id = any(${personIds}::bigint[]) and p.merged_into_id is null
    )
    update score s set card_id = a.card_id, intent = a.intent, fit = a.fit, temperature = a.temperature, above = a.above,
      next_change_at = a.next_change_at, computed_at = ${act.at}
    from anew a where a.id = s.person_id and (s.card_id, s.intent, s.fit, s.temperature, s.above, s.next_change_at)
      is distinct from (a.card_id, a.intent, a.fit, a.temperature, a.above, a.next_change_at)`.execute(act.tx)
  // Who became somebody else, or nobody, counts there, or nowhere.
  await sql`
    ${planned('forget-scores')} with gone as (delete from score s where s.person_id = any(${personIds}::bigint[])
      and not exists (select from person p where p.id = s.person_id and p.merged_into_id is null) returning s.person_id)
    update score_line l set until_at = ${act.at} from gone g
    where l.person_id = g.person_id and l.event_id is null and l.until_at is null`.execute(act.tx)
}

/** Whom the midnight that has passed has left with less. */
export async function dueScores(tx: Tx, at: Date, limit: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select person_id as id from score where next_change_at <= ${at} order by next_change_at, person_id limit ${limit}`.execute(
    tx,
  )
  return rows.map(r => r.id)
}
