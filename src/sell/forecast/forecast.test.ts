import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { undoing } from '../../undoing.ts'
import { changeDeal } from '../deals/change.ts'
import { winDeal } from '../deals/close.ts'
import { addProspect, dealOf, open } from '../deals/deals.fixture.ts'
import { DealFilter, type NewDeal } from '../deals/deals.schema.ts'
import { sumDeals } from '../deals/deals.ts'
import { forecast } from './forecast.ts'
import { setQuota } from './quotas.ts'
import { snapshotDeals } from './snapshots.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld('2026-06-30T12:00:00+09:00')
  cast = await makeCast(world)
})

let count = 0
async function deal(given: Partial<NewDeal>): Promise<number> {
  const who = await byItself(world, act => addProspect(act, `予実${++count}`))
  return as(world, cast.admin, act => open(act, { personId: who.personId, ...given }))
}
const at = async (id: number) => ({ id, version: (await dealOf(world, id)).version })
const told = (actor = cast.manager, query: { month?: string; day?: string } = {}) =>
  seeing(world, actor, act => forecast(act, query))

test('R59: a win moves the actual at once, by person and by team; the rest is what is open, whole and weighted', async () => {
  await as(world, cast.manager, act => setQuota(act, { userId: cast.kato.id, month: '2026-06', amount: 5_000_000 }))
  await as(world, cast.manager, act => setQuota(act, { userId: cast.tanaka.id, month: '2026-06', amount: 1_000_000 }))
  const won = await deal({ ownerId: cast.kato.id, amount: 2_000_000, expectedClose: '2026-06-30' })
  await deal({ ownerId: cast.kato.id, amount: 3_000_000, expectedClose: '2026-06-30', stage: '最終交渉' })
  await deal({ ownerId: cast.tanaka.id, amount: 400_000, expectedClose: '2026-06-15' })
  await deal({ ownerId: cast.tanaka.id, amount: 9_000_000, expectedClose: '2026-07-01' })
  expect((await told()).total).toMatchObject({
    quota: 6_000_000,
    won: { count: 0, sum: 0 },
    open: { count: 3, sum: 5_400_000, weighted: 2_940_000 },
    gap: 6_000_000,
  })
  const one = await at(won)
  await as(world, cast.kato, act => winDeal(act, { ...one, amount: 2_500_000, orderedOn: '2026-06-30' }))
  const after = await told()
  expect(after.total).toMatchObject({
    won: { count: 1, sum: 2_500_000 },
    open: { count: 2, sum: 3_400_000 },
    gap: 3_500_000,
  })
  expect(after.people.find(p => p.id === cast.kato.id)).toMatchObject({
    quota: 5_000_000,
    won: { sum: 2_500_000 },
    gap: 2_500_000,
  })
  const team = (id: number) => after.teams.find(t => t.id === id)
  expect(team(cast.teams.field)).toMatchObject({ quota: 5_000_000, won: { sum: 2_500_000 } })
  expect(team(cast.teams.sales)).toMatchObject({ quota: 6_000_000, open: { count: 2 }, own: null })
})

test('R79: each figure opens the very list that it counted', async () => {
  const { from, until, total } = await told()
  const list = (filter: object) =>
    seeing(world, cast.manager, act => sumDeals(act, DealFilter.parse({ from, until, ...filter })))
  expect(await list({ state: 'open' })).toEqual(total.open)
  expect(await list({ state: 'won' })).toMatchObject(total.won)
})

test('a quota of the team itself counts instead of what its people have together', async () => {
  await as(world, cast.manager, act =>
    setQuota(act, { teamId: cast.teams.sales, month: '2026-06', amount: 10_000_000 }),
  )
  const { total, teams } = await told()
  expect(total.quota).toBe(10_000_000)
  expect(teams.find(t => t.id === cast.teams.field)?.quota).toBe(5_000_000)
  const { rows } = {
    rows: await world.db.selectFrom('operation').select('id').orderBy('id', 'desc').limit(1).execute(),
  }
  await as(world, cast.manager, act => undo(act, rows[0]!.id, undoing))
  expect((await told()).teams.find(t => t.id === cast.teams.sales)?.own?.amount).toBe(0)
})

test('who sets a quota that somebody else has set meanwhile is told both (D9)', async () => {
  const quota = await as(world, cast.manager, act =>
    setQuota(act, { userId: cast.ito.id, month: '2026-06', amount: 1 }),
  )
  await as(world, cast.admin, act =>
    setQuota(act, { userId: cast.ito.id, month: '2026-06', amount: 2, version: quota.version }),
  )
  await expect(
    as(world, cast.manager, act =>
      setQuota(act, { userId: cast.ito.id, month: '2026-06', amount: 3, version: quota.version }),
    ),
  ).rejects.toMatchObject({ code: 'stale', facts: { theirs: { amount: 2 }, yours: { amount: 3 } } })
})

test('sight: a rep sees the figures of their own team', async () => {
  const { total, people } = await told(cast.tanaka)
  expect(total).toMatchObject({ won: { count: 0 }, open: { count: 1, sum: 400_000 } })
  expect(people.map(p => p.id)).toEqual([cast.tanaka.id])
})

test('R79: the month ends at midnight in Tokyo, and not in Greenwich', async () => {
  world.clock.moveTo(new Date('2026-06-30T14:59:59Z'))
  expect((await told()).month).toBe('2026-06')
  const id = await deal({ ownerId: cast.kato.id, amount: 700_000, expectedClose: '2026-06-30' })
  world.clock.moveTo(new Date('2026-06-30T15:00:00Z'))
  expect(await told()).toMatchObject({ month: '2026-07', from: '2026-07-01', until: '2026-07-31' })
  const one = await at(id)
  await as(world, cast.kato, act => winDeal(act, one))
  expect(await told()).toMatchObject({ total: { won: { count: 1, sum: 700_000 } } })
  expect((await told(cast.manager, { month: '2026-06' })).total.won).toEqual({ count: 1, sum: 2_500_000 })
})

test('N14: the forecast of a past day reproduces, whatever happens afterwards', async () => {
  world.clock.moveTo(new Date('2026-07-10T14:59:00Z'))
  const id = await deal({ ownerId: cast.kato.id, amount: 1_000_000, expectedClose: '2026-07-31' })
  const { day: _, ...evening } = await told()
  world.clock.moveTo(new Date('2026-07-10T15:00:30Z'))
  expect(await byItself(world, act => snapshotDeals(act))).toBeGreaterThan(0)
  expect(await byItself(world, act => snapshotDeals(act))).toBe(0)
  const one = await at(id)
  await as(world, cast.kato, act => changeDeal(act, { ...one, amount: 8_000_000, expectedClose: '2026-09-30' }))
  await as(world, cast.manager, act => setQuota(act, { userId: cast.kato.id, month: '2026-07', amount: 4_000_000 }))
  const then = await told(cast.manager, { day: '2026-07-10' })
  expect(then.day).toBe('2026-07-10')
  expect(then.total).toEqual(evening.total)
  expect(then.people.map(p => [p.id, p.open, p.won])).toEqual(evening.people.map(p => [p.id, p.open, p.won]))
  expect((await told()).total).not.toEqual(evening.total)
})
