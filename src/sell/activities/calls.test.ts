import { beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { jst, someoneOf } from '../../../test/leads.ts'
import { listActivities } from './activities.ts'
import { doActivity } from './change.ts'
import { addActivity } from './write.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})

const plain = { subject: '', note: '' }
const leadOf = (id: number) => world.db.selectFrom('lead').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

test('不在 comes back by itself, wherever it is written down', async () => {
  world.clock.moveTo(jst('2026-06-01T10:00'))
  const { personId, leadId } = await someoneOf(world, cast.tanaka, '不在の再架電')
  const call = (outcome: 'absent' | 'blocked' | 'talked', doneAt?: Date) =>
    as(world, cast.tanaka, act => addActivity(act, { ...plain, kind: 'call', personId, outcome, doneAt }))
  const open = async () =>
    (await seeing(world, cast.tanaka, act => listActivities(act, { leadId, state: 'open', limit: 10 }))).items
  await call('absent')
  const [again, ...others] = await open()
  expect(again).toMatchObject({ kind: 'call', plannedAt: jst('2026-06-01T14:30'), holder: { id: cast.tanaka.id } })
  expect(others).toEqual([])
  expect(await leadOf(leadId)).toMatchObject({ clockFor: 'next_action', clockAt: jst('2026-06-01T14:30') })
  // The next try is the planned one: it is ticked off, and the one after it planned.
  world.clock.moveTo(jst('2026-06-01T14:40'))
  expect(await call('blocked')).toBe(again!.id)
  expect((await open()).map(a => a.plannedAt)).toEqual([jst('2026-06-04T10:30')])
  // What was agreed for a later day stays, and no second try is put beside it.
  await call('absent')
  expect((await open()).map(a => a.plannedAt)).toEqual([jst('2026-06-04T10:30')])
  await as(world, cast.tanaka, async act => doActivity(act, { id: (await open())[0]!.id, outcome: 'talked' }))
  // A call of some days ago that is written down late was answered since.
  await call('absent', jst('2026-06-01T11:00'))
  expect(await open()).toEqual([])
})

test("a colleague's vain call plans nothing for the holder; a manager's does", async () => {
  world.clock.moveTo(jst('2026-06-01T10:00'))
  const { personId, leadId } = await someoneOf(world, cast.tanaka, '他の人の不在')
  const absent = { ...plain, kind: 'call', personId, outcome: 'absent' } as const
  const planned = () =>
    world.db
      .selectFrom('activity')
      .select('holderId')
      .where('leadId', '=', leadId)
      .where('doneAt', 'is', null)
      .execute()
  await as(world, cast.marketer, act => addActivity(act, absent))
  expect(await planned()).toEqual([])
  await as(world, cast.manager, act => addActivity(act, absent))
  expect(await planned()).toEqual([{ holderId: cast.tanaka.id }])
})
