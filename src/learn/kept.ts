import { sql } from 'kysely'
import { type Act, type Actor, report } from '../office/roles/act.ts'
import type { World } from '../platform/world.ts'

/** An answer that took longer than this to count is kept, with the moment it is as of. */
const patienceMs = 1_000
/** Older than this, it is shown once more and counted anew behind the screen; older than that, it is shown no more. */
const anewAfterMs = 10 * 60_000
const goodForMs = 24 * 3_600_000

/** `part`: what answers; `asked`: all that the answer depends on beside who asks. */
export type Ask<T> = { part: string; asked: unknown; count: (act: Act) => Promise<T>; patience?: number | undefined }
type Answer = { asOf: Date }
export type Kept<T> = { answer: T; kept: boolean }

/** What is asked: counted now where that is quick, else as it was counted last, and then `asOf` says when that was. */
export async function lastOrNow<T extends Answer>(world: World, actor: Actor, ask: Ask<T>): Promise<Kept<T>> {
  const kept = await lastTime<T>(world, actor, ask)
  const age = kept ? world.clock.now().getTime() - kept.at.getTime() : Number.POSITIVE_INFINITY
  if (!kept || age > goodForMs) return { answer: await countNow(world, actor, ask), kept: false }
  if (age > anewAfterMs && (await isOurs(world, actor, ask)))
    countNow(world, actor, ask).catch(err => world.log.error({ err, part: ask.part }, 'counting anew failed'))
  return { answer: { ...kept.answer, asOf: kept.at }, kept: true }
}

async function countNow<T extends Answer>(world: World, actor: Actor, ask: Ask<T>): Promise<T> {
  const began = performance.now()
  const answer = await report(world, actor, ask.count)
  if (performance.now() - began > (ask.patience ?? patienceMs)) await keep(world, actor, ask, answer)
  else await sql`delete from answer_kept where ${isIt(actor, ask)}`.execute(world.db)
  return answer
}

/** Changes whenever anybody changes a list: who is meant by its name is another question then. */
export async function listsAsTheyAre({ db }: World): Promise<string> {
  const { rows } = await sql<{ lists: string }>`
    select concat_ws(' ', count(*), max(id), sum(version)) as lists from segment`.execute(db)
  return rows[0]!.lists
}

type Asked = Pick<Ask<unknown>, 'part' | 'asked'>

/** What somebody may see or do now is part of what they ask: an answer of before that is not theirs any more. */
const askedBy = (actor: Actor, { asked }: Asked) =>
  JSON.stringify([actor.language, actor.sight, actor.roles, asked ?? null])
const isIt = (actor: Actor, ask: Asked) =>
  sql`user_id = ${actor.id} and part = ${ask.part} and asked = ${askedBy(actor, ask)}`

async function lastTime<T>(world: World, actor: Actor, ask: Asked): Promise<{ at: Date; answer: T } | undefined> {
  const { rows } = await sql<{ at: Date; answer: T }>`
    select at, answer from answer_kept where ${isIt(actor, ask)}`.execute(world.db)
  return rows[0]
}

/** Of several who look at the same time one counts. */
async function isOurs(world: World, actor: Actor, ask: Asked): Promise<boolean> {
  const now = world.clock.now()
  const { rows } = await sql`
    update answer_kept set counting_since = ${now} where ${isIt(actor, ask)}
      and (counting_since is null or counting_since < ${new Date(now.getTime() - anewAfterMs)}) returning part`.execute(
    world.db,
  )
  return rows.length > 0
}

async function keep(world: World, actor: Actor, ask: Asked, answer: Answer): Promise<void> {
  await sql`delete from answer_kept where at < ${new Date(answer.asOf.getTime() - goodForMs)}`.execute(world.db)
  await sql`
    insert into answer_kept (user_id, part, asked, at, answer)
    values (${actor.id}, ${ask.part}, ${askedBy(actor, ask)}, ${answer.asOf}, ${JSON.stringify(answer)})
    on conflict (user_id, part, asked) do update set at = excluded.at, answer = excluded.answer, counting_since = null`.execute(
    world.db,
  )
}
