import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { refreshDealSight } from '../../people/leads/sight.ts'
import { recordAll } from '../../timeline/timeline.ts'

type Taken = { id: number; leadId: number | null; personId: number | null; companyId: number | null; to: number }

/** Open deals go with their lead; those whose lead somebody else holds go in turn, when the whole book goes. */
export async function handOverDeals(
  act: OwnerAct,
  from: number,
  to: number[],
  leads: number[] | 'all',
): Promise<number> {
  const which = leads === 'all' ? sql`` : sql`and d.lead_id = any(${leads}::bigint[])`
  const { rows } = await sql<Taken>`
    with turn as (
      select d.id, coalesce((select l.holder_id from lead l where l.id = d.lead_id and l.holder_id = any(${to}::bigint[])),
        (${to}::bigint[])[1 + (row_number() over (order by d.expected_close, d.id) - 1) % ${to.length}]) as receiver
      from deal d where d.owner_id = ${from} and d.outcome is null ${which}
    )
    update deal d set owner_id = t.receiver from turn t where d.id = t.id
    returning d.id, d.lead_id, d.person_id, d.company_id, d.owner_id as "to"`.execute(act.tx)
  await recordAll(
    act,
    rows.map(({ id, to: holderId, ...of }) => ({
      kind: 'deal.changed' as const,
      ...of,
      facts: { dealId: id, fields: ['ownerId'], holderId },
    })),
  )
  await refreshDealSight(
    act.tx,
    rows.map(r => r.id),
  )
  return rows.length
}
