import { sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from './db.ts'

/**
 * Begins a statement that the server is to plan once a connection, not each time it is asked: for what is asked over and
 * over in the very same words, whose plan does not depend on what is asked for.
 */
export const planned = (name: string) => sql.raw(`/* planned: ${name} */`)
const isPlanned = /^\s*\/\* planned: (\S+) \*\//

/** Begins a statement whose answer says nothing, such as a lock: it goes out with the next one of the transaction. */
export const ahead = sql.raw('/* ahead */')
const isAhead = /^\s*\/\* ahead \*\//

/** Begins a statement that says which views, and with them whose rights, those that follow it in the transaction meet. */
export const meeting = (views: string) => sql.raw(`/* meeting: ${views} */`)
const isMeeting = /^\s*\/\* meeting: (.+?) \*\//
/** What a transaction meets that was told nothing: the tables themselves. */
export const tables = 'tables'

/**
 * Runs what is planned once by one plan from the first time on. Left alone, the server plans it five times for what is
 * asked before it does so, and where many tables are joined that takes longer than the answer.
 */
export async function byOnePlan<T>(tx: Tx, read: () => Promise<T>): Promise<T> {
  const mode = (is: string) => sql`${ahead} select set_config('plan_cache_mode', ${is}, true)`.execute(tx)
  await mode('force_generic_plan')
  try {
    return await read()
  } finally {
    await mode('auto')
  }
}

type Ask = (...given: unknown[]) => unknown

/** Answers what was put off: nobody reads it. */
const putOff = async (command: string) => ({ command, rowCount: 0, rows: [], fields: [] })

/**
 * Saves a connection round trips. `begin`, locks, and whose rights the next statement has, go out together with that
 * statement; rights not at all where no statement follows, or the server was told the same last. A statement that is
 * planned once goes under a name of its own for each set of views: a plan is of one set.
 */
export function sparing(client: pg.ClientBase): void {
  const send = client.query.bind(client) as Ask
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
  let waiting: unknown[][] = []
  let telling: { views: string; said: unknown[] } | undefined
  /** What the server was told last: the views alone would not say whose sight. */
  let told = ''
  let views = tables

  /** What waits, then the statement, in one packet. Who asks is told of the first that failed. */
  function sendAll(given: unknown[]): unknown {
    if (waiting.length === 0) return send(...given)
    stream.cork()
    const answers = [...waiting, given].map(one => send(...one))
    stream.uncork()
    waiting = []
    return Promise.all(answers).then(all => all.at(-1))
  }

  function tellFirst(): void {
    if (!telling) return
    const now = JSON.stringify([telling.views, telling.said[1]])
    if (now !== told) waiting.push(telling.said)
    views = telling.views
    told = now
    telling = undefined
  }

  const query: Ask = (...given) => {
    const [text, values, ...rest] = given
    if (typeof text !== 'string') return send(...given)
    if (text === 'begin') {
      waiting = [[text]]
      told = ownRights
      return putOff('BEGIN')
    }
    const met = isMeeting.exec(text)?.[1]
    if (met) {
      telling = { views: met, said: [text, values] }
      return putOff('SELECT')
    }
    if (text === 'commit' || text === 'rollback') {
      const unbegun = waiting[0]?.[0] === 'begin'
      telling = undefined
      views = tables
      if (text === 'rollback' || (unbegun && waiting.length === 1)) waiting = []
      return unbegun && waiting.length === 0 ? putOff('COMMIT') : sendAll(given)
    }
    if (text.startsWith('rollback to')) {
      // It takes back what was told since, and is all that may be said after an error.
      told = ''
      waiting = []
      return send(...given)
    }
    tellFirst()
    if (isAhead.test(text)) {
      waiting.push(given)
      return putOff('SELECT')
    }
    const name = isPlanned.exec(text)?.[1]
    return sendAll(name ? [{ name: `${name} ${views}`, text, values }, ...rest] : given)
  }
  client.query = query as typeof client.query
}

const ownRights = JSON.stringify([tables, []])
