import { sql } from 'kysely'
import { type Actor, look } from '../../office/roles/act.ts'
import type { World } from '../../platform/world.ts'
import { type Part, parts, type Questions, type QuestionsQuery } from './questions.schema.ts'
import { answers } from './questions.ts'

/** An answer that took longer than this to count is kept, with the moment it is as of. */
const patienceMs = 1_000
/** Older than this, it is shown once more and counted anew behind the screen; older than that, it is shown no more. */
const anewAfterMs = 10 * 60_000
const goodForMs = 24 * 3_600_000

type Kept = { at: Date; answer: Questions }
type Wanted = { part: Part; query: QuestionsQuery }

/** The nine questions: counted now where that is quick, else as they were counted last, and then they say as of when. */
export async function answersFor(
  world: World,
  actor: Actor,
  query: QuestionsQuery,
  patience = patienceMs,
): Promise<Questions> {
  const began = performance.now()
  const found: Questions[] = []
  for (const part of query.only ?? parts) found.push(await answerTo(world, actor, { part, query }, patience))
  return {
    ...Object.assign({}, ...found),
    asOf: found.reduce((oldest, { asOf }) => (asOf < oldest ? asOf : oldest), world.clock.now()),
    kept: found.some(one => one.kept),
    tookMs: Math.round((performance.now() - began) * 10) / 10,
  }
}

async function answerTo(world: World, actor: Actor, wanted: Wanted, patience: number): Promise<Questions> {
  const kept = await lastTime(world, actor, wanted)
  const age = kept ? world.clock.now().getTime() - kept.at.getTime() : Number.POSITIVE_INFINITY
  if (!kept || age > goodForMs) return count(world, actor, wanted, patience)
  if (age > anewAfterMs && (await isOurs(world, actor, wanted)))
    count(world, actor, wanted, patience).catch(err =>
      world.log.error({ err, part: wanted.part }, 'counting anew failed'),
    )
  return { ...kept.answer, asOf: kept.at, kept: true }
}

async function count(world: World, actor: Actor, { part, query }: Wanted, patience: number): Promise<Questions> {
  const began = performance.now()
  const answer = await look(world.db, world.clock, actor, act => answers(act, { ...query, only: [part] }))
  if (performance.now() - began > patience) await keep(world, actor, { part, query }, answer)
  else await forget(world, actor, { part, query })
  return answer
}

/** Whose answer it is, and to what. What somebody may see or do now is part of it: an answer of before that is not theirs any more. */
const isIt = (actor: Actor, { part, query }: Wanted) =>
  sql`user_id = ${actor.id} and part = ${part} and asked = ${askedBy(actor, query)}`
const askedBy = (actor: Actor, { from, until }: QuestionsQuery) =>
  JSON.stringify([actor.language, actor.sight, actor.roles, from ?? null, until ?? null])

async function lastTime(world: World, actor: Actor, wanted: Wanted): Promise<Kept | undefined> {
  const { rows } = await sql<Kept>`select at, answer from answer_kept where ${isIt(actor, wanted)}`.execute(world.db)
  return rows[0]
}

/** Of several who look at the same time one counts. */
async function isOurs(world: World, actor: Actor, wanted: Wanted): Promise<boolean> {
  const now = world.clock.now()
  const { rows } = await sql`
    update answer_kept set counting_since = ${now} where ${isIt(actor, wanted)}
      and (counting_since is null or counting_since < ${new Date(now.getTime() - anewAfterMs)}) returning part`.execute(
    world.db,
  )
  return rows.length > 0
}

async function keep(world: World, actor: Actor, { part, query }: Wanted, answer: Questions): Promise<void> {
  const old = new Date(answer.asOf.getTime() - goodForMs)
  await sql`delete from answer_kept where at < ${old}`.execute(world.db)
  await sql`
    insert into answer_kept (user_id, part, asked, at, answer)
    values (${actor.id}, ${part}, ${askedBy(actor, query)}, ${answer.asOf}, ${JSON.stringify(answer)})
    on conflict (user_id, part, asked) do update set at = excluded.at, answer = excluded.answer, counting_since = null`.execute(
    world.db,
  )
}

async function forget(world: World, actor: Actor, wanted: Wanted): Promise<void> {
  await sql`delete from answer_kept where ${isIt(actor, wanted)}`.execute(world.db)
}
