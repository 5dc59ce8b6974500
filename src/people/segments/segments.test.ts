import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { addDays, localDay } from '../../office/calendar/workdays.ts'
import { moveLead, openLeads } from '../leads/leads.ts'
import { insertPersons, type NewPerson } from '../persons/write.ts'
import { leadsInSegment } from './condition.ts'
import { countInSegment } from './count.ts'
import type { Rules } from './rules.schema.ts'
import { changeSegment, createSegment, getSegment, listSegments, removeSegment } from './segments.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

const newPerson = (person: NewPerson) =>
  byItself(world, async act => {
    const [id] = await insertPersons(act, [person], 'hand')
    const lead = await act.tx.selectFrom('lead').select('id').where('personId', '=', id!).executeTakeFirstOrThrow()
    return { id: id!, leadId: lead.id }
  })

const countOf = (name: string) =>
  seeing(world, cast.manager, async act => {
    const segment = (await listSegments(act)).find(s => s.name === name)!
    return (await countInSegment(act, segment.rules, true)).count
  })

const saveOne = (rule: object) =>
  as(world, cast.tanaka, act =>
    createSegment(act, { name: '？', rules: { all: [rule as never] }, columns: null, sort: null, shared: false }),
  )

const save = (name: string, rules: Rules) =>
  as(world, cast.tanaka, act => createSegment(act, { name, rules, columns: null, sort: null, shared: false }))

const naming = (id: number, op: 'in' | 'notIn' = 'in'): Rules => ({
  all: [{ key: 'segment', op, value: [String(id)] }],
})

const stageRules = { all: [{ key: 'stage', op: 'in' as const, value: ['mql'] }] }

test('the lists of day one say what an office says, in its language, and hold the right people', async () => {
  await newPerson({ familyName: '交換', exchangedOn: addDays(localDay(world.clock.now(), 'Asia/Tokyo'), -3) })
  const { leadId } = await newPerson({ familyName: '打診' })
  await byItself(world, act => moveLead(act, { leadId, to: 'mql', holderId: cast.tanaka.id, trigger: 'hand' }))
  expect(await countOf('展示会・名刺で未アプローチ')).toBe(1)
  expect(await countOf('打診中')).toBe(1)
  expect(await countOf('期限超過')).toBe(0)
  world.clock.advance(100 * 86_400_000)
  expect(await countOf('期限超過')).toBe(2)
  expect(await countOf('休眠')).toBe(1)
  const english = await seeing(world, { ...cast.manager, language: 'en' }, listSegments)
  expect(english.map(s => s.name)).toContain('Exhibition and cards, not yet approached')
  const mine = await seeing(world, cast.tanaka, async act => countInSegment(act, english[0]!.rules, false))
  expect(mine).toEqual({ count: 1, exact: true })
})

test('a list of day one that somebody renames is called so in every language', async () => {
  const [, first] = await seeing(world, cast.marketer, listSegments)
  await as(world, cast.marketer, act => changeSegment(act, { id: first!.id, version: first!.version, name: '名刺' }))
  expect((await seeing(world, { ...cast.viewer, language: 'en' }, act => getSegment(act, first!.id))).name).toBe('名刺')
})

test("one's own list is nobody else's until it is shared, and then only its owner and those who steer may change it", async () => {
  const own = await as(world, cast.tanaka, act =>
    createSegment(act, { name: '私の', rules: stageRules, columns: null, sort: null, shared: false }),
  )
  await expect(seeing(world, cast.ito, act => getSegment(act, own.id))).rejects.toMatchObject({ code: 'missing' })
  const shared = await as(world, cast.tanaka, act =>
    changeSegment(act, { id: own.id, version: own.version, shared: true }),
  )
  expect(await seeing(world, cast.ito, act => getSegment(act, own.id))).toMatchObject({ name: '私の', mine: false })
  await expect(
    as(world, cast.ito, act => changeSegment(act, { id: own.id, version: shared.version, name: '奪う' })),
  ).rejects.toMatchObject({ code: 'forbidden' })
  await expect(as(world, cast.ito, act => removeSegment(act, own.id))).rejects.toMatchObject({ code: 'forbidden' })
  await as(world, cast.manager, act => removeSegment(act, own.id))
  await expect(seeing(world, cast.tanaka, act => getSegment(act, own.id))).rejects.toMatchObject({ code: 'missing' })
})

test('whoever changes what somebody else has changed is shown both', async () => {
  const s = await as(world, cast.tanaka, act =>
    createSegment(act, { name: '一', rules: stageRules, columns: null, sort: null, shared: false }),
  )
  await as(world, cast.tanaka, act => changeSegment(act, { id: s.id, version: s.version, name: '二' }))
  await expect(
    as(world, cast.tanaka, act => changeSegment(act, { id: s.id, version: s.version, name: '三' })),
  ).rejects.toMatchObject({ code: 'stale', facts: { theirs: { name: '二' }, yours: { name: '三' } } })
})

test('rules that ask for what there is not are refused in a sentence that says which', async () => {
  await expect(saveOne({ key: 'shoeSize', op: 'is', value: '26' })).rejects.toThrow('There is no field "shoeSize"')
  await expect(saveOne({ key: 'custom.none', op: 'empty' })).rejects.toThrow('There is no field "custom.none"')
  await expect(saveOne({ key: 'stage', op: 'is', value: 'mql' })).rejects.toThrow('"stage" cannot be asked with "is"')
  await expect(saveOne({ key: 'stage', op: 'in', value: ['hot'] })).rejects.toThrow('"hot" is no value of "stage"')
  await expect(saveOne({ key: 'holder', op: 'in', value: ['1 or 1=1'] })).rejects.toThrow('is no value of "holder"')
  await expect(saveOne({ key: 'did', op: 'did', value: { what: 'nothing', days: 3 } })).rejects.toThrow(
    '"nothing" is nothing that can be done',
  )
})

test('of somebody with two pursuits only the one that the list speaks of is offered', async () => {
  const line = await world.db
    .insertInto('productLine')
    .values({ name: '保守' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { id, leadId } = await newPerson({ familyName: '二件' })
  const [second] = await byItself(world, act =>
    openLeads(act, [{ personId: id, productLineId: line.id, trigger: 'hand' }]),
  )
  await byItself(world, act => moveLead(act, { leadId: second!, to: 'mql', holderId: cast.ito.id, trigger: 'hand' }))
  const leads = await seeing(world, cast.manager, act =>
    leadsInSegment(act, { all: [{ key: 'holder', op: 'in', value: [String(cast.ito.id)] }] }),
  )
  expect(leads).toEqual([second])
  const both = {
    all: [
      { key: 'holder', op: 'in' as const, value: [String(cast.ito.id)] },
      { key: 'stage', op: 'in' as const, value: ['lead'] },
    ],
  }
  expect(await seeing(world, cast.manager, act => leadsInSegment(act, both))).toEqual([])
  expect(leadId).not.toBe(second)
})

test('a list can name another, but not in a circle', async () => {
  const { id: personId } = await newPerson({ familyName: '参照', source: '紹介' })
  const inner = await save('紹介', { all: [{ any: [{ key: 'source', op: 'is', value: '紹介' }] }] })
  const outer = await save('紹介も', naming(inner.id))
  const people = (rules: Rules) => seeing(world, cast.tanaka, act => countInSegment(act, rules, true))
  const seen = await seeing(world, cast.tanaka, act => act.tx.selectFrom('person').select('id').execute())
  expect((await people(naming(outer.id))).count).toBe(seen.some(p => p.id === personId) ? 1 : 0)
  expect((await people(naming(outer.id, 'notIn'))).count).toBe(seen.filter(p => p.id !== personId).length)
  const circle = as(world, cast.tanaka, act =>
    changeSegment(act, { id: inner.id, version: inner.version, rules: naming(outer.id) }),
  )
  await expect(circle).rejects.toThrow('name each other in a circle')
  await expect(people(naming(999_999))).rejects.toThrow('a list that is not there any more')
  await expect(people({ all: [{ key: 'segment', op: 'in', value: ['x'] }] })).rejects.toMatchObject({ code: 'invalid' })
})
