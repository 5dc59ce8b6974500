import { sql } from 'kysely'
import { notificationReactions } from '../../src/office/notifications/notifications.reactions.ts'
import type { World } from '../../src/platform/world.ts'
import { type Taken, takenColumns } from '../../src/timeline/reactions.ts'
import type { Story } from './story.ts'
import { DAY, HOUR } from './time.ts'

const days = 21
/** What is left for the next morning, at most. */
const left = 5

/** What everybody was told of late, by the reaction that tells it; all but the latest few have been read. */
export async function ringBells({ db, clock }: World, { now }: Story): Promise<void> {
  const [{ kinds, run }] = notificationReactions as [(typeof notificationReactions)[number]]
  const { rows } = await sql<Taken>`
    select ${takenColumns} from event e
    where kind = any(${[...kinds]}::text[]) and occurred_at > ${new Date(now - days * DAY)} order by id desc limit 3000`.execute(
    db,
  )
  const hours = Map.groupBy(rows.toReversed(), e => Math.floor(e.occurredAt.getTime() / HOUR))
  for (const events of hours.values()) await db.transaction().execute(tx => run(tx, events, events.at(-1)!.occurredAt))
  await sql`
    update notification n set read_at = n.created_at + interval '3 hours' from (
      select id, row_number() over (partition by user_id order by created_at desc, id desc) as place from notification) p
    where p.id = n.id and n.read_at is null and (p.place > ${left} or n.created_at < ${new Date(clock.now().getTime() - 2 * DAY)})`.execute(
    db,
  )
}
