import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { moveLead } from '../../people/leads/leads.ts'
import { winDeal } from '../../sell/deals/close.ts'
import { addProspect, dealOf, open } from '../../sell/deals/deals.fixture.ts'
import type { FunnelLeadsQuery, FunnelQuery, Step } from './funnel.schema.ts'
import { funnel, funnelLeads } from './funnel.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld('2026-04-10T10:00:00+09:00')
  cast = await makeCast(world)
})

const told = (query: FunnelQuery = {}, actor = cast.manager) => seeing(world, actor, act => funnel(act, query))
/** How many the list at that address shows to the same person. */
async function listed(list: string, actor = cast.manager): Promise<number> {
  const asked = Object.fromEntries(new URLSearchParams(list.split('?')[1])) as unknown as FunnelLeadsQuery
  let count = 0
  let cursor: string | undefined
  do {
    const page = await seeing(world, actor, act => funnelLeads(act, { ...asked, limit: 2, cursor }))
    count += page.items.length
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return count
}
const counts = (steps: Step[]) => steps.map(step => step.count)

test('R32: leads of a period by how far they came; months sum to the whole, and both to the rows themselves', async () => {
  const people = await byItself(world, async act => [
    await addProspect(act, '受注'),
    await addProspect(act, '商談'),
    await addProspect(act, '候補'),
    await addProspect(act, '潜在'),
  ])
  const [won, working, likely] = people
  world.clock.moveTo(new Date('2026-04-30T15:30:00Z'))
  await byItself(world, act => addProspect(act, '五月'))
  const deal = await as(world, cast.admin, act => open(act, { ownerId: cast.kato.id, personId: won!.personId }))
  const { version } = await dealOf(world, deal)
  await as(world, cast.admin, act => winDeal(act, { id: deal, version, orderedOn: '2026-05-01' }))
  await as(world, cast.admin, act => open(act, { ownerId: cast.kato.id, personId: working!.personId }))
  await byItself(world, act => moveLead(act, { leadId: likely!.leadId, to: 'mql', trigger: 'rule' }))

  const { from, until, total, months } = await told({ by: 'month' })
  expect({ from, until }).toEqual({ from: '2026-04-01', until: '2026-05-01' })
  expect(counts(total)).toEqual([5, 3, 2, 2, 1])
  expect(total.map(step => step.conversion)).toEqual([null, 3 / 5, 2 / 3, 1, 1 / 2])
  expect(months!.map(m => [m.month, counts(m.steps)])).toEqual([
    ['2026-04', [4, 3, 2, 2, 1]],
    ['2026-05', [1, 0, 0, 0, 0]],
  ])
  for (const [i, count] of counts(total).entries())
    expect(months!.reduce((sum, m) => sum + m.steps[i]!.count, 0)).toBe(count)
  const { rows } = await sql<{ n: number }>`select count(*) as n from lead`.execute(world.db)
  expect(total[0]!.count).toBe(rows[0]!.n)
})

test('R32: any period, by the calendar of Tokyo, and any segment', async () => {
  expect(counts((await told({ from: '2026-05-01', until: '2026-05-31' })).total)).toEqual([1, 0, 0, 0, 0])
  expect(counts((await told({ from: '2026-04-01', until: '2026-04-30' })).total)).toEqual([4, 3, 2, 2, 1])
  const { id } = await world.db
    .selectFrom('segment')
    .select('id')
    .where('preset', '=', 'offered')
    .executeTakeFirstOrThrow()
  expect(counts((await told({ segment: id })).total)).toEqual([1, 1, 0, 0, 0])
  await expect(told({ from: '2026-05-02', until: '2026-05-01' })).rejects.toMatchObject({ code: 'invalid' })
})

test('R32: each bar opens the very leads that it counted, of the whole, of a month and of a segment', async () => {
  const { id: segment } = await world.db
    .selectFrom('segment')
    .select('id')
    .where('preset', '=', 'offered')
    .executeTakeFirstOrThrow()
  for (const actor of [cast.manager, cast.kato])
    for (const query of [{ by: 'month' as const }, { segment }, { from: '2026-04-01', until: '2026-04-30' }]) {
      const { total, months = [], before } = await told(query, actor)
      for (const step of [...total, ...before.total, ...months.flatMap(month => month.steps)])
        expect([step.list, await listed(step.list, actor)]).toEqual([step.list, step.count])
    }
  const { items } = await seeing(world, cast.manager, act => funnelLeads(act, { stage: 'sql' }))
  expect(items.map(lead => [lead.personName, lead.companyName, lead.reached, lead.stage])).toEqual([
    ['商談 太郎', '商談商事', 'sql', 'sql'],
    ['受注 太郎', '受注商事', 'won', 'won'],
  ])
})

test('R32: a period is compared with the one before it, as far into it', async () => {
  world.clock.moveTo(new Date('2026-05-31T12:00:00+09:00'))
  const days = async (query: FunnelQuery) => {
    const { from, until, before } = await told(query)
    return [from, until, before.from, before.until]
  }
  expect(await days({ period: 'month' })).toEqual(['2026-05-01', '2026-05-31', '2026-04-01', '2026-04-30'])
  expect(await days({ period: 'lastMonth' })).toEqual(['2026-04-01', '2026-04-30', '2026-03-01', '2026-03-31'])
  expect(await days({ period: 'quarter' })).toEqual(['2026-04-01', '2026-05-31', '2026-01-01', '2026-02-28'])
  expect(await days({})).toEqual(['2026-04-01', '2026-05-31', '2025-04-01', '2025-05-31'])
  expect(await days({ period: 'twelveMonths' })).toEqual(['2025-06-01', '2026-05-31', '2024-06-01', '2025-05-31'])
  expect(await days({ from: '2026-05-01', until: '2026-05-10' })).toEqual([
    '2026-05-01',
    '2026-05-10',
    '2026-04-21',
    '2026-04-30',
  ])
  const { total, before } = await told({ period: 'month' })
  expect([counts(total), counts(before.total)]).toEqual([
    [1, 0, 0, 0, 0],
    [4, 3, 2, 2, 1],
  ])
})

test('sight: a rep sees the leads of their own', async () => {
  expect(counts((await told({}, cast.tanaka)).total)).toEqual([0, 0, 0, 0, 0])
  expect(counts((await told({}, cast.kato)).total)).toEqual([2, 2, 2, 2, 1])
})
