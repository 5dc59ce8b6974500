import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { offerLeads } from '../../people/offers/give.ts'
import { insertPersons } from '../../people/persons/write.ts'
import { record } from '../../timeline/timeline.ts'
import type { Actor } from '../roles/act.ts'
import { type LiveMessage, listenForScreens, openScreens, type Screens } from './live.ts'

let world: TestWorld
let cast: Cast
let screens: Screens

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  screens = openScreens(world)
  const listening = listenForScreens(world.url, world, screens)
  return () => listening.stop()
})

/** Somebody's open screen; what it was told. */
function open(actor: Actor) {
  const told: LiveMessage[] = []
  const state = { closed: false }
  const leave = screens.add({
    actor,
    tell: message => void told.push(message),
    close: () => {
      state.closed = true
      leave()
    },
  })
  const people = () => new Set(told.flatMap(message => (message.type === 'changed' ? message.personIds : [])))
  const kinds = () => new Set(told.flatMap(message => (message.type === 'changed' ? message.kinds : [])))
  return { told, people, kinds, state }
}

const settleUntil = async (isSo: () => unknown) => {
  await expect.poll(async () => (await world.settle(), isSo()), { timeout: 10_000 }).toBeTruthy()
}

test('a screen is told of the people its user may see, and of no others', async () => {
  const [marketer, tanaka, ito] = [open(cast.marketer), open(cast.tanaka), open(cast.ito)]
  const [seen = 0, unseen = 0] = await byItself(world, act =>
    insertPersons(act, [{ familyName: '見' }, { familyName: '不見' }], 'hand'),
  )
  const lead = await world.db.selectFrom('lead').select('id').where('personId', '=', seen).executeTakeFirstOrThrow()
  await as(world, cast.marketer, act => offerLeads(act, { leadIds: [lead.id], to: [cast.tanaka.id], note: '' }))
  await settleUntil(() => marketer.people().has(unseen) && tanaka.people().has(seen))
  expect(tanaka.people()).toEqual(new Set([seen]))
  expect(tanaka.told).toContainEqual({ type: 'notification' })
  expect(ito.people()).toEqual(new Set())
  expect(ito.told).not.toContainEqual({ type: 'notification' })
})

test('two thousand people at once are told in pieces that the database can carry', async () => {
  const marketer = open(cast.marketer)
  const ids = await byItself(world, act =>
    insertPersons(
      act,
      Array.from({ length: 2_000 }, (_, n) => ({ familyName: `多${n}` })),
      'hand',
    ),
  )
  await settleUntil(() => marketer.people().size >= ids.length)
  expect(marketer.people()).toEqual(new Set(ids))
  expect(await world.db.selectFrom('parked').selectAll().execute()).toEqual([])
})

test('who leaves is shown out; who changed team sees by the new one', async () => {
  const [ito, kato] = [open(cast.ito), open(cast.kato)]
  await world.db.updateTable('holder').set({ active: false }).where('id', '=', cast.kato.id).execute()
  await world.db.updateTable('holder').set({ teamId: cast.teams.east }).where('id', '=', cast.ito.id).execute()
  await byItself(world, act =>
    record(act, 'user.changed', {}, { userId: cast.kato.id, teamChanged: false, left: true }),
  )
  await settleUntil(() => kato.state.closed)
  expect(ito.state.closed).toBe(false)
  const [personId = 0] = await byItself(world, act => insertPersons(act, [{ familyName: '東' }], 'hand'))
  const lead = await world.db.selectFrom('lead').select('id').where('personId', '=', personId).executeTakeFirstOrThrow()
  await as(world, cast.marketer, act => offerLeads(act, { leadIds: [lead.id], to: [cast.tanaka.id], note: '' }))
  await settleUntil(() => ito.people().has(personId))
})
