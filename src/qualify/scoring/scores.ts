import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { planned, type Tx } from '../../platform/db.ts'
import { fitLines, linesForPeople } from './lines.ts'
import { acts, cardAt, dayOf, didAnything, isAbove, isLively, keptLines, standings, temperatureOf } from './points.ts'

/**
 * Holds the scores of these people until the end of the transaction, in one order everywhere, so that two lanes never
 * count the same person at once. Answers who was not counted by the version in force yet.
 */
export async function holdScores(tx: Tx, personIds: number[]): Promise<number[]> {
  if (personIds.length === 0) return []
  await sql`
    ${planned('begin-scores')} insert into score (person_id) select p.id from person p where p.id = any(${personIds}::bigint[]) order by p.id
    on conflict (person_id) do nothing`.execute(tx)
  const { rows } = await sql<{ id: number; counted: boolean }>`
    ${planned('hold-scores')} select s.person_id as id, s.card_id is not distinct from (select id from scoring_card where published_at is not null and ended_at is null) as counted
    from score s where s.person_id = any(${personIds}::bigint[]) order by s.person_id for update`.execute(tx)
  return rows.filter(r => !r.counted).map(r => r.id)
}

/**
 * Counts people anew, who are held. `fit`: whose fit may have changed. `fresh`: who is new to the version in force; they
 * get all the lines that their history gives.
 */
export async function countScores(
  act: OwnerAct,
  { personIds, fit, fresh }: { personIds: number[]; fit: number[]; fresh: number[] },
): Promise<void> {
  if (personIds.length === 0) return
  if (fresh.length > 0) await linesForPeople(act.tx, fresh)
  const asked = [...new Set([...fit, ...fresh])]
  if (asked.length > 0) await fitLines(act, asked)
  const acted = sql`o.acted`
  const lively = sql`(select ${isLively} from ${acts(act.at)} a)`
  await sql`
    ${planned('count-scores')} with card as (${cardAt(act.at)}), anew as (
      select p.id, c.id as card_id, i.intent, i.fit, t.temperature, ${isAbove(sql`i.intent`, sql`i.fit`, acted)} as above,
        case when n.fading or t.temperature <> 'cool' then (${dayOf(sql`${act.at}::timestamptz`)} + 1)::timestamp at time zone w.time_zone end as next_change_at
      from person p cross join card c cross join workspace w
      left join lateral (with ${standings(keptLines(sql`l.person_id = p.id`, act.at), act.at)} select * from standing offset 0) n on true
      cross join lateral (select coalesce(n.intent, 0) as intent, coalesce(n.fit, 0) as fit) i
      cross join lateral (select ${didAnything(act.at)} as acted offset 0) o
      cross join lateral (select ${temperatureOf(sql`i.intent`, { acted, lively })} as temperature offset 0) t
      where p.id = any(${personIds}::bigint[]) and p.merged_into_id is null
    )
    update score s set card_id = a.card_id, intent = a.intent, fit = a.fit, temperature = a.temperature, above = a.above,
      next_change_at = a.next_change_at, computed_at = ${act.at}
    from anew a where a.id = s.person_id`.execute(act.tx)
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
