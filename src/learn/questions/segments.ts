import { sql } from 'kysely'
import { addDays, loadCalendar, localDay } from '../../office/calendar/workdays.ts'
import type { Act, OwnerAct } from '../../office/roles/act.ts'
import { countInSegment } from '../../people/segments/count.ts'
import { isAnyOf, type Rules } from '../../people/segments/rules.schema.ts'
import { listSegments } from '../../people/segments/segments.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Questions } from './questions.schema.ts'

const DAYS = 30

type Point = { segmentId: number; day: string; people: number }

/** People in each list, as the actor sees them, with how many there were at the end of the last days. */
export async function segmentsNow(act: Act): Promise<Questions['segments']> {
  const { timeZone } = await loadCalendar(act.tx)
  const since = addDays(localDay(act.at, timeZone), -DAYS)
  const { rows } = await sql<Point>`
    select segment_id, day, people from segment_snapshot where day >= ${since}::date order by day`.execute(act.tx)
  const found: NonNullable<Questions['segments']> = []
  for (const segment of await listSegments(act)) {
    const count = await counted(act, segment.id)
    if (count === undefined) continue
    found.push({
      id: segment.id,
      name: segment.name,
      count,
      list: `/leads?view=${segment.id}`,
      trend: rows.filter(r => r.segmentId === segment.id).map(({ day, people }) => ({ day, people })),
    })
  }
  return found
}

/** A list that asks for what is not there any more says so where it is edited, and is nothing to count. */
async function counted(act: Act, segmentId: number): Promise<number | undefined> {
  try {
    return (await countInSegment(act, segmentId, true)).count
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** What a list with "me" in it holds depends on who looks, so there is no one number to keep. */
function isPersonal(rules: Rules): boolean {
  const conditions = rules.all.flatMap(rule => (isAnyOf(rule) ? rule.any : [rule]))
  return conditions.some(
    c =>
      c.key.startsWith('reach.') || (c.key === 'holder' && 'value' in c && String(c.value).split(',').includes('me')),
  )
}

/** Writes down once a day how many are in each shared list, for the day that has just passed. Answers how many lists. */
export async function snapshotSegments(act: OwnerAct): Promise<number> {
  const { timeZone } = await loadCalendar(act.tx)
  const day = addDays(localDay(act.at, timeZone), -1)
  const { rows: done } = await sql`select from segment_snapshot where day = ${day}::date limit 1`.execute(act.tx)
  if (done.length > 0) return 0
  const points: { day: string; segmentId: number; people: number }[] = []
  for (const segment of await listSegments(act)) {
    if (!segment.shared || isPersonal(segment.rules)) continue
    const people = await counted(act, segment.id)
    if (people !== undefined) points.push({ day, segmentId: segment.id, people })
  }
  if (points.length > 0) await act.tx.insertInto('segmentSnapshot').values(points).execute()
  return points.length
}
