import { Client } from 'pg'
import type { Logger } from 'pino'
import { openAuthPool, prepareAuth } from './office/users/auth.ts'
import type { Config } from './platform/config.ts'
import { breakLines, type Db, openDb, openPool } from './platform/db.ts'
import { prepareJobs } from './platform/jobs.ts'
import { migrate } from './platform/migrate.ts'
import { startPostgres } from './platform/postgres.ts'
import { nameProcess } from './platform/presence.ts'
import { Refusal } from './platform/refusal.ts'
import { tasks } from './tasks.ts'

/** The database of this installation: the embedded one, started or joined, or the one that DATABASE_URL names. */
export type Database = {
  url: string
  db: Db
  /** It does not answer: whoever waits for it is told. */
  breakLines(): void
  close(): Promise<void>
}

export const oldestPostgres = 15

/** A server's own connections are told from those of a command beside it. */
const command = { application_name: 'musubi command', max: 4 }

export async function openDatabase(
  config: Pick<Config, 'dataDir' | 'databaseUrl'>,
  server?: { log: Logger; role: Config['role']; secret: string },
): Promise<Database> {
  const log = server ? { log: server.log } : {}
  const embedded = config.databaseUrl ? undefined : await startPostgres({ dataDir: config.dataDir, ...log })
  const plain = config.databaseUrl ?? embedded?.url ?? ''
  const url = server ? nameProcess(plain, server.role, server.secret) : plain
  try {
    if (config.databaseUrl) await mustAnswer(url)
  } catch (error) {
    await embedded?.stop()
    throw error
  }
  const pool = openPool(url, server ? {} : command)
  const db = openDb(pool)
  return {
    url,
    db,
    breakLines: () => breakLines(pool),
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
    const { rows } = await client.query<{ major: number; encoding: string }>(`
      select current_setting('server_version_num')::int / 10000 as major, pg_encoding_to_char(encoding) as encoding
      from pg_database where datname = current_database()`)
    const { major = 0, encoding = '' } = rows[0] ?? {}
    if (major < oldestPostgres) throw tooOld(major)
    if (encoding !== 'UTF8') throw wrongEncoding(encoding)
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
  } catch (error) {
    throw (error as { code?: string }).code === '42501' ? notAllowed(error) : error
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

const wrongEncoding = (encoding: string) =>
  new Refusal('unavailable', {
    en: `The database that DATABASE_URL names keeps text as ${encoding}. Create one with encoding UTF8 and locale C.UTF-8.`,
    ja: `DATABASE_URL のデータベースの文字コードは ${encoding} です。エンコーディング UTF8、ロケール C.UTF-8 で作成してください。`,
  })

const notAllowed = (error: unknown) =>
  new Refusal('unavailable', {
    en: `The database refuses what the set-up needs: ${error instanceof Error ? error.message : error}. The user in DATABASE_URL must own the database, and be allowed to create roles or be a member of a role musubi_web that was made for it.`,
    ja: `データベースの準備に必要な操作が許可されませんでした：${error instanceof Error ? error.message : error}。DATABASE_URL のユーザーをデータベースの所有者にし、ロールの作成を許可するか、事前に作成したロール musubi_web のメンバーにしてください。`,
  })
