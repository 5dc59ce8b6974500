import { beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { addPageName, changePageName, listPageNames, removePageName } from '../../capture/tracking/pages.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { rebuild } from '../../timeline/reactions.ts'
import { undoing } from '../../undoing.ts'
import { personScore } from './get.ts'
import { recount } from './recount.ts'
import { days, saw, scoreOf, scores, somebody } from './scoring.fixture.ts'
import { clearPoints, scoringPoints } from './scoring.reactions.ts'

let world: TestWorld
let cast: Cast
let reader: number
let other: number

const trial = 'https://www.example.jp/trial/start'

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  reader = (await somebody(world, '読田')).personId
  other = (await somebody(world, '外野')).personId
  await saw(world, reader, trial)
  await saw(world, other, 'https://www.example.jp/')
})

/** What the worker does once the event of it is taken up. */
async function counted() {
  await world.settle()
  const running = await world.db.selectFrom('scoringRecount').selectAll().where('state', '=', 'running').execute()
  for (const { cardId } of running) await recount(world, cardId, undefined, 1)
  await world.settle()
  return running.length
}
const intent = async (personId = reader) => (await scoreOf(world, personId)).intent
const at = (moment: Date) =>
  as(world, cast.marketer, async act => (await personScore(act, { id: reader, at: moment })).intent)

test('R27: a page that gets a name and counts as important gives its points from now on, to whoever read it before', async () => {
  await counted()
  expect(await intent()).toBe(1)
  await days(world, 1)
  const then = world.clock.now()
  const before = await at(then)
  const outside = await intent(other)
  world.clock.advance(3_600_000)
  await as(world, cast.marketer, act =>
    addPageName(act, { name: '無料体験', patterns: ['*/trial/*'], important: true }),
  )
  expect(await counted()).toBe(1)
  expect(await intent()).toBeGreaterThan(10)
  expect(await intent(other)).toBe(outside)
  // N7: what the score was yesterday stays what it was.
  expect(await at(then)).toBe(before)
  const run = await world.db.selectFrom('scoringRecount').selectAll().executeTakeFirstOrThrow()
  expect(run).toMatchObject({ state: 'done', done: 2, total: 2 })
})

test('R29: no longer important, named otherwise, removed, taken back: each counts everybody anew, and the past stays', async () => {
  const page = async () =>
    (await as(world, cast.marketer, act => listPageNames(act))).find(one => one.name.startsWith('無料'))!
  const high = await intent()
  const then = world.clock.now()
  world.clock.advance(3_600_000)
  await as(world, cast.marketer, async act => changePageName(act, { ...(await page()), important: false }))
  await counted()
  expect(await intent()).toBeLessThan(2)
  world.clock.advance(3_600_000)
  await as(world, cast.marketer, async act => changePageName(act, { ...(await page()), important: true }))
  await counted()
  expect(await intent()).toBe(high)
  world.clock.advance(3_600_000)
  const { id } = await page()
  const operationId = await as(world, cast.marketer, async act => {
    await removePageName(act, id)
    return act.operationId!
  })
  await counted()
  expect(await intent()).toBeLessThan(2)
  await as(world, cast.marketer, act => undo(act, operationId, undoing))
  await counted()
  expect(await intent()).toBe(high)
  expect(await at(then)).toBe(high)
  const kept = await scores(world)
  await rebuild(world.db, scoringPoints, clearPoints, world.clock.now())
  expect((await scores(world)).map(row => row.intent)).toEqual(kept.map(row => row.intent))
})
