import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testWorld } from '../test/database.ts'
import { reactions } from './reactions.ts'
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
