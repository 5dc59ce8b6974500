import * as fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { jst, offeredTo as offered, someoneOf } from '../../../test/leads.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { acceptOffer } from '../../people/offers/answer.ts'
import { offerLead } from '../../people/offers/give.ts'
import { undoing } from '../../undoing.ts'
import { addActivity } from '../activities/write.ts'
import { bookOf, handOver } from './reassignment.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})
beforeEach(async () => {
  world.clock.moveTo(jst('2026-06-01T10:00'))
  for (const table of ['event', 'activity', 'offer', 'lead'] as const) await world.db.deleteFrom(table).execute()
})

const leadsOf = (holderId: number) =>
  world.db
    .selectFrom('lead')
    .selectAll()
    .where('holderId', '=', holderId)
    .where('closedAt', 'is', null)
    .orderBy('id')
    .execute()
const openOffers = () => world.db.selectFrom('offer').selectAll().where('answer', 'is', null).orderBy('id').execute()

const offeredTo = (to: number) => offered(world, to, '人')
const someoneOfTanaka = async () => (await someoneOf(world, cast.tanaka, '人')).leadId
const hand = (given: Partial<Parameters<typeof handOver>[1]> = {}) =>
  as(world, cast.manager, act =>
    handOver(act, { from: cast.tanaka.id, to: [cast.ito.id], what: 'all', note: '', ...given }),
  )

describe('引継ぎ', () => {
  test('moves leads, offers that wait and plans, as one act', async () => {
    const held = [await someoneOfTanaka(), await someoneOfTanaka(), await someoneOfTanaka()]
    const waiting = await offeredTo(cast.tanaka.id)
    await as(world, cast.tanaka, act =>
      addActivity(act, { kind: 'task', leadId: held[0], subject: '', note: '', plannedAt: jst('2026-06-02T10:00') }),
    )
    await as(world, cast.tanaka, act => addActivity(act, { kind: 'task', subject: '週報', note: '' }))
    const book = await seeing(world, cast.manager, act => bookOf(act, cast.tanaka.id))
    expect(book).toMatchObject({
      leads: 3,
      offers: 1,
      activities: 2,
      from: { name: '田中 太郎' },
      stages: [{ stage: 'sal', count: 3 }],
    })
    const done = await hand({ note: '重要顧客が多いので早めに挨拶を' })
    expect(done).toMatchObject({
      leads: 3,
      offers: 1,
      activities: 2,
      to: [{ holder: { name: '伊藤 花子' }, leads: 3 }],
    })
    expect((await leadsOf(cast.ito.id)).map(l => l.id)).toEqual(held)
    expect(await leadsOf(cast.tanaka.id)).toEqual([])
    expect(await openOffers()).toMatchObject([{ id: waiting.offerId, toId: cast.ito.id }])
    const plans = await world.db
      .selectFrom('activity')
      .select(['holderId', 'note'])
      .where('doneAt', 'is', null)
      .execute()
    expect(plans.map(p => p.holderId)).toEqual([cast.ito.id, cast.ito.id, cast.ito.id])
    expect(plans.map(p => p.note)).toContain('重要顧客が多いので早めに挨拶を')
    const events = await world.db
      .selectFrom('event')
      .select(['kind', 'facts', 'leadId'])
      .where('operationId', '=', done.operationId)
      .orderBy('id')
      .execute()
    expect(events.filter(e => e.kind === 'lead.held').map(e => e.leadId)).toEqual(held)
    expect(events.filter(e => e.kind === 'book.handedOver').map(e => e.facts)).toEqual([
      { from: cast.tanaka.id, to: cast.ito.id, leads: 3 },
    ])
    const images = await world.db
      .selectFrom('journal')
      .select(sql<string>`distinct table_name`.as('tableName'))
      .where('operationId', '=', done.operationId)
      .orderBy('tableName')
      .execute()
    expect(images.map(i => i.tableName)).toEqual(['activity', 'lead', 'offer'])
  })

  test('several are served in turn, by clock', async () => {
    for (let i = 0; i < 5; i++) await someoneOfTanaka()
    const done = await hand({ to: [cast.ito.id, cast.kato.id] })
    expect(done.to.map(t => t.leads)).toEqual([3, 2])
  })

  test('a selection moves, the rest stays', async () => {
    const [a, b] = [await someoneOfTanaka(), await someoneOfTanaka()]
    expect((await hand({ what: { leadIds: [a] } })).leads).toBe(1)
    expect((await leadsOf(cast.tanaka.id)).map(l => l.id)).toEqual([b])
  })

  test('whoever takes over sees the people from then on, and gets time for clocks that had run out', async () => {
    const leadId = await someoneOfTanaka()
    const sees = () =>
      seeing(world, cast.ito, act =>
        act.tx.selectFrom('lead').select('clockAt').where('id', '=', leadId).executeTakeFirst(),
      )
    expect(await sees()).toBeUndefined()
    world.clock.moveTo(jst('2026-06-15T10:00'))
    await hand()
    expect((await sees())?.clockAt).toEqual(jst('2026-06-18T18:00'))
  })

  test('an offer to whoever takes over the lead itself ends: they have it', async () => {
    const leadId = await someoneOfTanaka()
    await byItself(world, act => offerLead(act, { leadId, to: cast.ito.id, note: '', trigger: 'hand' }))
    await hand()
    expect(await openOffers()).toEqual([])
    expect((await leadsOf(cast.ito.id)).map(l => l.id)).toEqual([leadId])
  })

  test('a lead that is offered elsewhere is held by the new holder until it is answered', async () => {
    const leadId = await someoneOfTanaka()
    const offer = await byItself(world, act => offerLead(act, { leadId, to: cast.kato.id, note: '', trigger: 'hand' }))
    await hand()
    expect(await openOffers()).toMatchObject([{ id: offer.id, fromId: cast.ito.id, toId: cast.kato.id }])
  })

  test('nobody can be given a book who cannot hold one', async () => {
    await someoneOfTanaka()
    for (const to of [[cast.viewer.id], [cast.tanaka.id], [cast.ito.id, cast.ito.id], [999_999]]) {
      await expect(hand({ to })).rejects.toMatchObject({ code: 'invalid', facts: { field: 'to' } })
    }
  })

  test('taken back, everything is where it was, and is seen by whom it was seen', async () => {
    const held = [await someoneOfTanaka(), await someoneOfTanaka()]
    await offeredTo(cast.tanaka.id)
    await as(world, cast.tanaka, act =>
      addActivity(act, { kind: 'call', leadId: held[0], subject: '', note: '', plannedAt: jst('2026-06-02T10:00') }),
    )
    const stand = async () => ({
      leads: await world.db
        .selectFrom('lead')
        .select(['id', 'holderId', 'formerHolderId', 'clockAt', 'seenBy'])
        .orderBy('id')
        .execute(),
      offers: await world.db
        .selectFrom('offer')
        .select(['id', 'toId', 'fromId', 'answer', 'clockAt'])
        .orderBy('id')
        .execute(),
      activities: await world.db.selectFrom('activity').select(['id', 'holderId', 'plannedAt']).orderBy('id').execute(),
    })
    const before = await stand()
    const { operationId } = await hand({ note: 'よろしく' })
    expect(await stand()).not.toEqual(before)
    const undone = await as(world, cast.manager, act => undo(act, operationId!, undoing))
    expect(undone.left).toEqual([])
    expect(await stand()).toEqual(before)
  })

  test('whatever moves to whom, nobody is left without a holder and nothing is lost', async () => {
    const users = [cast.tanaka, cast.ito, cast.kato, cast.marketer]
    for (const user of users)
      for (let i = 0; i < 3; i++) {
        const offer = await offeredTo(user.id)
        if (i > 0) await as(world, { ...user, sight: [user.id] }, act => acceptOffer(act, offer.offerId))
      }
    const step = fc.record({
      from: fc.integer({ min: 0, max: 3 }),
      to: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
      offer: fc.option(fc.tuple(fc.nat(7), fc.integer({ min: 0, max: 3 }))),
    })
    await fc.assert(
      fc.asyncProperty(step, async ({ from, to, offer }) => {
        const all = await world.db
          .selectFrom('lead')
          .select(['id', 'holderId'])
          .where('stage', '=', 'sal')
          .orderBy('id')
          .execute()
        expect(all).toHaveLength(8)
        if (offer) {
          const lead = all[offer[0]]!
          await byItself(world, act =>
            offerLead(act, { leadId: lead.id, to: users[offer[1]]!.id, note: '', trigger: 'hand' }),
          ).catch(() => {})
        }
        const receivers = to.filter(t => t !== from).map(t => users[t]!.id)
        if (receivers.length > 0) await hand({ from: users[from]!.id, to: receivers })
        const left = await leadsOf(users[from]!.id)
        expect(receivers.length === 0 || left.length === 0).toBe(true)
        const after = await world.db
          .selectFrom('lead')
          .select(['holderId', 'clockAt'])
          .where('closedAt', 'is', null)
          .execute()
        expect(after).toHaveLength(12)
        expect(after.every(l => l.holderId !== null && l.clockAt !== null)).toBe(true)
      }),
      { numRuns: 25 },
    )
  })
})
