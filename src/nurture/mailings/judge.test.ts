import { beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { personScore } from '../../qualify/scoring/get.ts'
import { judge, type Touched, thresholds } from './judge.ts'
import { mailSink, marketing, setSender } from './mailings.fixture.ts'
import { judgeAgain, noteClick, noteOpen } from './touches.ts'

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const sentAt = new Date('2026-06-01T09:00:00+09:00')

/** Clicks on links, each so many seconds after the mail went out. */
const clicks = (links: number, ...came: [at: number, link: number, how?: Partial<Touched>][]) =>
  judge(
    came.map(([at, linkId, how], id) => ({
      id,
      kind: 'click' as const,
      linkId,
      method: 'GET',
      agent: chrome,
      at: new Date(sentAt.getTime() + at * 1000),
      ...how,
    })),
    { sentAt, links },
  ).map(({ verdict, reasons }) => `${verdict}: ${reasons.join(' ')}`)

test('N8: two links within five seconds are likely a person’s; one, long after it was sent, is a person’s', () => {
  expect(clicks(2, [600, 1], [603, 2])).toEqual(['likely: hurry', 'likely: hurry'])
  expect(clicks(5, [600, 1], [602, 2], [604.5, 3])).toEqual(['likely: hurry', 'likely: hurry', 'likely: hurry'])
  expect(clicks(2, [600, 1], [640, 2])).toEqual(['human: calm', 'human: calm'])
  expect(clicks(1, [600, 1], [600.4, 1])).toEqual(['human: calm', 'human: calm'])
  expect(clicks(1, [30, 1])).toEqual(['likely: quick'])
})

test('N8: a scanner follows all links within a second, or one after the other, or before the mail could be read', () => {
  expect(clicks(2, [600, 1], [600.6, 2])).toEqual(['machine: everyLink', 'machine: everyLink'])
  expect(clicks(9, [600, 1], [600.3, 5], [600.9, 7])).toEqual(Array(3).fill('machine: everyLink'))
  expect(clicks(9, [600, 1], [601.5, 2], [603, 3], [604.5, 4])).toEqual(Array(4).fill('machine: sweep'))
  expect(clicks(1, [3, 1])).toEqual(['machine: soon'])
  expect(clicks(3, [600, 1, { method: 'HEAD' }], [600.5, 1], [660, 1])).toEqual([
    'machine: head',
    'machine: probed',
    'human: calm',
  ])
  expect(clicks(1, [600, 1, { agent: '' }])).toEqual(['machine: noAgent'])
  expect(clicks(1, [600, 1, { agent: 'curl/8.0' }])).toEqual(['machine: agent'])
})

test('N8: a fetched picture proves little', () => {
  const open = (agent: string, seconds = 600) =>
    judge(
      [{ id: 1, kind: 'open', linkId: null, method: 'GET', agent, at: new Date(sentAt.getTime() + seconds * 1000) }],
      { sentAt, links: 3 },
    ).map(({ verdict, reasons }) => `${verdict}: ${reasons.join(' ')}`)[0]
  expect(open(chrome)).toBe('likely: picture')
  expect(open('Mozilla/5.0 (via ggpht.com GoogleImageProxy)')).toBe('likely: proxy')
  expect(open('Mozilla/5.0')).toBe('machine: prefetch')
  expect(open(chrome, 1)).toBe('machine: soon')
})

let world: TestWorld
let cast: Cast
let on: ReturnType<typeof marketing>
let n = 0

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  on = marketing(world, cast)
  await mailSink(world)
  await setSender(world)
})

/** Somebody who was sent a mail with three links a while ago. */
async function reader() {
  const source = `判定${++n}`
  const personId = await on.person(`judged${n}@kaisha.example.com`, { source })
  const id = await on.mailing({
    segmentId: (await on.segment(source)).id,
    body: '[一](https://www.example.com/1) [二](https://www.example.com/2) [三](https://www.example.com/3)',
  })
  await on.send(id)
  await on.work(id)
  await world.settle()
  const token = await on.token(id, personId)
  world.clock.advance(600_000)
  const click = async (link: number, agent = chrome) => {
    await noteClick(world, { token, method: 'GET', agent }, link)
    await world.settle()
  }
  return { personId, id, token, click }
}

const silenceOf = async (personId: number) =>
  (await world.db.selectFrom('lead').select('clockAt').where('personId', '=', personId).executeTakeFirstOrThrow())
    .clockAt!
const intentOf = async (personId: number) =>
  (await as(world, cast.marketer, act => personScore(act, { id: personId }))).intent

test('R34: a click is a sign of life: ninety days of silence begin anew, an opening or a machine does not', async () => {
  const { personId, token, click } = await reader()
  const before = await silenceOf(personId)
  world.clock.advance(10 * 86_400_000)
  await noteOpen(world, { token, method: 'GET', agent: chrome })
  await click(1, 'curl/8.0')
  await world.settle()
  expect(await silenceOf(personId)).toEqual(before)
  world.clock.advance(60_000)
  await click(1)
  expect(await silenceOf(personId)).toEqual(new Date(world.clock.now().getTime() + 90 * 86_400_000))
})

test('N7, N8: what turns out to be a scanner’s gives no points, though its first click was counted at once', async () => {
  const { personId, click } = await reader()
  await click(1)
  const counted = await intentOf(personId)
  const then = world.clock.now()
  expect(counted).toBeGreaterThan(0)
  world.clock.advance(300)
  await click(2)
  world.clock.advance(300)
  await click(3)
  expect(await intentOf(personId)).toBe(0)
  const past = await as(world, cast.marketer, act => personScore(act, { id: personId, at: then }))
  expect(past.intent).toBe(counted)
})

test('N8: other thresholds change the counts, on the same raw rows, there and back', async () => {
  const { personId, id, click } = await reader()
  await click(1)
  world.clock.advance(3_000)
  await click(2)
  const raw = () =>
    world.db
      .selectFrom('mailTouch')
      .innerJoin('mailingRecipient as r', 'r.id', 'mailTouch.recipientId')
      .select(['mailTouch.id', 'kind', 'method', 'agent', 'at', 'verdict', 'reasons'])
      .where('r.mailingId', '=', id)
      .orderBy('mailTouch.id')
      .execute()
  const clicked = async () => (await on.get(id)).figures.clicked
  const before = await raw()
  const intent = await intentOf(personId)
  expect(before.map(row => row.verdict)).toEqual(['likely', 'likely'])
  expect(await clicked()).toBe(1)

  const again = async (limits = thresholds) => {
    await as(world, cast.marketer, act => judgeAgain(act, id, limits))
    await world.settle()
  }
  await again({ ...thresholds, sweepLinks: 2 })
  expect(await clicked()).toBe(0)
  expect(await intentOf(personId)).toBe(0)
  expect((await raw()).map(({ verdict: _, reasons: __, ...row }) => row)).toEqual(
    before.map(({ verdict: _, reasons: __, ...row }) => row),
  )
  await again()
  expect(await raw()).toEqual(before)
  expect(await clicked()).toBe(1)
  expect(await intentOf(personId)).toBe(intent)
})
