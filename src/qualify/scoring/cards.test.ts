import { beforeEach, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { openOffice } from '../../../test/office.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { undoing } from '../../undoing.ts'
import { coolDown } from './cooling.ts'
import { recount } from './recount.ts'
import { leadOf, requested, saw, scoreOf, somebody } from './scoring.fixture.ts'

let office: Awaited<ReturnType<typeof openOffice>>
let cast: Cast

beforeEach(async () => {
  office = await openOffice()
  cast = await makeCast(office.world)
})

test('R29, N7: a draft changes nothing until it is published; then everybody is counted anew, and the past stays explained by what was in force', async () => {
  const { world } = office
  const marketer = await office.signIn(cast.marketer.id)
  const mia = await somebody(world, '山田', { company: 'ゆき製作所' })
  await saw(world, mia.personId)
  const ken = await somebody(world, '学', { title: '学生' })
  await requested(world, ken.personId)
  const monday = world.clock.now()
  world.clock.advance(3_600_000)

  const { body: rules } = await marketer('GET', '/scoring-rules')
  const keyPage = rules.items.find(
    (r: { name: string }) => r.name === '重要ページの閲覧' || r.name === 'Saw an important page',
  )
  const changed = await marketer('PATCH', `/scoring-rules/${keyPage.id}`, {
    version: keyPage.version,
    points: 40,
    cap: 80,
  })
  expect(changed).toMatchObject({ status: 200, body: { points: 40, since: 'changed' } })
  const added = await marketer('POST', '/scoring-rules', {
    about: 'fit',
    name: '学生は歓迎',
    points: 70,
    conditions: { all: [{ key: 'title', op: 'has', value: '学生' }] },
  })
  expect(added.body).toMatchObject({ since: 'new' })
  const { body: cards } = await marketer('GET', '/scoring-cards')
  expect(cards.items.map((c: { state: string }) => c.state)).toEqual(['draft', 'inForce'])
  const draft = cards.items[0]
  await marketer('PATCH', `/scoring-cards/${draft.id}`, { version: draft.version, mqlIntent: 25 })
  const { body: seen } = await marketer('GET', `/scoring-cards/${draft.id}/forecast`)
  expect(seen).toMatchObject({ now: 0, would: 2, up: 2, down: 0, offered: 2 })
  expect(await scoreOf(world, mia.personId)).toMatchObject({ intent: 11, above: false })

  const { body: published } = await marketer('POST', `/scoring-cards/${draft.id}/publish`)
  expect(published).toMatchObject({ state: 'inForce', recount: { state: 'running', done: 0, total: 2 } })
  await recount(world, draft.id, undefined, 1)
  await world.settle()
  expect(await scoreOf(world, mia.personId)).toMatchObject({ intent: 41, above: true, cardId: draft.id })
  expect((await leadOf(world, mia.leadId)).stage).toBe('mql')
  expect((await leadOf(world, ken.leadId)).stage).toBe('mql')
  const { body: done } = await marketer('GET', '/scoring-cards')
  expect(done.items[0].recount).toMatchObject({ state: 'done', done: 2, crossed: 2 })
  expect(done.items[1].state).toBe('past')

  const rep = await office.signIn(cast.manager.id)
  const { body: now } = await rep('GET', `/persons/${mia.personId}/score`)
  expect(now).toMatchObject({ intent: 41, fit: 10, above: true, thresholds: { mqlIntent: 25 } })
  expect(now.lines.map((l: { points: number; counts: number }) => [l.points, l.counts]).toSorted()).toEqual([
    [1, 1],
    [10, 10],
    [40, 40],
  ])
  const { body: then } = await rep('GET', `/persons/${mia.personId}/score?at=${monday.toISOString()}`)
  expect(then).toMatchObject({ intent: 11, fit: 10, above: false, thresholds: { mqlIntent: 30 } })
  expect(
    (await marketer('PATCH', `/scoring-rules/${keyPage.id}`, { version: keyPage.version, points: 1 })).status,
  ).toBe(409)
})

test('a recount can be stopped and goes on where it was; until then the rest keep what they had', async () => {
  const { world } = office
  const marketer = await office.signIn(cast.marketer.id)
  const people = [await somebody(world, '一'), await somebody(world, '二'), await somebody(world, '三')]
  for (const one of people) await requested(world, one.personId)
  const { body: draft } = await marketer('POST', '/scoring-cards')
  const rule = draft.rules.find((r: { eventKind?: string }) => r.eventKind === 'document.requested')
  await marketer('PATCH', `/scoring-rules/${rule.id}`, { version: rule.version, points: 50 })
  await marketer('POST', `/scoring-cards/${draft.id}/publish`)
  expect((await marketer('POST', `/scoring-cards/${draft.id}/recount`, { state: 'stopped' })).body.recount.state).toBe(
    'stopped',
  )
  await recount(world, draft.id)
  expect((await scoreOf(world, people[0]!.personId)).intent).toBe(25)
  // Who acts meanwhile is counted whole by the new version.
  await saw(world, people[0]!.personId)
  expect((await scoreOf(world, people[0]!.personId)).intent).toBe(61)
  await marketer('POST', `/scoring-cards/${draft.id}/recount`, { state: 'running' })
  await recount(world, draft.id, undefined, 2)
  expect((await scoreOf(world, people[2]!.personId)).intent).toBe(50)
  expect((await marketer('POST', `/scoring-cards/${draft.id}/recount`, { state: 'stopped' })).status).toBe(409)
})

test('what cannot be is refused in a sentence; publishing is not taken back, a draft is thrown away', async () => {
  const { world } = office
  const marketer = await office.signIn(cast.marketer.id)
  const add = (rule: object) => marketer('POST', '/scoring-rules', rule)
  const fit = { about: 'fit', name: '適合', points: 5 }
  expect((await add({ ...fit, conditions: { all: [] } })).status).toBe(400)
  expect(
    (await add({ ...fit, conditions: { all: [{ key: 'stage', op: 'in', value: ['lead'] }] } })).body.message,
  ).toMatch(/担当者と企業の項目/)
  expect((await add({ ...fit, points: 0, conditions: { all: [{ key: 'title', op: 'notEmpty' }] } })).status).toBe(400)
  const intent = { about: 'intent', name: '意向', points: 5, halfLifeDays: 7, cap: 10 }
  expect((await add({ ...intent, eventKind: 'document.requested', page: 'important' })).body.message).toMatch(
    /ページの閲覧だけ/,
  )
  expect((await add({ ...intent, eventKind: 'page.viewed', page: 'named' })).body.message).toMatch(/対象のページ/)
  const { body: draft } = await marketer('POST', '/scoring-cards')
  expect(
    (await marketer('PATCH', `/scoring-cards/${draft.id}`, { version: draft.version, hotAt: 5 })).body.message,
  ).toMatch(/ウォームの下限以上/)
  expect((await marketer('DELETE', `/scoring-cards/${draft.id}`)).status).toBe(200)
  const { body: again } = await marketer('POST', '/scoring-cards')
  await marketer('POST', `/scoring-cards/${again.id}/publish`)
  const operation = await world.db
    .selectFrom('operation')
    .select('id')
    .where('name', '=', 'scoringCards.publish')
    .executeTakeFirstOrThrow()
  const undone = await as(world, cast.marketer, act => undo(act, operation.id, undoing))
  expect(undone.left.every(l => l.why === 'refused')).toBe(true)
  expect((await marketer('GET', '/scoring-cards')).body.items[0]).toMatchObject({ id: again.id, state: 'inForce' })
  expect(await byItself(world, act => coolDown(act))).toBe(0)
})
