import { type RawBuilder, sql } from 'kysely'
import type { Db } from './db.ts'

/**
 * Does what only one process of the installation may do at a time, if nobody else does it just now. `still` throws once
 * the lock is lost: the database went away, or this process was silent for so long that others took over (presence.ts).
 */
export async function alone(
  db: Db,
  lock: RawBuilder<unknown>,
  run: (still: () => Promise<void>) => Promise<void>,
): Promise<void> {
  await db.connection().execute(async guard => {
    const { rows } = await sql<{ mine: boolean }>`select pg_try_advisory_lock(${lock}) as mine`.execute(guard)
    if (!rows[0]?.mine) return
    try {
      // Asked on the connection that holds it: as long as that answers, the lock is ours.
      await run(async () => void (await sql`select 1`.execute(guard)))
    } finally {
      await sql`select pg_advisory_unlock(${lock})`.execute(guard).catch(() => {})
    }
  })
}
