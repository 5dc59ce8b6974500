import { beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { someoneOf } from '../../../test/leads.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { undoing } from '../../undoing.ts'
import { saveOutcome } from '../call-list/outcome.ts'
import { changeActivity } from './change.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})

const someoneOfTanaka = async () => (await someoneOf(world, cast.tanaka, '人')).leadId
const takeBack = (operationId: number | null) => as(world, cast.tanaka, act => undo(act, operationId!, undoing))
const activitiesOf = (leadId: number) =>
  world.db.selectFrom('activity').selectAll().where('leadId', '=', leadId).orderBy('id').execute()
const leadOf = (id: number) =>
  world.db
    .selectFrom('lead')
    .select(['stage', 'holderId', 'clockAt', 'clockFor', 'touchedAt'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

test('a call that was saved by mistake is taken back: what it wrote, what it planned, and the clock', async () => {
  const leadId = await someoneOfTanaka()
  const before = await leadOf(leadId)
  const { operationId } = await as(world, cast.tanaka, act =>
    saveOutcome(act, { leadId, outcome: 'talked', at: new Date('2026-06-03T10:00+09:00') }),
  )
  await takeBack(operationId)
  expect(await activitiesOf(leadId)).toEqual([])
  expect(await leadOf(leadId)).toEqual(before)
})

test('the call that was planned is planned again', async () => {
  const leadId = await someoneOfTanaka()
  await as(world, cast.tanaka, act => saveOutcome(act, { leadId, outcome: 'absent' }))
  const [, planned] = await activitiesOf(leadId)
  const before = await leadOf(leadId)
  const { operationId } = await as(world, cast.tanaka, act =>
    saveOutcome(act, { leadId, outcome: 'refused', reason: 'no_need' }),
  )
  expect((await leadOf(leadId)).stage).toBe('recycled')
  await takeBack(operationId)
  expect(await leadOf(leadId)).toEqual(before)
  expect((await activitiesOf(leadId))[1]).toMatchObject({
    id: planned!.id,
    doneAt: null,
    outcome: null,
    plannedAt: planned!.plannedAt,
  })
})

test('a plan that somebody has worked on since stays', async () => {
  const leadId = await someoneOfTanaka()
  const { operationId } = await as(world, cast.tanaka, act => saveOutcome(act, { leadId, outcome: 'absent' }))
  const [, planned] = await activitiesOf(leadId)
  await as(world, cast.tanaka, act =>
    changeActivity(act, { id: planned!.id, version: planned!.version, subject: '部長宛て' }),
  )
  const undone = await takeBack(operationId)
  expect(undone.left.map(l => l.table)).toContain('activity')
  expect((await activitiesOf(leadId)).map(a => a.subject)).toEqual(['部長宛て'])
})
