import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import { type Cluster, locale, openCluster, superuser, writeSettings } from './postgres.cluster.ts'
import { as, findPlace, own, type Place } from './postgres.place.ts'
import { clearForeignLock, lastWords, postmasterOf } from './postgres.process.ts'
import { Refusal } from './refusal.ts'

export type Postgres = {
  /** Reaches the database `musubi` over a Unix socket. */
  url: string
  /** The folder that holds the database, its password and its logs. */
  folder: string
  /** Leaves the server; the last process of ours to leave shuts it down. */
  stop(): Promise<void>
}

type Log = { warn(facts: object, message: string): void }
type Server = { place: Place; cluster: Cluster; durable: boolean }
type Keeper = { client: Client; closed: Promise<void> }

/**
 * Runs PostgreSQL in DATA_DIR, or joins the one that runs there already: beside another process of ours, or left over
 * from one that was killed. Each holds a shared advisory lock for as long as it lives, so the last one to leave knows.
 * Should the server die meanwhile, it is started again. `durable: false` is for tests: fast, and lost with the power.
 */
export async function startPostgres(options: { dataDir: string; durable?: boolean; log?: Log }): Promise<Postgres> {
  const place = findPlace(options.dataDir)
  const durable = options.durable ?? true
  const cluster = await openCluster(place, durable)
  const server = { place, cluster, durable }
  const leaving = new AbortController()

  let keeper = reach(server, leaving.signal)
  await makeDatabase((await keeper).client)

  async function keepAlive() {
    while (!leaving.signal.aborted) {
      await (await keeper).closed
      if (leaving.signal.aborted) return
      options.log?.warn({}, 'PostgreSQL went away; bringing it back.')
      keeper = reachAgain(server, leaving.signal, options.log)
      await keeper
      options.log?.warn({}, 'PostgreSQL is back.')
    }
  }
  // Rejects only when we leave while the database is away, and then there is nobody to leave.
  const kept = keepAlive().catch(() => {})

  async function stop() {
    leaving.abort()
    const last = await keeper.catch(() => undefined)
    if (last) await leave(last, cluster)
    await kept
  }
  let stopped: Promise<void> | undefined

  return {
    url: `postgres://${superuser}:${cluster.password}@${encodeURIComponent(cluster.socket)}/musubi`,
    folder: place.folder,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

const lock = 20_650_418

async function reach(server: Server, leaving: AbortSignal): Promise<Keeper> {
  let child: ChildProcess | undefined
  let failures = 0
  for (let silence = 0; ; ) {
    const keeper = await knock(server)
    if (typeof keeper !== 'string') return keeper
    const running = (child && child.exitCode === null && child.signalCode === null) || postmasterOf(server.cluster)
    if (!running) {
      leaving.throwIfAborted()
      if (child) failures += 1
      if (failures > 2) throw doesNotStart(server)
      await sleep(failures * 500, undefined, { signal: leaving })
      child = launch(server, failures > 0)
    }
    silence = keeper === 'silent' && running ? silence + 1 : 0
    if (silence > 3000) throw doesNotStart(server)
    await sleep(20)
  }
}

async function reachAgain(server: Server, leaving: AbortSignal, log?: Log): Promise<Keeper> {
  for (;;) {
    try {
      return await reach(server, leaving)
    } catch (error) {
      leaving.throwIfAborted()
      log?.warn({ err: error }, 'PostgreSQL could not be brought back yet.')
      await sleep(2000, undefined, { signal: leaving })
    }
  }
}

async function knock({ cluster }: Server): Promise<Keeper | 'silent' | 'busy'> {
  const client = new Client({
    host: cluster.socket,
    user: superuser,
    password: cluster.password,
    database: 'postgres',
    application_name: 'musubi keeper',
    connectionTimeoutMillis: 10_000,
  })
  // Without a listener a lost connection would end the process; what follows from it is up to `closed`.
  client.on('error', () => {})
  const closed = new Promise<void>(done => client.once('end', () => done()))
  try {
    await client.connect()
    await client.query('select pg_advisory_lock_shared($1)', [lock])
    return { client, closed }
  } catch (error) {
    client.end().catch(() => {})
    if (!(error instanceof DatabaseError)) return 'silent'
    if (error.code === '28P01') throw wrongPassword(cluster)
    return 'busy'
  }
}

function launch({ place, cluster, durable }: Server, again: boolean): ChildProcess {
  clearForeignLock(cluster, { again })
  writeSettings(cluster, place.runner, durable)
  const output = openSync(cluster.startLog, 'w', 0o600)
  own(cluster.startLog, place.runner)
  // Detached, so that neither Ctrl-C at the terminal nor our own death takes the database down with connections open.
  const child = spawn(join(place.native, 'bin/postgres'), ['-D', cluster.data], {
    ...as(place.runner),
    cwd: '/',
    env: { LC_ALL: locale },
    detached: true,
    stdio: ['ignore', output, output],
  })
  child.on('error', () => {})
  child.unref()
  closeSync(output)
  return child
}

async function makeDatabase(client: Client) {
  const { rowCount } = await client.query("select from pg_database where datname = 'musubi'")
  if (rowCount) return
  try {
    await client.query('create database musubi')
  } catch (error) {
    // Two first starts at once: the other one made it.
    if (!(error instanceof DatabaseError && ['42P04', '23505'].includes(error.code ?? ''))) throw error
  }
}

async function leave({ client }: Keeper, cluster: Cluster) {
  const pid = postmasterOf(cluster)
  try {
    await client.query('select pg_advisory_unlock_shared($1)', [lock])
    const { rows } = await client.query('select pg_try_advisory_lock($1) as last', [lock])
    if (!rows[0].last) return await client.end()
    if (pid) process.kill(pid, 'SIGINT')
  } catch {
    // It went away by itself in between.
  }
  const patience = AbortSignal.timeout(60_000)
  while (!patience.aborted && (postmasterOf(cluster) ?? -1) === pid) await sleep(20)
}

const doesNotStart = ({ cluster, place }: Server) =>
  new Refusal('unavailable', {
    en: `PostgreSQL does not start in ${place.folder}. Its last words: ${lastWords(cluster)}`,
    ja: `${place.folder} の PostgreSQL を起動できません。最後の出力: ${lastWords(cluster)}`,
  })

const wrongPassword = (cluster: Cluster) =>
  new Refusal('unavailable', {
    en: `The password beside ${cluster.data} is not the one that the database there knows. Put back the file "password" that belongs to it.`,
    ja: `${cluster.data} の隣にある password ファイルの内容が、データベースのパスワードと一致しません。元のファイルに戻してください。`,
  })
