import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { type TestWorld, testWorld } from '../../test/database.ts'
import { ahead } from '../platform/lines.ts'
import { backlog, drainLane, type Reaction, rebuild, settle, type Taken } from './reactions.ts'
import { recordNew } from './timeline.ts'

let world: TestWorld
const now = () => world.clock.now()

beforeEach(async () => {
  world = await testWorld()
  await sql`create table seen_by_test (reaction text, event_id bigint, person_id bigint, n bigint generated always as identity)`.execute(
    world.db,
  )
})

/** Writes down what it was given: a second time would show as a second row. */
const witness = (name: string, more: Partial<Reaction> = {}): Reaction => ({
  name,
  kinds: ['page.viewed'],
  effects: false,
  rebuildable: true,
  run: async (tx, events) => {
    await sql`insert into seen_by_test (reaction, event_id, person_id)
      select ${name}, e.id, e."personId" from jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(id bigint, "personId" bigint)`.execute(
      tx,
    )
  },
  ...more,
})

const view = (personId: number, more: { key?: string; historic?: boolean } = {}) => ({
  kind: 'page.viewed' as const,
  facts: { url: 'https://example.jp/' },
  personId,
  ...more,
})
const send = (people: number[], wait = 0) =>
  world.db.transaction().execute(async tx => {
    const ids = await recordNew(
      { tx, at: now(), byId: null, operationId: null },
      people.map(p => view(p)),
    )
    if (wait) await sleep(wait)
    return ids
  })
const witnessed = async (name: string) =>
  (
    await sql<{
      eventId: number
      personId: number
    }>`select event_id, person_id from seen_by_test where reaction = ${name} order by n`.execute(world.db)
  ).rows

test('what commits late is reacted to, though later events were reacted to before', async () => {
  const all = witness('all')
  const written = Promise.withResolvers<void>()
  const mayCommit = Promise.withResolvers<void>()
  const late = world.db.transaction().execute(async tx => {
    await recordNew(
      { tx, at: now(), byId: null, operationId: null },
      [1, 2, 3].map(p => view(p)),
    )
    written.resolve()
    await mayCommit.promise
  })
  await written.promise
  const early = await send([1, 2, 3, 4])
  await settle(world.db, [all], now)
  expect((await witnessed('all')).map(w => w.eventId).toSorted()).toEqual(early.toSorted())
  mayCommit.resolve()
  await late
  await settle(world.db, [all], now)
  expect(await witnessed('all')).toHaveLength(7)
})

test('many writers and many workers at once: every event once, each person in order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }), {
        minLength: 3,
        maxLength: 8,
      }),
      fc.integer({ min: 0, max: 4 }),
      async (writers, spread) => {
        await sql`truncate seen_by_test`.execute(world.db)
        const all = witness('all')
        const writing = new AbortController()
        const workers = [0, 1, 2, 3, 0, 1].map(async lane => {
          while (!writing.signal.aborted) {
            await drainLane(world.db, lane, [all], now)
            await sleep(1)
          }
        })
        // Each writer sends what one person did, one transaction after the other, while the rest do the same.
        const sent = await Promise.all(
          writers.map(async (sizes, person) => {
            const ids: number[] = []
            for (const size of sizes) ids.push(...(await send(Array(size).fill(person + 1), (size % (spread + 1)) * 2)))
            return ids
          }),
        )
        writing.abort()
        await Promise.all(workers)
        await settle(world.db, [all], now)
        const got = await witnessed('all')
        for (const [person, ids] of sent.entries())
          expect(got.filter(w => w.personId === person + 1).map(w => w.eventId)).toEqual(ids)
        expect(got).toHaveLength(sent.flat().length)
        expect(await backlog(world.db, now())).toMatchObject({ waiting: 0 })
      },
    ),
    { numRuns: 12 },
  )
})

test.each([
  ['asks', sql`select 1 / 0`],
  ['sends ahead', sql`${ahead} select 1 / 0`],
])(
  'a poison event is set aside for the reaction that %s what fails by it, and nothing else suffers',
  async (_, fails) => {
    const ids = await send(Array.from({ length: 40 }, (_, i) => i + 1))
    const poison = ids[17]!
    const picky = witness('picky', {
      run: async (tx, events) => {
        await witness('picky').run(tx, events, now())
        if (events.some(e => e.id === poison)) await fails.execute(tx)
      },
    })
    await settle(world.db, [witness('before'), picky, witness('after')], now)
    expect(await witnessed('before')).toHaveLength(40)
    expect(await witnessed('after')).toHaveLength(40)
    expect((await witnessed('picky')).map(w => w.eventId)).not.toContain(poison)
    expect(await witnessed('picky')).toHaveLength(39)
    const parked = await world.db.selectFrom('parked').selectAll().execute()
    expect(parked).toMatchObject([
      { eventId: poison, reaction: 'picky', error: expect.stringContaining('division by zero') },
    ])
  },
)

test('a worker that dies in the middle has done nothing: the batch is done again, once', async () => {
  await send([1, 1, 1])
  const dying = witness('all', {
    run: async (tx, events) => {
      await witness('all').run(tx, events, now())
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(tx)
    },
  })
  await expect(settle(world.db, [dying], now)).rejects.toThrow(/./)
  expect(await witnessed('all')).toHaveLength(0)
  expect(await world.db.selectFrom('parked').selectAll().execute()).toHaveLength(0)
  await settle(world.db, [witness('all')], now)
  expect(await witnessed('all')).toHaveLength(3)
})

test('imported history has no effects; what can be rebuilt from it is the same as before', async () => {
  await world.db
    .transaction()
    .execute(tx =>
      recordNew({ tx, at: now(), byId: null, operationId: null }, [view(1), { ...view(2), historic: true }]),
    )
  const telling = witness('telling', { effects: true, rebuildable: false })
  const counting = witness('counting')
  await settle(world.db, [telling, counting], now)
  expect((await witnessed('telling')).map(w => w.personId)).toEqual([1])
  const before = (await witnessed('counting')).map(w => w.eventId)
  await rebuild(
    world.db,
    counting,
    async tx => void (await sql`delete from seen_by_test where reaction = 'counting'`.execute(tx)),
    now(),
  )
  expect((await witnessed('counting')).map(w => w.eventId).toSorted()).toEqual(before.toSorted())
  await expect(rebuild(world.db, telling, async () => {}, now())).rejects.toThrow(/cannot be rebuilt/)
})

test('the same key is the same event', async () => {
  const by = { at: now(), byId: null, operationId: null }
  const first = await world.db
    .transaction()
    .execute(tx => recordNew({ tx, ...by }, [view(1, { key: 'a' }), view(1, { key: 'b' })]))
  const second = await world.db
    .transaction()
    .execute(tx => recordNew({ tx, ...by }, [view(1, { key: 'a' }), view(1, { key: 'c' })]))
  expect([first.length, second.length]).toEqual([2, 1])
})

test('facts that the vocabulary does not know are refused before anything is written', async () => {
  const wrong = { kind: 'page.viewed', facts: { url: 'not an address' } } as unknown as Parameters<
    typeof recordNew
  >[1][number]
  await expect(
    world.db.transaction().execute(tx => recordNew({ tx, at: now(), byId: null, operationId: null }, [wrong])),
  ).rejects.toThrow(/./)
  expect(await world.db.selectFrom('event').selectAll().execute()).toEqual([] satisfies Taken[])
})
