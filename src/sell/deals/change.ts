import type { Act, OwnerAct } from '../../office/roles/act.ts'
import { holdLead } from '../../people/leads/leads.ts'
import { refreshDealSight } from '../../people/leads/sight.ts'
import { record } from '../../timeline/timeline.ts'
import { type Bant, bantParts, type DealFields } from './deals.schema.ts'
import { concerning, holdDeal, type LockedDeal } from './lock.ts'
import { addContacts, mustKnowEnough, needCompany, needOwner, needPeople } from './open.ts'
import { closedDeal } from './refusals.ts'
import { gateOf } from './stages.ts'

type Row = Omit<DealFields, 'bant'> & Partial<Bant>

/** Of a closed deal, only what does not change how it ended may still be written. */
const evenWhenClosed = ['title', 'competitor', 'memo', 'personId', ...bantParts]

/** Changes what people write about a deal. A new owner holds its lead, and plans go along. */
export async function changeDeal(act: Act, change: DealFields & { id: number; version: number }): Promise<void> {
  const { id, version, bant, ...fields } = change
  await needWhom(act, fields)
  await holdDeal(act, { id, version, ...fields, ...bant }, async (act, deal) => {
    const patch: Row = { ...fields, ...bant }
    const changed = (Object.keys(patch) as (keyof Row)[]).filter(
      f => patch[f] !== undefined && patch[f] !== deal[f as keyof LockedDeal],
    )
    if (changed.length === 0) return
    if (deal.outcome && changed.some(f => !evenWhenClosed.includes(f))) throw closedDeal()
    await stayKnown(act, deal, patch)
    if (changed.includes('ownerId')) await needOwner(act.tx, patch.ownerId!)
    await act.tx
      .updateTable('deal')
      .set(Object.fromEntries(changed.map(f => [f, patch[f]])))
      .where('id', '=', id)
      .execute()
    if (patch.personId) await addContacts(act, id, [{ personId: patch.personId }])
    if (changed.includes('ownerId')) await handOn(act, deal, patch.ownerId!)
    await record(
      act,
      'deal.changed',
      { ...concerning(deal), ...(patch.personId ? { personId: patch.personId } : {}) },
      { dealId: id, fields: changed, ...(changed.includes('ownerId') ? { holderId: patch.ownerId! } : {}) },
    )
    await refreshDealSight(act.tx, [id])
  })
}

async function needWhom(act: Act, { personId, companyId }: Pick<DealFields, 'personId' | 'companyId'>): Promise<void> {
  if (personId) await needPeople(act.tx, [personId])
  if (companyId) await needCompany(act.tx, companyId)
}

/** What was known once may be rewritten, but an open deal is not emptied below the gate of its pipeline. */
async function stayKnown(act: OwnerAct, deal: LockedDeal, patch: Row): Promise<void> {
  const after = Object.fromEntries(bantParts.map(part => [part, patch[part] ?? deal[part]]))
  const gate = await gateOf(act.tx, deal.pipelineId)
  const count = (bant: Partial<Bant>) => gate.bantParts.filter(part => bant[part]).length
  if (!deal.outcome && count(after) < count(deal)) mustKnowEnough(after, gate)
}

/** The lead goes along, unless the former owner has another deal of it; so does what they had planned for the deal. */
async function handOn(act: OwnerAct, deal: LockedDeal, to: number): Promise<void> {
  await act.tx
    .updateTable('activity')
    .set({ holderId: to })
    .where('dealId', '=', deal.id)
    .where('holderId', '=', deal.ownerId)
    .where('doneAt', 'is', null)
    .where('cancelledAt', 'is', null)
    .execute()
  if (deal.leadId === null) return
  const lead = await act.tx.selectFrom('lead').select('holderId').where('id', '=', deal.leadId).executeTakeFirst()
  const other = await act.tx
    .selectFrom('deal')
    .select('id')
    .where('leadId', '=', deal.leadId)
    .where('ownerId', '=', deal.ownerId)
    .where('outcome', 'is', null)
    .executeTakeFirst()
  if (lead?.holderId === deal.ownerId && !other)
    await holdLead(act, { leadId: deal.leadId, holderId: to, trigger: 'hand' })
}
