import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testWorld } from '../../test/database.ts'
import { tell } from './tell.ts'

test('the demo tells a story in which nobody is dropped and every stage has somebody', async () => {
  const world = await testWorld('2026-11-20T10:30:00+09:00')
  await tell(world, 'a password of the demo', { size: { days: 14, companies: 60, exhibition: 120, seminar: 20 } })
  const { rows } = await sql<{ stage: string; n: number }>`select stage, count(*) as n from lead group by 1`.execute(
    world.db,
  )
  const stages = Object.fromEntries(rows.map(r => [r.stage, r.n]))
  for (const stage of ['lead', 'mql', 'sal', 'recycled']) expect(stages[stage], stage).toBeGreaterThan(0)
  const parked = await world.db.selectFrom('parked').selectAll().execute()
  expect(parked).toEqual([])
  const future = await world.db.selectFrom('event').select('id').where('occurredAt', '>', world.clock.now()).execute()
  expect(future).toEqual([])
  const { rows: bells } = await sql<{
    unread: number
    oldest: Date
  }>`select count(*) as unread, min(created_at) as oldest
    from notification where read_at is null group by user_id`.execute(world.db)
  expect(bells.length).toBeGreaterThan(3)
  for (const { unread, oldest } of bells) {
    expect(unread).toBeLessThanOrEqual(5)
    expect(world.clock.now().getTime() - oldest.getTime()).toBeLessThan(2 * 24 * 3600_000)
  }
}, 120_000)
