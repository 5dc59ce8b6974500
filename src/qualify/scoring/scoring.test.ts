import { beforeEach, expect, test } from 'vitest'
import { actorOf, addUser, as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { transition } from '../../people/leads/transitions.ts'
import { acceptOffer, returnOffer } from '../../people/offers/answer.ts'
import { days, did, leadOf, offerOf, pricing, requested, saw, scoreOf, somebody, top } from './scoring.fixture.ts'

let world: TestWorld
let cast: Cast

beforeEach(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

const nameOf = async (id: number | null | undefined) =>
  (await world.db.selectFrom('holder').select('name').where('id', '=', id!).executeTakeFirst())?.name
const eventsOf = async (personId: number) =>
  (await world.db
    .selectFrom('event')
    .select(['kind', 'facts'])
    .where('personId', '=', personId)
    .orderBy('id')
    .execute()) as {
    kind: string
    facts: Record<string, unknown>
  }[]

test('N15, R34: with no settings, who reads the prices and asks for a document becomes an MQL, offered with a clock and why', async () => {
  const mia = await somebody(world, '山田', { title: '部長', company: 'ゆき製作所', employees: 120 })
  expect(await scoreOf(world, mia.personId)).toMatchObject({ intent: 0, fit: 40, temperature: 'cool', above: false })
  await saw(world, mia.personId, top)
  await saw(world, mia.personId)
  expect(await scoreOf(world, mia.personId)).toMatchObject({ intent: 12, temperature: 'cool', above: false })
  expect((await leadOf(world, mia.leadId)).stage).toBe('lead')
  await requested(world, mia.personId)
  expect(await scoreOf(world, mia.personId)).toMatchObject({ intent: 37, fit: 40, temperature: 'warm', above: true })
  expect(await leadOf(world, mia.leadId)).toMatchObject({ stage: 'mql', clockFor: 'answer' })
  const offer = (await offerOf(world, mia.leadId))!
  expect(await nameOf(offer.toId)).toBe('インサイドセールス')
  expect(offer).toMatchObject({ givenBy: null, note: '意向 37・適合度 40：資料請求、重要ページの閲覧、ページの閲覧' })
  expect(offer.clockAt.toISOString()).toBe('2026-06-03T09:00:00.000Z')
  const told = await eventsOf(mia.personId)
  expect(told.filter(e => e.kind === 'score.crossed')).toMatchObject([
    { facts: { direction: 'up', intent: 37, fit: 40 } },
  ])
  expect(told.filter(e => e.kind === 'person.warmed')).toMatchObject([{ facts: { from: 'cool', to: 'warm' } }])
})

test('R28: a student wants it and does not fit: hot, and no MQL', async () => {
  const ken = await somebody(world, '学', { title: '学生', company: '東都大学' })
  await did(world, ken.personId, 'inquiry.received', { toBuy: true })
  expect(await scoreOf(world, ken.personId)).toMatchObject({ intent: 60, fit: -40, temperature: 'hot', above: false })
  expect((await leadOf(world, ken.leadId)).stage).toBe('lead')
})

test('who asks to buy is answered the same day', async () => {
  const mia = await somebody(world, '山田', { company: 'ゆき製作所' })
  await did(world, mia.personId, 'inquiry.received', { toBuy: true })
  expect((await offerOf(world, mia.leadId))!.clockAt.toISOString()).toBe('2026-06-01T09:00:00.000Z')
})

test('潜在→顕在: three acts in thirty days are warm, and so is an important page on two days; one long visit is one act', async () => {
  const reader = await somebody(world, '読')
  for (let n = 0; n < 5; n++) await saw(world, reader.personId, top)
  expect((await scoreOf(world, reader.personId)).temperature).toBe('cool')
  await days(world, 3)
  await saw(world, reader.personId, top)
  await days(world, 3)
  await saw(world, reader.personId, top)
  expect((await scoreOf(world, reader.personId)).temperature).toBe('warm')
  await days(world, 26)
  expect((await scoreOf(world, reader.personId)).temperature).toBe('cool')
  const buyer = await somebody(world, '買')
  await saw(world, buyer.personId)
  expect((await scoreOf(world, buyer.personId)).temperature).toBe('cool')
  await days(world, 1)
  await saw(world, buyer.personId, `${pricing}/plans`)
  expect((await scoreOf(world, buyer.personId)).temperature).toBe('warm')
})

test('points halve by days, and under the cap of a rule the newest count', async () => {
  const mia = await somebody(world, '山田')
  for (let n = 0; n < 5; n++) await saw(world, mia.personId)
  // Five views of an important page are worth 50, of which 30 count; five pages are worth five.
  expect((await scoreOf(world, mia.personId)).intent).toBe(35)
  await days(world, 14)
  expect((await scoreOf(world, mia.personId)).intent).toBe(27.5)
  await days(world, 14)
  expect((await scoreOf(world, mia.personId)).intent).toBe(14)
})

test('R34: ninety idle days make cool whoever was hot, and an unanswered MQL is nurtured again', async () => {
  const mia = await somebody(world, '山田', { company: 'ゆき製作所' })
  await did(world, mia.personId, 'inquiry.received', { toBuy: true })
  await did(world, mia.personId, 'seminar.attended', { seminar: '春の展示会' })
  expect((await scoreOf(world, mia.personId)).temperature).toBe('hot')
  await days(world, 40)
  expect((await leadOf(world, mia.leadId)).stage).toBe('mql')
  await days(world, 51)
  expect(await scoreOf(world, mia.personId)).toMatchObject({ temperature: 'cool', above: false })
  expect(await leadOf(world, mia.leadId)).toMatchObject({ stage: 'lead', clockFor: 'sign_of_life' })
  expect(await offerOf(world, mia.leadId)).toBeUndefined()
  const told = await eventsOf(mia.personId)
  expect(told.filter(e => e.kind === 'score.crossed').map(e => e.facts.direction)).toEqual(['up', 'down'])
  expect(told.filter(e => e.kind === 'lead.moved').map(e => [e.facts.to, e.facts.trigger])).toEqual([
    ['mql', 'rule'],
    ['lead', 'rule'],
  ])
  // And back to life.
  await did(world, mia.personId, 'inquiry.received', {})
  expect((await leadOf(world, mia.leadId)).stage).toBe('mql')
})

test('whom a colleague offered by hand is not taken back when a month has passed, but after long silence', async () => {
  const mia = await somebody(world, '山田')
  await requested(world, mia.personId)
  await as(world, cast.marketer, act => transition(act, { id: mia.leadId, to: 'mql' }))
  await days(world, 40)
  expect((await scoreOf(world, mia.personId)).temperature).toBe('cool')
  expect((await leadOf(world, mia.leadId)).stage).toBe('mql')
})

test('back to life after recycling: the former holder first, not within thirty days of the return, unless they ask', async () => {
  const ask = (personId: number) => did(world, personId, 'inquiry.received', {})
  const mia = await somebody(world, '山田', { company: 'ゆき製作所' })
  const leo = await somebody(world, '鈴木', { company: 'はな商事' })
  for (const one of [mia, leo]) {
    await ask(one.personId)
    const tanaka = await actorOf(world, cast.tanaka.id)
    await as(world, tanaka, async act => acceptOffer(act, (await offerOf(world, one.leadId))!.id))
    await as(world, tanaka, act => transition(act, { id: one.leadId, to: 'recycled', reason: 'no_budget' }))
    await world.settle()
  }
  await days(world, 10)
  await requested(world, mia.personId)
  expect((await leadOf(world, mia.leadId)).stage).toBe('recycled')
  await ask(leo.personId)
  expect((await offerOf(world, leo.leadId))!.toId).toBe(cast.tanaka.id)
  await days(world, 21)
  await requested(world, mia.personId)
  expect(await leadOf(world, mia.leadId)).toMatchObject({ stage: 'mql' })
  expect((await offerOf(world, mia.leadId))!.toId).toBe(cast.tanaka.id)
})

test('who was moved back by hand stays there until they cross anew or ask', async () => {
  const mia = await somebody(world, '山田', { company: 'ゆき製作所' })
  world.clock.advance(1000)
  await requested(world, mia.personId)
  await saw(world, mia.personId)
  expect((await leadOf(world, mia.leadId)).stage).toBe('mql')
  await as(world, cast.marketer, act => transition(act, { id: mia.leadId, to: 'lead' }))
  world.clock.advance(1000)
  await saw(world, mia.personId, top)
  expect((await leadOf(world, mia.leadId)).stage).toBe('lead')
  await did(world, mia.personId, 'inquiry.received', {})
  expect((await leadOf(world, mia.leadId)).stage).toBe('mql')
})

test('who gets hot at a company with an open deal is offered to its owner, whatever their fit', async () => {
  const mia = await somebody(world, '山田', { title: '学生', company: 'ゆき製作所' })
  const { companyId } = await leadOf(world, mia.leadId)
  const pipeline = await world.db
    .selectFrom('dealStage')
    .select(['id', 'pipelineId'])
    .orderBy('id')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('deal')
    .values({
      title: '導入',
      companyId,
      productLineId: 1,
      pipelineId: pipeline.pipelineId,
      stageId: pipeline.id,
      stageSince: world.clock.now(),
      ownerId: cast.kato.id,
      openedAt: world.clock.now(),
    })
    .execute()
  await did(world, mia.personId, 'inquiry.received', { toBuy: true })
  expect((await offerOf(world, mia.leadId))!.toId).toBe(cast.kato.id)
})

test('machines never count; imported history gives points and offers nobody until they act again', async () => {
  const mia = await somebody(world, '山田', { company: 'ゆき製作所' })
  await saw(world, mia.personId)
  await did(world, mia.personId, 'page.viewed', { url: pricing, machine: 'Googlebot' })
  expect((await scoreOf(world, mia.personId)).intent).toBe(11)
  await did(
    world,
    mia.personId,
    'document.requested',
    { document: '2025年版' },
    { historic: true, occurredAt: new Date('2026-05-31T01:00:00Z') },
  )
  expect(await scoreOf(world, mia.personId)).toMatchObject({ above: true, toldAbove: false })
  await days(world, 1)
  expect((await leadOf(world, mia.leadId)).stage).toBe('lead')
  await saw(world, mia.personId, top)
  expect((await leadOf(world, mia.leadId)).stage).toBe('mql')
})

test('whoever holds somebody is told when they get hot', async () => {
  const other = await addUser(world, '別の人', ['inside_sales'], cast.teams.east)
  const mia = await somebody(world, '山田', { company: 'ゆき製作所' })
  await requested(world, mia.personId)
  await saw(world, mia.personId)
  await as(world, await actorOf(world, cast.tanaka.id), async act =>
    acceptOffer(act, (await offerOf(world, mia.leadId))!.id),
  )
  await did(world, mia.personId, 'inquiry.received', {})
  const told = await world.db
    .selectFrom('notification')
    .select(['userId', 'kind'])
    .where('kind', '=', 'person.warmed')
    .execute()
  expect(told).toEqual([{ userId: cast.tanaka.id, kind: 'person.warmed' }])
  expect(other.id).not.toBe(cast.tanaka.id)
})

test('an offer that a rep gave back leaves them be, though they are still across the line', async () => {
  const mia = await somebody(world, '山田', { company: 'ゆき製作所' })
  await did(world, mia.personId, 'inquiry.received', { toBuy: true })
  await as(world, await actorOf(world, cast.tanaka.id), async act =>
    returnOffer(act, { id: (await offerOf(world, mia.leadId))!.id, reason: 'unreachable' }),
  )
  await saw(world, mia.personId)
  expect((await leadOf(world, mia.leadId)).stage).toBe('recycled')
  expect(await byItself(world, act => act.tx.selectFrom('parked').selectAll().execute())).toEqual([])
})
