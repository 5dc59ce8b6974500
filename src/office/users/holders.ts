import { sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../roles/act.ts'
import { has } from '../roles/rights.ts'
import type { Holder } from './users.schema.ts'

/** Who can hold leads: users whose roles work with people, and queues. Few enough for one page. */
export async function listHolders(act: Act): Promise<z.infer<typeof Holder>[]> {
  const { rows } = await sql<z.infer<typeof Holder>>`
    select h.id, h.kind, h.name, h.purpose, coalesce(u.roles, '{}') as roles, u.away_until,
      case when t.id is not null then jsonb_build_object('id', t.id, 'name', t.name) end as team,
      (select count(*) from lead l where l.holder_id = h.id and l.closed_at is null) as open_leads
    from holder h left join app_user u on u.id = h.id left join team t on t.id = h.team_id
    where h.active and not coalesce(u.is_program, false)
    order by h.kind desc, h.name, h.id`.execute(act.tx)
  return rows.filter(h => h.kind === 'queue' || has(h.roles, 'lead.work'))
}
