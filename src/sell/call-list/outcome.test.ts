import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { jst, someoneOf as someone } from '../../../test/leads.ts'
import type { Actor } from '../../office/roles/act.ts'
import { holdLead } from '../../people/leads/leads.ts'
import { acceptOffer, returnOffer } from '../../people/offers/answer.ts'
import type { CallOutcome } from './call-list.schema.ts'
import { callList } from './call-list.ts'
import { saveOutcome } from './outcome.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})
// Each story starts on Monday morning with an empty list.
beforeEach(async () => {
  world.clock.moveTo(jst('2026-06-01T10:00'))
  await world.db.deleteFrom('event').execute()
  await world.db.deleteFrom('activity').execute()
  await world.db.deleteFrom('lead').execute()
  await world.db.updateTable('appUser').set({ deputyId: null, awayFrom: null }).execute()
})

const leadOf = (id: number) => world.db.selectFrom('lead').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const plansOf = (leadId: number) =>
  world.db
    .selectFrom('activity')
    .selectAll()
    .where('leadId', '=', leadId)
    .where('doneAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .orderBy('plannedAt')
    .execute()

const someoneOf = (rep: Actor, name: string, companyId?: number) => someone(world, rep, name, companyId)
const save = (by: Actor, given: CallOutcome) => as(world, by, act => saveOutcome(act, given))
const listOf = async (by: Actor, holder?: number) =>
  (await seeing(world, by, act => callList(act, { limit: 80, holder }))).items
const namesOn = async (by: Actor, holder?: number) => (await listOf(by, holder)).map(i => i.name)

describe('what came of it', () => {
  test('不在 comes back in the afternoon, and after five in a row giving back is suggested', async () => {
    const { leadId } = await someoneOf(cast.tanaka, '不在続き')
    const said = []
    for (let i = 0; i < 5; i++) {
      const result = await save(cast.tanaka, { leadId, outcome: 'absent' })
      said.push(result.suggestReturn)
      expect(await namesOn(cast.tanaka)).toEqual([])
      world.clock.moveTo(result.again!)
      expect(await namesOn(cast.tanaka)).toEqual(['不在続き'])
    }
    expect(said).toEqual([false, false, false, false, true])
    expect(await plansOf(leadId)).toHaveLength(1)
    expect(await leadOf(leadId)).toMatchObject({ holderId: cast.tanaka.id, clockFor: 'next_action', touchedAt: null })
    await save(cast.tanaka, { leadId, outcome: 'talked' })
    world.clock.advance(60_000)
    expect((await save(cast.tanaka, { leadId, outcome: 'absent' })).absences).toBe(1)
  })

  test('受付ブロック comes back in three working days, 再架電 at the asked time', async () => {
    const { leadId } = await someoneOf(cast.tanaka, 'ブロック')
    expect((await save(cast.tanaka, { leadId, outcome: 'blocked' })).again).toEqual(jst('2026-06-04T14:30'))
    expect((await save(cast.tanaka, { leadId, outcome: 'recall', at: jst('2026-06-02T11:15') })).again).toEqual(
      jst('2026-06-02T11:15'),
    )
    await expect(save(cast.tanaka, { leadId, outcome: 'recall' })).rejects.toMatchObject({
      code: 'invalid',
      facts: { field: 'at' },
    })
  })

  test('通話 without a date is looked at again in three working days', async () => {
    const { leadId } = await someoneOf(cast.tanaka, '通話')
    expect((await save(cast.tanaka, { leadId, outcome: 'talked' })).again).toEqual(jst('2026-06-04T18:00'))
    expect(await leadOf(leadId)).toMatchObject({ clockFor: 'next_action', touchedAt: jst('2026-06-01T10:00') })
  })

  test('アポ獲得 makes a meeting and offers the lead; the giver holds until it is accepted', async () => {
    const { leadId } = await someoneOf(cast.tanaka, 'アポ')
    const result = await save(cast.tanaka, {
      leadId,
      outcome: 'appointment',
      at: jst('2026-06-10T14:00'),
      to: cast.kato.id,
      note: '見積希望',
    })
    expect(await leadOf(leadId)).toMatchObject({
      stage: 'sal',
      holderId: cast.tanaka.id,
      clockAt: jst('2026-06-10T14:00'),
      clockFor: 'next_action',
    })
    expect(await plansOf(leadId)).toMatchObject([{ kind: 'meeting', holderId: cast.kato.id, note: '見積希望' }])
    await as(world, cast.kato, act => acceptOffer(act, result.offerId!))
    await world.settle()
    expect(await leadOf(leadId)).toMatchObject({ holderId: cast.kato.id, clockAt: jst('2026-06-10T14:00') })
    expect(await plansOf(leadId)).toMatchObject([{ holderId: cast.kato.id }])
  })

  test('when the appointment is returned, the meeting goes back to the giver', async () => {
    const { leadId } = await someoneOf(cast.tanaka, 'アポ返し')
    const { offerId } = await save(cast.tanaka, {
      leadId,
      outcome: 'appointment',
      at: jst('2026-06-10T14:00'),
      to: cast.kato.id,
    })
    await as(world, cast.kato, act => returnOffer(act, { id: offerId!, reason: 'no_capacity' }))
    await world.settle()
    expect(await plansOf(leadId)).toMatchObject([{ kind: 'meeting', holderId: cast.tanaka.id }])
    expect(await leadOf(leadId)).toMatchObject({ holderId: cast.tanaka.id, stage: 'sal' })
  })

  test('an appointment may be kept, or given to a queue', async () => {
    const own = await someoneOf(cast.tanaka, '自分で行く')
    await save(cast.tanaka, {
      leadId: own.leadId,
      outcome: 'appointment',
      at: jst('2026-06-10T14:00'),
      to: cast.tanaka.id,
    })
    expect(await leadOf(own.leadId)).toMatchObject({ holderId: cast.tanaka.id, clockAt: jst('2026-06-10T14:00') })
    const queue = await world.db
      .selectFrom('holder')
      .select('id')
      .where('purpose', '=', 'field_sales')
      .executeTakeFirstOrThrow()
    const shared = await someoneOf(cast.tanaka, 'キューへ')
    const { offerId } = await save(cast.tanaka, {
      leadId: shared.leadId,
      outcome: 'appointment',
      at: jst('2026-06-10T14:00'),
      to: queue.id,
    })
    await as(world, cast.kato, act => acceptOffer(act, offerId!))
    await world.settle()
    expect(await plansOf(shared.leadId)).toMatchObject([{ kind: 'meeting', holderId: cast.kato.id }])
    await expect(
      save(cast.tanaka, { leadId: own.leadId, outcome: 'appointment', at: jst('2026-06-11T14:00') }),
    ).rejects.toMatchObject({ facts: { field: 'to' } })
  })

  test('お断り needs to know what next: given back until a day, or closed', async () => {
    const later = await someoneOf(cast.tanaka, '時期尚早')
    await expect(save(cast.tanaka, { leadId: later.leadId, outcome: 'refused' })).rejects.toMatchObject({
      facts: { field: 'reason' },
    })
    await expect(
      save(cast.tanaka, { leadId: later.leadId, outcome: 'refused', reason: 'not_now' }),
    ).rejects.toMatchObject({ facts: { field: 'until' } })
    const back = await save(cast.tanaka, {
      leadId: later.leadId,
      outcome: 'refused',
      reason: 'not_now',
      until: '2026-10-01',
    })
    expect(back).toMatchObject({ stage: 'recycled', again: null })
    expect(await leadOf(later.leadId)).toMatchObject({
      clockFor: 'wake',
      clockAt: jst('2026-10-01T09:00'),
      formerHolderId: cast.tanaka.id,
    })
    const never = await someoneOf(cast.tanaka, '連絡拒否')
    expect((await save(cast.tanaka, { leadId: never.leadId, outcome: 'refused', reason: 'refused' })).stage).toBe(
      'disqualified',
    )
    expect(await namesOn(cast.tanaka)).toEqual([])
  })

  test('a refusal leaves no half of an act behind', async () => {
    const { leadId } = await someoneOf(cast.tanaka, '半端')
    await expect(
      save(cast.tanaka, { leadId, outcome: 'appointment', at: jst('2026-06-10T14:00'), to: cast.accountant.id }),
    ).rejects.toMatchObject({ code: 'invalid' })
    expect(await world.db.selectFrom('activity').select('id').where('leadId', '=', leadId).execute()).toEqual([])
  })

  test('whoever calls from a queue takes the lead, and the second is told so', async () => {
    const east = await world.db
      .selectFrom('holder')
      .select('id')
      .where('teamId', '=', cast.teams.east)
      .where('kind', '=', 'queue')
      .executeTakeFirstOrThrow()
    const { leadId } = await someoneOf(cast.tanaka, '取り合い')
    await byItself(world, act => holdLead(act, { leadId, holderId: east.id, trigger: 'clock' }))
    const { version } = await leadOf(leadId)
    await save(cast.tanaka, { leadId, outcome: 'absent', version })
    expect((await leadOf(leadId)).holderId).toBe(cast.tanaka.id)
    await expect(save(cast.tanaka, { leadId, outcome: 'absent', version })).rejects.toMatchObject({ code: 'stale' })
    await expect(save(cast.ito, { leadId, outcome: 'absent' })).rejects.toMatchObject({ code: 'missing' })
  })

  test('all of one outcome is one operation', async () => {
    const { leadId } = await someoneOf(cast.tanaka, '一操作')
    const { operationId } = await save(cast.tanaka, { leadId, outcome: 'absent' })
    const events = await world.db
      .selectFrom('event')
      .select('kind')
      .where('operationId', '=', operationId)
      .orderBy('id')
      .execute()
    expect(events.map(e => e.kind)).toEqual(['activity.done', 'activity.planned'])
    const images = await world.db
      .selectFrom('journal')
      .select('tableName')
      .where('operationId', '=', operationId)
      .execute()
    expect(images.map(i => i.tableName)).toEqual(['lead'])
  })
})
