import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from '../test/database.ts'
import { openOffice } from '../test/office.ts'
import { backupTo, restoreFrom } from './cli.backup.ts'
import { addKey, addPerson } from './cli.people.ts'
import { openDatabase, prepareDatabase } from './database.ts'
import { examine } from './doctor.ts'
import { readConfig } from './platform/config.ts'

const folder = mkdtempSync(join(tmpdir(), 'musubi-cli-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let world: TestWorld
let office: Awaited<ReturnType<typeof openOffice>>

beforeAll(async () => {
  office = await openOffice()
  world = office.world
})

const config = (env: Record<string, string> = {}) =>
  readConfig({ DATABASE_URL: world.url, DATA_DIR: join(folder, 'data'), LOG_LEVEL: 'silent', ...env })

const add = (more: object) =>
  addPerson(config(), {
    email: 'x@example.jp',
    name: 'x',
    roles: ['viewer'],
    team: undefined,
    password: undefined,
    ...more,
  })

const run = (...args: string[]) =>
  new Promise<{ code: number; out: string; err: string }>(done => {
    execFile(
      process.execPath,
      [join(import.meta.dirname, 'cli.ts'), ...args],
      { env: { PATH: '/usr/bin:/bin' } },
      (error, out, err) => done({ code: Number((error as { code?: number } | null)?.code ?? 0), out, err }),
    )
  })

test('user add prints a link, or takes the password; key create prints the key alone', async () => {
  const link = await addPerson(config(), {
    email: 'Hana@example.jp',
    name: '花',
    roles: ['admin'],
    team: undefined,
    password: undefined,
  })
  expect(
    (await office.anybody('POST', '/welcome/look', { token: new URL(link).searchParams.get('token') })).body,
  ).toMatchObject({ email: 'hana@example.jp' })
  await addPerson(config(), {
    email: 'ken@example.jp',
    name: '健',
    roles: ['viewer'],
    team: undefined,
    password: 'correct horse battery',
  })
  expect(
    (
      await office.anybody('POST', '/auth/sign-in/email', {
        email: 'ken@example.jp',
        password: 'correct horse battery',
      })
    ).status,
  ).toBe(200)
  const key = await addKey(config(), { name: '連携', roles: ['marketer', 'viewer'], team: undefined })
  expect((await office.withKey(key)('GET', '/me')).body).toMatchObject({ name: '連携', roles: ['marketer', 'viewer'] })
})

test('what is missing or unknown is said in a sentence', async () => {
  await expect(add({ email: 'nobody' })).rejects.toThrow(/not a mail address/)
  await expect(add({ name: undefined })).rejects.toThrow(/--name/)
  await expect(add({ roles: [] })).rejects.toThrow(/--role/)
  await expect(add({ roles: ['boss'] })).rejects.toThrow(/inside_sales/)
  await expect(add({ team: '北' })).rejects.toThrow(/no team called 北/)
  await expect(add({ password: 'short' })).rejects.toThrow(/10 to 128/)
})

test('backup works beside a running server, restore does not', async () => {
  const other = await testWorld()
  const file = join(folder, 'beside.gz')
  expect(await backupTo(config(), file)).toMatch(/^Wrote .*beside\.gz: [\d,]+ rows/)
  // The tests' own world stands for a server that runs, and so holds a connection.
  await world.db.connection().execute(async held => {
    await held.selectNoFrom(eb => eb.lit(1).as('here')).execute()
    await expect(restoreFrom(config(), file, true)).rejects.toThrow(/Stop it/)
  })
  await other.db.destroy()
  expect(await restoreFrom(config({ DATABASE_URL: other.url }), file, false)).toMatch(/^Restored [\d,]+ rows/)
})

test('doctor says what is wrong and what to do', async () => {
  const well = await examine(config())
  expect(well.filter(finding => !finding.well)).toEqual([])
  expect(well.map(finding => finding.about)).toEqual([
    'versions',
    'disk',
    'database',
    'encoding',
    'rights',
    'clock',
    'tables',
    'reactions',
    'set aside',
    'outbox',
    'mail',
  ])

  await world.db
    .insertInto('event')
    .values({ kind: 'company.changed', occurredAt: new Date(0), recordedAt: new Date(0), facts: '{}' })
    .execute()
  const silent = createServer(socket => socket.destroy())
  await new Promise<void>(listening => silent.listen(0, '127.0.0.1', listening))
  const { port } = silent.address() as { port: number }
  const ill = await examine(config({ SMTP_URL: `smtp://127.0.0.1:${port}` }))
  silent.close()
  expect(ill.filter(finding => !finding.well).map(finding => finding.about)).toEqual(['reactions', 'mail'])
  expect(ill.find(finding => finding.about === 'reactions')?.todo).toMatch(/worker/)

  const away = await examine(config({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }))
  expect(away.find(finding => finding.about === 'database')).toMatchObject({
    well: false,
    todo: expect.stringContaining('DATABASE_URL'),
  })
})

test('a database that keeps text otherwise, or a user who may not set it up, is refused in a sentence', async () => {
  const admin = new Client({ connectionString: world.url })
  await admin.connect()
  await admin.query("create database cli_latin template template0 encoding 'LATIN1' locale_provider libc locale 'C'")
  await admin.query('create role cli_humble login password $$x$$')
  await admin.query('create database cli_humble')
  const to = (database: string, user?: string) => {
    const url = new URL(world.url)
    url.pathname = `/${database}`
    if (user) [url.username, url.password] = [user, 'x']
    return { dataDir: folder, databaseUrl: url.href }
  }
  await expect(openDatabase(to('cli_latin'))).rejects.toThrow(/LATIN1/)
  const humble = await openDatabase(to('cli_humble', 'cli_humble'))
  await expect(prepareDatabase(humble)).rejects.toThrow(/must own the database/)
  await humble.close()

  // An administrator helps once, and it works without rights to create roles.
  await admin.query('alter database cli_humble owner to cli_humble')
  await admin.query('grant musubi_web to cli_humble')
  const helped = await openDatabase(to('cli_humble', 'cli_humble'))
  expect(await prepareDatabase(helped)).not.toEqual([])
  await helped.close()
  await admin.query('drop database cli_humble')
  await admin.query('drop database cli_latin')
  await admin.query('drop role cli_humble')
  await admin.end()
})

test('help and slips of the pen', async () => {
  expect(await run('help')).toMatchObject({ code: 0, out: expect.stringContaining('musubi backup FILE') })
  expect(await run('bakcup', 'x')).toMatchObject({ code: 1, err: 'There is no command "bakcup x". See: musubi help\n' })
  expect(await run('start', '--dmeo')).toMatchObject({ code: 1, err: expect.stringMatching(/--dmeo.*musubi help\n$/s) })
})
