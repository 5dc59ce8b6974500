import { beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { merging } from '../../../test/merging.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { undoing } from '../../undoing.ts'
import { createPerson } from './create.ts'

const world = await testWorld()
let cast: Cast
let on: ReturnType<typeof merging>
beforeAll(async () => {
  cast = await makeCast(world)
  on = merging(world, cast)
})

const add = (fields: object) =>
  as(world, cast.manager, async act => ({
    ...(await createPerson(act, { familyName: '誤', ...fields })),
    operationId: act.operationId!,
  }))
const takeBack = (operationId: number) => as(world, cast.manager, act => undo(act, operationId, undoing))

test('somebody registered by mistake is gone again with their lead, address and company, and the counts agree', async () => {
  const first = await add({ email: 'go@tanjun.example.jp', companyName: '株式会社誤登録' })
  expect(await takeBack(first.operationId)).toEqual({ restored: 2, left: [] })
  expect(await world.db.selectFrom('person').select('id').where('id', '=', first.id).execute()).toEqual([])
  expect(await world.db.selectFrom('company').select('id').where('name', '=', '株式会社誤登録').execute()).toEqual([])
  expect((await add({ email: 'go@tanjun.example.jp' })).created).toBe(true)
  await on.countsAgree()
})

test('with whom something has happened since, stays and is listed', async () => {
  const { id, operationId } = await add({ email: 'stay@tanjun.example.jp', companyName: '株式会社残る' })
  await on.done(id, '電話した')
  const { restored, left } = await takeBack(operationId)
  expect([restored, left.map(l => [l.table, l.name, l.why])]).toEqual([
    0,
    [
      ['person', '誤', 'needed'],
      ['company', '株式会社残る', 'needed'],
    ],
  ])
})
