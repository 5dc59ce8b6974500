import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { byItself, type Cast, makeCast } from '../test/cast.ts'
import type { TestWorld } from '../test/database.ts'
import { type Asking, openOffice } from '../test/office.ts'
import { createApp } from './app.ts'
import { messageFor, openScreens } from './office/notifications/live.ts'
import { openAuth, openAuthPool } from './office/users/auth.ts'
import { openAssets } from './platform/assets.ts'
import { retryParked } from './timeline/parked.ts'

let world: TestWorld
let cast: Cast
let admin: Asking
let anybody: Asking
let app: ReturnType<typeof createApp>

beforeAll(async () => {
  const office = await openOffice()
  ;({ world, anybody, app } = office)
  cast = await makeCast(world)
  admin = await office.signIn(cast.admin.id)
})

describe('what every answer carries', () => {
  test('headers that keep a browser from running what is not ours', async () => {
    const { headers } = await anybody('GET', '/healthz')
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self';/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('x-frame-options')).toBe('DENY')
    expect(headers.get('x-now')).toBe(world.clock.now().toISOString())
  })

  test('unknown addresses, bodies that are too large and no JSON are refused in the one shape', async () => {
    expect(await anybody('GET', '/api/nothing')).toMatchObject({
      status: 404,
      body: { code: 'missing', status: 404, message: expect.any(String), data: {} },
    })
    expect(
      await anybody('POST', '/auth/sign-up/email', { email: 'a@example.jp', password: 'correct horse', name: 'a' }),
    ).toMatchObject({ status: 404, body: { code: 'missing' } })
    expect(await anybody('POST', '/auth/api-key/create', {})).toMatchObject({ status: 404 })
    expect(await admin('POST', '/persons', { memo: 'x'.repeat(6 * 1024 * 1024) })).toMatchObject({
      status: 413,
      body: { code: 'tooLarge', data: {} },
    })
    const garbled = await app.request('/api/v1/welcome/look', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'ja' },
      body: '{"token"',
    })
    expect(await garbled.json()).toEqual({
      code: 'invalid',
      status: 400,
      message: expect.stringContaining('読み取れません'),
      data: {},
    })
    expect(await admin('GET', `/users?cursor=${Buffer.from('["a","b"]').toString('base64url')}`)).toMatchObject({
      status: 400,
      body: { code: 'invalid' },
    })
  })
})

const from = (headers: Record<string, string>) => admin('POST', '/teams', { name: '外から' }, headers)

describe('requests from elsewhere', () => {
  test('a page of another site cannot act with the cookies of ours', async () => {
    expect(await from({ origin: 'https://evil.example' })).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect(await from({ 'sec-fetch-site': 'cross-site' })).toMatchObject({ status: 403 })
    expect(await from({ 'sec-fetch-site': 'same-site', origin: world.baseUrl })).toMatchObject({ status: 403 })
    expect(
      await anybody(
        'POST',
        '/auth/sign-in/email',
        { email: 'a@example.jp', password: 'x' },
        { origin: 'https://evil.example' },
      ),
    ).toMatchObject({ status: 403 })
    expect(await from({ 'sec-fetch-site': 'same-origin', origin: world.baseUrl })).toMatchObject({ status: 200 })
  })

  test('the same machine under another name is ours', async () => {
    expect(await from({ origin: 'http://127.0.0.1:3000', host: '127.0.0.1:3000' })).toMatchObject({ status: 200 })
  })
})

describe('signing in', () => {
  test('a wrong password is refused in the language of whoever asks, and the session is in a cookie that scripts cannot read', async () => {
    const { email } = await world.db
      .selectFrom('appUser')
      .select('email')
      .where('id', '=', cast.admin.id)
      .executeTakeFirstOrThrow()
    const wrong = await anybody(
      'POST',
      '/auth/sign-in/email',
      { email, password: 'wrong horse battery' },
      { 'accept-language': 'ja' },
    )
    expect(wrong).toMatchObject({
      status: 401,
      body: { code: 'signedOut', message: 'メールアドレスまたはパスワードが正しくありません。' },
    })
    const right = await anybody('POST', '/auth/sign-in/email', { email, password: 'correct horse of the tests' })
    expect(right.body).toEqual({ ok: true })
    expect(right.headers.get('set-cookie')).toMatch(/^musubi\.session_token=.*HttpOnly; SameSite=Lax/)
    const cookie = right.headers
      .getSetCookie()
      .map(c => c.split(';')[0])
      .join('; ')
    expect((await anybody('GET', '/me', undefined, { cookie })).status).toBe(200)
    // A key is not for everybody to make who is signed in.
    expect((await anybody('POST', '/auth/api-key/create', { name: 'mine' }, { cookie })).status).toBe(404)
    expect((await anybody('POST', '/auth/sign-out', {}, { cookie })).status).toBe(200)
    expect((await anybody('GET', '/me', undefined, { cookie })).status).toBe(401)
    expect((await anybody('GET', '/me', undefined, { cookie: 'musubi.session_token=made.up' })).status).toBe(401)
  })

  test('who tries again and again has to wait', async () => {
    let last = 0
    for (let tries = 0; tries < 60 && last !== 429; tries++) {
      last = (
        await anybody('POST', '/auth/sign-in/email', { email: `try${tries}@example.jp`, password: 'guess guess guess' })
      ).status
    }
    expect(last).toBe(429)
  })
})

describe('the screens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'musubi-web-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('are one page for all their addresses; what has a hash in its name is kept for ever and comes compressed', async () => {
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Musubi</title>')
    writeFileSync(join(folder, 'assets/app-1a2b.js'), 'console.log(1)'.repeat(500))
    const pool = openAuthPool(world.url)
    const web = createApp(world, {
      auth: openAuth(pool, world),
      screens: openScreens(world),
      assets: openAssets(folder),
    })
    const page = await web.request('/persons/7', { headers: { accept: 'text/html' } })
    expect([page.status, page.headers.get('cache-control'), await page.text()]).toEqual([
      200,
      'no-cache',
      '<!doctype html><title>Musubi</title>',
    ])
    const script = await web.request('/assets/app-1a2b.js', { headers: { 'accept-encoding': 'gzip, br' } })
    expect(script.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(script.headers.get('content-encoding')).toBe('br')
    expect(brotliDecompressSync(Buffer.from(await script.arrayBuffer())).toString()).toMatch(/^console/)
    expect((await web.request('/assets/gone-0000.js', { headers: { accept: 'text/html' } })).status).toBe(404)
    expect((await web.request('/../package.json')).status).toBe(404)
    await pool.end()
  })
})

describe('for programs', () => {
  test('the docs are one page without scripts, and name every path', async () => {
    const { body: html } = await anybody<string>('GET', '/api/docs')
    expect(html).not.toMatch(/<script|https?:\/\/(?!localhost)/)
    const { body: document } = await anybody('GET', '/api/openapi.json')
    for (const path of Object.keys(document.paths)) expect(html).toContain(path)
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['Error', 'Person', 'Lead', 'Offer', 'User']),
    )
    expect(
      document.paths['/users'].get.responses['200'].content['application/json'].schema.properties.items.items,
    ).toEqual({ $ref: '#/components/schemas/User' })
    expect(document.paths['/welcome/first'].post.security).toEqual([])
  })
})

describe('the live feed', () => {
  test('tells only those who may know', () => {
    const told = {
      kinds: ['lead.moved'],
      seen: [
        { personId: 7, by: [0, cast.tanaka.id] },
        { personId: 8, by: [0, 99] },
      ],
    }
    expect(messageFor(cast.tanaka, told)).toEqual({ type: 'changed', kinds: ['lead.moved'], personIds: [7] })
    expect(messageFor(cast.admin, told)).toMatchObject({ personIds: [7, 8] })
    expect(messageFor(cast.ito, told)).toBeUndefined()
    expect(messageFor(cast.ito, { kinds: ['company.changed'], seen: [{ by: null }] })).toMatchObject({ personIds: [] })
    expect(messageFor(cast.ito, { users: [cast.ito.id] })).toEqual({ type: 'notification' })
    expect(messageFor(cast.ito, { users: [cast.tanaka.id] })).toBeUndefined()
  })

  test('needs a session', async () => {
    expect(await anybody('GET', '/live')).toMatchObject({ status: 401, body: { code: 'signedOut' } })
  })
})

describe('what was set aside', () => {
  test('is listed for admins and tried again by the worker', async () => {
    const eventId = await byItself(world, async ({ tx, at }) => {
      const { id } = await tx
        .insertInto('event')
        .values({ kind: 'company.changed', occurredAt: at, recordedAt: at, facts: '{}' })
        .returning('id')
        .executeTakeFirstOrThrow()
      await tx
        .insertInto('parked')
        .values({ eventId: id, identityId: 0, occurredAt: at, reaction: 'a test', error: 'it failed', parkedAt: at })
        .execute()
      return id
    })
    expect((await admin('GET', '/parked')).body.items).toMatchObject([
      { eventId, reaction: 'a test', error: 'it failed' },
    ])
    expect((await admin('POST', '/parked/retry', { eventId, reaction: 'a test' })).status).toBe(200)
    expect((await admin('POST', '/parked/retry', { eventId, reaction: 'another' })).status).toBe(404)

    let fails = true
    const its = {
      name: 'a test',
      kinds: [],
      effects: false,
      rebuildable: false,
      run: async () => {
        if (fails) throw new Error('it fails still')
      },
    }
    expect(await retryParked(world.db, [its], { eventId, reaction: 'a test' }, world.clock.now())).toBe(false)
    expect((await admin('GET', '/parked')).body.items).toMatchObject([{ error: 'it fails still' }])
    fails = false
    expect(await retryParked(world.db, [its], { eventId, reaction: 'a test' }, world.clock.now())).toBe(true)
    expect((await admin('GET', '/parked')).body.items).toEqual([])
  })
})
