import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import { acceptOffer } from '../offers/answer.ts'
import { offerLeads } from '../offers/give.ts'
import { listOffers } from '../offers/list.ts'
import { countPersons, listPersons, sourcesOf } from '../persons/list.ts'
import { PersonQuery, TimelineQuery } from '../persons/persons.schema.ts'
import { personTimeline } from '../persons/timeline.ts'
import { insertPersons } from '../persons/write.ts'
import { Picked } from './leads.schema.ts'
import { queueFor } from './leads.ts'
import { getLead } from './list.ts'
import { moveTogether, openLeadsOf } from './together.ts'

let world: TestWorld
let cast: Cast
let ids: number[]

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  ids = await byItself(world, act =>
    insertPersons(
      act,
      ['青木', '石川', '上野', '江口', '岡田'].map((familyName, i) => ({
        familyName,
        givenName: '葵',
        title: i < 3 ? '部長' : '担当',
        source: i < 3 ? '展示会 2026' : 'Web',
      })),
      'hand',
    ),
  )
})

const picked = (given: Parameters<typeof Picked.parse>[0]) => Picked.parse(given)
const heads = [{ key: 'title', op: 'is', value: '部長' }] as const

test('everybody who matches, less a few, comes down to their open leads', async () => {
  const some = await seeing(world, cast.marketer, act => openLeadsOf(act, picked({ personIds: [ids[0], ids[3]] })))
  expect(some).toMatchObject({ people: 2, offeredIds: [] })
  expect(some.leadIds).toHaveLength(2)
  const matching = picked({ matching: { filters: heads }, except: [ids[1]] })
  const all = await seeing(world, cast.marketer, act => openLeadsOf(act, matching))
  expect(all).toMatchObject({ people: 2, offeredIds: [] })
  expect(await seeing(world, cast.marketer, act => openLeadsOf(act, picked({})))).toMatchObject({
    people: 0,
    leadIds: [],
  })
})

test('who cannot see them picks nobody', async () => {
  const all = picked({ matching: { filters: [] } })
  expect(await seeing(world, cast.tanaka, act => openLeadsOf(act, all))).toMatchObject({ people: 0, leadIds: [] })
})

test('a list and its count are narrowed by the conditions of its chips', async () => {
  const query = PersonQuery.parse({ filters: heads, sort: 'name' })
  const { items } = await seeing(world, cast.marketer, act => listPersons(act, query))
  expect(items.map(p => p.familyName)).toEqual(['上野', '石川', '青木'])
  expect(await seeing(world, cast.marketer, act => countPersons(act, query))).toBe(3)
  const both = PersonQuery.parse({ filters: [...heads, { key: 'source', op: 'in', value: ['Web'] }] })
  expect(await seeing(world, cast.marketer, act => countPersons(act, both))).toBe(0)
})

test('the sources there are, each once, as far as one sees', async () => {
  expect(await seeing(world, cast.marketer, sourcesOf)).toEqual(['Web', '展示会 2026'])
  expect(await seeing(world, cast.tanaka, sourcesOf)).toEqual([])
})

test('many are closed for one reason, and what cannot be moved is said', async () => {
  const { leadIds } = await seeing(world, cast.marketer, act =>
    openLeadsOf(act, picked({ personIds: [ids[3], ids[4]] })),
  )
  await expect(as(world, cast.marketer, act => moveTogether(act, { leadIds, to: 'disqualified' }))).rejects.toThrow(
    Refusal,
  )
  const first = await as(world, cast.marketer, act =>
    moveTogether(act, { leadIds: leadIds.slice(0, 1), to: 'disqualified', reason: 'not_a_fit' }),
  )
  expect(first).toEqual({ moved: 1, refused: [] })
  const second = await as(world, cast.marketer, act =>
    moveTogether(act, { leadIds, to: 'disqualified', reason: 'invalid' }),
  )
  expect(second.moved).toBe(1)
  expect(second.refused).toMatchObject([{ leadId: leadIds[0] }])
  const hidden = await as(world, cast.tanaka, act =>
    moveTogether(act, { leadIds, to: 'disqualified', reason: 'invalid' }),
  )
  expect(hidden).toEqual({ moved: 0, refused: [] })
})

test('an offer says to its receiver, and to nobody else, that it is theirs to answer', async () => {
  const { leadIds } = await seeing(world, cast.marketer, act => openLeadsOf(act, picked({ personIds: [ids[0]] })))
  await as(world, cast.marketer, act => offerLeads(act, { leadIds, to: [cast.tanaka.id], note: '価格を質問された' }))
  const again = await seeing(world, cast.marketer, act => openLeadsOf(act, picked({ personIds: [ids[0]] })))
  expect(again).toMatchObject({ leadIds: [], offeredIds: leadIds })
  const mine = await seeing(world, cast.tanaka, act => getLead(act, leadIds[0]!))
  expect(mine.offer).toMatchObject({ answerable: true, from: { name: '佐藤 美咲' }, note: '価格を質問された' })
  expect((await seeing(world, cast.marketer, act => getLead(act, leadIds[0]!))).offer).toMatchObject({
    answerable: false,
  })
  expect((await seeing(world, cast.manager, act => getLead(act, leadIds[0]!))).offer).toMatchObject({
    answerable: true,
  })
})

test('somebody who sees everything answers what is offered to themselves', async () => {
  const { leadIds } = await seeing(world, cast.marketer, act => openLeadsOf(act, picked({ personIds: [ids[1]] })))
  const { offers } = await as(world, cast.manager, act =>
    offerLeads(act, { leadIds, to: [cast.marketer.id], note: '' }),
  )
  const inbox = await seeing(world, cast.marketer, act => listOffers(act, { box: 'received', open: true, limit: 10 }))
  expect(inbox.items.map(o => o.id)).toEqual(offers.map(o => o.id))
  await as(world, cast.marketer, act => acceptOffer(act, offers[0]!.id))
})

test('the timeline tells who acted, between whom, and from which post somebody came', async () => {
  const { items } = await seeing(world, cast.tanaka, act =>
    personTimeline(act, ids[0]!, TimelineQuery.parse({ id: ids[0] })),
  )
  const given = items.find(e => e.kind === 'offer.given')!
  expect(given.by).toMatchObject({ name: '佐藤 美咲', isProgram: false })
  expect(given.words).toMatchObject({ from: 'マーケティング', fromKind: 'queue', to: '田中 太郎', toKind: 'user' })
  expect(given.leadId).not.toBeNull()
})

test('of what is offered to a queue that one does not work off, one may see the lead and not answer', async () => {
  const [personId] = await byItself(world, act => insertPersons(act, [{ familyName: '列', givenName: '待子' }], 'hand'))
  const lead = await world.db
    .selectFrom('lead')
    .select('id')
    .where('personId', '=', personId!)
    .executeTakeFirstOrThrow()
  const queue = await byItself(world, act => queueFor(act.tx, 'inside_sales'))
  await as(world, cast.marketer, act => offerLeads(act, { leadIds: [lead.id], to: [queue], note: '' }))
  const seen = await seeing(world, cast.marketer, act => getLead(act, lead.id))
  expect(seen.offer).toMatchObject({ to: { id: queue }, answerable: false })
})
