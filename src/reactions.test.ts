import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testWorld } from '../test/database.ts'
import { openDb, openPool } from './platform/db.ts'
import { saw, somebody } from './qualify/scoring/scoring.fixture.ts'
import { reactions } from './reactions.ts'
import { settle } from './timeline/reactions.ts'
import { eventKinds } from './timeline/vocabulary.ts'

test('of what an import brings along only that does not wait which no reaction to history hears of', async () => {
  const { db, clock } = await testWorld()
  await sql`
    insert into event (kind, occurred_at, recorded_at, person_id, historic)
    select kind, ${clock.now()}, ${clock.now()}, 1, historic
    from unnest(${[...eventKinds]}::text[]) kind cross join unnest(array[true, false]) historic`.execute(db)
  const { rows } = await sql<{ kind: string; historic: boolean }>`
    select kind, historic from event e where not exists (select from inbox i where i.event_id = e.id) order by kind`.execute(
    db,
  )
  expect(rows).toEqual([
    { kind: 'consent.granted', historic: true },
    { kind: 'lead.opened', historic: true },
  ])
  for (const { kind } of rows)
    expect(reactions.filter(r => !r.effects && (r.kinds as readonly string[]).includes(kind)).map(r => r.name)).toEqual(
      [],
    )
})

test('small batches, one after the other, are worked off by plans made once', async () => {
  const world = await testWorld()
  const { personId } = await somebody(world, '山田')
  const pool = openPool(world.url, { max: 1 })
  const db = openDb(pool)
  const onOneLine = { ...world, settle: () => settle(db, reactions, world.clock.now) }
  for (let n = 0; n < 12; n++) await saw(onOneLine, personId)
  const { rows } = await sql<{ name: string; genericPlans: number; customPlans: number }>`
    select name, generic_plans, custom_plans from pg_prepared_statements where generic_plans + custom_plans >= 12`.execute(
    db,
  )
  expect(rows.map(r => r.name)).toContain('count-scores tables')
  // What says that one plan will do, goes out before it does.
  expect(rows.filter(r => r.customPlans > 0 && r.name !== 'plans tables')).toEqual([])
  await db.destroy()
})
