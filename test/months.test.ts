import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { addProspect, open } from '../src/sell/deals/deals.fixture.ts'
import { forgetKeys, makeMonths, makeMonthsAhead, sweepMonths } from '../src/timeline/months.ts'
import { type Happened, recordNew } from '../src/timeline/timeline.ts'
import { as, byItself, type Cast, makeCast } from './cast.ts'
import { type TestWorld, testWorld } from './database.ts'

let world: TestWorld
let cast: Cast

beforeEach(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  await sql`delete from event`.execute(world.db)
})

const prospect = (name: string) => byItself(world, act => addProspect(act, name))

const record = (happened: Happened[]) =>
  world.db
    .transaction()
    .execute(tx => recordNew({ tx, at: world.clock.now(), byId: null, operationId: null }, happened))

const view = (day: string, more: Partial<Happened> = {}) =>
  ({
    kind: 'page.viewed',
    facts: { url: 'https://example.jp/' },
    occurredAt: new Date(`${day}T03:00:00Z`),
    ...more,
  }) as Happened

/** In which table which day lies. */
async function places(): Promise<string[]> {
  const { rows } = await sql<{ place: string }>`
    select tableoid::regclass::text || ' ' || to_char(occurred_at, 'MM-DD') as place from event order by occurred_at`.execute(
    world.db,
  )
  return rows.map(r => r.place)
}

test('what lay outside of all months moves into its own when that is made; nothing is refused for its date', async () => {
  await record([view('2019-02-03'), view('2026-06-01')])
  expect(await places()).toEqual(['event_rest 02-03', 'event_rest 06-01'])
  const made = await makeMonthsAhead(world.db, world.clock.now())
  expect(made).toEqual(['event_2026_06', 'event_2026_07', 'event_2026_08', 'event_2026_09'])
  expect(await places()).toEqual(['event_rest 02-03', 'event_2026_06 06-01'])
  expect(await makeMonthsAhead(world.db, world.clock.now())).toEqual([])
  await record([view('2026-06-01')])
  expect(await places()).toEqual(['event_rest 02-03', 'event_2026_06 06-01', 'event_2026_06 06-01'])
  expect(await world.settle()).toBe(3)
})

test('two processes that start at once make each month once', async () => {
  const both = await Promise.all([
    makeMonthsAhead(world.db, world.clock.now()),
    makeMonthsAhead(world.db, world.clock.now()),
  ])
  expect(both[0]).toHaveLength(4)
  const { rows } = await sql`select from pg_inherits where inhparent = 'event'::regclass`.execute(world.db)
  expect(rows).toHaveLength(5)
})

test('views older than they are kept go, but for those that touch a deal; all else that happened stays', async () => {
  const kept = await prospect('渡辺')
  const other = await prospect('佐藤')
  await makeMonths(world.db, new Date('2024-01-01T00:00:00Z'), world.clock.now())
  await record([
    view('2019-05-05', { personId: other.personId }),
    view('2024-01-31', { personId: kept.personId }),
    view('2024-01-31', { personId: other.personId }),
    view('2024-01-20'),
    { ...view('2024-01-20'), kind: 'document.requested', facts: { document: '料金表' }, personId: other.personId },
    view('2025-07-01', { personId: other.personId }),
  ])
  await world.settle()
  expect(await sweepMonths(world.db, world.clock.now())).toEqual([])
  await world.db.updateTable('workspace').set({ keepWebMonths: 12 }).execute()
  await as(world, cast.admin, act => open(act, { personId: kept.personId }))
  const swept = await sweepMonths(world.db, world.clock.now())
  expect(swept[0]).toEqual({ month: '2024-01-01', kept: 2, gone: 2 })
  expect(swept.map(s => s.month).at(-1)).toBe('2025-05-01')
  const left = await sql<{ what: string }>`
    select to_char(occurred_at, 'YYYY-MM') || ' ' || kind || ' ' || (person_id = ${kept.personId}) as what from event
    where kind in ('page.viewed', 'document.requested') order by occurred_at, kind`.execute(world.db)
  expect(left.rows.map(r => r.what)).toEqual([
    '2024-01 document.requested false',
    '2024-01 page.viewed true',
    '2025-07 page.viewed false',
  ])
  expect(await sweepMonths(world.db, world.clock.now())).toEqual([])
  // The month is whole: it takes in what comes late, and a reaction finds it.
  await record([view('2024-01-15', { personId: other.personId })])
  expect(await world.settle()).toBeGreaterThan(0)
})

test('a view that came late and waits to be reacted to is not swept from under its reaction', async () => {
  const other = await prospect('佐藤')
  await world.db.updateTable('workspace').set({ keepWebMonths: 12 }).execute()
  await makeMonths(world.db, new Date('2024-01-01T00:00:00Z'), world.clock.now())
  await world.settle()
  await record([view('2019-05-05', { personId: other.personId }), view('2024-01-31', { personId: other.personId })])
  await sweepMonths(world.db, world.clock.now())
  expect(await world.settle()).toBe(2)
  expect(await world.db.selectFrom('inbox').selectAll().execute()).toEqual([])
  await sweepMonths(world.db, world.clock.now())
  expect((await places()).filter(place => place === 'event_rest 05-05')).toEqual([])
})

test('a browser’s key is forgotten after a while, a program’s never', async () => {
  const soon = new Date(world.clock.now().getTime() + 60_000)
  await record([view('2026-06-01', { key: 'view:1', forgetAfter: soon }), view('2026-06-01', { key: 'order 7' })])
  world.clock.advance(120_000)
  await forgetKeys(world.db, world.clock.now())
  const again = await record([view('2026-06-01', { key: 'view:1' }), view('2026-06-01', { key: 'order 7' })])
  expect(again).toHaveLength(1)
})

test('a deleted event leaves nothing that was made of it', async () => {
  const person = await prospect('渡辺')
  await record([view('2026-06-01', { personId: person.personId, key: 'once' })])
  await sql`delete from event where kind = 'page.viewed'`.execute(world.db)
  expect(await world.db.selectFrom('eventKey').selectAll().execute()).toEqual([])
  const { rows } =
    await sql`select from inbox i where not exists (select from event e where e.id = i.event_id)`.execute(world.db)
  expect(rows).toEqual([])
  expect(await record([view('2026-06-01', { personId: person.personId, key: 'once' })])).toHaveLength(1)
})
