import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { type Asking, openOffice } from '../../../test/office.ts'
import { createApp } from '../../app.ts'
import { identify } from '../../people/identity/identify.ts'
import { openDb, openPool } from '../../platform/db.ts'
import { reactions } from '../../reactions.ts'
import { rebuild } from '../../timeline/reactions.ts'
import { browsing, newVisitor } from './tracking.fixture.ts'
import { trackingReactions } from './tracking.reactions.ts'

let world: TestWorld
let cast: Cast
let office: Awaited<ReturnType<typeof openOffice>>
let marketer: Asking
let site: ReturnType<typeof browsing>

beforeAll(async () => {
  office = await openOffice()
  world = office.world
  cast = await makeCast(world)
  marketer = await office.signIn(cast.marketer.id)
  site = browsing(office.app)
})

const eventsOf = (visitor: string) =>
  world.db
    .selectFrom('event')
    .innerJoin('identity', 'identity.id', 'event.identityId')
    .select(['event.occurredAt', 'event.personId', 'event.facts'])
    .where('identity.value', '=', visitor)
    .where('event.kind', '=', 'page.viewed')
    .orderBy('event.id')
    .execute()
const visitsOf = (visitor: string) =>
  world.db
    .selectFrom('visit')
    .innerJoin('identity', 'identity.id', 'visit.identityId')
    .selectAll('visit')
    .where('identity.value', '=', visitor)
    .orderBy('firstAt')
    .execute()

test('R1: who nobody knows yet is remembered: views once each, at the time they happened, and where they came from', async () => {
  const visitor = newVisitor()
  const first = site.view('/?utm_source=yahoo&utm_medium=cpc&utm_campaign=spring&yclid=abc', {
    a: 90_000,
    r: 'https://search.yahoo.co.jp/search?p=x',
    t: 'ゆき精機',
  })
  const body = { v: visitor, e: [first, site.view('/product', { a: 60_000 }), site.view('/pricing', { a: 1_000 })] }
  const sent = await site.send(body)
  expect(sent.status).toBe(204)
  expect(sent.headers.get('access-control-allow-origin')).toBe('*')
  // The answer was lost on the way: the snippet sends the same again.
  expect((await site.send(body)).status).toBe(204)
  await world.settle()
  const views = await eventsOf(visitor)
  expect(views.map(v => v.personId)).toEqual([null, null, null])
  expect(views[0]!.occurredAt.getTime()).toBe(world.clock.now().getTime() - 90_000)
  expect(await visitsOf(visitor)).toMatchObject([
    {
      pages: 3,
      channel: 'paid',
      landing: first.u,
      referrer: 'https://search.yahoo.co.jp/search?p=x',
      utmSource: 'yahoo',
      utmMedium: 'cpc',
      utmCampaign: 'spring',
      clickKind: 'yclid',
      clickId: 'abc',
      personId: null,
    },
  ])
})

test('half an hour of silence ends a visit; what arrives late finds its place, and joins two into one', async () => {
  const visitor = newVisitor()
  const minutes = (n: number) => n * 60_000
  for (const age of [minutes(200), minutes(100), minutes(60)])
    await site.look(visitor, '/cases', { a: age, ...(age === minutes(100) ? { r: 'https://www.google.com/' } : {}) })
  await world.settle()
  expect((await visitsOf(visitor)).map(v => v.pages)).toEqual([1, 1, 1])
  // A notebook that had no line meanwhile.
  await site.look(visitor, '/pricing', { a: minutes(80) })
  await world.settle()
  const visits = await visitsOf(visitor)
  expect(visits.map(v => [v.pages, v.channel])).toEqual([
    [1, 'direct'],
    [3, 'search'],
  ])
  const [reaction] = trackingReactions
  const kept = await world.db.selectFrom('visit').selectAll().orderBy('identityId').orderBy('firstAt').execute()
  await rebuild(world.db, reaction!, async tx => void (await sql`delete from visit`.execute(tx)), world.clock.now())
  const anew = await world.db.selectFrom('visit').selectAll().orderBy('identityId').orderBy('firstAt').execute()
  const plain = (rows: typeof anew) => rows.map(({ id, ...rest }) => rest)
  expect(plain(anew)).toEqual(plain(kept))
})

test('junk is refused in a sentence, whatever stands beside it is not lost, and nobody can use up the key of another', async () => {
  const visitor = newVisitor()
  expect((await site.send('{')).text).toContain('The body is not JSON.')
  expect((await site.send({ v: 'me', e: [] })).status).toBe(400)
  expect((await site.send({ v: visitor, e: [site.view('javascript:alert(1)')] })).text).toContain(
    'The address of view 1 cannot be read.',
  )
  const ja = await site.send({ v: visitor, e: [site.view('mailto:a@b.jp')] }, { 'accept-language': 'ja' })
  expect(ja.text).toContain('1件目の閲覧のアドレスを読み取れません。')
  expect((await site.send({ v: visitor, e: Array.from({ length: 51 }, () => site.view('/')) })).status).toBe(400)
  expect((await site.send('x'.repeat(17_000))).status).toBe(413)
  const view = site.view('/cases/1?to=taro@kaisha.example.jp&id=7#top', { t: `半分\ud83d と\u0000ゼロ` })
  expect((await site.send({ v: visitor, e: [view] })).status).toBe(204)
  expect((await site.send({ v: newVisitor(), e: [{ ...view, u: 'https://evil.example/' }] })).status).toBe(204)
  const [kept] = await eventsOf(visitor)
  // An address that a site carries along in its links is not kept.
  expect(kept!.facts).toMatchObject({ url: 'https://www.yuki.example.jp/cases/1?id=7', title: '半分� とゼロ' })
  const asked = await office.app.fetch(new Request('http://localhost:3000/t', { method: 'OPTIONS' }))
  expect([asked.status, asked.headers.get('access-control-allow-headers')]).toEqual([204, 'content-type'])
})

test('many at once are written together, and each is answered after its own commit', async () => {
  const visitors = Array.from({ length: 60 }, newVisitor)
  const answers = await Promise.all(
    visitors.flatMap(v => [
      site.look(v, '/'),
      site.look(v, '/product').then(async answer => {
        expect((await eventsOf(v)).some(e => String((e.facts as { url: string }).url).endsWith('/product'))).toBe(true)
        return answer
      }),
    ]),
  )
  expect(new Set(answers.map(a => a.status))).toEqual(new Set([204]))
})

test('while the database is away it says 503 and when to come again; sent again, the view is there once', async () => {
  const nowhere = openDb(openPool('postgres://nobody@127.0.0.1:1/nothing', { connectionTimeoutMillis: 500 }))
  let away = true
  const shaky = {
    ...world,
    get db() {
      return away ? nowhere : world.db
    },
  }
  const app = createApp(shaky, { auth: undefined as never, screens: undefined as never })
  const { send, view } = browsing(app)
  const visitor = newVisitor()
  const body = { v: visitor, e: [view('/pricing', { a: 5_000 })] }
  const refused = await send(body)
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5'])
  expect(refused.headers.get('access-control-allow-origin')).toBe('*')
  away = false
  expect((await send(body)).status).toBe(204)
  expect((await send(body)).status).toBe(204)
  expect(await eventsOf(visitor)).toHaveLength(1)
  await nowhere.destroy()
})

test('machines are kept raw and set apart: no visit, nobody’s, and the facts say why', async () => {
  const visitor = newVisitor()
  const agents = ['Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)', 'curl/8.5.0', '']
  for (const agent of agents) {
    const answer = await site.send({ v: visitor, e: [site.view('/pricing')] }, { 'user-agent': agent })
    expect(answer.status).toBe(204)
  }
  await site.send({ v: visitor, b: true, e: [site.view('/pricing')] })
  await world.settle()
  const whys = (await eventsOf(visitor)).map(e => (e.facts as { machine?: string }).machine)
  expect(whys).toEqual(['agent: Google', 'agent: curl/8.5.0', 'no name given', 'steered by a program'])
  expect(await visitsOf(visitor)).toEqual([])
})

test('pages have names: the timeline and the visits call them so, also when the address is in Japanese', async () => {
  const named = await marketer('POST', '/page-names', { name: '品質保証', patterns: ['*品質*'], important: true })
  expect(named.status).toBe(200)
  const visitor = newVisitor()
  const { id } = (
    await marketer('POST', '/persons', { familyName: '雪村', givenName: '蓮', email: 'ren@yukimura.example.jp' })
  ).body
  await site.look(visitor, '/pricing.html', { t: '料金プラン' })
  await site.look(visitor, '/会社/品質', { t: '品質方針' })
  await site.look(visitor, '/news?page=pricing', { t: 'お知らせ' })
  await byItself(world, act => identify(act, { visitor, personId: id, strength: 'strong' }))
  const { body } = await marketer('GET', `/persons/${id}/timeline?machine=true&group=web`)
  const words = body.items.map((i: { words: object }) => i.words)
  expect(words).toContainEqual({ page: '料金', important: 'yes' })
  expect(words).toContainEqual({ page: '品質保証', important: 'yes' })
  expect(words.filter((w: { page?: string }) => w.page)).toHaveLength(2)
  await world.settle()
  expect((await marketer('GET', `/persons/${id}/visits`)).body.items).toMatchObject([{ pages: 3, landingName: '料金' }])

  const changed = await marketer('PATCH', `/page-names/${named.body.id}`, { version: 1, patterns: ['/quality_*'] })
  expect(changed.body).toMatchObject({ name: '品質保証', patterns: ['/quality_*'], version: 2 })
  expect((await marketer('PATCH', `/page-names/${named.body.id}`, { version: 1, name: '古い' })).status).toBe(409)
  expect((await marketer('DELETE', `/page-names/${named.body.id}`)).status).toBe(200)
})

test('the settings hold the code, the mode, and the last page seen; programs may name a visitor instead of a person', async () => {
  const [first, second] = [newVisitor(), newVisitor()]
  await site.look(first, '/came-first', { a: 20 * 60_000 })
  await site.look(second, '/came-last', { a: 10 * 60_000 })
  await site.look(first, '/looked-last')
  await world.settle()
  const told = (await marketer('GET', '/tracking')).body
  expect(told).toMatchObject({ mode: 'ask', code: '<script src="http://localhost:3000/t.js" async></script>' })
  expect(told.lastSeen.url).toBe('https://www.yuki.example.jp/looked-last')
  const kept = await marketer('PATCH', '/tracking', { keepWebMonths: 24, version: told.version })
  expect(kept.body).toMatchObject({ mode: 'ask', keepWebMonths: 24, swept: null })
  const tooShort = await marketer('PATCH', '/tracking', { keepWebMonths: 1, version: kept.body.version })
  expect(tooShort.status).toBe(400)
  const both = await marketer('PATCH', '/tracking', { keepWebMonths: 12, version: told.version })
  expect(both).toMatchObject({ status: 409, body: { data: { theirs: { keepWebMonths: 24 } } } })
  told.version = kept.body.version
  const changed = await marketer('PATCH', '/tracking', { mode: 'notice', version: told.version })
  expect(changed.body.mode).toBe('notice')
  expect((await marketer('PATCH', '/tracking', { mode: 'ask', version: told.version })).status).toBe(409)

  const visitor = newVisitor()
  const event = {
    key: 'from the shop',
    kind: 'page.viewed',
    occurredAt: world.clock.now(),
    facts: { url: 'https://shop.example.jp/' },
  }
  const sent = await marketer('POST', '/events', [{ ...event, visitor }])
  expect([sent.status, sent.body]).toEqual([202, { accepted: 1, known: 0 }])
  expect(await eventsOf(visitor)).toHaveLength(1)
  expect((await marketer('POST', '/events', [event])).body.message).toContain('person と visitor のどちらか一方')
})

test('/t.js carries the mode, and says where it is not built', async () => {
  const app = createApp(world, { auth: undefined as never, screens: undefined as never, snippet: 'mode(MUSUBI_MODE)' })
  const script = await app.fetch(new Request('http://localhost:3000/t.js'))
  expect(await script.text()).toBe('mode("notice")')
  expect(script.headers.get('cache-control')).toBe('public, max-age=300')
  expect((await office.app.fetch(new Request('http://localhost:3000/t.js'))).status).toBe(404)
})

test('views of nobody are seen by those who see all, and stay no secret of the office', async () => {
  const seen = await seeing(world, cast.tanaka, ({ tx }) => tx.selectFrom('visit').select('id').execute())
  const known = await world.db.selectFrom('visit').select('id').where('personId', 'is not', null).execute()
  expect(seen.length).toBeLessThanOrEqual(known.length)
  expect(reactions[0]).toBe(trackingReactions[0])
})
