import { beforeAll, expect, test } from 'vitest'
import { byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type Asking, openOffice } from '../../../test/office.ts'
import { identify } from '../../people/identity/identify.ts'
import { browsing, newVisitor } from './tracking.fixture.ts'

const office = await openOffice()
const { world } = office
const site = browsing(office.app)
let cast: Cast
let marketer: Asking
let tanaka: Asking
let known: number

const iphone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
const ipad =
  'Mozilla/5.0 (iPad; CPU OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Safari/604.1'

/** Yesterday two came; today one whom we know, on a phone, one nobody knows from a campaign, and a machine. */
beforeAll(async () => {
  cast = await makeCast(world)
  marketer = await office.signIn(cast.marketer.id)
  tanaka = await office.signIn(cast.tanaka.id)
  const look = async (visitor: string, path: string, agent?: string, more: object = {}) => {
    const answer = await site.send({ v: visitor, e: [site.view(path, more)] }, agent ? { 'user-agent': agent } : {})
    expect(answer.status).toBe(204)
  }
  const { id } = (
    await marketer('POST', '/persons', {
      familyName: '雪村',
      givenName: '蓮',
      email: 'ren@yukimura.example.jp',
      companyName: '雪村工業',
    })
  ).body
  known = id
  const [ren, stranger] = [newVisitor(), newVisitor()]
  world.clock.moveTo(new Date('2026-06-02T23:40:00+09:00'))
  await look(ren, '/', undefined, { r: 'https://www.google.com/' })
  await look(stranger, '/news', ipad)
  world.clock.moveTo(new Date('2026-06-03T09:00:00+09:00'))
  await look(ren, '/pricing', iphone, { r: 'https://partner.example.net/links' })
  world.clock.advance(240_000)
  await look(ren, '/case/one', iphone, { t: '導入事例：一社目' })
  await look(ren, '/pricing', iphone)
  world.clock.advance(600_000)
  await look(stranger, '/?utm_source=nikkan&utm_medium=banner&utm_campaign=summer')
  await look(newVisitor(), '/pricing', 'curl/8.5.0')
  await byItself(world, act => identify(act, { visitor: ren, personId: known, strength: 'strong' }))
  await world.settle()
})

test('R2: a day on the site: who came, from where, what they read, how long and at what; machines apart', async () => {
  const { body } = await marketer('GET', '/visits')
  expect(body.items).toMatchObject([
    {
      personId: null,
      personName: null,
      company: null,
      channel: 'paid',
      utmCampaign: 'summer',
      device: 'pc',
      pages: 1,
      read: ['トップページ'],
    },
    {
      personId: known,
      personName: '雪村 蓮',
      company: { name: '雪村工業' },
      channel: 'referral',
      device: 'phone',
      pages: 3,
      read: ['料金', '導入事例'],
      firstAt: '2026-06-03T00:00:00.000Z',
      lastAt: '2026-06-03T00:04:00.000Z',
    },
  ])
  const sums = (await marketer('GET', '/visits/day')).body
  expect(sums).toMatchObject({ day: '2026-06-03', visits: 2, visitors: 2, anonymous: 1, pages: 4, machines: 1 })
  expect(sums.sources).toEqual([
    { channel: 'paid', source: 'summer', visits: 1 },
    { channel: 'referral', source: 'partner.example.net', visits: 1 },
  ])
  expect(sums.companies).toMatchObject([{ name: '雪村工業', visits: 1 }])
})

test('another day, narrowed, page by page', async () => {
  const yesterday = (await marketer('GET', '/visits?day=2026-06-02')).body.items
  expect(yesterday.map((v: { device: string; channel: string }) => `${v.device} ${v.channel}`)).toEqual([
    'tablet direct',
    'pc search',
  ])
  expect((await marketer('GET', '/visits/day?day=2026-06-02')).body).toMatchObject({ visits: 2, machines: 0 })
  expect((await marketer('GET', '/visits?who=anonymous')).body.items).toHaveLength(1)
  expect((await marketer('GET', '/visits?who=known')).body.items).toMatchObject([{ personId: known }])
  const first = (await marketer('GET', '/visits?limit=1')).body
  const next = (await marketer('GET', `/visits?limit=1&cursor=${encodeURIComponent(first.nextCursor)}`)).body
  expect([first.items[0].personId, next.items[0].personId, next.nextCursor]).toEqual([null, known, null])
})

test('on the person’s own page both stays stand; of visitors nobody knows, who does not see everybody sees nothing', async () => {
  const { items } = (await marketer('GET', `/persons/${known}/visits`)).body
  expect(items.map((v: { read: string[] }) => v.read)).toEqual([['料金', '導入事例'], ['トップページ']])
  const seen = (await tanaka('GET', '/visits')).body.items
  expect(seen.filter((v: { personId: number | null }) => v.personId === null)).toEqual([])
  expect((await tanaka('GET', '/visits/day')).body).toMatchObject({ visits: seen.length, anonymous: 0, machines: 0 })
})
