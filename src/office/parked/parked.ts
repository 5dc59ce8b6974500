import { sql } from 'kysely'
import type { z } from 'zod'
import { enqueue } from '../../platform/jobs.ts'
import { Refusal } from '../../platform/refusal.ts'
import { isEventOf } from '../../timeline/reactions.ts'
import { type Act, asOwner } from '../roles/act.ts'
import type { Parked, RetryParked } from './parked.schema.ts'

const most = 500

export const listParked = (act: Act): Promise<z.infer<typeof Parked>[]> =>
  asOwner(act, async ({ tx }) => {
    const { rows } = await sql<z.infer<typeof Parked>>`
      select p.event_id, e.kind, p.reaction, p.error, e.occurred_at, p.parked_at, e.person_id
      from parked p join event e on ${isEventOf('p')} order by p.parked_at desc, p.event_id desc limit ${most}`.execute(
      tx,
    )
    return rows
  })

/** Asks the worker to try once more. If it fails again, it stays parked with the new error. */
export async function tryParkedAgain(act: Act, { eventId, reaction }: z.infer<typeof RetryParked>): Promise<void> {
  await asOwner(act, async ({ tx }) => {
    const parked = await tx
      .selectFrom('parked')
      .select('eventId')
      .where('eventId', '=', eventId)
      .where('reaction', '=', reaction)
      .executeTakeFirst()
    if (!parked)
      throw new Refusal('missing', {
        en: 'This is not set aside any more.',
        ja: 'このイベントはすでに保留されていません。',
      })
    await enqueue(tx, { name: parkedTask }, { eventId, reaction })
  })
}

export const parkedTask = 'parked: try again'
