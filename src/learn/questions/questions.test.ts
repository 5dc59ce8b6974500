import { beforeAll, expect, test } from 'vitest'
import { actorOf, as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { type Asking, openOffice } from '../../../test/office.ts'
import { grantConsent, optOut } from '../../people/consent/consent.ts'
import { listSegments } from '../../people/segments/segments.ts'
import { makePeople } from '../../people/segments/where.fixture.ts'
import { addActivity } from '../../sell/activities/write.ts'
import { winDeal } from '../../sell/deals/close.ts'
import { addProspect, dealOf, open } from '../../sell/deals/deals.fixture.ts'
import { setQuota } from '../../sell/forecast/quotas.ts'
import { answersFor } from './answer.ts'
import type { Waterfall } from './questions.schema.ts'
import { snapshotSegments } from './segments.ts'

let world: TestWorld
let cast: Cast
let asks: Record<'manager' | 'marketer' | 'tanaka' | 'kato', Asking>

beforeAll(async () => {
  const office = await openOffice()
  world = office.world
  cast = await makeCast(world)
  await makePeople(world, cast, 90)
  asks = {
    manager: await office.signIn(cast.manager.id),
    marketer: await office.signIn(cast.marketer.id),
    tanaka: await office.signIn(cast.tanaka.id),
    kato: await office.signIn(cast.kato.id),
  }
})

/** How many the list at that address shows to the same person. */
async function listed(ask: Asking, list: string): Promise<number> {
  const [page, query = ''] = list.split('?')
  const search = new URLSearchParams(query)
  const filters: { key: string; op: string; value: string[] & string }[] = JSON.parse(search.get('filters') ?? '[]')
  if (page === '/leads') {
    const view = search.get('view')
    const of = view ? `segment=${view}` : `filters=${encodeURIComponent(JSON.stringify(filters))}`
    return (await ask('GET', `/persons/count?exact=true&${of}`)).body.count
  }
  const asked = new URLSearchParams()
  for (const { key, op, value } of filters) asked.set(key === 'day' ? op : key, key === 'day' ? value : value[0]!)
  return (await ask('GET', `/deals/count?${asked}`)).body.count
}

const answers = async (ask: Asking, only: string) => (await ask('GET', `/questions?only=${only}`)).body

test('R72: whoever is past their clock, and deals past their next action, as their lists show them; nobody without a holder', async () => {
  const who = await byItself(world, act => addProspect(act, '停滞'))
  const still = await as(world, cast.admin, act => open(act, { ownerId: cast.kato.id, personId: who.personId }))
  const other = await byItself(world, act => addProspect(act, '前進'))
  const moving = await as(world, cast.admin, act => open(act, { ownerId: cast.kato.id, personId: other.personId }))
  await as(world, cast.kato, act =>
    addActivity(act, {
      kind: 'meeting',
      dealId: moving,
      subject: '',
      note: '',
      plannedAt: new Date('2026-06-03T10:00:00+09:00'),
    }),
  )
  for (const ask of Object.values(asks)) {
    const { lookedAfter } = await answers(ask, 'lookedAfter')
    expect(lookedAfter.overdue.count).toBe(await listed(ask, lookedAfter.overdue.list))
    expect(lookedAfter.stalled.count).toBe(await listed(ask, lookedAfter.stalled.list))
    expect(lookedAfter.withoutHolder.count).toBe(0)
  }
  expect((await answers(asks.manager, 'lookedAfter')).lookedAfter.overdue.count).toBeGreaterThan(0)
  expect((await answers(asks.kato, 'lookedAfter')).lookedAfter.stalled.count).toBe(1)
  expect((await dealOf(world, still)).outcome).toBeNull()
})

test('N6, R73: the bars sum to everybody within sight, and each list equals its bar', async () => {
  for (const ask of Object.values(asks)) {
    const { approach } = await answers(ask, 'approach')
    expect(approach.days).toBe(7)
    for (const { all, bars, free, mailable } of [approach.mail, approach.phone] as Waterfall[]) {
      expect(bars.reduce((sum, b) => sum + b.count, free.count)).toBe(all.count)
      for (const bar of [all, free, ...bars, ...(mailable ? [mailable] : [])])
        expect(bar.count).toBe(await listed(ask, bar.list))
    }
  }
})

test('R73: an opt-out lowers it at once', async () => {
  const who = await byItself(world, act => addProspect(act, '配信'))
  await world.db
    .updateTable('person')
    .set({ email: 'haishin@example.jp', emailKey: 'haishin@example.jp' })
    .where('id', '=', who.personId)
    .execute()
  await as(world, cast.marketer, act =>
    grantConsent(act, { id: who.personId, channel: 'mail', basis: 'opt_in', via: 'form' }),
  )
  const { approach: before } = await answers(asks.marketer, 'approach')
  expect(before.mail.free.count).toBeGreaterThan(0)
  await as(world, cast.marketer, act => optOut(act, { id: who.personId, channel: 'mail', via: 'phone' }))
  const { approach: after } = await answers(asks.marketer, 'approach')
  expect(after.mail.free.count).toBe(before.mail.free.count - 1)
  expect(after.mail.all.count).toBe(before.mail.all.count)
})

test('R77: each segment counts what its list shows; at the end of a day it is written down once, for who sees all', async () => {
  world.clock.moveTo(new Date('2026-06-01T15:00:30Z'))
  expect(await byItself(world, snapshotSegments)).toBeGreaterThan(5)
  expect(await byItself(world, snapshotSegments)).toBe(0)
  const potential = async (ask: Asking) =>
    (await answers(ask, 'segments')).segments.find((s: { name: string }) => /潜在|Potential/.test(s.name))
  for (const ask of Object.values(asks))
    for (const segment of (await answers(ask, 'segments')).segments)
      expect(segment.count).toBe(await listed(ask, segment.list))
  const seen = await potential(asks.marketer)
  expect(seen.trend).toEqual([{ day: '2026-06-01', people: seen.count }])
  expect((await potential(asks.tanaka)).trend).toEqual([])
  const { segments } = await answers(asks.marketer, 'segments')
  expect(segments[0].trend).toEqual([])
})

test('R78: cards that nobody has approached, until the first call', async () => {
  const { cards } = await answers(asks.marketer, 'cards')
  expect(cards.count).toBe(await listed(asks.marketer, cards.list))
  const who = await byItself(world, act => addProspect(act, '名刺'))
  await world.db.updateTable('person').set({ exchangedOn: '2026-05-30' }).where('id', '=', who.personId).execute()
  expect((await answers(asks.marketer, 'cards')).cards.count).toBe(cards.count + 1)
  await world.db
    .insertInto('activity')
    .values({
      kind: 'call',
      personId: who.personId,
      holderId: cast.tanaka.id,
      doneAt: world.clock.now(),
      createdAt: world.clock.now(),
    })
    .execute()
  expect((await answers(asks.marketer, 'cards')).cards.count).toBe(cards.count)
})

test('R79: what may close this month, by the calendar of Tokyo, as the forecast and the list say', async () => {
  world.clock.moveTo(new Date('2026-06-30T14:59:00Z'))
  await as(world, cast.manager, act => setQuota(act, { userId: cast.kato.id, month: '2026-06', amount: 5_000_000 }))
  const [a, b] = await byItself(world, async act => [await addProspect(act, '今月'), await addProspect(act, '受注')])
  await as(world, cast.admin, act =>
    open(act, { ownerId: cast.kato.id, personId: a!.personId, amount: 900_000, expectedClose: '2026-06-30' }),
  )
  const won = await as(world, cast.admin, act =>
    open(act, { ownerId: cast.kato.id, personId: b!.personId, amount: 400_000 }),
  )
  const { version } = await dealOf(world, won)
  await as(world, cast.kato, act => winDeal(act, { id: won, version, orderedOn: '2026-06-30' }))
  const { closing } = await answers(asks.manager, 'closing')
  expect(closing).toMatchObject({ month: '2026-06', count: 1, sum: 900_000, won: { count: 1, sum: 400_000 } })
  const forecast = (await asks.manager('GET', '/forecast')).body.total
  expect(closing).toMatchObject({ quota: forecast.quota, won: forecast.won, ...forecast.open })
  expect(closing.count).toBe(await listed(asks.manager, closing.list))
  expect(closing.won.count).toBe(await listed(asks.manager, closing.won.list))
  world.clock.moveTo(new Date('2026-06-30T15:00:00Z'))
  expect((await answers(asks.manager, 'closing')).closing).toMatchObject({ month: '2026-07', count: 0, quota: 0 })
})

test('R74: one request answers all, and says when and how long it took', async () => {
  const { status, body } = await asks.manager('GET', '/questions')
  expect(status).toBe(200)
  expect(Object.keys(body).toSorted()).toEqual(
    ['approach', 'asOf', 'cards', 'closing', 'kept', 'lookedAfter', 'segments', 'sources', 'tookMs'].toSorted(),
  )
  expect(new Date(body.asOf)).toEqual(world.clock.now())
  expect(body.tookMs).toBeGreaterThan(0)
})

test('an answer that took long is shown again as of when it was counted, then counted anew, and never to other eyes', async () => {
  const cards = async (who: number, patience: number) =>
    answersFor(world, await actorOf(world, who), { only: ['cards'] }, patience)
  const minutes = (n: number) => new Date(world.clock.now().getTime() + n * 60_000)
  const always = -1
  const begun = world.clock.now()
  const first = await cards(cast.manager.id, always)
  expect(first).toMatchObject({ asOf: begun, kept: false })

  const { personId } = await byItself(world, act => addProspect(act, '名刺'))
  await world.db.updateTable('person').set({ exchangedOn: '2026-05-10' }).where('id', '=', personId).execute()
  world.clock.moveTo(minutes(5))
  expect(await cards(cast.manager.id, always)).toMatchObject({ cards: first.cards, asOf: begun, kept: true })

  // Older: still at once, while it is counted anew behind the screen.
  world.clock.moveTo(minutes(6))
  expect(await cards(cast.manager.id, always)).toMatchObject({ cards: first.cards, asOf: begun, kept: true })
  await expect
    .poll(() => cards(cast.manager.id, always))
    .toMatchObject({ cards: { count: first.cards!.count + 1 }, asOf: world.clock.now(), kept: true })

  // A list that means something else by now is another question.
  await world.db
    .updateTable('segment')
    .set({ name: '変更後' })
    .where('id', '=', (await as(world, cast.manager, listSegments))[0]!.id)
    .execute()
  expect(await cards(cast.manager.id, always)).toMatchObject({ kept: false })

  // Another role, another answer: what was counted with wider eyes is not theirs any more.
  await world.db
    .updateTable('appUser')
    .set({ roles: ['field_sales'] })
    .where('id', '=', cast.manager.id)
    .execute()
  expect(await cards(cast.manager.id, always)).toMatchObject({ kept: false })
  await world.db
    .updateTable('appUser')
    .set({ roles: ['manager'] })
    .where('id', '=', cast.manager.id)
    .execute()

  // A day later nothing of it is shown, and what is counted quickly is not kept.
  world.clock.moveTo(minutes(25 * 60))
  expect(await cards(cast.manager.id, 60_000)).toMatchObject({ asOf: world.clock.now(), kept: false })
  world.clock.moveTo(minutes(1))
  expect(await cards(cast.manager.id, 60_000)).toMatchObject({ asOf: world.clock.now(), kept: false })
})
