import { sql } from 'kysely'
import type { TakeBack } from '../../office/journal/takeBack.ts'

/**
 * Undoing a call also takes back what it wrote down and planned, unless somebody has worked on that since. What the
 * operation wrote is known by its events.
 */
export const activityTakeBack: TakeBack = {
  table: 'activity',
  inserted: async (act, { operationId }) => {
    const { rows } = await sql<{ id: number; untouched: boolean }>`
      select distinct a.id, a.version = 1 as untouched
      from operation o
      join event e on e.operation_id = o.id and e.kind in ('activity.planned', 'activity.done')
      join activity a on a.id = (e.facts ->> 'activityId')::bigint and a.created_at = o.at
      where o.id = ${operationId}`.execute(act.tx)
    const taken = rows.filter(r => r.untouched).map(r => r.id)
    await sql`delete from activity where id = any(${taken}::bigint[])`.execute(act.tx)
    return { taken, left: rows.filter(r => !r.untouched).map(r => r.id) }
  },
}
