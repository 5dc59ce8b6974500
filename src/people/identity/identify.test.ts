import { randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { merging } from '../../../test/merging.ts'
import { recordViews } from '../../capture/tracking/ingest.ts'
import { knownOf } from '../persons/erase.evidence.ts'
import { erase } from '../persons/erase.ts'
import { exportPerson } from '../persons/export.ts'
import { identify, type Strength } from './identify.ts'

let world: TestWorld
let cast: Cast
let stories: ReturnType<typeof merging>

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  stories = merging(world, cast)
})

const newVisitor = () => randomBytes(16).toString('hex')
let n = 0
/** Looks at these pages one minute apart. */
async function looks(visitor: string, ...paths: string[]) {
  for (const path of paths) {
    const at = world.clock.now()
    await recordViews(world.db, at, [
      { visitor, key: `v${n++}`, url: `https://yuki.example.jp${path}`, occurredAt: at },
    ])
    await world.settle()
    world.clock.advance(60_000)
  }
}
const is = (visitor: string, personId: number, strength: Strength) =>
  byItself(world, act => identify(act, { visitor, personId, strength }))
const whose = async (visitor: string) =>
  (
    await world.db
      .selectFrom('event')
      .innerJoin('identity', 'identity.id', 'event.identityId')
      .select(['event.personId', 'event.facts'])
      .where('value', '=', visitor)
      .where('event.kind', '=', 'page.viewed')
      .orderBy('event.id')
      .execute()
  ).map(e => [new URL((e.facts as { url: string }).url).pathname, e.personId])
const visits = async (visitor: string) =>
  (
    await world.db
      .selectFrom('visit')
      .innerJoin('identity', 'identity.id', 'visit.identityId')
      .select(['visit.personId', 'pages'])
      .where('value', '=', visitor)
      .orderBy('firstAt')
      .orderBy('visit.id')
      .execute()
  ).map(v => [v.personId, v.pages])

test('strong: what a stranger looked at before becomes theirs, once, and so does what follows', async () => {
  const [visitor, mori] = [newVisitor(), await stories.someone()]
  await looks(visitor, '/', '/pricing')
  expect(await is(visitor, mori, 'strong')).toBe(true)
  expect(await is(visitor, mori, 'strong')).toBe(false)
  await looks(visitor, '/cases')
  expect(await whose(visitor)).toEqual([
    ['/', mori],
    ['/pricing', mori],
    ['/cases', mori],
  ])
  expect(await visits(visitor)).toEqual([[mori, 3]])
  const told = await world.db
    .selectFrom('event')
    .select('facts')
    .where('kind', '=', 'visitor.identified')
    .where('personId', '=', mori)
    .execute()
  expect(told).toMatchObject([{ facts: { strength: 'strong', events: 2, from: null } }])
})

test('weak: a click in a forwarded mail is taken for the recipient only while nobody is known, and only from that visit on', async () => {
  const [visitor, recipient, colleague] = [newVisitor(), await stories.someone(), await stories.someone()]
  await looks(visitor, '/old')
  world.clock.advance(3 * 3_600_000)
  await looks(visitor, '/mail')
  expect(await is(visitor, recipient, 'weak')).toBe(true)
  await looks(visitor, '/pricing')
  expect(await whose(visitor)).toEqual([
    ['/old', null],
    ['/mail', recipient],
    ['/pricing', recipient],
  ])
  // Another weak sign moves nothing, and nobody becomes one with anybody.
  expect(await is(visitor, colleague, 'weak')).toBe(false)
  // The colleague to whom it was forwarded fills in a form: it was them all along.
  expect(await is(visitor, colleague, 'strong')).toBe(true)
  expect(await whose(visitor)).toEqual([
    ['/old', colleague],
    ['/mail', colleague],
    ['/pricing', colleague],
  ])
  expect(await visits(visitor)).toEqual([
    [colleague, 1],
    [colleague, 2],
  ])
  expect(await is(visitor, recipient, 'weak')).toBe(false)
  const people = await world.db
    .selectFrom('person')
    .select('mergedIntoId')
    .where('id', 'in', [recipient, colleague])
    .execute()
  expect(people).toEqual([{ mergedIntoId: null }, { mergedIntoId: null }])
})

test('a shared machine: who comes later holds it from then on, what was before stays with whom it was', async () => {
  const [visitor, ito, kato] = [newVisitor(), await stories.someone(), await stories.someone()]
  await looks(visitor, '/a')
  await is(visitor, ito, 'strong')
  await is(visitor, kato, 'strong')
  await looks(visitor, '/b')
  expect(await whose(visitor)).toEqual([
    ['/a', ito],
    ['/b', kato],
  ])
  expect(await visits(visitor)).toEqual([
    [ito, 1],
    [kato, 1],
  ])
  // One of the two asks to be forgotten: the other keeps what was theirs, and the machine.
  await byItself(world, async act => erase(act, await knownOf(act.tx, [kato])))
  expect(await whose(visitor)).toEqual([['/a', ito]])
  expect(await visits(visitor)).toEqual([[ito, 1]])
  const cookie = await world.db
    .selectFrom('identity')
    .select('personId')
    .where('value', '=', visitor)
    .executeTakeFirst()
  expect(cookie).toEqual({ personId: ito })
})

test('many at once: views and conclusions that meet leave no view behind', async () => {
  const [visitor, person] = [newVisitor(), await stories.someone()]
  const at = world.clock.now()
  const view = () =>
    recordViews(world.db, at, [{ visitor, key: `v${n++}`, url: 'https://yuki.example.jp/', occurredAt: at }])
  await Promise.all([view(), view(), is(visitor, person, 'strong'), view(), view(), view()])
  await world.settle()
  expect((await whose(visitor)).map(([, id]) => id)).toEqual(Array(5).fill(person))
  expect(await visits(visitor)).toEqual([[person, 5]])
})

test('a merge takes visits along, and gives them back; an export holds them', async () => {
  const [one, other] = [await stories.someone(), await stories.someone()]
  const visitor = newVisitor()
  await looks(visitor, '/x', '/y')
  await is(visitor, other, 'strong')
  const id = await stories.merge(one, other)
  await looks(visitor, '/z')
  expect(await visits(visitor)).toEqual([[one, 3]])
  const whole = await byItself(world, act => exportPerson(act, one))
  expect(whole.visits).toMatchObject([{ landing: 'https://yuki.example.jp/x', pages: 3 }])
  await stories.separate(id)
  expect(await visits(visitor)).toEqual([[other, 3]])
  expect(await is(visitor, one, 'weak')).toBe(false)
})
