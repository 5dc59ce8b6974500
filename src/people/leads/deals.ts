import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAll } from '../../timeline/timeline.ts'
import type { Stage } from './leads.schema.ts'
import { refreshDealSight } from './sight.ts'

/** Of these leads, the ones with an open deal. */
export async function leadsInDeals(tx: Tx, leads: { id: number; stage: Stage }[]): Promise<Set<number>> {
  const ids = leads.filter(l => l.stage === 'sql').map(l => l.id)
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ leadId: number }>`
    ${planned('leads-in-deals')} select distinct lead_id from deal where lead_id = any(${ids}::bigint[]) and outcome is null`.execute(
    tx,
  )
  return new Set(rows.map(r => r.leadId))
}

/** A lead goes where its deals go: while one is open, nothing but the end of the deal moves it. */
export async function refuseWhileDealIsOpen(tx: Tx, leads: { id: number; stage: Stage }[]): Promise<void> {
  if ((await leadsInDeals(tx, leads)).size > 0) throw dealIsOpen()
}

export const dealIsOpen = () =>
  new Refusal('conflict', {
    en: 'A deal of this lead is open. Win, lose or stop the deal; the lead follows by itself.',
    ja: 'このリードには進行中の商談があります。商談を受注・失注・停止のいずれかにすると、リードも連動して変わります。',
  })

/** Who takes over an opportunity takes over the deals that its holder had on it. A queue owns no deals. */
export async function dealsFollowHolder(act: OwnerAct, leadId: number, from: number, to: number): Promise<void> {
  const { rows } = await sql<{ id: number; personId: number | null; companyId: number | null }>`
    update deal d set owner_id = u.id from app_user u
    where u.id = ${to} and d.lead_id = ${leadId} and d.owner_id = ${from} and d.outcome is null
    returning d.id, d.person_id, d.company_id`.execute(act.tx)
  await recordAll(
    act,
    rows.map(d => ({
      kind: 'deal.changed' as const,
      leadId,
      personId: d.personId,
      companyId: d.companyId,
      facts: { dealId: d.id, fields: ['ownerId'], holderId: to },
    })),
  )
  await refreshDealSight(
    act.tx,
    rows.map(d => d.id),
  )
}

/**
 * Whose deal is open at the company of a lead: who becomes hot there is offered to them. The latest deal's owner, or who
 * stands in for them; nobody when they have left.
 */
export async function dealOwnersAt({ tx, at }: OwnerAct, leadIds: number[]): Promise<Map<number, number>> {
  if (leadIds.length === 0) return new Map()
  const { rows } = await sql<{ leadId: number; id: number }>`
    ${planned('deal-owners')} select distinct on (l.id) l.id as lead_id, case when (${at}::timestamptz at time zone w.time_zone)::date
        between u.away_from and coalesce(u.away_until, 'infinity') then coalesce(s.id, u.id) else u.id end as id
    from lead l join deal d on d.company_id = l.company_id and d.outcome is null
    join app_user u on u.id = d.owner_id join holder h on h.id = u.id and h.active
    left join holder s on s.id = u.deputy_id and s.active
    cross join workspace w
    where l.id = any(${leadIds}::bigint[]) order by l.id, d.opened_at desc, d.id desc`.execute(tx)
  return new Map(rows.map(r => [r.leadId, r.id]))
}

export const dealOwnerAt = async (act: OwnerAct, leadId: number): Promise<number | undefined> =>
  (await dealOwnersAt(act, [leadId])).get(leadId)
