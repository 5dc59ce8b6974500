import { CamelCasePlugin, Kysely, PostgresDialect, type PostgresPool, type Transaction } from 'kysely'
import pg from 'pg'
import { sparing } from './lines.ts'
import type { DB } from './tables.ts'

/** The database with its owner's rights. Requests get theirs through `act` in office/roles. */
export type Db = Kysely<DB>
export type Tx = Transaction<DB>

// Ids and counts stay far below 2^53; days are text, because a day has no time zone.
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)
types.setTypeParser(pg.types.builtins.NUMERIC, Number)
types.setTypeParser(pg.types.builtins.DATE, text => text)
types.setTypeParser(1016 as never, text => (text === '{}' ? [] : text.slice(1, -1).split(',').map(Number)))

const lines = new WeakMap<pg.Pool, Set<pg.PoolClient>>()

/**
 * Breaks every connection of a pool off, as if the server had: whoever waits for an answer is told, and the next to ask
 * gets a new one. For a database that says nothing any more, frozen or gone with its machine: it could be waited for for hours.
 */
export function breakLines(pool: pg.Pool): void {
  for (const client of lines.get(pool) ?? []) (client as unknown as Wired).connection.stream.destroy()
}

type Wired = { connection: { stream: { destroy(): void } } }

export function openPool(url: string, options: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: 16,
    types,
    application_name: 'musubi',
    connectionTimeoutMillis: 5_000,
    // What is sent together goes out together: the answers come back in order.
    pipeline: true,
    ...options,
    // To compile a plan takes seconds, and none of ours runs that long: 12 ms an event where it is on, 0.3 where it is off.
    options: `-c jit=off ${options.options ?? ''}`.trim(),
  })
  const open = new Set<pg.PoolClient>()
  lines.set(pool, open)
  pool.on('connect', client => open.add(client))
  pool.on('remove', client => open.delete(client))
  // A connection that the server closed is not a crash of ours: whoever waits for an answer on it is told, the pool opens another.
  pool.on('error', () => {})
  pool.on('connect', client => {
    client.on('error', () => {})
    sparing(client)
  })
  return pool
}

export function openDb(pool: PostgresPool): Db {
  return new Kysely<DB>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/** Disk, memory or connections: the server has run out of something, or cannot read what it has. */
const isShort = (code: string) => code.startsWith('53') || code === '58030'

/**
 * Whether an error says that the database cannot be reached, is going down or has no room: wait and try again, nothing is
 * wrong with the work.
 */
export function isAway(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code ?? ''
  const message = error instanceof Error ? error.message : ''
  return (
    code.startsWith('08') ||
    code.startsWith('57P') ||
    isShort(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'ENOENT', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND'].includes(code) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable/.test(
      message,
    )
  )
}

/** Whether the line was cut on which something was asked: a new one may be answered at once. */
export function isCut(error: unknown): boolean {
  const { code, message = '' } = (error ?? {}) as { code?: string; message?: string }
  return code === '57P01' || /Connection terminated unexpectedly|not queryable/.test(message)
}

/** Whether the database has no room left on its disk: it reads, and cannot write until somebody makes some. */
export const isFull = (error: unknown): boolean => (error as { code?: string } | null)?.code === '53100'

/** Whether the server had no memory left for what one transaction asked of it, its locks above all: less at a time may fit. */
export const isCrowded = (error: unknown): boolean => (error as { code?: string } | null)?.code === '53200'

/** Whether two transactions got into each other's way: the same work can simply be done again. */
export function isRace(error: unknown): boolean {
  const code = (error as { code?: string } | null)?.code
  return code === '40001' || code === '40P01'
}
