import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { someoneOf } from '../../../test/leads.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { runClocks } from '../../people/leads/clocks.ts'
import { transition } from '../../people/leads/transitions.ts'
import { acceptOffer } from '../../people/offers/answer.ts'
import { offerLeads } from '../../people/offers/give.ts'
import { undoing } from '../../undoing.ts'
import { saveOutcome } from '../call-list/outcome.ts'
import { changeActivity } from './change.ts'
import { dueReminders } from './reminders.ts'
import { addActivity } from './write.ts'

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

const plan = (leadId: number, kind: 'call' | 'meeting') =>
  as(world, cast.tanaka, act =>
    addActivity(act, { kind, leadId, subject: '', note: '', plannedAt: new Date('2026-06-10T10:00+09:00') }),
  )

test('plans that went along when the lead was accepted come back when that is taken back', async () => {
  const leadId = await someoneOfTanaka()
  const id = await plan(leadId, 'meeting')
  const holder = async () => (await activitiesOf(leadId)).find(a => a.id === id)!.holderId
  const { offers } = await as(world, cast.tanaka, act =>
    offerLeads(act, { leadIds: [leadId], to: [cast.kato.id], note: '' }),
  )
  const accepted = await as(world, cast.kato, async act => {
    await acceptOffer(act, offers[0]!.id)
    return act.operationId!
  })
  await world.settle()
  expect(await holder()).toBe(cast.kato.id)
  const undone = await as(world, cast.kato, act => undo(act, accepted, undoing))
  await world.settle()
  expect(undone.left).toEqual([])
  expect(await holder()).toBe(cast.tanaka.id)
})

test('calls that ended when the lead was given back are planned again when that is taken back', async () => {
  const leadId = await someoneOfTanaka()
  const id = await plan(leadId, 'call')
  const before = await leadOf(leadId)
  const returned = await as(world, cast.tanaka, async act => {
    await transition(act, { id: leadId, to: 'recycled', reason: 'no_need' })
    return act.operationId
  })
  await world.settle()
  expect((await activitiesOf(leadId)).find(a => a.id === id)!.cancelledAt).not.toBe(null)
  await takeBack(returned)
  expect((await activitiesOf(leadId)).find(a => a.id === id)!.cancelledAt).toBe(null)
  expect(await leadOf(leadId)).toEqual(before)
})

test('an appointment that somebody took and gave back again is taken back whole', async () => {
  const leadId = await someoneOfTanaka()
  const queue = await world.db
    .selectFrom('holder')
    .select('id')
    .where('purpose', '=', 'field_sales')
    .executeTakeFirstOrThrow()
  const appointed = await as(world, cast.tanaka, act =>
    saveOutcome(act, { leadId, outcome: 'appointment', at: new Date('2026-06-10T14:00+09:00'), to: queue.id }),
  )
  const accepted = await as(world, cast.kato, async act => {
    await acceptOffer(act, appointed.offerId!)
    return act.operationId!
  })
  await world.settle()
  await as(world, cast.kato, act => undo(act, accepted, undoing))
  await world.settle()
  expect((await takeBack(appointed.operationId)).left).toEqual([])
  expect(await activitiesOf(leadId)).toEqual([])
})

test('a reminder that was given, and an overdue clock that was told, do not make an open form stale', async () => {
  const leadId = await someoneOfTanaka()
  const id = await plan(leadId, 'meeting')
  const version = async (table: 'activity' | 'lead', of: number) =>
    (await world.db.selectFrom(table).select('version').where('id', '=', of).executeTakeFirstOrThrow()).version
  const before = [await version('activity', id), await version('lead', leadId)]
  world.clock.moveTo(new Date('2026-06-11T10:00+09:00'))
  expect(await byItself(world, dueReminders)).toBeGreaterThan(0)
  expect(await byItself(world, runClocks)).toBeGreaterThan(0)
  const row = (await activitiesOf(leadId)).find(a => a.id === id)!
  expect(row.remindedAt).toEqual(world.clock.now())
  expect([await version('activity', id), await version('lead', leadId)]).toEqual(before)
  await as(world, cast.tanaka, act => changeActivity(act, { id, version: row.version, subject: '部長も同席' }))
})
