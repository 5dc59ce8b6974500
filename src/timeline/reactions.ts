import { sql } from 'kysely'
import { type Db, isAway, isRace, type Tx } from '../platform/db.ts'
import { arrived, byOnePlan, planned } from '../platform/lines.ts'
import type { EventKind } from './vocabulary.ts'

/** An event as a reaction gets it. */
export type Taken = {
  id: number
  kind: EventKind
  occurredAt: Date
  recordedAt: Date
  identityId: number | null
  personId: number | null
  companyId: number | null
  leadId: number | null
  byId: number | null
  operationId: number | null
  historic: boolean
  facts: Record<string, unknown>
}

/**
 * What a room does about events: database work only, set-wise over a batch, in the transaction that takes the events out
 * of the inbox, so effectively once.
 *
 * - `effects`: it causes mails, offers or notifications; imported and replayed history passes it by.
 * - `rebuildable`: what it keeps can be computed anew from history by `rebuild`.
 */
export type Reaction = {
  name: string
  kinds: readonly EventKind[]
  effects: boolean
  rebuildable: boolean
  run: (tx: Tx, events: Taken[], at: Date) => Promise<void>
}

export const batchSize = 2_000

/** Of an event `e`. */
export const takenColumns = sql`e.id, e.kind, e.occurred_at, e.recorded_at, nullif(e.identity_id, 0) as identity_id, e.person_id, e.company_id, e.lead_id, e.by_id, e.operation_id, e.historic, e.facts`

/** Whether `e` is the event that a row refers to: by its whole key, so that one month of one identity is looked into. */
export const isEventOf = (row: string) =>
  sql`(e.identity_id = ${sql.ref(`${row}.identity_id`)} and e.occurred_at = ${sql.ref(`${row}.occurred_at`)} and e.id = ${sql.ref(`${row}.event_id`)})`

/** That event as `e`, looked up for each row: left to itself, the planner would rather read all of them. */
export const eventOf = (row: string) => sql`lateral (select * from event e where ${isEventOf(row)} offset 0) e`

/** These events as `e`, as they are by now. What they lie between is said beforehand, so that no other months are opened. */
export function eventsOf(events: Pick<Taken, 'id' | 'identityId' | 'occurredAt'>[]) {
  const times = events.map(e => e.occurredAt)
  const [first, last] = [Math.min(...times.map(Number)), Math.max(...times.map(Number))].map(time => new Date(time))
  return sql`unnest(
    ${events.map(e => e.identityId ?? 0)}::bigint[], ${times}::timestamptz[], ${events.map(e => e.id)}::bigint[]) as t(identity_id, occurred_at, event_id)
    cross join lateral (select * from event e where ${isEventOf('t')} and e.occurred_at between ${first}::timestamptz and ${last}::timestamptz offset 0) e`
}

class ReactionFailed extends Error {
  readonly reaction: string
  constructor(reaction: string, cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
    this.reaction = reaction
  }
}

async function runAll(tx: Tx, reactions: Reaction[], events: Taken[], set_aside: Set<string>, at: Date) {
  for (const reaction of reactions) {
    const its = events.filter(
      e =>
        reaction.kinds.includes(e.kind) &&
        !(reaction.effects && e.historic) &&
        !set_aside.has(`${e.id} ${reaction.name}`),
    )
    if (its.length === 0) continue
    try {
      await reaction.run(tx, its, at)
      await arrived(tx)
    } catch (cause) {
      throw new ReactionFailed(reaction.name, cause)
    }
  }
}

/**
 * Takes one batch out of a lane and reacts to it. Answers how many events it took; 0 when the lane is empty or held by
 * another worker. By plans made once: left alone, the server plans anew for each batch of a few people, since that looks
 * cheaper to it than what it has planned for ten.
 */
const takeBatch = (db: Db, lane: number, limit: number, reactions: Reaction[], at: Date): Promise<number> =>
  db.transaction().execute(tx => byOnePlan(tx, () => takeFrom(tx, lane, limit, reactions, at)))

async function takeFrom(tx: Tx, lane: number, limit: number, reactions: Reaction[], at: Date): Promise<number> {
  // One where nothing waits is not held: a lock is written to disk, and every event wakes all lanes.
  const held = await sql`
    ${planned('hold-lane')} select id from lane where id = ${lane} and exists (select from inbox i where i.lane = ${lane})
    for no key update skip locked`.execute(tx)
  if (held.rows.length === 0) return 0
  const { rows: events } = await sql<Taken>`
    ${planned('take-events')} select ${takenColumns} from (select * from inbox where lane = ${lane} order by event_id limit ${limit}) i
    cross join ${eventOf('i')} order by i.event_id`.execute(tx)
  if (events.length === 0) return 0
  const ids = events.map(e => e.id)
  const { rows: parked } = await sql<{ eventId: number; reaction: string }>`
    ${planned('parked')} select event_id, reaction from parked where event_id = any(${ids}::bigint[])`.execute(tx)
  await runAll(tx, reactions, events, new Set(parked.map(p => `${p.eventId} ${p.reaction}`)), at)
  await sql`${planned('taken-events')} delete from inbox where lane = ${lane} and event_id = any(${ids}::bigint[])`.execute(
    tx,
  )
  return events.length
}

/** The first event of the lane stands alone and still fails: set it aside for that reaction, visibly, and let the rest go on. */
async function park(db: Db, lane: number, failure: ReactionFailed, at: Date) {
  await sql`
    insert into parked (event_id, identity_id, occurred_at, reaction, error, parked_at)
    select event_id, identity_id, occurred_at, ${failure.reaction}, ${failure.message.slice(0, 500)}, ${at}
    from inbox where lane = ${lane} order by event_id limit 1
    on conflict do nothing`.execute(db)
}

/**
 * Works a lane until it is empty. A batch that fails is halved until the poison event stands alone; that one is parked.
 * Trouble with the database itself is nobody's poison: it is thrown, and the caller comes again.
 */
export async function drainLane(
  db: Db,
  lane: number,
  reactions: Reaction[],
  now: () => Date,
  onPark?: (f: { reaction: string; message: string }) => void,
): Promise<number> {
  let limit = batchSize
  let total = 0
  for (;;) {
    try {
      const taken = await takeBatch(db, lane, limit, reactions, now())
      total += taken
      if (taken < limit && limit === batchSize) return total
      if (taken === 0) return total
      limit = Math.min(batchSize, limit * 2)
    } catch (error) {
      const cause = error instanceof ReactionFailed ? error.cause : error
      if (isAway(cause) || !(error instanceof ReactionFailed)) throw error
      if (isRace(cause)) continue
      if (limit > 1) limit = Math.max(1, Math.floor(limit / 2))
      else {
        await park(db, lane, error, now())
        onPark?.({ reaction: error.reaction, message: error.message })
      }
    }
  }
}

/** Reacts to everything that waits. Tests call it instead of waiting; workers call it when woken. */
export async function settle(db: Db, reactions: Reaction[], now: () => Date): Promise<number> {
  let total = 0
  for (;;) {
    let round = 0
    const { rows: lanes } = await sql<{ id: number }>`select id from lane order by id`.execute(db)
    for (const { id } of lanes) round += await drainLane(db, id, reactions, now)
    total += round
    if (round === 0) return total
  }
}

/** Computes anew what a rebuildable reaction keeps, from all of history in order. `clear` empties what it keeps. */
export async function rebuild(db: Db, reaction: Reaction, clear: (tx: Tx) => Promise<void>, at: Date): Promise<void> {
  if (!reaction.rebuildable) throw new Error(`${reaction.name} cannot be rebuilt from history.`)
  await db.transaction().execute(async tx => {
    await clear(tx)
    await sql`declare history no scroll cursor for
      select ${takenColumns} from event e where e.kind = any(${[...reaction.kinds]}) order by e.id`.execute(tx)
    for (;;) {
      const { rows } = await sql<Taken>`fetch ${sql.lit(batchSize)} from history`.execute(tx)
      if (rows.length === 0) break
      await reaction.run(
        tx,
        rows.map(e => ({ ...e, historic: true })),
        at,
      )
    }
    await sql`close history`.execute(tx)
  })
}

/** So many are counted: whether there are more says nothing new, and counting them takes longer than /healthz waits. */
const mostCounted = 100_000

/** How far behind the reactions are: for /healthz. */
export async function backlog(db: Db, at: Date): Promise<{ waiting: number; parked: number; lagMs: number }> {
  const { rows } = await sql<{ waiting: number; parked: number; oldest: Date | null }>`
    select (select count(*) from (select from inbox limit ${mostCounted}) w) as waiting, (select count(*) from parked) as parked,
           (select min(e.recorded_at) from lane l
             cross join lateral (select * from inbox w where w.lane = l.id order by w.event_id limit 1) i cross join ${eventOf('i')}) as oldest`.execute(
    db,
  )
  const { waiting, parked, oldest } = rows[0]!
  return { waiting, parked, lagMs: oldest ? Math.max(0, at.getTime() - oldest.getTime()) : 0 }
}
