import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { prepareDatabase } from '../src/database.ts'
import { examine } from '../src/doctor.ts'
import { type Act, look, report } from '../src/office/roles/act.ts'
import { createPerson } from '../src/people/persons/create.ts'
import { countInSegment } from '../src/people/segments/count.ts'
import { movableClock } from '../src/platform/clock.ts'
import { readConfig } from '../src/platform/config.ts'
import { openDb, openPool } from '../src/platform/db.ts'
import { findPlace, own } from '../src/platform/postgres.place.ts'
import { type Postgres, startPostgres } from '../src/platform/postgres.ts'
import { openReplica, type Replica } from '../src/platform/replica.ts'
import type { World } from '../src/platform/world.ts'
import { as, type Cast, makeCast } from './cast.ts'
import { mondayMorning } from './database.ts'
import { type Asking, officeOf } from './office.ts'
import { withDatabase } from './url.ts'

// A real primary and a real streaming replica of it, both on this machine.

const folder = mkdtempSync(join(tmpdir(), 'musubi-replica-'))
const dataDirs = { primary: join(folder, 'primary'), replica: join(folder, 'replica') }
const logged: string[] = []
const log = pino({ level: 'debug' }, { write: line => void logged.push(line) })
/** Where each read ended, the latest last. */
const answeredBy: ('primary' | 'replica')[] = []
let primary: Postgres
let standby: Postgres
let there: pg.Pool
let here: pg.Pool
let copy: Replica
let world: World & { url: string }
let cast: Cast
let admin: Asking

beforeAll(async () => {
  primary = await startPostgres({ dataDir: dataDirs.primary })
  here = poolOf(primary)
  await copyFrom(primary)
  standby = await startPostgres({ dataDir: dataDirs.replica })
  there = poolOf(standby)
  const db = openDb(openPool(primary.url, { max: 8 }))
  await prepareDatabase({ url: primary.url, db })
  copy = openReplica(standby.url, db, log)
  const told: Replica = {
    ...copy,
    read: fn =>
      copy.read(async from => {
        const answer = await fn(from)
        const { rows } = await sql<{ follows: boolean }>`select pg_is_in_recovery() as follows`.execute(from)
        answeredBy.push(rows[0]?.follows ? 'replica' : 'primary')
        return answer
      }),
  }
  const common = {
    log,
    baseUrl: 'http://localhost:3000',
    dataDir: folder,
    secret: 'a secret of the tests, to sign with',
  }
  world = { db, replica: told, clock: movableClock(mondayMorning), url: primary.url, ...common }
  cast = await makeCast(world)
  admin = await officeOf(world).signIn(cast.admin.id)
})
afterAll(async () => {
  await copy.close()
  await world.db.destroy()
  await Promise.all([here.end(), there.end()])
  await standby.stop()
  await primary.stop()
  for (const one of [primary, standby]) rmSync(one.folder, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
})

function poolOf({ url }: Postgres): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2 })
  pool.on('error', () => {})
  return pool
}

/** What pg_basebackup -R does, which the embedded server does not bring along. */
async function copyFrom(server: Postgres): Promise<void> {
  const { folder, major, runner } = findPlace(dataDirs.replica)
  const fresh = join(folder, major)
  const data = join(fresh, 'data')
  for (const path of [fresh, join(fresh, 'logs')]) {
    mkdirSync(path, { mode: 0o700 })
    own(path, runner)
  }
  const backup = new pg.Client({ connectionString: server.url })
  await backup.connect()
  await backup.query("select pg_backup_start('replica', true)")
  for (const part of ['data', 'password']) execFileSync('cp', ['-a', join(server.folder, major, part), fresh])
  const { rows } = await backup.query<{ labelfile: string }>('select labelfile from pg_backup_stop()')
  await backup.end()
  const { hostname, username, password } = new URL(server.url)
  const address = `host=${decodeURIComponent(hostname)} user=${username} password=${password}`
  rmSync(join(data, 'postmaster.pid'))
  for (const [name, text] of [
    ['backup_label', rows[0]!.labelfile],
    ['standby.signal', ''],
    ['postgresql.auto.conf', `primary_conninfo = '${address}'\nmax_standby_streaming_delay = 0\n`],
  ] as const) {
    writeFileSync(join(data, name), text)
    own(join(data, name), runner)
  }
}

const follows = async ({ tx }: Act) =>
  (await sql<{ follows: boolean }>`select pg_is_in_recovery() as follows`.execute(tx)).rows[0]!.follows
/** Two shared cores are sometimes so busy that the replica takes longer than it is given. */
const untilNear = () => expect.poll(() => report(world, cast.admin, follows), { timeout: 30_000 }).toBe(true)
const everybody = { all: [] }
/** Counts everybody, in a read that the replica began: should it be busy just then, once more. */
async function begunThere(meanwhile: (act: Act) => Promise<unknown>): Promise<number> {
  for (let begun = false; ; ) {
    const { count } = await report(world, cast.admin, async act => {
      if (await follows(act)) {
        begun = true
        await meanwhile(act)
      }
      return countInSegment(act, everybody, true)
    })
    if (begun) return count
  }
}
const lastAnsweredBy = () => answeredBy.at(-1)
const people = (as: World = world) => report(as, cast.admin, act => countInSegment(act, everybody, true))
let born = 0
const newPerson = (via = world) =>
  as(via, cast.tanaka, act => createPerson(act, { familyName: '新規', givenName: `${born++}` }))

test('what reads much reads from the replica, and nothing else does', async () => {
  await untilNear()
  expect(await look(world.db, world.clock, cast.admin, follows)).toBe(false)
  const { body: segment } = await admin('POST', '/segments', {
    name: '全員',
    rules: everybody,
    columns: null,
    sort: null,
    shared: true,
  })
  for (const [method, path, body] of [
    ['GET', '/questions'],
    ['GET', '/funnel'],
    ['GET', '/funnel/leads?stage=lead'],
    ['GET', '/forecast'],
    ['GET', `/segments/${segment.id}`],
    ['POST', '/segments/count', { rules: everybody }],
    ['POST', '/exports', { what: 'persons', format: 'csv' }],
  ] as const) {
    const answer = async () => {
      // What took long on a busy machine is not to be answered as of then.
      await world.db.deleteFrom('answerKept').execute()
      const before = answeredBy.length
      expect((await admin(method, path, body)).status, path).toBe(200)
      expect(answeredBy.length, path).toBeGreaterThan(before)
      return lastAnsweredBy()
    }
    await expect.poll(answer, { timeout: 30_000 }).toBe('replica')
  }
  const before = answeredBy.length
  for (const path of ['/persons', '/persons/count', '/segments', '/leads', '/me'])
    expect((await admin('GET', path)).status, path).toBe(200)
  expect(answeredBy.length).toBe(before)
  // That a list was taken out is written where one can write.
  expect(await world.db.selectFrom('exportLog').select('what').distinct().execute()).toEqual([{ what: 'persons' }])
})

test('rights are the same there: each counts whom they see', async () => {
  await newPerson()
  await untilNear()
  const asked = (actor: Cast['tanaka']) => report(world, actor, act => countInSegment(act, everybody, true))
  expect([await asked(cast.tanaka), await asked(cast.ito)]).toEqual([
    { count: 1, exact: true },
    { count: 0, exact: true },
  ])
  await expect(
    report(world, cast.tanaka, ({ tx }) => sql`select from public.person`.execute(tx)),
  ).rejects.toMatchObject({ code: '42501' })
})

test('nobody misses what they wrote: while it is written all the time, and where a commit is told before it is on disk', async () => {
  const { count } = await people()
  for (let n = 1; n <= 40; n++) {
    await newPerson()
    expect((await people()).count).toBe(count + n)
  }
  const db = openDb(openPool(primary.url, { max: 2, options: '-c synchronous_commit=off' }))
  const hasty = openReplica(standby.url, db, log)
  for (let n = 41; n <= 60; n++) {
    await newPerson({ ...world, db })
    expect((await people({ ...world, db, replica: hasty })).count).toBe(count + n)
  }
  // What was told before it was on disk is there with the next commit that waits for it.
  await newPerson()
  await hasty.close()
  await db.destroy()
})

test('replay is paused: the primary answers, with the lag told; caught up, the replica does again', async () => {
  await untilNear()
  await expect.poll(() => copy.standing()).toMatchObject({ state: 'near', lagMs: expect.any(Number) })
  const { count } = await people()
  await there.query('select pg_wal_replay_pause()')
  // Whatever is found wrong, what follows is not to be tried on a replica that stands still.
  onTestFinished(async () => void (await there.query('select pg_wal_replay_resume()')))
  await expect
    .poll(async () => (await there.query('select pg_get_wal_replay_pause_state() as state')).rows[0].state)
    .toBe('paused')
  // Nothing happened since, so it shows all there is.
  expect((await copy.standing()).lagMs).toBeLessThan(5_000)
  await newPerson()
  expect((await people()).count).toBe(count + 1)
  expect(lastAnsweredBy()).toBe('primary')
  const { body: health } = await admin('GET', '/healthz')
  expect(health).toMatchObject({ status: 'ok', replica: { state: 'behind', lagMs: expect.any(Number) } })
  expect(await findings()).toMatchObject([{ is: expect.stringMatching(/^\d+\.\d s behind: the primary answers/) }])
  await there.query('select pg_wal_replay_resume()')
  await untilNear()
  expect((await people()).count).toBe(count + 1)
  expect(await findings()).toMatchObject([{ well: true, is: expect.stringContaining('reports read from it') }])
})

const findings = async () => {
  const config = readConfig({ DATABASE_URL: primary.url, DATABASE_REPLICA_URL: standby.url, DATA_DIR: folder })
  return (await examine(config)).filter(finding => finding.about === 'replica')
}

test('idle for an hour is not an hour behind', async () => {
  await untilNear()
  await there.query('select pg_wal_replay_pause()')
  const asked = performance.now()
  await copy.standing()
  await newPerson()
  const { state, lagMs } = await copy.standing()
  expect(state).toBe('behind')
  expect(lagMs).toBeLessThanOrEqual(Math.ceil(performance.now() - asked))
  await there.query('select pg_wal_replay_resume()')
})

test('a read that stands in the way of replay is cancelled there, and answered by the primary', async () => {
  await untilNear()
  logged.length = 0
  const begun = Promise.withResolvers<void>()
  const reading = begunThere(async act => {
    begun.resolve()
    await sql`select pg_sleep(30) from (select count(*) from person) p`.execute(act.tx)
  })
  await begun.promise
  await expect
    .poll(async () => (await there.query("select from pg_stat_activity where wait_event = 'PgSleep'")).rowCount)
    .toBe(1)
  await here.query('update person set version = version + 1')
  await here.query('vacuum person')
  expect(await reading).toBe((await people({ ...world, replica: undefined })).count)
  expect(logged.map(line => JSON.parse(line))).toEqual([expect.objectContaining({ code: '40001' })])
})

test('its connections are frozen: the primary answers', async () => {
  await untilNear()
  const { rows } = await there.query<{ pid: number }>(
    "select pid from pg_stat_activity where application_name = 'musubi reports'",
  )
  for (const { pid } of rows) process.kill(pid, 'SIGSTOP')
  try {
    expect(await report(world, cast.admin, follows)).toBe(false)
    expect(await copy.standing()).toEqual({ state: 'away', lagMs: null })
  } finally {
    for (const { pid } of rows) process.kill(pid, 'SIGCONT')
  }
  await untilNear()
})

test('the replica is stopped: answers go on; it is started again: it is used again', async () => {
  await untilNear()
  logged.length = 0
  const cut = begunThere(() => standby.stop())
  const { count } = await people({ ...world, replica: undefined })
  expect(await cut).toBe(count)
  expect((await people()).count).toBe(count)
  expect((await admin('GET', '/questions')).status).toBe(200)
  expect(lastAnsweredBy()).toBe('primary')
  expect((await admin('GET', '/healthz')).body).toMatchObject({ status: 'ok', replica: { state: 'away', lagMs: null } })
  expect(await findings()).toMatchObject([{ well: false, is: expect.stringContaining('cannot be reached') }])
  await newPerson()
  standby = await startPostgres({ dataDir: dataDirs.replica })
  await untilNear()
  expect((await people()).count).toBe(count + 1)
  const lines = logged.map(line => JSON.parse(line).msg)
  expect(lines).toEqual(['the primary answers reports in place of the replica', 'the replica for reports is back'])
})

test('a server that follows nobody, another database of the replica, and one that does not let us in are not read from', async () => {
  const locked = standby.url.replace(/:[^:@/]+@/, ':wrong@')
  for (const [url, state] of [
    [primary.url, 'stranger'],
    [withDatabase(standby.url, 'postgres'), 'stranger'],
    [locked, 'away'],
  ] as const) {
    const other = openReplica(url, world.db, log)
    const asked = { ...world, replica: other }
    expect((await people(asked)).count).toBe((await people({ ...world, replica: undefined })).count)
    expect(await other.standing()).toEqual({ state, lagMs: null })
    await other.close()
  }
})

test('a refusal is an answer, and what is wrong with the question itself is told as ever', async () => {
  await untilNear()
  const before = answeredBy.length
  expect(await admin('GET', '/segments/999999999')).toMatchObject({ status: 404 })
  expect(await admin('GET', '/funnel?from=never')).toMatchObject({ status: 400 })
  expect(answeredBy.length).toBe(before)
  // Nobody ever tried to write there.
  expect(logged.filter(line => line.includes('25006'))).toEqual([])
})
