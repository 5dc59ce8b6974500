import { type OperationNodeSource, sql } from 'kysely'
import type pg from 'pg'
import type { Tx } from './db.ts'

/**
 * Begins a statement that the server is to plan once a connection, not each time it is asked: for what is asked over and
 * over in the very same words, whose plan does not depend on what is asked for.
 */
export const planned = (name: string) => sql.raw(`/* planned: ${name} */`)
const isPlanned = /^\s*(?:\/\* ahead \*\/\s*)?\/\* planned: (\S+) \*\//

/**
 * Begins a statement whose answer nobody reads, such as a lock or a row that is written: it goes out with the next one of
 * the transaction, and should it fail, that one tells.
 */
export const ahead = sql.raw('/* ahead */')
const isAhead = /^\s*\/\* ahead \*\//

/** The same of a write that Kysely builds. */
export const sendAhead = async (tx: Tx, write: OperationNodeSource): Promise<void> =>
  void (await sql`${ahead} ${write}`.execute(tx))

/** Waits for what went ahead, so that whoever sent it is told of its failure, not whoever comes next. */
export const arrived = async (tx: Tx): Promise<void> => void (await sql.raw(nothing).execute(tx))
const nothing = '/* arrived */'

/** Begins a statement that says which views, and with them whose rights, those that follow it in the transaction meet. */
export const meeting = (views: string) => sql.raw(`/* meeting: ${views} */`)
const isMeeting = /^\s*\/\* meeting: (.+?) \*\//
/** What a transaction meets that was told nothing: the tables themselves. */
export const tables = 'tables'

/**
 * Runs what is planned once by one plan from the first time on. Left alone, the server plans it five times for what is
 * asked before it does so, and each time where a list is given; where many tables are joined that takes longer than the
 * answer.
 */
export async function byOnePlan<T>(tx: Tx, read: () => Promise<T>): Promise<T> {
  const mode = (is: string) =>
    sql`${ahead} ${planned('plans')} select set_config('plan_cache_mode', ${is}, true)`.execute(tx)
  if (byOne.has(tx)) return read()
  byOne.add(tx)
  await mode('force_generic_plan')
  try {
    return await read()
  } finally {
    byOne.delete(tx)
    await mode('auto')
  }
}

const byOne = new WeakSet<Tx>()

/**
 * What Kysely builds finds rows by their keys, in the same words each time: it is planned once as if it had been given a
 * name. Not where the words vary with how much is given, nor where the answer would change with the table.
 */
const isBuilt = /^(?:\/\* ahead \*\/ )?(select|insert into|update|delete from) "/
const varies = / in \(\$\d+,|\), \(|[ .]\*([ ,]|$)/
const built = new Map<string, string>()
/** Each costs every connection that asks it some memory of the server. */
const mostBuilt = 400

function nameOfBuilt(text: string): string | undefined {
  if (!built.has(text) && built.size < mostBuilt && isBuilt.test(text) && !varies.test(text))
    built.set(text, `built-${built.size}`)
  return built.get(text)
}

type Ask = (...given: unknown[]) => unknown

/** Answers what was put off: nobody reads it. */
const putOff = async (command: string) => ({ command, rowCount: 0, rows: [], fields: [] })

/**
 * Saves a connection round trips. `begin`, what goes ahead, and whose rights the next statement has, go out together with
 * that statement; rights not at all where no statement follows, or the server was told the same last. A statement that is
 * planned once goes under a name of its own for each set of views: a plan is of one set.
 */
export function sparing(client: pg.ClientBase): void {
  const send = client.query.bind(client) as Ask
  const { stream } = (client as unknown as { connection: { stream: { cork(): void; uncork(): void } } }).connection
  let waiting: unknown[][] = []
  let telling: { views: string; text: string; values: unknown } | undefined
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
    const { views: those, text, values } = telling
    const now = JSON.stringify([those, values])
    if (now !== told) waiting.push([{ name: `meeting ${those}`, text, values }])
    views = those
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
      telling = { views: met, text, values }
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
    if (text === nothing) return waiting.length > 0 ? sendAll(waiting.pop()!) : putOff('SELECT')
    tellFirst()
    const name = isPlanned.exec(text)?.[1] ?? nameOfBuilt(text)
    const said = name ? [{ name: `${name} ${views}`, text, values }, ...rest] : given
    if (!isAhead.test(text)) return sendAll(said)
    waiting.push(said)
    return putOff('SELECT')
  }
  client.query = query as typeof client.query
}

const ownRights = JSON.stringify([tables, []])
