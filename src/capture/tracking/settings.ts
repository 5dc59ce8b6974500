import { sql } from 'kysely'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { stale } from '../../platform/stale.ts'
import type { ChangeTracking, Tracking } from './tracking.schema.ts'

/**
 * Of so many who came last, whoever was here last is shown. An index on when each was here last would be written with every
 * view, to answer this alone.
 */
const cameLast = 1_000

/** How the site is tracked, the code for it, and whether it works. */
export async function getTracking({ tx }: Act, baseUrl: string): Promise<Tracking> {
  const { rows } = await sql<Omit<Tracking, 'code'>>`
    select w.tracking as mode, w.version, w.keep_web_months,
      (select jsonb_build_object('month', max(m.month), 'gone', sum(m.gone)) from event_month m having count(*) > 0) as swept, (select jsonb_build_object('at', v.last_at, 'url', coalesce((select e.facts ->> 'url' from event e
        where e.identity_id = v.identity_id and e.occurred_at = v.last_at and e.kind = 'page.viewed' limit 1), v.landing))
        from (select * from visit order by first_at desc limit ${cameLast}) v order by v.last_at desc, v.id desc limit 1) as last_seen from workspace w`.execute(
    tx,
  )
  const { lastSeen, ...rest } = rows[0]!
  return {
    ...rest,
    code: `<script src="${baseUrl}/t.js" async></script>`,
    lastSeen: lastSeen && { ...lastSeen, at: new Date(lastSeen.at) },
  }
}

export async function changeTracking(act: Act, { version, ...given }: typeof ChangeTracking._output): Promise<void> {
  const { mode, keepWebMonths } = given
  const patch = {
    ...(mode === undefined ? {} : { tracking: mode }),
    ...(keepWebMonths === undefined ? {} : { keepWebMonths }),
  }
  await asOwner(act, async ({ tx }) => {
    const changed = await tx
      .updateTable('workspace')
      .set({ ...patch, id: 1 })
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
    if (changed) return
    const current = await tx
      .selectFrom('workspace')
      .select(['tracking as mode', 'keepWebMonths', 'version'])
      .executeTakeFirstOrThrow()
    throw stale(current, given)
  })
}
