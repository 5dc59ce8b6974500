import { beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast } from '../../../test/cast.ts'
import { type Asking, openOffice } from '../../../test/office.ts'
import { createSegment, removeSegment } from '../../people/segments/segments.ts'
import { mailSink, marketing, setSender } from './mailings.fixture.ts'

const office = await openOffice()
const { world } = office
let cast: Cast
let on: ReturnType<typeof marketing>
let sink: Awaited<ReturnType<typeof mailSink>>
let marketer: Asking
let manager: Asking

beforeAll(async () => {
  cast = await makeCast(world)
  on = marketing(world, cast)
  sink = await mailSink(world)
  await setSender(world)
  marketer = await office.signIn(cast.marketer.id)
  manager = await office.signIn(cast.manager.id)
})

test('from writing to the result, over REST; a manager reads, and does not send', async () => {
  const one = await on.person('api1@a.example.com', { source: 'API', familyName: '阿比' })
  await on.person('api2@a.example.com', { source: 'API' })
  const segment = await on.segment('API')
  const created = await marketer('POST', '/mailings', { name: 'ご案内', segmentId: segment.id })
  expect(created).toMatchObject({ status: 200, body: { state: 'draft', segment: { name: 'API' }, canSend: true } })
  const { id, version } = created.body
  const unread = await marketer('PATCH', `/mailings/${id}`, { version, body: '{{ person.nmae }}' })
  expect(unread).toMatchObject({ status: 400, body: { message: expect.stringContaining('person.nmae') } })
  const changed = await marketer('PATCH', `/mailings/${id}`, {
    version,
    subject: '{{ person.familyName }}様へ',
    body: '[詳細](https://www.musubi.example.jp/)',
  })
  expect(changed).toMatchObject({ status: 200, body: { version: version + 1 } })
  expect((await marketer('PATCH', `/mailings/${id}`, { version, name: '別' })).body.code).toBe('stale')
  expect((await manager('GET', `/mailings/${id}/audience`)).body).toEqual({ total: 2, receive: 2, excluded: [] })
  const seen = await manager('POST', `/mailings/${id}/preview`, { personId: one, preheader: '先行' })
  expect(seen.body).toMatchObject({ subject: '阿比様へ', preheader: '先行', person: { id: one } })
  expect(seen.body.html).toContain('href="https://www.musubi.example.jp/"')
  expect((await marketer('POST', `/mailings/${id}/test`)).body).toEqual({ to: `user${cast.marketer.id}@example.jp` })
  const test = await world.db
    .selectFrom('mail')
    .selectAll()
    .where('key', 'like', `mailing:${id}:test:%`)
    .executeTakeFirstOrThrow()
  expect(test).toMatchObject({ subject: '【テスト】阿比様へ', state: 'queued' })

  expect((await manager('POST', `/mailings/${id}/send`, { version: version + 1 })).status).toBe(403)
  expect((await marketer('POST', `/mailings/${id}/send`, { version })).body.code).toBe('stale')
  const sent = await marketer('POST', `/mailings/${id}/send`, { version: version + 1 })
  expect(sent).toMatchObject({ status: 200, body: { state: 'sending', figures: { waiting: 2 } } })
  expect((await marketer('POST', `/mailings/${id}/send`, { version: version + 1 })).status).toBe(409)
  expect((await marketer('PATCH', `/mailings/${id}`, { version: version + 1, body: 'x' })).status).toBe(409)
  expect((await marketer('POST', `/mailings/${id}/pause`)).body.state).toBe('paused')
  expect((await marketer('POST', `/mailings/${id}/resume`)).body.state).toBe('sending')
  await on.work(id)
  expect(sink.to()).toEqual(['api1@a.example.com', 'api2@a.example.com'])
  const list = await manager('GET', `/mailings/${id}/recipients?state=sent&limit=1`)
  expect(list.body).toMatchObject({ items: [{ personId: one, state: 'sent' }], nextCursor: expect.any(String) })
  expect((await manager('GET', `/mailings/${id}/links`)).body.items).toEqual([
    { position: 1, url: 'https://www.musubi.example.jp/', clicks: 0, people: 0, machines: 0 },
  ])
  expect((await manager('GET', '/mailings')).body.items[0]).toMatchObject({ id, figures: { sent: 2 } })
  expect((await marketer('POST', `/mailings/${id}/judge`)).body).toEqual({ judged: 0 })
})

test('R76: who was picked in a list gets it; a list that is gone is said, and undo never unsends', async () => {
  const people = [await on.person('pick1@b.example.com'), await on.person('pick2@b.example.com')]
  const made = await marketer('POST', '/mailings', {
    name: '選んだ方へ',
    subject: '件名',
    body: '本文',
    picked: { personIds: people },
  })
  expect(made.body).toMatchObject({ picked: 2, segment: null })
  const { id, version } = made.body
  const renamed = await marketer('PATCH', `/mailings/${id}`, { version, name: '選んだ方へ（改）' })
  await marketer('POST', `/mailings/${id}/send`, { version: renamed.body.version })
  await on.work(id)
  expect(await on.states(id)).toEqual(['pick1 sent', 'pick2 sent'])
  const operations = await marketer('GET', '/operations?limit=5')
  const change = operations.body.items.find((o: { name: string }) => o.name === 'mailings.change')
  await marketer('POST', `/operations/${change.id}/undo`)
  expect(await on.get(id)).toMatchObject({ state: 'sent', name: '選んだ方へ（改）' })

  const segment = await as(world, cast.marketer, act =>
    createSegment(act, { name: '消える', rules: { all: [] }, columns: null, sort: null, shared: true }),
  )
  const other = await on.mailing({ segmentId: segment.id })
  await as(world, cast.marketer, act => removeSegment(act, segment.id))
  await expect(on.send(other)).rejects.toMatchObject({ sentence: { ja: '配信先のセグメントを選択してください。' } })
})

test('D3: exclusions are read as they are written; what cannot be one is said', async () => {
  const made = await marketer('POST', '/mail-exclusions', {
    kind: 'domain',
    value: 'https://www.Rival.co.jp/top',
    why: 'competitor',
  })
  expect(made.status).toBe(200)
  expect((await marketer('POST', '/mail-exclusions', { kind: 'domain', value: 'rival.co.jp' })).status).toBe(409)
  expect((await marketer('POST', '/mail-exclusions', { kind: 'address', value: 'だれか' })).status).toBe(400)
  expect((await manager('GET', '/mail-exclusions')).body.items).toMatchObject([
    { id: null, value: 'musubi.example.jp', why: 'own' },
    { value: 'rival.co.jp', why: 'competitor' },
  ])
  expect((await marketer('DELETE', `/mail-exclusions/${made.body.id}`)).status).toBe(200)
  const held = await on.person('held@c.example.com')
  await manager('POST', `/persons/${held}/mail-hold`, { note: '商談中' })
  expect((await manager('GET', `/persons/${held}/mail-standing`)).body).toMatchObject({
    hold: { note: '商談中' },
    bounce: null,
  })
  await manager('DELETE', `/persons/${held}/mail-hold`)
  expect((await manager('GET', `/persons/${held}/mail-standing`)).body).toEqual({ hold: null, bounce: null })
})
