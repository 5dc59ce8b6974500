import { beforeEach, expect, test } from 'vitest'
import { actorOf, addUser, as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { acceptOffer, returnOffer } from '../offers/answer.ts'
import { offerLeads } from '../offers/give.ts'
import { insertPersons } from '../persons/write.ts'
import { runClocks } from './clocks.ts'
import { transition } from './transitions.ts'

let world: TestWorld
let cast: Cast
let leadId: number

beforeEach(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  leadId = await byItself(world, async act => {
    const [personId] = await insertPersons(act, [{ familyName: '山田', givenName: '葵' }], 'hand')
    return (await act.tx.selectFrom('lead').select('id').where('personId', '=', personId!).executeTakeFirstOrThrow()).id
  })
})

const read = () => world.db.selectFrom('lead').selectAll().where('id', '=', leadId).executeTakeFirstOrThrow()
const openOffer = () =>
  world.db.selectFrom('offer').selectAll().where('leadId', '=', leadId).where('answer', 'is', null).executeTakeFirst()
const kinds = async () =>
  (await world.db.selectFrom('event').select('kind').where('leadId', '=', leadId).orderBy('id').execute()).map(
    e => e.kind,
  )
const nameOf = async (id: number | null) =>
  (await world.db.selectFrom('holder').select('name').where('id', '=', id).executeTakeFirst())?.name
const offerTo = (to: number) =>
  as(world, cast.marketer, act => offerLeads(act, { leadIds: [leadId], to: [to], note: '資料請求あり' }))

/** Moves on to this moment in Tokyo and lets the clocks ring until they are silent. */
async function at(moment: string): Promise<void> {
  world.clock.moveTo(`${moment}+09:00`)
  while ((await byItself(world, act => runClocks(act))) > 0);
}

test('an offer is due at the end of the second working day, holidays and weekends left out', async () => {
  world.clock.moveTo('2026-07-17T10:00:00+09:00') // a Friday; Monday the 20th is 海の日
  await offerTo(cast.tanaka.id)
  expect((await openOffer())!.clockAt.toISOString()).toBe('2026-07-22T09:00:00.000Z') // Wednesday 18:00
})

test('R36: an unanswered offer is told, then goes to the next in the team, then to the sales manager', async () => {
  const sato = await addUser(world, '佐々木 蓮', ['inside_sales'], cast.teams.east)
  await offerTo(cast.tanaka.id)
  await at('2026-06-03T17:59:00')
  expect(await kinds()).not.toContain('lead.overdue')
  await at('2026-06-03T18:01:00')
  expect((await kinds()).filter(k => k === 'lead.overdue')).toHaveLength(1)
  expect((await openOffer())!.toId).toBe(cast.tanaka.id)
  await at('2026-06-04T18:01:00')
  expect((await openOffer())!.toId).toBe(sato.id)
  expect(await openOffer()).toMatchObject({ note: '資料請求あり' })
  await at('2026-06-08T18:01:00')
  await at('2026-06-09T18:01:00')
  expect(await nameOf((await openOffer())!.toId)).toBe('営業マネージャー')
  expect(await read()).toMatchObject({ stage: 'mql', closedAt: null })
})

test('"not now, until October": it wakes on that day, MQL again, offered to who had it before', async () => {
  await offerTo(cast.tanaka.id)
  const tanaka = await actorOf(world, cast.tanaka.id)
  await as(world, tanaka, async act =>
    returnOffer(act, { id: (await openOffer())!.id, reason: 'not_now', until: '2026-10-01' }),
  )
  expect(await read()).toMatchObject({ stage: 'recycled', clockFor: 'wake', formerHolderId: cast.tanaka.id })
  expect(await nameOf((await read()).holderId)).toBe('マーケティング')
  await at('2026-09-30T23:00:00')
  expect((await read()).stage).toBe('recycled')
  await at('2026-10-01T09:00:00')
  expect((await read()).stage).toBe('mql')
  expect((await openOffer())!.toId).toBe(cast.tanaka.id)
})

test('it wakes up to the deputy while the former holder is away, and to inside sales when they have left', async () => {
  await world.db
    .updateTable('appUser')
    .set({ deputyId: cast.ito.id, awayFrom: '2026-09-01', awayUntil: '2026-10-31' })
    .where('id', '=', cast.tanaka.id)
    .execute()
  await offerTo(cast.tanaka.id)
  await as(world, await actorOf(world, cast.tanaka.id), async act =>
    returnOffer(act, { id: (await openOffer())!.id, reason: 'not_now', until: '2026-10-01' }),
  )
  await at('2026-10-01T09:00:00')
  expect((await openOffer())!.toId).toBe(cast.ito.id)
  await as(world, cast.manager, async act =>
    returnOffer(act, { id: (await openOffer())!.id, reason: 'not_now', until: '2026-12-01' }),
  )
  await world.db.updateTable('holder').set({ active: false }).where('id', '=', cast.tanaka.id).execute()
  await at('2026-12-01T09:00:00')
  expect(await nameOf((await openOffer())!.toId)).toBe('インサイドセールス')
})

test('R35: a SAL nobody touches is told after three working days and back in the queue after five more', async () => {
  await offerTo(cast.tanaka.id)
  await as(world, await actorOf(world, cast.tanaka.id), async act => acceptOffer(act, (await openOffer())!.id))
  expect(await read()).toMatchObject({ stage: 'sal', holderId: cast.tanaka.id, clockFor: 'first_contact' })
  await at('2026-06-04T18:01:00')
  expect((await kinds()).filter(k => k === 'lead.overdue')).toHaveLength(1)
  expect((await read()).holderId).toBe(cast.tanaka.id)
  await at('2026-06-11T18:01:00')
  expect(await nameOf((await read()).holderId)).toBe('インサイドセールス')
  expect(await read()).toMatchObject({ stage: 'sal', formerHolderId: cast.tanaka.id })
})

test('R34: 90 days of silence set the clock of a nurtured lead anew, and it stays with marketing', async () => {
  await at('2026-08-31T10:00:00')
  expect(await kinds()).toContain('lead.overdue')
  expect(await read()).toMatchObject({ stage: 'lead', clockFor: 'sign_of_life' })
  expect((await read()).clockAt! > world.clock.now()).toBe(true)
})

test('a clock rings once, however many workers listen', async () => {
  await offerTo(cast.tanaka.id)
  world.clock.moveTo('2026-06-03T18:01:00+09:00')
  const rings = await Promise.all([1, 2, 3, 4, 5].map(() => byItself(world, act => runClocks(act))))
  expect(rings.reduce((a, b) => a + b)).toBe(1)
})

test('cooled by hand: an unanswered MQL goes back to being nurtured and its offer is withdrawn', async () => {
  await offerTo(cast.tanaka.id)
  await as(world, cast.marketer, act => transition(act, { id: leadId, to: 'lead' }))
  expect(await openOffer()).toBeUndefined()
  expect(await nameOf((await read()).holderId)).toBe('マーケティング')
})
