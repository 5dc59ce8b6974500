import { statfs } from 'node:fs/promises'
import { sql } from 'kysely'
import { oldestPostgres, openDatabase } from './database.ts'
import { version } from './health.ts'
import { systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import type { Db } from './platform/db.ts'
import { openLog } from './platform/log.ts'
import { openMailer } from './platform/mail.ts'
import { migrations } from './platform/migrate.ts'
import { Refusal } from './platform/refusal.ts'
import { openReplica } from './platform/replica.ts'
import { backlog } from './timeline/reactions.ts'

/** What was looked at, how it is, and, if it is not well, what to do. */
export type Finding = { about: string; well: boolean; is: string; todo?: string }

const GB = 1024 ** 3

/** Looks at everything that an installation stands on. */
export async function examine(config: Config): Promise<Finding[]> {
  const findings = [nodeVersion(), await disk(config)]
  try {
    const database = await openDatabase(config)
    try {
      findings.push(...(await aboutDatabase(database.db, config)))
      if (config.replicaUrl) findings.push(await replica(database.db, config.replicaUrl))
    } finally {
      await database.close()
    }
  } catch (error) {
    const is = error instanceof Refusal ? error.sentence.en : String(error)
    findings.push({
      about: 'database',
      well: false,
      is,
      todo: config.databaseUrl
        ? 'Check DATABASE_URL and whether that server runs.'
        : 'See the logs in DATA_DIR/postgres.',
    })
  }
  findings.push(await mail(config))
  return findings
}

function nodeVersion(): Finding {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  const well = major > 22 || (major === 22 && minor >= 18)
  return { about: 'versions', well, is: `Musubi ${version}, Node ${process.version}`, todo: 'Install Node 24.' }
}

async function disk({ dataDir }: Config): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(dataDir).catch(() => statfs('.'))
  const free = bavail * bsize
  const well = free > GB && bavail / blocks > 0.05
  return {
    about: 'disk',
    well,
    is: `${(free / GB).toFixed(1)} GB free where DATA_DIR is`,
    todo: 'Free some space, or move DATA_DIR: a full disk stops the database.',
  }
}

async function aboutDatabase(db: Db, config: Config): Promise<Finding[]> {
  const before = systemClock.now()
  const { rows } = await sql<{
    major: number
    version: string
    encoding: string
    japanese: boolean
    size: number
    creates: boolean
    acts: boolean
    clock: Date
    tables: boolean
  }>`
    select current_setting('server_version_num')::int / 10000 as major, current_setting('server_version') as version,
      pg_encoding_to_char(encoding) as encoding, '商談' ~ '^[[:alpha:]]+$' as japanese, pg_database_size(oid) as size,
      has_database_privilege(oid, 'create') as creates,
      exists (select from pg_roles where rolname = 'musubi_web' and pg_has_role(current_user, oid, 'member')) as acts,
      clock_timestamp() as clock, to_regclass('public.migration_hash') is not null as tables
    from pg_database where datname = current_database()`.execute(db)
  const after = systemClock.now()
  const it = rows[0]
  if (!it) throw new Error('The database does not know itself.')
  const findings: Finding[] = [
    {
      about: 'database',
      well: it.major >= oldestPostgres,
      is: `PostgreSQL ${it.version}, ${(it.size / 1024 ** 2).toFixed(0)} MB`,
      todo: `Use PostgreSQL ${oldestPostgres} or newer.`,
    },
    {
      about: 'encoding',
      well: it.encoding === 'UTF8' && it.japanese,
      is: `${it.encoding}${it.japanese ? '' : ', does not know Japanese letters'}`,
      todo: "Create the database anew: create database musubi encoding 'UTF8' locale_provider builtin builtin_locale 'C.UTF-8' template template0 (before PostgreSQL 17: locale 'C.UTF-8').",
    },
    {
      about: 'rights',
      well: it.creates && (it.acts || !it.tables),
      is: it.creates
        ? it.acts || !it.tables
          ? 'may do what it needs'
          : 'may not act as musubi_web'
        : 'may not create schemas',
      todo: 'As a superuser: grant create on database … to the user in DATABASE_URL, and: grant musubi_web to that user.',
    },
    skew(it.clock, before, after),
  ]
  if (!it.tables) return [...findings, { about: 'tables', well: true, is: 'not made yet; the first start makes them' }]
  return [...findings, await schema(db), ...(await atWork(db, config))]
}

function skew(there: Date, before: Date, after: Date): Finding {
  const here = (before.getTime() + after.getTime()) / 2
  const ms = Math.abs(there.getTime() - here)
  return {
    about: 'clock',
    well: ms < 2_000,
    is: `${Math.round(ms)} ms apart from the database's`,
    todo: 'Let NTP set the clocks of both machines.',
  }
}

async function schema(db: Db): Promise<Finding> {
  const applied = await sql<{ name: string; hash: string }>`select name, hash from migration_hash`.execute(db)
  const known = migrations()
  const strange = applied.rows.filter(row => known.find(file => file.name === row.name)?.hash !== row.hash)
  const missing = known.filter(file => !applied.rows.some(row => row.name === file.name))
  if (strange.length > 0)
    return {
      about: 'tables',
      well: false,
      is: `made by another release (${strange.map(row => row.name).join(', ')})`,
      todo: 'Run the release that this database belongs to, or a newer one.',
    }
  return {
    about: 'tables',
    well: missing.length === 0,
    is: missing.length === 0 ? 'up to date' : `${missing.length} migrations to apply`,
    todo: 'Run: musubi migrate (a start does it too).',
  }
}

async function atWork(db: Db, { smtpUrl }: Config): Promise<Finding[]> {
  const { waiting, parked, lagMs } = await backlog(db, systemClock.now())
  const { rows } = await sql<{ failed: number; unknown: number }>`
    select count(*) filter (where state = 'failed') as failed, count(*) filter (where state = 'unknown') as unknown from mail`.execute(
    db,
  )
  const { failed = 0, unknown = 0 } = rows[0] ?? {}
  return [
    {
      about: 'reactions',
      well: lagMs < 60_000,
      is: waiting === 0 ? 'nothing waits' : `${waiting} events wait, the oldest for ${Math.round(lagMs / 1000)} s`,
      todo: 'Start a worker: ROLE=all or ROLE=worker.',
    },
    {
      about: 'set aside',
      well: parked === 0,
      is: `${parked} events`,
      todo: 'Look at them in the settings and try again; tell the developers what the error says.',
    },
    {
      about: 'outbox',
      well: !smtpUrl || failed + unknown === 0,
      is: `${failed} mails failed, ${unknown} may not have arrived`,
      todo: 'Look at the outbox in the settings and send them again where it makes sense.',
    },
  ]
}

async function replica(db: Db, url: string): Promise<Finding> {
  const copy = openReplica(url, db, openLog('silent'))
  try {
    const { state, lagMs } = await copy.standing()
    const behind = lagMs === null ? 'behind' : `${(lagMs / 1000).toFixed(1)} s behind`
    return {
      about: 'replica',
      well: state === 'near' || (state === 'behind' && lagMs !== null && lagMs < 60_000),
      is: {
        near: `reports read from it, ${lagMs ? behind : 'and it is up to date'}`,
        behind: `${behind}: the primary answers reports until it has caught up`,
        away: 'cannot be reached: the primary answers reports',
        stranger: 'is no replica of this database: the primary answers reports',
      }[state],
      todo: 'Check DATABASE_REPLICA_URL and whether that server runs, follows this one and keeps up; see docs/scale.md.',
    }
  } finally {
    await copy.close()
  }
}

async function mail({ smtpUrl }: Config): Promise<Finding> {
  if (!smtpUrl)
    return { about: 'mail', well: true, is: 'no SMTP_URL: mails stay in the outbox, where admins read them' }
  const mailer = openMailer(smtpUrl)
  try {
    await mailer.check()
    return { about: 'mail', well: true, is: 'the mail server lets us in' }
  } catch (error) {
    return {
      about: 'mail',
      well: false,
      is: `the mail server does not let us in: ${error instanceof Error ? error.message : error}`,
      todo: 'Check SMTP_URL: host, port, user and password.',
    }
  } finally {
    mailer.close()
  }
}
