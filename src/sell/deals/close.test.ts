import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { loseDeal, stopDeal, winDeal } from './close.ts'
import { addProspect, dealOf, leadOf, open } from './deals.fixture.ts'
import { getDeal } from './deals.ts'
import { moveDeal } from './move.ts'
import { listPipelines } from './pipelines.ts'
import { reopenDeal } from './reopen.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

const prospect = (name: string, company?: string) => byItself(world, act => addProspect(act, name, company))
const at = async (id: number) => ({ id, version: (await dealOf(world, id)).version })

test('R55: a deal is dragged through the eight preset stages in order; the last asks amount and order date, and is the win', async () => {
  const who = await prospect('八木')
  const [standard] = await seeing(world, cast.admin, act => listPipelines(act, { all: false }))
  expect(standard!.stages.map(s => s.nameJa)).toEqual([
    'ニーズの把握',
    '仮提案',
    '予算・決定者の確認',
    '提案・プレゼン',
    '見積書の提出',
    '最終評価',
    '最終交渉',
    '商談成立',
  ])
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId, amount: 0 }))
  for (const stage of standard!.stages.slice(1, 7)) {
    world.clock.advance(3_600_000)
    const to = await at(id)
    await as(world, cast.admin, act => moveDeal(act, { ...to, stage: stage.id }))
  }
  const last = await at(id)
  await expect(as(world, cast.admin, act => moveDeal(act, { ...last, stage: '商談成立' }))).rejects.toThrow(
    /is the win/,
  )
  await expect(as(world, cast.admin, act => winDeal(act, last))).rejects.toMatchObject({ facts: { field: 'amount' } })
  await expect(
    as(world, cast.admin, act => winDeal(act, { ...last, amount: 980_000, orderedOn: '2026-06-30' })),
  ).rejects.toMatchObject({ facts: { field: 'orderedOn' } })
  await as(world, cast.admin, act => winDeal(act, { ...last, amount: 980_000, orderedOn: '2026-06-01' }))

  const deal = await seeing(world, cast.admin, act => getDeal(act, id))
  expect(deal).toMatchObject({ outcome: 'won', amount: 980_000, orderedOn: '2026-06-01', chance: 100, stalled: false })
  expect(deal.steps.map(s => s.stage.position)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  expect(deal.steps.slice(0, -1).every((s, i) => s.leftAt?.getTime() === deal.steps[i + 1]!.enteredAt.getTime())).toBe(
    true,
  )
  expect(await leadOf(world, who.leadId)).toMatchObject({ stage: 'won', holderId: null, clockAt: null })
  const company = await world.db
    .selectFrom('company')
    .selectAll()
    .where('id', '=', who.companyId)
    .executeTakeFirstOrThrow()
  expect(company.customerSince).toBe('2026-06-01')
  const told = await world.db
    .selectFrom('event')
    .select('kind')
    .where('companyId', '=', who.companyId)
    .orderBy('id')
    .execute()
  expect(told.map(e => e.kind)).toEqual(expect.arrayContaining(['deal.opened', 'deal.won', 'company.becameCustomer']))
})

test('R60, R61: losing asks for a reason, and for the competitor when that is the reason; the lead is recycled', async () => {
  const who = await prospect('失野')
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId }))
  const one = await at(id)
  await expect(as(world, cast.admin, act => loseDeal(act, one))).rejects.toMatchObject({ facts: { field: 'reason' } })
  await expect(as(world, cast.admin, act => loseDeal(act, { ...one, reason: 'not_now' }))).rejects.toThrow(
    /no such reason/,
  )
  await expect(
    as(world, cast.admin, act => loseDeal(act, { ...one, reason: 'lost_competitor' })),
  ).rejects.toMatchObject({
    facts: { field: 'competitor' },
  })
  await as(world, cast.admin, act => loseDeal(act, { ...one, reason: 'lost_competitor', competitor: 'A社クラウド' }))
  expect(await dealOf(world, id)).toMatchObject({ outcome: 'lost', competitor: 'A社クラウド' })
  const lead = await leadOf(world, who.leadId)
  expect(lead).toMatchObject({ stage: 'recycled', clockFor: 'wake', formerHolderId: cast.admin.id })
  expect(lead.reasonId).toBe((await dealOf(world, id)).reasonId)
})

test('R57: a stopped deal says until when; its lead wakes on that day', async () => {
  const who = await prospect('止田')
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId }))
  const one = await at(id)
  await expect(as(world, cast.admin, act => stopDeal(act, { ...one, reason: 'stopped_budget' }))).rejects.toMatchObject(
    {
      facts: { field: 'until' },
    },
  )
  await expect(as(world, cast.admin, act => stopDeal(act, { ...one, until: '2027-04-01' }))).rejects.toMatchObject({
    facts: { field: 'reason' },
  })
  await as(world, cast.admin, act => stopDeal(act, { ...one, reason: 'stopped_budget', until: '2027-04-01' }))
  expect(await dealOf(world, id)).toMatchObject({ outcome: 'stopped', until: '2027-04-01' })
  const lead = await leadOf(world, who.leadId)
  expect(lead).toMatchObject({ stage: 'recycled', clockFor: 'wake' })
  expect(lead.clockAt?.toISOString()).toBe('2027-04-01T00:00:00.000Z')
})

test('while another deal of the lead is open, a lost one leaves the lead an opportunity; with a win among them it closes as won', async () => {
  const who = await prospect('両角')
  const one = await as(world, cast.admin, act => open(act, { personId: who.personId, title: '本体' }))
  const other = await as(world, cast.admin, act =>
    open(act, { personId: who.personId, title: '保守', ownerId: cast.kato.id }),
  )
  expect(await leadOf(world, who.leadId)).toMatchObject({ stage: 'sql', holderId: cast.admin.id })
  const [won, lost] = [await at(one), await at(other)]
  await as(world, cast.admin, act => winDeal(act, won))
  // The pursuit goes on with the deal that is left, held by who owns it.
  expect(await leadOf(world, who.leadId)).toMatchObject({ stage: 'sql', holderId: cast.kato.id })
  await as(world, cast.admin, act => loseDeal(act, { ...lost, reason: 'lost_price' }))
  expect((await leadOf(world, who.leadId)).stage).toBe('won')
})

test('reopened, it goes on where it stood: its lead is an opportunity again', async () => {
  const who = await prospect('再野')
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId }))
  let one = await at(id)
  await as(world, cast.admin, act => moveDeal(act, { ...one, stage: '提案・プレゼン' }))
  one = await at(id)
  await as(world, cast.admin, act => loseDeal(act, { ...one, reason: 'lost_price' }))
  one = await at(id)
  await as(world, cast.admin, act => reopenDeal(act, one))
  expect(await leadOf(world, who.leadId)).toMatchObject({ stage: 'sql', holderId: cast.admin.id })
  one = await at(id)
  await as(world, cast.admin, act => winDeal(act, one))
  one = await at(id)
  await as(world, cast.admin, act => reopenDeal(act, one))
  // A win that was none: neither lead nor company remembers it.
  expect(await leadOf(world, who.leadId)).toMatchObject({ stage: 'sql', personId: who.personId, closedAt: null })
  const company = await world.db
    .selectFrom('company')
    .select('customerSince')
    .where('id', '=', who.companyId)
    .executeTakeFirst()
  expect(company?.customerSince).toBeNull()
  expect(await seeing(world, cast.admin, act => getDeal(act, id))).toMatchObject({
    stage: { ja: '提案・プレゼン' },
    orderedOn: null,
  })
})
