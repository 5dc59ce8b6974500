import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actorOf, as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { acceptOffer, returnOffer } from '../../people/offers/answer.ts'
import { offerLead, offerLeads } from '../../people/offers/give.ts'
import { insertPersons } from '../../people/persons/write.ts'
import { record } from '../../timeline/timeline.ts'
import type { Actor } from '../roles/act.ts'
import { mailUnread } from './digest.ts'
import { countUnread, listNotifications, readNotifications } from './notifications.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

beforeEach(async () => {
  await world.settle()
  await world.db.deleteFrom('notification').execute()
  await world.db.deleteFrom('mail').execute()
})

async function newLeads(count: number): Promise<number[]> {
  return byItself(world, async act => {
    const ids = await insertPersons(
      act,
      Array.from({ length: count }, (_, n) => ({ familyName: '山田', givenName: `葵${n}` })),
      'hand',
    )
    const leads = await act.tx.selectFrom('lead').select('id').where('personId', 'in', ids).orderBy('id').execute()
    return leads.map(lead => lead.id)
  })
}

const titles = (actor: Actor) =>
  seeing(world, actor, async act =>
    (await listNotifications(act, { unread: false, limit: 80 })).items.map(item => item.title),
  )
const offerOf = async (leadId: number) =>
  (
    await world.db
      .selectFrom('offer')
      .select('id')
      .where('leadId', '=', leadId)
      .where('answer', 'is', null)
      .executeTakeFirstOrThrow()
  ).id

const overdue = (leadId: number, clockFor = 'first_contact') =>
  byItself(world, act => record(act, 'lead.overdue', { leadId }, { clockFor, holderId: cast.tanaka.id }))

const give = async (to: Actor, count: number) => {
  const leadIds = await newLeads(count)
  for (const leadId of leadIds)
    await as(world, cast.marketer, act => offerLeads(act, { leadIds: [leadId], to: [to.id], note: '' }))
  await world.settle()
}
const mails = () => world.db.selectFrom('mail').select(['toAddress', 'subject', 'body']).orderBy('id').execute()

describe('offers', () => {
  test('several given in one act to one person are one notification with their number', async () => {
    const leadIds = await newLeads(5)
    await as(world, cast.marketer, act => offerLeads(act, { leadIds, to: [cast.tanaka.id, cast.ito.id], note: '' }))
    await world.settle()
    expect(await titles(cast.tanaka)).toEqual(['佐藤 美咲さんから3件の打診が届きました。'])
    expect(await titles(cast.ito)).toEqual(['佐藤 美咲さんから2件の打診が届きました。'])
    expect(await titles(cast.marketer)).toEqual([])
  })

  test('one names the person; the answer goes back to who gave it', async () => {
    const [leadId = 0] = await newLeads(1)
    await as(world, cast.marketer, act => offerLeads(act, { leadIds: [leadId], to: [cast.tanaka.id], note: '' }))
    await world.settle()
    expect(await titles(cast.tanaka)).toEqual(['佐藤 美咲さんから山田 葵0様の打診が届きました。'])
    await as(world, cast.tanaka, async act => acceptOffer(act, await offerOf(leadId)))
    await world.settle()
    expect(await titles(cast.marketer)).toEqual(['田中 太郎さんが山田 葵0様を受け入れました。'])
  })

  test('one that is given back says so', async () => {
    const [leadId = 0] = await newLeads(1)
    await as(world, cast.marketer, act => offerLeads(act, { leadIds: [leadId], to: [cast.ito.id], note: '' }))
    await as(world, cast.ito, async act => returnOffer(act, { id: await offerOf(leadId), reason: 'no_budget' }))
    await world.settle()
    expect(await titles(cast.marketer)).toEqual(['伊藤 花子さんが山田 葵0様を差し戻しました。'])
  })

  test('one to a team’s queue is told to everybody of the team, once each', async () => {
    const [leadId = 0] = await newLeads(1)
    const queue = await world.db
      .selectFrom('holder')
      .select('id')
      .where('teamId', '=', cast.teams.east)
      .where('kind', '=', 'queue')
      .executeTakeFirstOrThrow()
    await byItself(world, act => offerLead(act, { leadId, to: queue.id, note: '', trigger: 'rule' }))
    await world.settle()
    expect(await titles(cast.tanaka)).toEqual(['山田 葵0様の打診が届きました。'])
    expect(await titles(cast.ito)).toEqual([])
  })

  test('who stands in for somebody away is told too', async () => {
    const [leadId = 0] = await newLeads(1)
    await world.db
      .updateTable('appUser')
      .set({ deputyId: cast.kato.id, awayFrom: '2026-06-01', awayUntil: null })
      .where('id', '=', cast.ito.id)
      .execute()
    await byItself(world, act => offerLead(act, { leadId, to: cast.ito.id, note: '', trigger: 'rule' }))
    await world.settle()
    expect(await titles(await actorOf(world, cast.kato.id))).toHaveLength(1)
    await world.db
      .updateTable('appUser')
      .set({ awayFrom: null, deputyId: null })
      .where('id', '=', cast.ito.id)
      .execute()
  })
})

describe('clocks', () => {
  test('overdue leads are told to the holder and the managers above, folded by the day', async () => {
    for (const leadId of await newLeads(2)) await overdue(leadId)
    await world.settle()
    const [third = 0] = await newLeads(1)
    await overdue(third)
    await world.settle()
    expect(await titles(cast.tanaka)).toEqual(['3件のリードの対応期限を過ぎています。'])
    expect(await titles(cast.manager)).toEqual(['チームで3件のリードの対応期限を過ぎています。'])
    expect(await titles(cast.ito)).toEqual([])
  })

  test('ninety silent days are nobody’s fault', async () => {
    const [leadId = 0] = await newLeads(1)
    await overdue(leadId, 'sign_of_life')
    await world.settle()
    expect(await titles(cast.tanaka)).toEqual([])
  })
})

test('imported and replayed history tells nobody', async () => {
  const [leadId = 0] = await newLeads(1)
  await byItself(world, act =>
    record(
      act,
      'lead.overdue',
      { leadId },
      { clockFor: 'first_contact', holderId: cast.tanaka.id },
      { historic: true },
    ),
  )
  await world.settle()
  expect(await titles(cast.tanaka)).toEqual([])
})

test('a person who has gone out of sight is not named any more', async () => {
  const [leadId = 0] = await newLeads(1)
  await as(world, cast.marketer, act => offerLeads(act, { leadIds: [leadId], to: [cast.kato.id], note: '' }))
  await world.settle()
  const { personId } = await world.db
    .selectFrom('lead')
    .select('personId')
    .where('id', '=', leadId)
    .executeTakeFirstOrThrow()
  await world.db
    .updateTable('person')
    .set({ seenBy: [0] })
    .where('id', '=', personId)
    .execute()
  expect(await titles(cast.kato)).toEqual(['1件の打診が届きました。'])
})

test('reading them leaves the others’ unread', async () => {
  const leadIds = await newLeads(2)
  await as(world, cast.marketer, act => offerLeads(act, { leadIds, to: [cast.tanaka.id, cast.ito.id], note: '' }))
  await world.settle()
  expect(await as(world, cast.tanaka, act => readNotifications(act, {}))).toEqual({ unread: 0 })
  expect(await seeing(world, cast.ito, countUnread)).toEqual({ unread: 1 })
  const [item] = (await seeing(world, cast.ito, act => listNotifications(act, { unread: true, limit: 10 }))).items
  expect(await as(world, cast.tanaka, act => readNotifications(act, { ids: [item?.id ?? 0] }))).toEqual({ unread: 0 })
  expect(await seeing(world, cast.ito, countUnread)).toEqual({ unread: 1 })
})

describe('mails', () => {
  test('what nobody has read after two minutes goes out in one mail, once, without people’s names', async () => {
    await give(cast.tanaka, 3)
    await mailUnread(world)
    expect(await mails()).toEqual([])
    world.clock.advance(3 * 60_000)
    await Promise.all([mailUnread(world), mailUnread(world)])
    await mailUnread(world)
    const sent = await mails()
    expect(sent).toMatchObject([{ subject: 'Musubi：3件のお知らせ' }])
    expect(sent[0]?.body).not.toContain('山田')
  })

  test('who has read it, or wants no mails, gets none', async () => {
    await give(cast.tanaka, 1)
    await give(cast.ito, 1)
    await as(world, cast.tanaka, act => readNotifications(act, {}))
    await world.db.updateTable('appUser').set({ mailNotifications: false }).where('id', '=', cast.ito.id).execute()
    world.clock.advance(3 * 60_000)
    await mailUnread(world)
    expect(await mails()).toEqual([])
  })
})
