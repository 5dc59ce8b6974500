import { sql } from 'kysely'
import type { z } from 'zod'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { noSuchLead } from '../../people/leads/refusals.ts'
import type { TriedLead, TryLead } from './assignment.schema.ts'
import { routeLeads } from './route.ts'

/** Who would get this lead now, and why. Nothing is given, and nobody loses their turn by it. */
export async function tryLead(act: Act, { leadId, personId }: z.infer<typeof TryLead>): Promise<TriedLead> {
  const { rows } = await sql<Pick<TriedLead, 'leadId' | 'personName' | 'companyName'>>`
    select l.id as lead_id, nullif(trim(concat(p.family_name, ' ', p.given_name)), '') as person_name, c.name as company_name
    from lead l left join person p on p.id = l.person_id left join company c on c.id = l.company_id
    where l.closed_at is null and ${leadId ? sql`l.id = ${leadId}` : sql`l.person_id = ${personId}`} order by l.id limit 1`.execute(
    act.tx,
  )
  const lead = rows[0]
  if (!lead) throw noSuchLead()
  return asOwner(act, async act => {
    const [route] = await routeLeads(act, [lead.leadId], { trying: true })
    const { to, why, ruleId, full } = route!
    const { rows: names } = await sql<Pick<TriedLead, 'to' | 'rule' | 'full'>>`
      select jsonb_build_object('id', h.id, 'kind', h.kind, 'name', h.name) as "to",
        (select jsonb_build_object('id', r.id, 'name', r.name) from assignment_rule r where r.id = ${ruleId}::bigint) as rule,
        (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'name', r.name) order by r.position, r.id), '[]') from assignment_rule r
          where r.id = any(${full}::bigint[])) as full
      from holder h where h.id = ${to}`.execute(act.tx)
    return { ...lead, why, ...names[0]! }
  })
}
