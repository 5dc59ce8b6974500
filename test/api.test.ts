import { beforeAll, describe, expect, test } from 'vitest'
import { type Cast, makeCast } from './cast.ts'
import type { TestWorld } from './database.ts'
import { type Asking, openOffice } from './office.ts'

let world: TestWorld
let cast: Cast
let marketer: Asking
let tanaka: Asking
let ito: Asking
let anybody: Asking

beforeAll(async () => {
  const office = await openOffice()
  world = office.world
  cast = await makeCast(world)
  anybody = office.anybody
  ;[marketer, tanaka, ito] = [
    await office.signIn(cast.marketer.id),
    await office.signIn(cast.tanaka.id),
    await office.signIn(cast.ito.id),
  ]
})

describe('one shape of error', () => {
  test('signed out, forbidden, missing, malformed: a code and a sentence in the language asked for', async () => {
    expect(await anybody('GET', '/persons')).toMatchObject({
      status: 401,
      body: { code: 'signedOut', message: 'Please sign in first.' },
    })
    expect(await anybody('GET', '/persons', undefined, { 'accept-language': 'ja' })).toMatchObject({
      body: { message: 'サインインしてください。' },
    })
    expect(await tanaka('GET', '/persons/999999')).toMatchObject({ status: 404, body: { code: 'missing' } })
    expect(await tanaka('GET', '/nothing/here')).toMatchObject({ status: 404, body: { code: 'missing' } })
    expect(await tanaka('PATCH', '/workspace', { version: 1, name: 'x' })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
    const malformed = await marketer('POST', '/persons', { familyName: 7, email: 'x'.repeat(300) })
    expect(malformed).toMatchObject({ status: 400, body: { code: 'invalid' } })
    expect(malformed.body.message).toMatch(/familyName/)
  })

  test('text that is not JSON and a body that is too large are refused in the same shape', async () => {
    const { app } = await openOffice()
    const garbage = await app.fetch(
      new Request('http://localhost:3000/api/v1/persons', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{"familyName"',
      }),
    )
    expect([400, 401]).toContain(garbage.status)
    expect(await garbage.json()).toMatchObject({ code: expect.any(String), message: expect.any(String) })
  })
})

describe('persons', () => {
  test('R3: an address already known, in whatever width and case, answers with that person', async () => {
    const first = await marketer('POST', '/persons', {
      familyName: '髙橋',
      givenName: '一郎',
      companyName: '株式会社青葉製作所',
      email: 'Ichiro@Aoba.example.jp',
      title: '営業部長',
    })
    expect(first).toMatchObject({
      status: 200,
      body: { created: true, stage: 'lead', companyName: '株式会社青葉製作所', decisionLevel: 'head', version: 1 },
    })
    const again = await marketer('POST', '/persons', { familyName: '高橋', email: 'ｉｃｈｉｒｏ＠aoba.example.jp' })
    expect(again.body).toMatchObject({ id: first.body.id, created: false })
  })

  test('twins that arrive at once become one person', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () =>
        marketer('POST', '/persons', {
          familyName: '双子',
          email: 'twin@futago.example.jp',
          companyName: 'ふたご株式会社',
        }),
      ),
    )
    expect(new Set(answers.map(a => a.body.id)).size).toBe(1)
    expect(answers.filter(a => a.body.created)).toHaveLength(1)
    const { body } = await marketer('GET', `/persons?q=${encodeURIComponent('双子')}`)
    expect(body.items).toHaveLength(1)
  })

  test('高橋 finds 髙橋; kana, mail, phone and company find them too', async () => {
    await marketer('POST', '/persons', {
      familyName: '濵﨑',
      givenName: '徹',
      familyNameKana: 'ﾊﾏｻｷ',
      givenNameKana: 'とおる',
      phone: '０３－１２３４－５６７８',
      email: 'hamasaki@kita.example.jp',
      companyName: '㈱北斗電子',
    })
    for (const q of ['浜崎', '徹', 'ハマサキ', 'はまさき', 'kita.example', '1234', '北斗']) {
      const { body } = await marketer('GET', `/persons?q=${encodeURIComponent(q)}`)
      expect(
        body.items.map((p: { familyName: string }) => p.familyName),
        q,
      ).toContain('濵﨑')
    }
  })

  test('D9: a change needs the version that was read; a stale one answers both values', async () => {
    const { body: person } = await marketer('POST', '/persons', {
      familyName: '版',
      givenName: '数',
      email: 'version@example.co.jp',
    })
    const changed = await marketer('PATCH', `/persons/${person.id}`, { version: person.version, title: '課長' })
    expect(changed).toMatchObject({ status: 200, body: { title: '課長', version: person.version + 1 } })
    const stale = await marketer('PATCH', `/persons/${person.id}`, { version: person.version, title: '部長' })
    expect(stale).toMatchObject({
      status: 409,
      body: {
        code: 'stale',
        data: { theirs: { title: '課長', version: person.version + 1 }, yours: { title: '部長' } },
      },
    })
    expect(await marketer('PATCH', `/persons/${person.id}`, { title: '部長' })).toMatchObject({ status: 400 })
  })

  test('another’s address is not taken over by an edit', async () => {
    await marketer('POST', '/persons', { familyName: '甲', email: 'kou@example.co.jp' })
    const { body: other } = await marketer('POST', '/persons', { familyName: '乙', email: 'otsu@example.co.jp' })
    const taken = await marketer('PATCH', `/persons/${other.id}`, {
      version: other.version,
      email: 'KOU@example.co.jp',
    })
    expect(taken).toMatchObject({ status: 409, body: { code: 'conflict' } })
  })

  test('異動: a new post leaves the former one behind, dated', async () => {
    const { body: person } = await marketer('POST', '/persons', {
      familyName: '異動',
      givenName: '者',
      companyName: '株式会社前職',
      title: '課長',
      email: 'ido@example.co.jp',
    })
    const { body: moved } = await marketer('PATCH', `/persons/${person.id}`, {
      version: person.version,
      companyName: '株式会社現職',
      title: '部長',
      moved: '2026-04-01',
    })
    expect(moved).toMatchObject({
      companyName: '株式会社現職',
      title: '部長',
      inPostSince: '2026-04-01',
      posts: [{ companyName: '株式会社前職', title: '課長', untilOn: '2026-04-01' }],
    })
  })

  test('pages by cursor show everybody once, in every order', async () => {
    for (let i = 0; i < 25; i++)
      await marketer('POST', '/persons', { familyName: `頁${i % 3}`, email: `page${i}@page.example.jp`, source: '頁' })
    for (const sort of ['name', '-name', 'created', '-created', 'clock', '-clock', 'company', '-company']) {
      const seen: number[] = []
      let cursor: string | null = ''
      while (cursor !== null) {
        const { body }: { body: { items: { id: number }[]; nextCursor: string | null } } = await marketer(
          'GET',
          `/persons?source=${encodeURIComponent('頁')}&sort=${sort}&limit=7${cursor ? `&cursor=${cursor}` : ''}`,
        )
        seen.push(...body.items.map(p => p.id))
        cursor = body.nextCursor
      }
      expect(new Set(seen).size, sort).toBe(25)
      expect(seen, sort).toHaveLength(25)
    }
    expect(await marketer('GET', '/persons?cursor=nonsense')).toMatchObject({ status: 400, body: { code: 'invalid' } })
  })
})

test('an Idempotency-Key makes one of two, and is refused for another request', async () => {
  const twice = await Promise.all(
    [1, 2].map(() => marketer('POST', '/persons', { familyName: '一度' }, { 'idempotency-key': 'once' })),
  )
  expect(twice[0]!.body.id).toBe(twice[1]!.body.id)
  expect(await marketer('POST', '/persons', { familyName: '別' }, { 'idempotency-key': 'once' })).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  })
})

describe('events', () => {
  const event = {
    key: 'e1',
    kind: 'page.viewed',
    occurredAt: '2026-06-01T00:00:00Z',
    person: { email: 'visitor@example.co.jp' },
    facts: { url: 'https://example.jp/pricing' },
  }

  test('the same key again is accepted and not doubled; unknown kinds and facts are refused in a sentence', async () => {
    expect(await marketer('POST', '/events', [event])).toMatchObject({ status: 202, body: { accepted: 1, known: 0 } })
    expect(await marketer('POST', '/events', [event, { ...event, key: 'e2' }])).toMatchObject({
      status: 202,
      body: { accepted: 1, known: 1 },
    })
    const unknown = await marketer('POST', '/events', [{ ...event, key: 'e3', kind: 'lead.moved' }])
    expect(unknown).toMatchObject({ status: 400, body: { code: 'invalid' } })
    expect(unknown.body.message).toMatch(/lead\.moved.*page\.viewed/)
    expect(await marketer('POST', '/events', [{ ...event, key: 'e4', facts: { url: 'javascript:1' } }])).toMatchObject({
      status: 400,
    })
    expect(await tanaka('POST', '/events', [event])).toMatchObject({ status: 403 })
  })

  test('they stand on the timeline of the person they concern', async () => {
    const { body } = await marketer('GET', `/persons?q=visitor`)
    const { body: timeline } = await marketer('GET', `/persons/${body.items[0].id}/timeline?group=web`)
    expect(timeline.items.map((e: { kind: string }) => e.kind)).toEqual(['page.viewed', 'page.viewed'])
  })
})

describe('from marketing to sales and back', () => {
  test('R31 R41: offered, accepted, given back until October, awake again; who is not concerned sees nothing', async () => {
    const { body: person } = await marketer('POST', '/persons', {
      familyName: '物語',
      givenName: '花',
      companyName: '物語商事',
      email: 'hana@monogatari.example.jp',
    })
    const leadId = person.leads[0].id
    expect(await tanaka('GET', `/persons/${person.id}`)).toMatchObject({ status: 404 })

    const { body: given } = await marketer('POST', '/offers', {
      leadIds: [leadId],
      to: cast.tanaka.id,
      note: '価格の問い合わせ',
    })
    expect(given).toMatchObject({ offers: [{ leadId, to: cast.tanaka.id, answer: null }], refused: [] })
    expect(await tanaka('GET', `/persons/${person.id}`)).toMatchObject({
      status: 200,
      body: { stage: 'mql', offeredTo: '田中 太郎' },
    })
    expect(await ito('GET', `/persons/${person.id}`)).toMatchObject({ status: 404 })
    expect(await ito('POST', `/offers/${given.offers[0].id}/accept`)).toMatchObject({ status: 404 })

    const again = await marketer('POST', '/offers', { leadIds: [leadId], to: cast.ito.id, note: '' })
    expect(again.body.refused).toMatchObject([
      { leadId, sentence: 'このリードは田中 太郎さんに打診中で、回答待ちです。' },
    ])

    expect(await tanaka('POST', `/offers/${given.offers[0].id}/accept`)).toMatchObject({
      status: 200,
      body: { answer: 'accepted', stage: 'sal' },
    })
    expect(await tanaka('POST', `/offers/${given.offers[0].id}/accept`)).toMatchObject({ status: 409 })
    expect(await ito('POST', '/persons', { familyName: '物語', email: 'hana@monogatari.example.jp' })).toMatchObject({
      status: 409,
      body: { message: 'この方はすでに登録されており、田中 太郎さんが保有しています。' },
    })

    expect(await tanaka('POST', `/leads/${leadId}/transitions`, { to: 'recycled' })).toMatchObject({ status: 400 })
    expect(await tanaka('POST', `/leads/${leadId}/transitions`, { to: 'won' })).toMatchObject({ status: 409 })
    expect(
      await tanaka('POST', `/leads/${leadId}/transitions`, { to: 'recycled', reason: 'not_now', until: '2026-10-01' }),
    ).toMatchObject({
      status: 200,
      body: { stage: 'recycled', holder: { name: 'マーケティング' }, clock: { for: 'wake' } },
    })
  })
})

test('GET /healthz says how it is; the OpenAPI document names every path', async () => {
  expect(await anybody('GET', '/healthz')).toMatchObject({
    status: 200,
    body: { status: 'ok', database: 'ok', reactions: { parked: 0 } },
  })
  const { body } = await anybody('GET', '/api/openapi.json')
  expect(body.openapi).toMatch(/^3\.1/)
  for (const path of [
    '/persons',
    '/persons/{id}',
    '/persons/{id}/timeline',
    '/leads/{id}/transitions',
    '/offers/{id}/accept',
    '/offers/{id}/return',
    '/events',
    '/call-list',
    '/users',
    '/teams',
    '/activities',
  ])
    expect(Object.keys(body.paths)).toContain(path)
})
