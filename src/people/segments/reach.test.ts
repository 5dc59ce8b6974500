import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { insertPersons, type NewPerson } from '../persons/write.ts'
import { countInSegment } from './count.ts'
import { reaches } from './keys.schema.ts'
import { makePeople } from './where.fixture.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

const day = (n: number) => new Date(world.clock.now().getTime() + n * 86_400_000)

/** Somebody who may be mailed and called, of whom all may know. */
async function someone(given: NewPerson = {}): Promise<number> {
  return byItself(world, async act => {
    const [id] = await insertPersons(
      act,
      [{ familyName: '鈴木', email: `s${Math.random()}@example.jp`, phone: '03-1234-5678', ...given }],
      'hand',
    )
    for (const channel of ['mail', 'phone'])
      await act.tx
        .insertInto('consent')
        .values({ personId: id!, channel, basis: 'business_card', grantedAt: day(-30), grantedVia: 'card' })
        .execute()
    return id!
  })
}

async function reachOf(id: number, channel: 'mail' | 'phone', actor = cast.manager): Promise<string[]> {
  const { createdAt } = await world.db
    .selectFrom('person')
    .select('createdAt')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await world.db
    .updateTable('person')
    .set({ createdAt: new Date('2001-01-01Z') })
    .where('id', '=', id)
    .execute()
  const found: string[] = []
  for (const one of reaches[channel]) {
    const { count } = await seeing(world, actor, act =>
      countInSegment(
        act,
        {
          all: [
            { key: 'createdAt', op: 'on', value: '2001-01-01' },
            { key: `reach.${channel}`, op: 'in', value: [one] },
          ],
        },
        true,
      ),
    )
    if (count > 0) found.push(one)
  }
  await world.db.updateTable('person').set({ createdAt }).where('id', '=', id).execute()
  return found
}

test('N6: each reason speaks against somebody, the strongest first', async () => {
  const { db } = world
  const id = await someone()
  expect(await reachOf(id, 'mail')).toEqual(['free'])
  expect(await reachOf(id, 'phone')).toEqual(['free'])

  await db.updateTable('lead').set({ stage: 'sal', holderId: cast.tanaka.id }).where('personId', '=', id).execute()
  expect(await reachOf(id, 'mail')).toEqual(['held'])
  await db
    .updateTable('person')
    .set({ seenBy: [0, cast.teams.east] })
    .where('id', '=', id)
    .execute()
  expect(await reachOf(id, 'mail', cast.tanaka)).toEqual(['free'])

  const activity = await db
    .insertInto('activity')
    .values({ kind: 'call', personId: id, holderId: cast.tanaka.id, doneAt: day(-7), createdAt: day(-7) })
    .returning('id')
    .executeTakeFirstOrThrow()
  expect(await reachOf(id, 'mail')).toEqual(['touched'])
  await db.updateTable('workspace').set({ touchDays: 6 }).execute()
  expect(await reachOf(id, 'mail')).toEqual(['held'])
  await db.updateTable('workspace').set({ touchDays: 7 }).execute()
  await db
    .updateTable('activity')
    .set({ doneAt: day(-8) })
    .where('id', '=', activity.id)
    .execute()
  expect(await reachOf(id, 'mail')).toEqual(['held'])

  const stage = await db
    .selectFrom('dealStage')
    .select(['id', 'pipelineId'])
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  const deal = await db
    .insertInto('deal')
    .values({
      title: '商談',
      personId: id,
      productLineId: 1,
      pipelineId: stage.pipelineId,
      stageId: stage.id,
      stageSince: day(0),
      ownerId: cast.kato.id,
      openedAt: day(0),
      seenBy: [0, cast.kato.id],
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  expect(await reachOf(id, 'phone')).toEqual(['openDeal'])
  // Tanaka does not see the deal, and is kept from calling all the same.
  expect(await reachOf(id, 'phone', cast.tanaka)).toEqual(['openDeal'])
  await db.deleteFrom('deal').where('id', '=', deal.id).execute()

  await db
    .updateTable('lead')
    .set({ stage: 'disqualified', holderId: null, clockAt: null, clockFor: null, closedAt: day(0) })
    .where('personId', '=', id)
    .execute()
  expect(await reachOf(id, 'mail')).toEqual(['disqualified'])
  expect(await reachOf(id, 'phone')).toEqual(['disqualified'])

  await db.updateTable('person').set({ emailKey: null, phoneKey: null }).where('id', '=', id).execute()
  expect(await reachOf(id, 'mail')).toEqual(['unreachable'])
  expect(await reachOf(id, 'phone')).toEqual(['unreachable'])

  await db
    .updateTable('consent')
    .set({ withdrawnAt: day(0) })
    .where('personId', '=', id)
    .where('channel', '=', 'mail')
    .execute()
  expect(await reachOf(id, 'mail')).toEqual(['optedOut'])
  await db.deleteFrom('consent').where('personId', '=', id).where('channel', '=', 'phone').execute()
  expect(await reachOf(id, 'phone')).toEqual(['noBasis'])
})

test('N6: an address that bounced is not written to again until it is lifted; whoever was mailed is left alone', async () => {
  const { db } = world
  const id = await someone({ email: 'bounced@example.jp' })
  const mailing = await db
    .insertInto('mailing')
    .values({ name: '夏の案内', state: 'sent', createdAt: day(-9) })
    .returning('id')
    .executeTakeFirstOrThrow()
  const recipient = await db
    .insertInto('mailingRecipient')
    .values({
      mailingId: mailing.id,
      personId: id,
      originalId: id,
      state: 'sent',
      dueAt: day(-2),
      plannedAt: day(-2),
      sendingAt: day(-2),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  expect(await reachOf(id, 'mail')).toEqual(['touched'])
  await db
    .insertInto('mailBounce')
    .values({ recipientId: recipient.id, address: 'bounced@example.jp', bouncedAt: day(-2), reason: '550' })
    .execute()
  expect(await reachOf(id, 'mail')).toEqual(['unreachable'])
  expect(await reachOf(id, 'phone')).toEqual(['touched'])
  await db
    .updateTable('mailBounce')
    .set({ liftedAt: day(0) })
    .execute()
  expect(await reachOf(id, 'mail')).toEqual(['touched'])
})

test('whoever is asked for, nobody is in two bars and nobody in none', async () => {
  await makePeople(world, cast, 120)
  for (const actor of [cast.manager, cast.tanaka, cast.ito, cast.marketer])
    for (const channel of ['mail', 'phone'] as const) {
      const key = `reach.${channel}`
      const count = (...values: string[]) =>
        as(world, actor, act =>
          countInSegment(act, { all: values.length ? [{ key, op: 'in', value: values }] : [] }, true),
        )
      const all = (await count()).count
      const bars: number[] = []
      for (const one of reaches[channel]) bars.push((await count(one)).count)
      expect(bars.reduce((sum, n) => sum + n, 0)).toBe(all)
      expect((await count(...reaches[channel])).count).toBe(all)
      for (const last of [2, 3, 4])
        expect((await count(...reaches[channel].slice(-last))).count).toBe(
          bars.slice(-last).reduce((sum, n) => sum + n, 0),
        )
      const not = await as(world, actor, act =>
        countInSegment(act, { all: [{ key, op: 'notIn', value: ['free'] }] }, true),
      )
      expect(not.count).toBe(all - bars.at(-1)!)
    }
})
