import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readConfig } from './platform/config.ts'
import { type Postgres, startPostgres } from './platform/postgres.ts'
import { type Running, startServer } from './server.ts'

const folder = mkdtempSync(join(tmpdir(), 'musubi-server-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const password = 'correct horse battery'
const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

describe('the database goes away', () => {
  let postgres: Postgres
  let running: Running
  let cookie = ''
  const lines: string[] = []
  const start = async () => {
    postgres = await startPostgres({ dataDir: join(folder, 'elsewhere'), durable: false })
  }

  beforeAll(async () => {
    await start()
    const env = {
      PORT: '0',
      DATA_DIR: join(folder, 'data'),
      DATABASE_URL: postgres.url,
      ADMIN_EMAIL: 'admin@example.jp',
      ADMIN_PASSWORD: password,
      LOG_LEVEL: 'silent',
    }
    running = await startServer(readConfig(env), { say: line => lines.push(line) })
    const signedIn = await post(`${running.url}/auth/sign-in/email`, { email: 'admin@example.jp', password })
    cookie = signedIn.headers
      .getSetCookie()
      .map(c => c.split(';')[0])
      .join('; ')
  })
  afterAll(async () => {
    await running?.stop()
    await postgres?.stop()
  })

  const ask = async (path: string) => {
    const answer = await fetch(`${running.url}${path}`, {
      headers: { cookie, 'accept-language': 'en' },
      signal: AbortSignal.timeout(10_000),
    })
    return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
  }

  /** As bytes, since no client sends what is not in order. */
  const send = (head: string, body: string) =>
    new Promise<string>((done, fail) => {
      const { port } = new URL(running.url)
      const socket = connect(Number(port), '127.0.0.1', () =>
        socket.write(
          `POST /t HTTP/1.1\r\n${head}\r\nconnection: close\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
        ),
      )
      let said = ''
      socket.on('data', chunk => (said += chunk.toString()))
      socket.on('end', () => done(said)).on('error', fail)
    })

  test('views take the short way; what is not in order is answered too, and harms nobody', async () => {
    const view = { v: 'a'.repeat(32), e: [{ k: 'k1', u: 'https://www.example.jp/', a: 0 }] }
    const seen = await send('host: localhost', JSON.stringify(view))
    expect(seen).toMatch(/^HTTP\/1.1 204/)
    expect(seen.toLowerCase()).toContain('access-control-allow-origin: *')
    expect(await send('host: localhost\r\naccept-language: en', 'no JSON')).toMatch(
      /^HTTP\/1.1 400[^]*The body is not JSON/,
    )
    expect(await send('host: localhost', JSON.stringify({ ...view, v: 'x'.repeat(20_000) }))).toMatch(/^HTTP\/1.1 413/)
    expect(await send('host: a b<c', 'no JSON')).toMatch(/^HTTP\/1.1 400/)
    expect((await ask('/healthz')).status).toBe(200)
  })

  test('with an admin set, the one line says where the product is and no more', () => {
    expect(lines).toEqual([`Musubi: ${running.url}`])
  })

  test('requests are told so in one shape, and all resumes by itself: requests, reactions, live feed, queue', async () => {
    expect(await ask('/api/v1/me')).toMatchObject({ status: 200, body: { roles: ['admin'] } })
    await postgres.stop()
    const asked = performance.now()
    expect(await ask('/healthz')).toMatchObject({ status: 503, body: { status: 'unavailable', database: 'away' } })
    expect(performance.now() - asked).toBeLessThan(2_000)
    expect(await ask('/api/v1/me')).toMatchObject({
      status: 503,
      body: { code: 'unavailable', message: expect.stringContaining('Nothing was lost') },
    })
    const signIn = await post(`${running.url}/auth/sign-in/email`, { email: 'admin@example.jp', password })
    expect(signIn.status).toBe(503)
    await new Promise(go => setTimeout(go, 2_500))

    await start()
    await expect.poll(() => ask('/healthz').then(answer => answer.status), { timeout: 15_000 }).toBe(200)
    expect(await ask('/api/v1/me')).toMatchObject({ status: 200 })

    const leaving = new AbortController()
    let heard = ''
    // As a browser does: a line that the server closes is opened anew.
    const listening = (async () => {
      while (!leaving.signal.aborted) {
        const live = await fetch(`${running.url}/live`, { headers: { cookie }, signal: leaving.signal })
        for await (const part of live.body?.pipeThrough(new TextDecoderStream()) ?? []) heard += part
      }
    })().catch(() => {})
    // The line to the database may need a moment longer than the pool.
    await expect
      .poll(
        async () => {
          await post(`${running.url}/api/v1/persons`, { familyName: '帰', givenName: '還' }, { cookie })
          return heard
        },
        { timeout: 40_000, interval: 500 },
      )
      .toContain('person.created')
    leaving.abort()
    await listening
    await expect
      .poll(() => ask('/healthz').then(answer => answer.body.reactions), { timeout: 15_000 })
      .toMatchObject({ waiting: 0, parked: 0 })

    // A mail cannot be sent without SMTP_URL; but the queue takes the task up and is done with it.
    await post(`${running.url}/api/v1/welcome/forgot`, { email: 'admin@example.jp' })
    const jobs = async () => {
      const { rows } = await sql<{
        n: number
      }>`select count(*) as n from pgboss.job where name = 'mail-send' and state < 'completed'`.execute(
        running.world.db,
      )
      return rows[0]?.n
    }
    await expect.poll(jobs, { timeout: 40_000, interval: 500 }).toBe(0)
  })
})

describe('as a process', () => {
  const children: ChildProcess[] = []
  afterAll(() => {
    for (const child of children) child.kill('SIGKILL')
  })

  function run(env: Record<string, string>) {
    const started = spawn(process.execPath, [join(import.meta.dirname, 'cli.ts'), 'start'], {
      env: { PATH: '/usr/bin:/bin', DATA_DIR: join(folder, 'own'), PORT: '0', LOG_LEVEL: 'warn', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const said = { out: '', err: '' }
    started.stdout.setEncoding('utf8').on('data', text => (said.out += text))
    started.stderr.setEncoding('utf8').on('data', text => (said.err += text))
    const ended = new Promise<number | null>(done => started.once('exit', code => done(code)))
    children.push(started)
    return { child: started, said, ended }
  }

  test('it prints one line with a one-time link, works, and on SIGTERM leaves a clean database', async () => {
    const { child, said, ended } = run({})
    await expect.poll(() => said.out, { timeout: 50_000 }).toContain('\n')
    expect(said.out.trim().split('\n')).toHaveLength(1)
    const link = new URL(/http\S+/.exec(said.out)?.[0] ?? '')
    expect(link.pathname).toBe('/welcome')
    const first = {
      token: link.searchParams.get('token'),
      company: '結び商事',
      name: '管理 花',
      email: 'hana@example.jp',
      password,
    }
    expect((await post(`${link.origin}/api/v1/welcome/first`, first)).status).toBe(200)
    expect((await post(`${link.origin}/api/v1/welcome/first`, first)).status).toBe(404)
    const live = await fetch(`${link.origin}/healthz`)
    expect(live.status).toBe(200)

    const asked = performance.now()
    child.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(performance.now() - asked).toBeLessThan(8_000)
    expect(said.err).toBe('')
    expect(existsSync(join(folder, 'own/postgres/18/data/postmaster.pid'))).toBe(false)

    const again = run({})
    await expect.poll(() => again.said.out, { timeout: 50_000 }).toContain('\n')
    expect(again.said.out).not.toContain('token')
    again.child.kill('SIGINT')
    expect(await again.ended).toBe(0)
  })

  test('what cannot be meant stops the start with one sentence', async () => {
    for (const [env, sentence] of [
      [{ PORT: 'many' }, /PORT must be/],
      [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, /cannot be reached/],
    ] as const) {
      const { said, ended } = run(env)
      expect(await ended).toBe(1)
      expect(said.err.trim().split('\n')).toHaveLength(1)
      expect(said.err).toMatch(sentence)
    }
  })
})
