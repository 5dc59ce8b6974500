import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Ask, signIn } from '../bench/crash/office.ts'
import { openPostbox, type Postbox } from '../bench/crash/postbox.ts'
import { freePort, isWell, type Process, processOf } from '../bench/crash/process.ts'
import { withDatabase } from './url.ts'

// Two machines with a web and a worker process each, one database server: real processes, killed and frozen.

const folder = mkdtempSync(join(tmpdir(), 'musubi-apart-'))
const admin = { ADMIN_EMAIL: 'admin@apart.example.jp', ADMIN_PASSWORD: 'a password for two machines' }
const name = `apart_${randomBytes(6).toString('hex')}`
const webs: Process[] = []
const workers: Process[] = []
const said: string[] = []
const urls: string[] = []
let post: Postbox
let server: pg.Client
let db: pg.Pool
let ask: Ask

beforeAll(async () => {
  server = new pg.Client({ connectionString: inject('postgres') })
  await server.connect()
  await server.query(`create database ${name}`)
  const databaseUrl = withDatabase(inject('postgres'), name)
  db = new pg.Pool({ connectionString: databaseUrl, max: 2 })
  db.on('error', () => {})
  post = await openPostbox()
  for (const machine of ['one', 'other']) {
    const dataDir = join(folder, machine)
    mkdirSync(dataDir)
    writeFileSync(join(dataDir, 'secret'), 'copied from one machine to the other\n')
    const port = await freePort()
    urls.push(`http://127.0.0.1:${port}`)
    const common = { ...admin, DATABASE_URL: databaseUrl, DATA_DIR: dataDir, SMTP_URL: post.url, BASE_URL: urls[0]! }
    webs.push(processOf({ ...common, ROLE: 'web', PORT: String(port) }, text => said.push(text)))
    workers.push(processOf({ ...common, ROLE: 'worker' }, text => said.push(text)))
  }
})
afterAll(async () => {
  for (const one of [...webs, ...workers]) one.thaw()
  await Promise.all([...webs, ...workers].map(one => one.end('SIGTERM')))
  post.close()
  await db.end()
  await server.query(`drop database ${name} with (force)`)
  await server.end()
  rmSync(folder, { recursive: true, force: true })
})

const count = async (sql: string, ...given: unknown[]) => Number((await db.query(sql, given)).rows[0].n)
const need = async (method: string, path: string, body?: unknown) => {
  const answer = await ask(method, path, body)
  expect([200, 201, 202], JSON.stringify(answer.body)).toContain(answer.status)
  return answer.body
}

/** Views of some people, through whichever web process is asked. */
const views = (n: number) =>
  need(
    'POST',
    '/events',
    Array.from({ length: n }, (_, i) => ({
      key: randomUUID(),
      kind: 'page.viewed',
      occurredAt: new Date().toISOString(),
      person: { email: `visitor${i}@apart.example.com` },
      facts: { url: 'https://example.jp/pricing' },
    })),
  )

/** Written to so many people, and on its way. */
async function mailing(people: number): Promise<number> {
  const tag = randomUUID()
  const lines = Array.from({ length: people }, (_, i) => `受信${i},受信株式会社,${tag}-${i}@apart.example.com`)
  const form = new FormData()
  form.append('file', new Blob([`氏名,会社名,メールアドレス\n${lines.join('\n')}\n`], { type: 'text/csv' }), 'a.csv')
  form.append('about', 'person')
  form.append('options', JSON.stringify({ source: tag, basis: 'business_card', evidence: '名刺交換' }))
  form.append('start', 'true')
  const { id: importId } = await need('POST', '/imports', form)
  await expect.poll(async () => (await need('GET', `/imports/${importId}`)).state, { timeout: 30_000 }).toBe('done')
  const rules = { all: [{ key: 'source', op: 'is', value: tag }] }
  const segment = await need('POST', '/segments', { name: tag, rules, columns: null, sort: null, shared: true })
  const written = { name: tag, subject: '夏のご案内', body: 'ご案内です。', rate: 6000, segmentId: segment.id }
  const { id, version } = await need('POST', '/mailings', written)
  await need('POST', `/mailings/${id}/send`, { version })
  return id
}

/** Which worker sends it just now. */
async function senderOf(mailingId: number): Promise<Process> {
  let pid = 0
  await expect
    .poll(
      async () => {
        const { rows } = await db.query(
          `select split_part(split_part(a.application_name, ' ', 3), '-', 1)::int as pid from pg_locks l join pg_stat_activity a using (pid)
         where l.locktype = 'advisory' and l.granted and l.objid = $1 and l.objsubid = 2 and a.datname = current_database()`,
          [mailingId],
        )
        pid = rows[0]?.pid ?? 0
        return pid
      },
      { timeout: 30_000, interval: 50 },
    )
    .toBeGreaterThan(0)
  return workers.find(one => one.pid() === pid)!
}

const arrivals = (mailingId: number) => post.mails.filter(mail => mail.mailing?.mailingId === mailingId)

async function endOf(mailingId: number, people: number) {
  await expect
    .poll(async () => (await need('GET', `/mailings/${mailingId}`)).state, { timeout: 60_000, interval: 200 })
    .toBe('sent')
  const got = arrivals(mailingId).map(mail => mail.to)
  expect(new Set(got).size).toBe(got.length)
  const { figures } = (await need('GET', `/mailings/${mailingId}`)) as unknown as {
    figures: { sent: number; unknown: number }
  }
  expect(figures.sent + figures.unknown).toBe(people)
  expect(got.length).toBeGreaterThanOrEqual(figures.sent)
}

/** How long, in seconds, until the other worker goes on with it. */
async function untilGoesOn(mailingId: number): Promise<number> {
  const since = performance.now()
  // What was with the mail server already still arrives.
  await sleep(500)
  const before = arrivals(mailingId).length
  await expect.poll(() => arrivals(mailingId).length, { timeout: 40_000, interval: 100 }).toBeGreaterThan(before)
  return (performance.now() - since) / 1000
}

test('started all at once on an empty database, each serves: who signs in at one is known at the other', async () => {
  for (const one of [...webs, ...workers]) one.start()
  await expect.poll(() => Promise.all(urls.map(isWell)), { timeout: 60_000 }).toEqual([true, true])
  await expect.poll(() => said.filter(text => text.includes('behind the screens')).length, { timeout: 60_000 }).toBe(2)
  let turn = 0
  ask = await signIn(() => urls[turn++ % 2]!, admin.ADMIN_EMAIL, admin.ADMIN_PASSWORD)
  expect(await count('select count(*) as n from app_user')).toBe(1)
  for (const _ of urls) expect(await need('GET', '/me')).toMatchObject({ roles: ['admin'] })
})

test('a screen that is open at one web process is told of what is done at the other', async () => {
  const cookie = await sessionCookie()
  const leaving = new AbortController()
  const heard = ['', '']
  const listening = urls.map(async (url, n) => {
    const live = await fetch(`${url}/live`, { headers: { cookie }, signal: leaving.signal })
    for await (const part of live.body?.pipeThrough(new TextDecoderStream()) ?? []) heard[n] += part
  })
  await expect.poll(() => heard.every(text => text.length > 0)).toBe(true)
  await need('POST', '/persons', { familyName: '遠', givenName: '隔' })
  await expect.poll(() => heard.every(text => text.includes('person.created'))).toBe(true)
  leaving.abort()
  await Promise.allSettled(listening)
})

async function sessionCookie(): Promise<string> {
  const answer = await fetch(`${urls[1]}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: admin.ADMIN_EMAIL, password: admin.ADMIN_PASSWORD }),
  })
  return answer.headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')
}

test('a worker that is killed in the middle of a mailing: the other goes on within 15 s, and nobody gets it twice', async () => {
  await need('PATCH', '/workspace', {
    version: (await need('GET', '/workspace')).version,
    name: '結び商事',
    senderName: '結び商事',
    senderEmail: 'info@musubi.example.jp',
    postalAddress: '東京都千代田区丸の内1-1-1',
    phone: '03-1234-5678',
  })
  const id = await mailing(150)
  const sender = await senderOf(id)
  await expect.poll(() => arrivals(id).length).toBeGreaterThan(0)
  await sender.end('SIGKILL')
  expect(await untilGoesOn(id)).toBeLessThan(15)
  sender.start()
  await endOf(id, 150)
})

test('a worker that is frozen for 20 s: what it had in hand goes on within 15 s, and it lives on without doing anything again', async () => {
  const id = await mailing(150)
  const sender = await senderOf(id)
  await expect.poll(() => arrivals(id).length).toBeGreaterThan(0)
  sender.freeze()
  const over = sleep(20_000)
  await views(50)
  const waited = untilGoesOn(id)
  const since = performance.now()
  await expect.poll(() => count('select count(*) as n from inbox'), { timeout: 30_000, interval: 100 }).toBe(0)
  expect((performance.now() - since) / 1000).toBeLessThan(15)
  expect(await waited).toBeLessThan(15)
  await over
  sender.thaw()
  await views(50)
  await expect.poll(() => count('select count(*) as n from inbox'), { timeout: 10_000, interval: 100 }).toBe(0)
  await endOf(id, 150)
  expect(sender.runs()).toBe(true)
})
