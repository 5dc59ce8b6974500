import { spawn } from 'node:child_process'
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Postgres, startPostgres } from './postgres.ts'

let folder: string
let started: Postgres[]

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'musubi-postgres-'))
  started = []
})

afterEach(async () => {
  for (const postgres of started) await postgres.stop()
  for (const postgres of started) {
    rmSync(postgres.folder, { recursive: true, force: true })
    rmSync(decodeURIComponent(new URL(postgres.url).hostname), { recursive: true, force: true })
  }
  rmSync(folder, { recursive: true })
})

async function start(dataDir = folder, durable = false) {
  const postgres = await startPostgres({ dataDir, durable })
  started.push(postgres)
  return postgres
}

async function ask(postgres: Postgres, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: postgres.url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows[0] ?? []
  } finally {
    await client.end()
  }
}

const pidFile = (postgres: Postgres) => join(postgres.folder, '18/data/postmaster.pid')
const pidOf = (postgres: Postgres) => Number.parseInt(readFileSync(pidFile(postgres), 'utf8'), 10)

test('the first start makes a database that knows Japanese, checks its pages and is not on the network', async () => {
  const postgres = await start()
  const [encoding, provider, locale] = await ask(
    postgres,
    'select pg_encoding_to_char(encoding), datlocprovider, datlocale from pg_database where datname = current_database()',
  )
  expect([encoding, provider, locale]).toEqual(['UTF8', 'b', 'C.UTF-8'])
  expect(await ask(postgres, "select current_setting('data_checksums'), current_setting('listen_addresses')")).toEqual([
    'on',
    '',
  ])
  expect(await ask(postgres, "select '商談' ~ '^\\w+$', inet_server_addr()")).toEqual([true, null])
  const password = join(postgres.folder, '18/password')
  expect(lstatSync(password).mode & 0o777).toBe(0o600)
})

test('two first starts at once share one server, and the last to leave shuts it down', async () => {
  const [one, other] = await Promise.all([start(), start()])
  expect(one.url).toBe(other.url)
  await one.stop()
  expect(await ask(other, 'select 1')).toEqual([1])
  await other.stop()
  expect(() => pidOf(other)).toThrow('ENOENT')
  await expect(ask(other, 'select 1')).rejects.toThrow('ENOENT')
})

test('a server whose process of ours was killed is adopted, and stopped in the end', async () => {
  const script = `const { startPostgres } = await import(${JSON.stringify(new URL('postgres.ts', import.meta.url).href)})
    await startPostgres({ dataDir: ${JSON.stringify(folder)}, durable: false }); process.stdout.write('up')`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] })
  await new Promise(up => child.stdout.once('data', up))
  child.kill('SIGKILL')
  await new Promise(gone => child.once('exit', gone))

  const left = readFileSync(join(folder, 'postgres/18/data/postmaster.pid'), 'utf8')
  const postgres = await start()
  expect(pidOf(postgres)).toBe(Number.parseInt(left, 10))
  await postgres.stop()
  expect(() => pidOf(postgres)).toThrow('ENOENT')
})

test('a server that dies comes back by itself with all that was committed', async () => {
  const postgres = await start(folder, true)
  await ask(postgres, 'create table kept as select 7 as n')
  const killed = pidOf(postgres)
  process.kill(killed, 'SIGKILL')
  const deadline = AbortSignal.timeout(15_000)
  let answer: unknown[] | undefined
  while (!answer && !deadline.aborted) {
    answer = await ask(postgres, 'select n from kept').catch(() => sleep(50).then(() => undefined))
  }
  expect(answer).toEqual([7])
  expect(pidOf(postgres)).not.toBe(killed)
})

test('it works in a folder that nobody else can enter, and is found there again', async () => {
  mkdirSync(join(folder, 'locked'), { mode: 0o700 })
  const dataDir = join(folder, 'locked/data')
  const first = await start(dataDir)
  await ask(first, 'create table kept as select 1')
  await first.stop()
  const second = await start(dataDir)
  expect(second.folder).toBe(realpathSync(join(dataDir, 'postgres')))
  expect(await ask(second, 'select count(*)::int from kept')).toEqual([1])
})

test('a path too long for a socket is no obstacle', async () => {
  const dataDir = join(folder, 'とても長い名前のフォルダー', 'it\'s, "long"'.repeat(4))
  expect(await ask(await start(dataDir), 'select 1')).toEqual([1])
})

test('a lock file that names somebody else’s process does not keep it from starting', async () => {
  const first = await start()
  const lines = readFileSync(pidFile(first), 'utf8').split('\n')
  await first.stop()
  const stranger = spawn('sleep', ['60'])
  writeFileSync(pidFile(first), [stranger.pid, ...lines.slice(1)].join('\n'))
  expect(await ask(await start(), 'select 1')).toEqual([1])
  stranger.kill()
})

test('an empty lock file, as a full disk leaves it, does not keep it from starting', async () => {
  const first = await start()
  await first.stop()
  writeFileSync(pidFile(first), '')
  expect(await ask(await start(), 'select 1')).toEqual([1])
})

test('when it cannot start, the refusal says why', async () => {
  const first = await start()
  await first.stop()
  rmSync(join(first.folder, '18/data/global/pg_control'))
  await expect(start()).rejects.toThrow(/does not start in .*pg_control/)
})

test('data of another PostgreSQL is not passed over in silence', async () => {
  const first = await start()
  await first.stop()
  renameSync(join(first.folder, '18'), join(first.folder, '17'))
  await expect(start()).rejects.toThrow('holds the data of PostgreSQL 17')
})
