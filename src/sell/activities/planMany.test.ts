import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { moveLead } from '../../people/leads/leads.ts'
import { insertPersons } from '../../people/persons/write.ts'
import { Refusal } from '../../platform/refusal.ts'
import { listActivities } from './activities.ts'
import { PlanMany } from './planMany.schema.ts'
import { planMany } from './planMany.ts'

let world: TestWorld
let cast: Cast
let ids: number[]

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  ids = await byItself(world, act =>
    insertPersons(act, [{ familyName: '青木' }, { familyName: '石川' }, { familyName: '上野' }], 'hand'),
  )
  const lead = await world.db.selectFrom('lead').select('id').where('personId', '=', ids[0]!).executeTakeFirstOrThrow()
  await byItself(world, async act => {
    await moveLead(act, { leadId: lead.id, to: 'mql', trigger: 'hand' })
    await moveLead(act, { leadId: lead.id, to: 'sal', holderId: cast.tanaka.id, trigger: 'hand' })
  })
})

const plan = (given: Record<string, unknown>) => PlanMany.parse({ kind: 'task', subject: '年末のご挨拶', ...given })

test('everybody picked gets the ToDo, each with whoever holds them', async () => {
  const wanted = plan({ picked: { personIds: ids }, who: 'holders' })
  expect(await as(world, cast.marketer, act => planMany(act, wanted))).toBe(3)
  const open = { state: 'open', limit: 10 } as const
  const hers = await seeing(world, cast.marketer, act => listActivities(act, { ...open, holder: cast.marketer.id }))
  const his = await seeing(world, cast.marketer, act => listActivities(act, { ...open, holder: cast.tanaka.id }))
  expect(hers.items.map(a => a.personName).toSorted()).toEqual(['上野', '石川'])
  expect(his.items).toMatchObject([{ personName: '青木', kind: 'task', subject: '年末のご挨拶' }])
})

test('the clock of a lead in sales follows the call that is planned with it', async () => {
  const at = '2026-06-02T10:00:00+09:00'
  const wanted = plan({ picked: { matching: { filters: [] }, except: ids.slice(1) }, kind: 'call', plannedAt: at })
  expect(await as(world, cast.tanaka, act => planMany(act, wanted))).toBe(1)
  const lead = await world.db.selectFrom('lead').selectAll().where('personId', '=', ids[0]!).executeTakeFirstOrThrow()
  expect(lead.clockAt).toEqual(new Date(at))
})

test('whom one does not see is not planned with, and a call without a time is refused', async () => {
  const hidden = plan({ picked: { personIds: ids.slice(1) } })
  expect(await as(world, cast.ito, act => planMany(act, hidden))).toBe(0)
  const timeless = as(world, cast.marketer, act => planMany(act, plan({ picked: { personIds: ids }, kind: 'call' })))
  await expect(timeless).rejects.toThrow(Refusal)
})
