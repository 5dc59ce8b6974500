import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { winDeal } from '../../sell/deals/close.ts'
import { addContact } from '../../sell/deals/contacts.ts'
import { addProspect, dealOf, open } from '../../sell/deals/deals.fixture.ts'
import { sourcesOfWon } from './sources.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld('2026-06-01T10:00:00+09:00')
  cast = await makeCast(world)
})

const at = (day: string) => new Date(`${day}T09:00:00+09:00`)
const won = (actor = cast.manager) => seeing(world, actor, act => sourcesOfWon(act, '2026-04-01', '2026-06-30'))

async function win(personId: number, amount: number): Promise<number> {
  const id = await as(world, cast.admin, act => open(act, { ownerId: cast.kato.id, personId, amount }))
  await close(id)
  return id
}

async function close(id: number): Promise<void> {
  const { version } = await dealOf(world, id)
  await as(world, cast.kato, act => winDeal(act, { id, version, orderedOn: '2026-06-01' }))
}

async function visit(personId: number, day: string, more: { utmSource?: string; referrer?: string; channel?: string }) {
  const { id } = await world.db
    .insertInto('identity')
    .values({ kind: 'cookie', value: `${personId} ${day}`, personId, strength: 'strong', concludedAt: at(day) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('visit')
    .values({
      identityId: id,
      personId,
      channel: 'search',
      landing: 'https://example.jp/',
      firstAt: at(day),
      lastAt: at(day),
      pages: 1,
      ...more,
    })
    .execute()
}

test('R80: first and last touch of anybody on the deal before it was opened; each sums to what was won', async () => {
  const people = await byItself(world, async act => ({
    known: await addProspect(act, '既知'),
    colleague: await addProspect(act, '同僚', '既知商事'),
    card: await addProspect(act, '名刺'),
    entered: await addProspect(act, '入力'),
  }))
  await world.db
    .updateTable('person')
    .set({ exchangedOn: '2026-05-10', source: '展示会 2026' })
    .where('id', '=', people.card.personId)
    .execute()
  // The colleague read our pages long before the one with whom the deal is.
  await visit(people.colleague.personId, '2026-04-02', {
    referrer: 'https://news.example.com/story?id=1',
    channel: 'referral',
  })
  await visit(people.known.personId, '2026-05-20', { utmSource: 'google' })
  const deal = await as(world, cast.admin, act =>
    open(act, { ownerId: cast.kato.id, personId: people.known.personId, amount: 2_000_000 }),
  )
  await as(world, cast.admin, act => addContact(act, { id: deal, personId: people.colleague.personId }))
  // What came after the opening does not explain it.
  world.clock.moveTo(at('2026-06-20'))
  await visit(people.known.personId, '2026-06-19', { utmSource: 'newsletter' })
  world.clock.moveTo(at('2026-06-21'))
  await close(deal)
  await win(people.card.personId, 700_000)
  await win(people.entered.personId, 300_000)

  const { count, sum, first, last } = await won()
  expect({ count, sum }).toEqual({ count: 3, sum: 3_000_000 })
  const plain = (sources: typeof first) => sources.map(s => [s.kind, s.label, s.count, s.sum])
  expect(plain(first)).toEqual([
    ['visit', 'news.example.com', 1, 2_000_000],
    ['card', '展示会 2026', 1, 700_000],
    ['entry', null, 1, 300_000],
  ])
  expect(plain(last)[0]).toEqual(['visit', 'google', 1, 2_000_000])
  for (const sources of [first, last]) {
    expect(sources.reduce((all, s) => all + s.sum, 0)).toBe(sum)
    expect(sources.flatMap(s => s.deals.map(d => d.id)).toSorted()).toHaveLength(count)
  }
})

test('R80: only deals within sight count, and another team that met them first is named all the same', async () => {
  expect(await won(cast.kato)).toMatchObject({ count: 3, sum: 3_000_000 })
  expect(await won(cast.tanaka)).toMatchObject({ count: 0, sum: 0, first: [], last: [] })
})
