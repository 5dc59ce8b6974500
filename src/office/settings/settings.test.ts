import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Cast, makeCast } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { type Asking, openOffice } from '../../../test/office.ts'

let world: TestWorld
let cast: Cast
let admin: Asking
let rep: Asking
let withKey: (key: string) => Asking

beforeAll(async () => {
  const office = await openOffice()
  ;({ world, withKey } = office)
  cast = await makeCast(world)
  admin = await office.signIn(cast.admin.id)
  rep = await office.signIn(cast.tanaka.id)
})

describe('the company', () => {
  test('is changed by admins alone, with the version that was read', async () => {
    const { body: before } = await rep('GET', '/workspace')
    expect(before).toMatchObject({
      timeZone: 'Asia/Tokyo',
      fiscalMonth: 4,
      workingDays: [1, 2, 3, 4, 5],
      dayStarts: '09:00',
    })
    expect(await rep('PATCH', '/workspace', { version: before.version, name: '私' })).toMatchObject({ status: 403 })
    const changed = await admin('PATCH', '/workspace', {
      version: before.version,
      name: '結び商事',
      workingDays: [5, 1, 1],
    })
    expect(changed).toMatchObject({
      status: 200,
      body: { name: '結び商事', workingDays: [1, 5], version: before.version + 1 },
    })
    const late = await admin('PATCH', '/workspace', { version: before.version, name: 'むすび商事' })
    expect(late).toMatchObject({
      status: 409,
      body: { code: 'stale', data: { theirs: { name: '結び商事' }, yours: { name: 'むすび商事' } } },
    })
  })

  test('a time zone that does not exist and a day that ends before it starts are refused', async () => {
    const { body } = await admin('GET', '/workspace')
    expect(await admin('PATCH', '/workspace', { version: body.version, timeZone: 'Asia/Edo' })).toMatchObject({
      status: 400,
      body: { code: 'invalid' },
    })
    expect(await admin('PATCH', '/workspace', { version: body.version, dayEnds: '08:00' })).toMatchObject({
      status: 400,
      body: { data: { field: 'dayEnds' } },
    })
  })

  test('its own holidays are added once a day, and removed', async () => {
    const { body: day } = await admin('POST', '/holidays', { day: '2026-08-13', name: '夏季休業' })
    await admin('POST', '/holidays', { day: '2026-08-13', name: 'お盆休み' })
    expect((await rep('GET', '/holidays')).body.items).toMatchObject([{ day: '2026-08-13', name: 'お盆休み' }])
    expect((await admin('DELETE', `/holidays/${day.id}`)).status).toBe(200)
    expect((await admin('DELETE', `/holidays/${day.id}`)).status).toBe(404)
  })
})

describe('what a role sees', () => {
  test('can be narrowed and widened, but admins see all', async () => {
    const { body } = await admin('GET', '/roles')
    const viewer = body.items.find((role: { name: string }) => role.name === 'viewer')
    expect(await admin('PATCH', '/roles/viewer', { scope: 'own', version: viewer.version })).toMatchObject({
      status: 200,
      body: { scope: 'own' },
    })
    expect(await admin('PATCH', '/roles/viewer', { scope: 'all', version: viewer.version })).toMatchObject({
      status: 409,
      body: { code: 'stale' },
    })
    const own = body.items.find((role: { name: string }) => role.name === 'admin')
    expect(await admin('PATCH', '/roles/admin', { scope: 'team', version: own.version })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
  })
})

describe('lists', () => {
  test('a reason is added, reworded, switched off; the last of its kind stays', async () => {
    const { body: reason } = await admin('POST', '/reasons', {
      kind: 'returned',
      nameJa: '部署異動',
      nameEn: 'Moved',
      wayBack: 'contact',
    })
    const { body: changed } = await admin('PATCH', `/reasons/${reason.id}`, {
      version: reason.version,
      nameJa: '異動',
      active: false,
    })
    expect(changed).toMatchObject({ nameJa: '異動', active: false })
    expect((await rep('GET', '/reasons?kind=returned')).body.items.map((r: { id: number }) => r.id)).not.toContain(
      reason.id,
    )
    expect((await rep('GET', '/reasons?all=true')).body.items.map((r: { id: number }) => r.id)).toContain(reason.id)
    const { body: closing } = await admin('GET', '/reasons?kind=disqualified')
    const answers = []
    for (const { id, version } of closing.items)
      answers.push((await admin('PATCH', `/reasons/${id}`, { version, active: false })).status)
    expect(answers).toEqual([...closing.items.slice(1).map(() => 200), 409])
  })

  test('a product line has a name of its own, and one is always in use', async () => {
    const { body } = await admin('GET', '/product-lines')
    const [standard] = body.items
    expect(await admin('POST', '/product-lines', { name: standard.name })).toMatchObject({
      status: 409,
      body: { code: 'conflict' },
    })
    expect(
      await admin('PATCH', `/product-lines/${standard.id}`, { version: standard.version, active: false }),
    ).toMatchObject({ status: 409 })
    expect(await admin('POST', '/product-lines', { name: '保守' })).toMatchObject({
      status: 200,
      body: { active: true },
    })
  })
})

describe('teams', () => {
  test('a team brings a queue of its name, which work can be offered to', async () => {
    const { body: team } = await admin('POST', '/teams', { name: '関西', parentId: cast.teams.sales })
    expect(team).toMatchObject({ name: '関西', parent: { name: '営業部' }, members: 0 })
    await admin('PATCH', `/teams/${team.id}`, { version: team.version, name: '関西支店' })
    const { body } = await rep('GET', '/holders')
    expect(body.items.find((h: { id: number }) => h.id === team.queueId)).toMatchObject({
      kind: 'queue',
      name: '関西支店',
      team: { id: team.id },
      openLeads: 0,
    })
    expect(body.items.map((h: { name: string }) => h.name)).not.toContain('閲覧 人')
  })

  test('a team cannot stand below itself; a stale change shows both', async () => {
    const { body } = await admin('GET', `/teams/${cast.teams.sales}`)
    expect(
      await admin('PATCH', `/teams/${body.id}`, { version: body.version, parentId: cast.teams.east }),
    ).toMatchObject({ status: 400, body: { data: { field: 'parentId' } } })
    expect(await admin('PATCH', `/teams/${body.id}`, { version: body.version - 1, name: 'x' })).toMatchObject({
      status: 409,
      body: { data: { theirs: { name: '営業部' } } },
    })
    expect(await rep('POST', '/teams', { name: '私のチーム' })).toMatchObject({ status: 403 })
  })
})

describe('API keys', () => {
  test('a key acts as a user of its own, is shown once, kept as a hash, and ends at once when revoked', async () => {
    const { body: made } = await admin(
      'POST',
      '/keys',
      { name: '基幹連携', roles: ['marketer'] },
      { 'idempotency-key': 'twice' },
    )
    const program = withKey(made.key)
    expect(await program('GET', '/me')).toMatchObject({ status: 200, body: { name: '基幹連携', roles: ['marketer'] } })
    expect(await program('POST', '/keys', { name: 'x', roles: ['admin'] })).toMatchObject({ status: 403 })

    const { body: listed } = await admin('GET', '/keys')
    expect(listed.items[0]).toMatchObject({
      name: '基幹連携',
      begins: made.key.slice(0, 10),
      createdBy: { id: cast.admin.id },
    })
    const { rows } =
      await sql`select to_jsonb(k) from auth.apikey k union all select to_jsonb(i) from idempotency i`.execute(world.db)
    expect(JSON.stringify(rows)).not.toContain(made.key)

    expect((await admin('GET', '/holders')).body.items.map((h: { name: string }) => h.name)).not.toContain('基幹連携')
    expect((await admin('GET', '/users')).body.items.map((u: { name: string }) => u.name)).not.toContain('基幹連携')
    expect((await admin('POST', `/keys/${made.id}/revoke`)).body.revokedAt).not.toBeNull()
    expect(await program('GET', '/me')).toMatchObject({
      status: 401,
      body: { code: 'signedOut', message: expect.stringContaining('API key') },
    })
    expect(await withKey('mus_invented')('GET', '/me')).toMatchObject({ status: 401 })
  })

  test('a key costs a request no write', async () => {
    const { body: made } = await admin('POST', '/keys', { name: '読むだけ', roles: ['viewer'] })

    const writes = async () => {
      const { rows } = await sql<{
        n: number
      }>`select sum(n_tup_ins + n_tup_upd + n_tup_del) as n from pg_stat_user_tables`.execute(world.db)
      return rows[0]?.n
    }
    await sql`select pg_stat_force_next_flush()`.execute(world.db)
    const before = await writes()
    for (let i = 0; i < 5; i++) await withKey(made.key)('GET', '/me')
    await sql`select pg_stat_force_next_flush()`.execute(world.db)
    expect(await writes()).toBe(before)
  })
})

test('settings of one’s own: language, columns of a grid, and when one is away', async () => {
  expect(await rep('PATCH', '/me', { language: 'en', mailNotifications: false })).toMatchObject({
    status: 200,
    body: { language: 'en', mailNotifications: false },
  })
  await rep('PUT', '/me/preferences/grid.persons', { value: { columns: ['name', 'stage'] } })
  await rep('PUT', '/me/preferences/grid.persons', { value: { columns: ['name'] } })
  expect((await rep('GET', '/me')).body.preferences).toEqual({ 'grid.persons': { columns: ['name'] } })
  expect((await admin('GET', '/me')).body.preferences).toEqual({})
  expect(await rep('PATCH', '/me', { awayFrom: '2026-06-10', awayUntil: '2026-06-01' })).toMatchObject({
    status: 400,
    body: { data: { field: 'awayUntil' } },
  })
})
