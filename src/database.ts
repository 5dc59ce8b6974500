import { Client } from 'pg'
import type { Logger } from 'pino'
import { openAuthPool, prepareAuth } from './office/users/auth.ts'
import type { Config } from './platform/config.ts'
import { type Db, openDb, openPool } from './platform/db.ts'
import { prepareJobs } from './platform/jobs.ts'
import { migrate } from './platform/migrate.ts'
import { startPostgres } from './platform/postgres.ts'
import { Refusal } from './platform/refusal.ts'
import { tasks } from './tasks.ts'

/** The database of this installation: the embedded one, started or joined, or the one that DATABASE_URL names. */
export type Database = { url: string; db: Db; close(): Promise<void> }

export const oldestPostgres = 15

/** A server's own connections are told from those of a command beside it. */
const command = { application_name: 'musubi command', max: 4 }

export async function openDatabase(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  server?: { log: Logger },
): Promise<Database> {
  const embedded = config.databaseUrl ? undefined : await startPostgres({ dataDir: config.dataDir, ...server })
  const url = config.databaseUrl ?? embedded?.url ?? ''
  try {
    if (config.databaseUrl) await mustAnswer(url)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
  const db = openDb(openPool(url, server ? {} : command))
  return {
    url,
    db,
    async close() {
      await db.destroy()
      await embedded?.stop()
    },
  }
}

async function mustAnswer(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<{ major: number }>(
      "select current_setting('server_version_num')::int / 10000 as major",
    )
    const major = rows[0]?.major ?? 0
    if (major < oldestPostgres) throw tooOld(major)
  } catch (error) {
    throw error instanceof Refusal ? error : notReached(error)
  } finally {
    await client.end().catch(() => {})
  }
}

/** Brings the database to what this release needs. Of two processes that start at once, the second finds nothing left to do. */
export async function prepareDatabase({ url, db }: Pick<Database, 'url' | 'db'>): Promise<string[]> {
  const lock = new Client({ connectionString: url })
  lock.on('error', () => {})
  await lock.connect()
  const auth = openAuthPool(url)
  try {
    await lock.query("select pg_advisory_lock(hashtext('musubi: prepare'))")
    const applied = await migrate(db)
    await prepareAuth(auth)
    await prepareJobs(url, tasks)
    return applied
  } finally {
    await auth.end()
    await lock.end()
  }
}

const notReached = (error: unknown) => {
  const why = error instanceof Error ? error.message || (error as { code?: string }).code : String(error)
  return new Refusal('unavailable', {
    en: `The database that DATABASE_URL names cannot be reached: ${why}. Check the address and whether the server runs.`,
    ja: `DATABASE_URL のデータベースに接続できません：${why}。接続先と、サーバーが起動しているかをご確認ください。`,
  })
}

const tooOld = (major: number) =>
  new Refusal('unavailable', {
    en: `The database that DATABASE_URL names is PostgreSQL ${major}; Musubi needs ${oldestPostgres} or newer.`,
    ja: `DATABASE_URL のデータベースは PostgreSQL ${major} です。${oldestPostgres} 以上が必要です。`,
  })
