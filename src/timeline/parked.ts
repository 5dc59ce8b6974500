import { sql } from 'kysely'
import { type Db, isAway } from '../platform/db.ts'
import { isEventOf, type Reaction, type Taken, takenColumns } from './reactions.ts'

/**
 * Tries once more what was set aside: that reaction alone, on that event alone. Answers whether it went well; if not, it
 * stays parked with the new error. Of two who try at once, one does.
 */
export async function retryParked(
  db: Db,
  reactions: readonly Reaction[],
  { eventId, reaction }: { eventId: number; reaction: string },
  at: Date,
): Promise<boolean> {
  const its = reactions.find(known => known.name === reaction)
  try {
    return await db.transaction().execute(async tx => {
      const { rows } = await sql<Taken>`
        delete from parked p using event e where p.event_id = ${eventId} and p.reaction = ${reaction} and ${isEventOf('p')}
        returning ${takenColumns}`.execute(tx)
      // A reaction that this release does not have any more has nothing left to do.
      if (its && rows.length > 0) await its.run(tx, rows, at)
      return true
    })
  } catch (error) {
    if (isAway(error)) throw error
    const message = error instanceof Error ? error.message : String(error)
    await db
      .updateTable('parked')
      .set({ error: message.slice(0, 500), parkedAt: at })
      .where('eventId', '=', eventId)
      .where('reaction', '=', reaction)
      .execute()
    return false
  }
}
