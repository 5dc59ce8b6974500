import { sql } from 'kysely'
import type { Clock } from '../../platform/clock.ts'
import type { Db, Tx } from '../../platform/db.ts'
import { meeting, planned, tables } from '../../platform/lines.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import type { Recorder } from '../../timeline/timeline.ts'
import { has, type Right, type RoleName } from './rights.ts'

/** Who acts: a user (an API key acts as a user of its own). `sight`: ids of the users and teams whose rows they see; 0: all. */
export type Actor = {
  id: number
  name: string
  roles: RoleName[]
  teamId: number | null
  language: 'ja' | 'en'
  isProgram: boolean
  sight: number[]
}

/**
 * One act: a transaction, who acts, when, and the operation that the journal writes down. It is passed to every verb.
 * With rights 'seen' its SQL meets the views that admit what the actor may see; with 'owner' the tables themselves.
 */
export type Act = Recorder & {
  tx: Tx
  at: Date
  byId: number | null
  operationId: number | null
  actor: Actor | null
  rights: 'seen' | 'owner'
}
export type OwnerAct = Act & { rights: 'owner' }

const textArray = (values: readonly (string | number)[]) => `{${values.join(',')}}`

/** Whoever sees all meets the views that ask only that, and for the rest those that all others meet. */
const viewsOf = ({ sight }: Actor) => (sight.length === 1 && sight[0] === 0 ? 'seen_all, seen' : 'seen')

async function seeAs(tx: Tx, actor: Actor) {
  const views = viewsOf(actor)
  await sql`${meeting(views)} select set_config('app.user_id', ${String(actor.id)}, true), set_config('app.sight', ${textArray(actor.sight)}, true),
    set_config('app.roles', ${textArray(actor.roles)}, true), set_config('search_path', ${views}, true), set_config('role', 'musubi_web', true)`.execute(
    tx,
  )
}

async function seeAll(tx: Tx) {
  await sql`${meeting(tables)} select set_config('role', 'none', true), set_config('search_path', 'public', true)`.execute(
    tx,
  )
}

async function beginOperation(tx: Tx, name: string, at: Date, byId: number | null): Promise<number> {
  const { rows } = await sql<{ id: number }>`
    ${planned('operation')} with begun as (insert into operation (name, at, by_id) values (${name}, ${at}, ${byId}) returning id)
    select id, set_config('app.operation_id', id::text, true) from begun`.execute(tx)
  return rows[0]!.id
}

/** Reads as the actor. Nothing is written down. */
export async function look<T>(db: Db, clock: Clock, actor: Actor, fn: (act: Act) => Promise<T>): Promise<T> {
  return db.transaction().execute(async tx => {
    await seeAs(tx, actor)
    return fn({ tx, at: clock.now(), byId: actor.id, operationId: null, actor, rights: 'seen' })
  })
}

/** Reads much as the actor: on the replica, where that shows all that was written by now (platform/replica.ts). `fn` may run twice. */
export async function report<T>(
  { db, replica, clock }: Pick<World, 'db' | 'replica' | 'clock'>,
  actor: Actor,
  fn: (act: Act) => Promise<T>,
): Promise<T> {
  const read = (from: Db) => look(from, clock, actor, fn)
  return replica ? replica.read(read) : read(db)
}

/** Changes something as the actor: one operation in the journal, undone as one. */
export async function act<T>(
  db: Db,
  clock: Clock,
  actor: Actor,
  name: string,
  fn: (act: Act) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async tx => {
    const at = clock.now()
    const operationId = await beginOperation(tx, name, at, actor.id)
    await seeAs(tx, actor)
    return fn({ tx, at, byId: actor.id, operationId, actor, rights: 'seen' })
  })
}

/** What the product does of itself: clocks, imports in the background, set-up. `actor`: on whose behalf, if anybody's. */
export async function actAsOwner<T>(
  db: Db,
  clock: Clock,
  actor: Actor | null,
  name: string,
  fn: (act: OwnerAct) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async tx => {
    const at = clock.now()
    const operationId = await beginOperation(tx, name, at, actor?.id ?? null)
    return fn({ tx, at, byId: actor?.id ?? null, operationId, actor, rights: 'owner' })
  })
}

/** Long work in many transactions is one operation all the same: each goes on with the one that was begun. */
export async function continueOperation<T>(
  db: Db,
  clock: Clock,
  operation: { id: number; byId: number | null },
  fn: (act: OwnerAct) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async tx => {
    await sql`select set_config('app.operation_id', ${String(operation.id)}, true)`.execute(tx)
    return fn({ tx, at: clock.now(), byId: operation.byId, operationId: operation.id, actor: null, rights: 'owner' })
  })
}

/**
 * What crosses teams (matching, offers, moving a lead) runs with the owner's rights inside the actor's transaction. The
 * verb that calls it has made sure that the actor may: by reading the row through their own sight first.
 */
export async function asOwner<T>(act: Act, fn: (act: OwnerAct) => Promise<T>): Promise<T> {
  if (act.rights === 'owner') return fn(act as OwnerAct)
  const actor = act.actor
  if (!actor) throw new Error("An act with an actor's sight has an actor.")
  await seeAll(act.tx)
  let answer: T
  try {
    answer = await fn({ ...act, rights: 'owner' })
  } catch (error) {
    // After a database error the transaction is lost anyway; after a refusal the actor's own rights must be back.
    await seeAs(act.tx, actor).catch(() => {})
    throw error
  }
  await seeAs(act.tx, actor)
  return answer
}

/** Refuses unless one of the actor's roles has the right. */
export function must(act: Act, right: Right): void {
  if (act.actor && !has(act.actor.roles, right)) throw notAllowed()
}

export const notAllowed = () =>
  new Refusal('forbidden', {
    en: 'Your role does not allow this. Ask an administrator if you need it.',
    ja: 'この操作を行う権限がありません。必要な場合は管理者にご相談ください。',
  })
