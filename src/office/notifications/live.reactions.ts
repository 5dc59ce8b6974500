import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import type { Reaction, Taken } from '../../timeline/reactions.ts'
import { eventKinds } from '../../timeline/vocabulary.ts'
import { type Told, tellLive } from './live.ts'

type Seen = Extract<Told, { kinds: string[] }>['seen'][number]

/** The database carries at most 8000 bytes at a time. */
const room = 7_000

/** Tells open screens what has changed and who may know; by the same rules as the view of events. */
async function tellScreens(tx: Tx, events: Taken[]): Promise<void> {
  // What visitors do whom nobody knows stands on no screen.
  const shown = events
    .filter(e => e.identityId === null || e.personId !== null || e.leadId !== null || e.companyId !== null)
    .map(e => ({ person_id: e.personId, lead_id: e.leadId, company_id: e.companyId, by_id: e.byId }))
  if (shown.length === 0) return
  const kinds = [...new Set(events.map(event => event.kind))]
  const { rows } = await sql<{ personId: number | null; by: number[] | null }>`
    ${planned('who-may-know')} select distinct e.person_id, case
        when e.person_id is not null then p.seen_by
        when e.lead_id is not null then l.seen_by
        when e.company_id is not null then null
        else array_remove(array[0, e.by_id], null)
      end as by
    from jsonb_to_recordset(${JSON.stringify(shown)}::jsonb) as e(person_id bigint, lead_id bigint, company_id bigint, by_id bigint)
    left join person p on p.id = e.person_id left join lead l on l.id = e.lead_id`.execute(tx)
  if (rows.length === 0) return
  for (const seen of inPieces(
    rows.map(row => ({ ...(row.personId === null ? {} : { personId: row.personId }), by: row.by })),
  )) {
    await tellLive({ kinds, seen }).execute(tx)
  }
}

function* inPieces(rows: Seen[]): Generator<Seen[]> {
  let piece: Seen[] = []
  let size = 0
  for (const row of rows) {
    const bytes = JSON.stringify(row).length + 1
    if (size + bytes > room) {
      yield piece
      piece = []
      size = 0
    }
    piece.push(row)
    size += bytes
  }
  if (piece.length > 0) yield piece
}

export const liveReactions: Reaction[] = [
  { name: 'live: tell open screens', kinds: eventKinds, effects: true, rebuildable: false, run: tellScreens },
]
