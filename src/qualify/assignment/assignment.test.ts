import { beforeEach, expect, test } from 'vitest'
import { addUser, as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { runClocks } from '../../people/leads/clocks.ts'
import { Refusal } from '../../platform/refusal.ts'
import { did, leadOf, offerOf, somebody } from '../scoring/scoring.fixture.ts'
import { assignLeads, nextByRules, offerByRules } from './assign.ts'
import type { AddAssignmentRule } from './assignment.schema.ts'
import { addAssignmentRule, changeAssignmentRule, listAssignmentRules, orderRules } from './rules.ts'
import { tryLead } from './try.ts'

let world: TestWorld
let cast: Cast

beforeEach(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

const add = (name: string, receivers: number[], more: Partial<AddAssignmentRule> = {}) =>
  as(world, cast.marketer, act =>
    addAssignmentRule(act, { name, receivers, conditions: { all: [] }, capacity: null, answerDays: null, ...more }),
  )
const manufacturing = { all: [{ key: 'company.industry', op: 'is' as const, value: '製造' }] }
const inquires = (personId: number) => did(world, personId, 'inquiry.received', {})
const given = async (leadId: number) => (await offerOf(world, leadId))?.toId

test('R36: the first rule that fits decides, its receivers in turn, with the clock that it says', async () => {
  await add('製造業は西日本', [cast.ito.id], { conditions: manufacturing, answerDays: 0 })
  await add('そのほか', [cast.tanaka.id, cast.kato.id])
  const works = await somebody(world, '山田', { company: '大阪製作所', industry: '製造' })
  const others = [
    await somebody(world, '佐野', { company: 'A' }),
    await somebody(world, '関', { company: 'B' }),
    await somebody(world, '原', { company: 'C' }),
  ]
  for (const one of [works, ...others]) await inquires(one.personId)
  expect(await given(works.leadId)).toBe(cast.ito.id)
  expect((await leadOf(world, works.leadId)).clockAt!.toISOString()).toBe('2026-06-01T09:00:00.000Z')
  expect(await Promise.all(others.map(o => given(o.leadId)))).toEqual([cast.tanaka.id, cast.kato.id, cast.tanaka.id])
  expect((await leadOf(world, others[0]!.leadId)).clockAt!.toISOString()).toBe('2026-06-03T09:00:00.000Z')
})

test('who is full is passed over, and when all are, the next rule that fits and then inside sales get it', async () => {
  await add('東日本', [cast.tanaka.id], { capacity: 1 })
  await add('西日本', [cast.ito.id], { capacity: 1 })
  const people = [
    await somebody(world, '一', { company: 'A' }),
    await somebody(world, '二', { company: 'B' }),
    await somebody(world, '三', { company: 'C' }),
  ]
  for (const one of people) await inquires(one.personId)
  const queue = await world.db
    .selectFrom('holder')
    .select('id')
    .where('purpose', '=', 'inside_sales')
    .executeTakeFirstOrThrow()
  expect(await Promise.all(people.map(o => given(o.leadId)))).toEqual([cast.tanaka.id, cast.ito.id, queue.id])
  const next = await somebody(world, '四', { company: 'D' })
  const tried = await seeing(world, cast.marketer, act => tryLead(act, { personId: next.personId }))
  expect(tried).toMatchObject({ why: 'queue', to: { id: queue.id }, full: [{ name: '東日本' }, { name: '西日本' }] })
})

test('what one rule gives somebody in the same act counts in the others too', async () => {
  await add('製造業', [cast.tanaka.id], { conditions: manufacturing })
  await add('東日本', [cast.tanaka.id], { capacity: 2 })
  await add('西日本', [cast.ito.id], { capacity: 3 })
  const people = [
    await somebody(world, '一', { company: '大阪製作所', industry: '製造' }),
    await somebody(world, '二', { company: 'B' }),
    await somebody(world, '三', { company: 'C' }),
  ]
  const leadIds = people.map(p => p.leadId)
  await byItself(world, act => offerByRules(act, leadIds, () => ''))
  expect(await Promise.all(leadIds.map(given))).toEqual([cast.tanaka.id, cast.tanaka.id, cast.ito.id])
})

test('who is away is stood in for by their deputy, or passed over; who has left too', async () => {
  await add('当番', [cast.tanaka.id, cast.ito.id])
  await world.db
    .updateTable('appUser')
    .set({ awayFrom: '2026-05-30', awayUntil: '2026-06-10', deputyId: cast.kato.id })
    .where('id', '=', cast.tanaka.id)
    .execute()
  await world.db.updateTable('holder').set({ active: false }).where('id', '=', cast.ito.id).execute()
  const mia = await somebody(world, '山田', { company: 'A' })
  await inquires(mia.personId)
  expect(await given(mia.leadId)).toBe(cast.kato.id)
  const [rule] = await seeing(world, cast.marketer, act => listAssignmentRules(act))
  expect(rule!.receivers).toMatchObject([
    { id: cast.tanaka.id, awayUntil: '2026-06-10', given: 1 },
    { id: cast.ito.id, gone: true },
  ])
})

test('many who cross at once are shared fairly: nobody has two more than another', async () => {
  const three = [cast.tanaka.id, cast.ito.id, (await addUser(world, '三人目', ['inside_sales'])).id]
  await add('順番', three)
  const people = []
  for (let n = 0; n < 20; n++) people.push(await somebody(world, `担当${n}`))
  await Promise.all(people.map(({ leadId }) => byItself(world, act => offerByRules(act, [leadId], () => ''))))
  const tally = new Map<number, number>()
  for (const { leadId } of people) {
    const to = (await given(leadId))!
    tally.set(to, (tally.get(to) ?? 0) + 1)
  }
  expect([...tally.values()].toSorted()).toEqual([6, 7, 7])
})

test('picked leads are offered by the rules; one that waits already says so', async () => {
  await add('順番', [cast.tanaka.id, cast.ito.id])
  const people = [await somebody(world, '一'), await somebody(world, '二'), await somebody(world, '三')]
  await as(world, cast.marketer, act => assignLeads(act, { leadIds: [people[0]!.leadId], note: '' }))
  const { offers, refused } = await as(world, cast.marketer, act =>
    assignLeads(act, { leadIds: people.map(p => p.leadId), note: '展示会の来場者' }),
  )
  expect(offers.map(o => o.to)).toEqual([cast.ito.id, cast.tanaka.id])
  expect(refused).toMatchObject([{ leadId: people[0]!.leadId }])
  expect(await offerOf(world, people[1]!.leadId)).toMatchObject({ note: '展示会の来場者', givenBy: cast.marketer.id })
})

test('R36: an offer that nobody answers goes to the next in turn of the rule, then to the next in the team', async () => {
  await add('順番', [cast.kato.id, cast.ito.id])
  const mia = await somebody(world, '山田', { company: 'A' })
  await inquires(mia.personId)
  expect(await given(mia.leadId)).toBe(cast.kato.id)
  const ring = async (moment: string) => {
    world.clock.moveTo(`${moment}+09:00`)
    while ((await byItself(world, act => runClocks(act, nextByRules))) > 0);
  }
  await ring('2026-06-03T18:01:00')
  await ring('2026-06-04T18:01:00')
  expect(await given(mia.leadId)).toBe(cast.ito.id)
  await ring('2026-06-08T18:01:00')
  await ring('2026-06-09T18:01:00')
  const manager = await world.db
    .selectFrom('holder')
    .select('id')
    .where('purpose', '=', 'manager')
    .executeTakeFirstOrThrow()
  expect(await given(mia.leadId)).toBe(manager.id)
})

test('rules are put in order, changed and checked', async () => {
  const [one, two] = [await add('一', [cast.tanaka.id]), await add('二', [cast.ito.id])]
  const ordered = await as(world, cast.marketer, act => orderRules(act, [two.id, one.id]))
  expect(ordered.map(r => r.name)).toEqual(['二', '一'])
  const off = await as(world, cast.marketer, act =>
    changeAssignmentRule(act, { id: two.id, version: ordered[0]!.version, active: false }),
  )
  expect(off.active).toBe(false)
  const mia = await somebody(world, '山田')
  expect(await seeing(world, cast.marketer, act => tryLead(act, { leadId: mia.leadId }))).toMatchObject({
    why: 'rule',
    rule: { name: '一' },
  })
  const refusal = async (work: Promise<unknown>) => expect(await work.catch(error => error)).toBeInstanceOf(Refusal)
  await refusal(add('会計', [cast.accountant.id]))
  await refusal(add('自分', [cast.ito.id], { conditions: { all: [{ key: 'holder', op: 'in', value: ['me'] }] } }))
  await refusal(as(world, cast.marketer, act => changeAssignmentRule(act, { id: two.id, version: 1, name: '古い' })))
})
