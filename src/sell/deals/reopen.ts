import { sql } from 'kysely'
import type { Act, OwnerAct } from '../../office/roles/act.ts'
import { becomeOpportunity, takeWinBack } from '../../people/leads/opportunity.ts'
import { takeOrderBack } from '../../people/leads/orders.ts'
import { refreshDealSight } from '../../people/leads/sight.ts'
import { record } from '../../timeline/timeline.ts'
import { followNextAction } from '../activities/nextAction.ts'
import { concerning, holdDeal, type LockedDeal } from './lock.ts'
import { needOwner } from './open.ts'
import { openDealAlready } from './refusals.ts'
import { enterStage } from './stages.ts'

/**
 * It goes on after all: open again at the stage where it stood, and its lead is an opportunity again. A win that was none
 * made no customer and no order either. A lead that must stay closed stays so, and the pursuit is a new one.
 */
export async function reopenDeal(act: Act, one: { id: number; version: number }): Promise<void> {
  await holdDeal(act, one, async (act, deal) => {
    if (!deal.outcome) throw openDealAlready()
    await needOwner(act.tx, deal.ownerId)
    if (deal.outcome === 'won') await takeOrderBack(act, deal.id)
    const same = deal.outcome === 'won' && deal.leadId && (await takeWinBack(act, deal.leadId, deal.ownerId))
    const leadId = same ? deal.leadId! : (await becomeOpportunity(act, deal, deal.ownerId)).leadId
    const back = await stageToStandAt(act, deal)
    await act.tx
      .updateTable('deal')
      .set({
        outcome: null,
        closedAt: null,
        orderedOn: null,
        reasonId: null,
        until: null,
        leadId,
        ...(back === null ? {} : { stageId: back, stageSince: act.at }),
      })
      .where('id', '=', deal.id)
      .execute()
    if (back !== null) await enterStage(act, deal.id, back)
    if (deal.outcome === 'won') await noCustomerByIt(act, deal)
    await followNextAction(act, leadId)
    await record(act, 'deal.reopened', { ...concerning(deal), leadId }, { dealId: deal.id, trigger: 'hand' })
    await refreshDealSight(act.tx, [deal.id])
  })
}

/** The company was made a customer by this deal alone: it is none without it. */
async function noCustomerByIt(act: OwnerAct, deal: LockedDeal): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    update company c set customer_since = null
    where c.id = ${deal.companyId}::bigint and c.customer_since = ${deal.orderedOn}::date
      and exists (select from event e where e.company_id = c.id and e.kind = 'company.becameCustomer' and e.facts ? 'dealId'
        and (e.facts ->> 'dealId')::bigint = ${deal.id})
      and not exists (select from deal d where d.company_id = c.id and d.outcome = 'won')
    returning c.id`.execute(act.tx)
  if (rows[0]) await record(act, 'company.changed', { companyId: rows[0].id }, { fields: ['customerSince'] })
}

/** Not at the win, nor where nothing stands any more: where it stood before, else the last stage before the win. */
async function stageToStandAt({ tx }: Act, deal: LockedDeal): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    select s.id from deal_stage s
    left join lateral (select max(x.id) as step from deal_step x where x.stage_id = s.id and x.deal_id = ${deal.id}) x on true
    where s.pipeline_id = ${deal.pipelineId} and s.active and not s.wins order by x.step desc nulls last, s.position desc limit 1`.execute(
    tx,
  )
  return rows[0]!.id === deal.stage ? null : rows[0]!.id
}
