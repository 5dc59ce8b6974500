import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { DatabaseError } from 'pg'
import type { Logger } from 'pino'
import { type Db, isAway, openDb, openPool } from './db.ts'

/**
 * A streaming replica, for what reads much. Before each read the primary is asked what is on its disk by now, and the
 * replica answers once it shows all of that: nobody misses what they or others wrote before they asked, through whichever
 * process. What the replica cannot show soon, or begins and does not finish, the primary answers within the same request.
 */
export type Replica = {
  /** Runs `fn` on the replica if it can, else on the primary: so `fn` may run twice, and must only read. */
  read<T>(fn: (db: Db) => Promise<T>): Promise<T>
  standing(): Promise<Standing>
  close(): Promise<void>
}

/**
 * near: it is read from. behind, away: the primary answers meanwhile. stranger: no replica of this database.
 * All that was written longer ago than `lagMs` is there; null where nobody can tell.
 */
export type Standing = { state: 'near' | 'behind' | 'away' | 'stranger'; lagMs: number | null }

const mostConnections = 16
const longestKnock = 2_000
const longestCatchUp = 100
const longestRead = 60_000
const restWhenAway = 5_000
const mostSamples = 1_000

/** How far a server is, in bytes of the log; null for one that follows nobody. */
type Mark = { of: string; position: number | null; shownMs: number | null }

class NotNear extends Error {
  readonly state: Exclude<Standing['state'], 'near'>
  readonly mark: Mark | undefined
  constructor(state: NotNear['state'], mark?: Mark) {
    super(`The replica is not near enough: ${state}.`)
    this.state = state
    this.mark = mark
  }
}

export function openReplica(url: string, primary: Db, log: Logger): Replica {
  const pool = openPool(url, {
    application_name: 'musubi reports',
    max: mostConnections,
    connectionTimeoutMillis: longestKnock,
    keepAlive: true,
  })
  /** Where the primary was when, so that a lag can be told in time though nothing happened for an hour. */
  const samples: { at: number; position: number }[] = []
  let state: Standing['state'] = 'near'
  let restUntil = 0

  async function goal(): Promise<Mark> {
    const at = performance.now()
    const mark = await primaryMark(primary)
    const last = samples.at(-1)
    if (last?.position === mark.position) last.at = at
    else samples.push({ at, position: mark.position ?? 0 })
    // The oldest is what the replica has reached; how it gets on from there need not be known by the moment.
    if (samples.length > mostSamples) samples.splice(1, 1)
    return mark
  }

  async function near(db: Db, wanted: Mark): Promise<number> {
    const waitedMs = await within(longestKnock, catchUp(db, wanted))
    samples.splice(
      0,
      samples.findLastIndex(sample => sample.position <= (wanted.position ?? 0)),
    )
    became('near')
    return waitedMs
  }

  /** A connection for one piece of work. After a failure it is cut, so that no query goes on for nobody. */
  async function borrowed<T>(fn: (db: Db) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    const held = { query: client.query.bind(client), release: () => {} } as typeof client
    let well = false
    try {
      const answer = await fn(openDb({ options: {}, connect: async () => held, end: async () => {} }))
      well = true
      return answer
    } finally {
      client.release(!well)
    }
  }

  /** What a failure says about the replica; undefined when it says nothing: all are busy, or one read stood in the way of replay. */
  function stateAfter(error: unknown, begun: boolean): NotNear['state'] | undefined {
    if (error instanceof NotNear) return error.state
    if (begun) return isAway(error) ? 'away' : undefined
    return pool.totalCount < mostConnections ? 'away' : undefined
  }

  function became(now: Standing['state'], error?: unknown): void {
    const before = state
    state = now
    if (isOut(now)) restUntil = performance.now() + restWhenAway
    if (isOut(now) && now !== before)
      log.warn({ replica: now, code: codeOf(error) }, 'the primary answers reports in place of the replica')
    if (isOut(before) && !isOut(now)) log.info({ replica: now }, 'the replica for reports is back')
  }

  /** All that was written until then is there: by the replica's own word, or as this process saw the primary advance. */
  function lagOf({ position, shownMs }: Mark): number | null {
    const until = samples.findLast(sample => sample.position <= (position ?? 0))?.at
    const bounds = [shownMs, until === undefined ? null : performance.now() - until].filter(ms => ms !== null)
    return bounds.length === 0 ? null : Math.round(Math.min(...bounds))
  }

  return {
    async read(fn) {
      const wanted = performance.now() < restUntil ? undefined : await goal().catch(() => undefined)
      if (!wanted) return fn(primary)
      let begun = false
      try {
        return await borrowed(async db => {
          await near(db, wanted)
          begun = true
          return within(longestRead, fn(db))
        })
      } catch (error) {
        // A refusal is an answer. What is wrong with the question itself fails on the primary too, and is told from there.
        if (begun && !(error instanceof NotNear || error instanceof DatabaseError || isAway(error))) throw error
        const now = stateAfter(error, begun)
        if (now) became(now, error)
        else log.warn({ code: codeOf(error) }, 'the replica did not finish a read; the primary answers it')
      }
      return fn(primary)
    },

    async standing() {
      if (performance.now() < restUntil) return { state, lagMs: null }
      const wanted = await goal().catch(() => undefined)
      if (!wanted) return { state: 'away', lagMs: null }
      try {
        return { state: 'near', lagMs: await borrowed(db => near(db, wanted)) }
      } catch (error) {
        became(stateAfter(error, false) ?? state, error)
        return { state, lagMs: error instanceof NotNear && error.mark ? lagOf(error.mark) : null }
      }
    },

    close: () => pool.end(),
  }
}

const codeOf = (error: unknown) => (error as { code?: string } | undefined)?.code

const isOut = (state: Standing['state']) => state === 'away' || state === 'stranger'

/** Waits until the replica shows what the primary had, and says for how many milliseconds. */
async function catchUp(replica: Db, wanted: Mark): Promise<number> {
  const since = performance.now()
  for (let first = true; ; first = false) {
    const mark = await replicaMark(replica)
    if (mark.of !== wanted.of || mark.position === null) throw new NotNear('stranger')
    const waited = performance.now() - since
    if (mark.position >= (wanted.position ?? 0)) return first ? 0 : Math.round(waited)
    if (waited > longestCatchUp) throw new NotNear('behind', mark)
    await sleep(5)
  }
}

const database = sql`(select system_identifier from pg_control_system()) || ' ' || current_database()`

// Whoever was told that their change stands had it on disk by then, unless the server is set to promise less. Behind the
// last byte on disk may be work in hand: the replica gets that only when it is on disk too.
const primaryMark = async (db: Db): Promise<Mark> => {
  const { rows } = await sql<Mark>`
    select ${database} as of, null as shown_ms, pg_wal_lsn_diff(
      case current_setting('synchronous_commit') when 'off' then pg_current_wal_insert_lsn() else pg_current_wal_flush_lsn() end, '0/0'
    ) as position`.execute(db)
  return rows[0]!
}

const replicaMark = async (db: Db): Promise<Mark> => {
  const { rows } = await sql<Mark>`
    select ${database} as of, case when pg_is_in_recovery() then pg_wal_lsn_diff(pg_last_wal_replay_lsn(), '0/0') end as position,
      extract(epoch from clock_timestamp() - pg_last_xact_replay_timestamp()) * 1000 as shown_ms`.execute(db)
  return rows[0]!
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const done = new AbortController()
  const late = sleep(ms, undefined, { signal: done.signal }).then(() => {
    throw new NotNear('away')
  })
  try {
    return await Promise.race([work, late])
  } finally {
    done.abort()
  }
}
