import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { transition } from '../leads/transitions.ts'
import { insertPersons } from '../persons/write.ts'
import { countInSegment } from '../segments/count.ts'
import { consentsOf, contactable, grantConsent, grantConsents, optOut, withdrawConsent } from './consent.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

const newPerson = () => byItself(world, async act => (await insertPersons(act, [{ familyName: '山田' }], 'hand'))[0]!)
const may = (id: number, channel: 'mail' | 'phone' = 'mail') =>
  byItself(world, async act => (await contactable(act, [id], channel)).has(id))
const grant = (id: number, basis: 'opt_in' | 'business_card', via = '展示会で名刺交換') =>
  as(world, cast.marketer, act => grantConsent(act, { id, channel: 'mail', basis, via }))

test('nobody may be approached without a lawful basis, and each channel has its own', async () => {
  const id = await newPerson()
  expect(await may(id)).toBe(false)
  await grant(id, 'business_card')
  expect(await may(id)).toBe(true)
  expect(await may(id, 'phone')).toBe(false)
  const { consents, standing } = await seeing(world, cast.marketer, act => consentsOf(act, id))
  expect(consents).toMatchObject([
    { channel: 'mail', basis: 'business_card', grantedVia: '展示会で名刺交換', withdrawnAt: null },
  ])
  expect(standing).toEqual([
    { channel: 'mail', state: 'lawful' },
    { channel: 'phone', state: 'none' },
  ])
})

test("an opt-out beats every other basis, before and after; only the person's own later opt-in counts", async () => {
  const id = await newPerson()
  await grant(id, 'business_card')
  await as(world, cast.marketer, act => optOut(act, { id, channel: 'mail', via: '電話で本人から申し出' }))
  expect(await may(id)).toBe(false)
  await expect(grant(id, 'business_card')).rejects.toMatchObject({ code: 'conflict' })
  const made = await byItself(world, act =>
    grantConsents(act, [{ personId: id, channel: 'mail', grantedAt: act.at }], { basis: 'business_card', via: '取込' }),
  )
  expect(made.size).toBe(0)
  world.clock.advance(60_000)
  await grant(id, 'opt_in', '本人から再開の申し出')
  expect(await may(id)).toBe(true)
})

test('one consent withdrawn ends the channel, though another basis is left', async () => {
  const id = await newPerson()
  await grant(id, 'business_card')
  await grant(id, 'opt_in', 'フォーム')
  const { consents } = await seeing(world, cast.marketer, act => consentsOf(act, id))
  await as(world, cast.marketer, act => withdrawConsent(act, { id: consents[0]!.id, via: '本人から' }))
  expect(await may(id)).toBe(false)
  await expect(
    as(world, cast.marketer, act => withdrawConsent(act, { id: consents[0]!.id, via: '本人から' })),
  ).rejects.toMatchObject({ code: 'conflict' })
})

test('somebody who never granted anything can say no, once', async () => {
  const id = await newPerson()
  await as(world, cast.marketer, act => optOut(act, { id, channel: 'phone', via: '架電時に本人から' }))
  await as(world, cast.marketer, act => optOut(act, { id, channel: 'phone', via: '架電時に本人から' }))
  const { consents, standing } = await seeing(world, cast.marketer, act => consentsOf(act, id))
  expect(consents).toHaveLength(1)
  expect(standing.find(s => s.channel === 'phone')?.state).toBe('refused')
})

test('the same list dropped twice grants once, and each grant is an event', async () => {
  const id = await newPerson()
  const twice = [{ personId: id, channel: 'mail' as const, grantedAt: world.clock.now() }]
  const list = { basis: 'business_card' as const, via: '展示会 2026' }
  expect(await byItself(world, act => grantConsents(act, [...twice, ...twice], list))).toEqual(new Set([id]))
  expect(await byItself(world, act => grantConsents(act, twice, list))).toEqual(new Set())
  const events = await world.db
    .selectFrom('event')
    .select('kind')
    .where('personId', '=', id)
    .where('kind', '=', 'consent.granted')
    .execute()
  expect(events).toHaveLength(1)
})

test('whom one may not see one can neither ask about nor write down', async () => {
  const id = await newPerson()
  await expect(seeing(world, cast.ito, act => consentsOf(act, id))).rejects.toMatchObject({ code: 'missing' })
  await expect(
    as(world, cast.ito, act => grantConsent(act, { id, channel: 'mail', basis: 'opt_in', via: '？' })),
  ).rejects.toMatchObject({ code: 'missing' })
  await expect(as(world, cast.ito, act => optOut(act, { id, channel: 'mail', via: '？' }))).rejects.toMatchObject({
    code: 'missing',
  })
})

test('who was disqualified is never mailed, whatever they granted, until they are pursued again', async () => {
  const id = await newPerson()
  await grant(id, 'opt_in', 'フォーム')
  const { id: leadId } = await world.db
    .selectFrom('lead')
    .select('id')
    .where('personId', '=', id)
    .executeTakeFirstOrThrow()
  const move = (to: 'disqualified' | 'lead', reason?: string) =>
    as(world, cast.marketer, act => transition(act, { id: leadId, to, reason }))
  await move('disqualified', 'not_a_fit')
  expect(await may(id)).toBe(false)
  const states = async () => (await seeing(world, cast.marketer, act => consentsOf(act, id))).standing
  expect(await states()).toEqual([
    { channel: 'mail', state: 'closed' },
    { channel: 'phone', state: 'none' },
  ])
  const counted = (value: string) =>
    seeing(world, cast.marketer, act =>
      countInSegment(act, { all: [{ key: 'consent.mail', op: 'in', value: [value] }] }, true),
    )
  const lawful = (await counted('lawful')).count
  expect(await counted('closed')).toEqual({ count: 1, exact: true })
  await move('lead')
  expect(await may(id)).toBe(true)
  expect((await counted('lawful')).count).toBe(lawful + 1)
})
