import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { ahead, planned } from '../../platform/lines.ts'
import { stale } from '../../platform/stale.ts'
import type { Certainty, DealOutcome } from './deals.schema.ts'
import { noSuchDeal } from './refusals.ts'

/** A deal as its verbs need it; the keys are those of a patch, so that both values can be shown when two met. */
export type LockedDeal = {
  id: number
  title: string
  companyId: number | null
  personId: number | null
  leadId: number | null
  productLineId: number
  pipelineId: number
  stage: number
  wins: boolean
  stageSince: Date
  ownerId: number
  amount: number
  probability: number | null
  certainty: Certainty | null
  expectedClose: string | null
  budget: string
  authority: string
  needs: string
  timeframe: string
  competitor: string
  memo: string
  outcome: DealOutcome | null
  orderedOn: string | null
  until: string | null
  reason: number | null
  version: number
}

/** Locks a deal for the rest of the transaction; its lead before it, as everybody does. */
export async function lockDeal(act: OwnerAct, id: number): Promise<LockedDeal> {
  await sql`${ahead} ${planned('lock-lead-of-deal')} select from lead where id = (select lead_id from deal where id = ${id}) for update`.execute(
    act.tx,
  )
  const { rows } = await sql<LockedDeal>`
    ${planned('lock-deal')} select d.id, d.title, d.company_id, d.person_id, d.lead_id, d.product_line_id, d.pipeline_id, d.stage_id as stage, s.wins,
      d.stage_since, d.owner_id, d.amount, d.probability, d.certainty, d.expected_close, d.budget, d.authority, d.needs, d.timeframe,
      d.competitor, d.memo, d.outcome, d.ordered_on, d.until, d.reason_id as reason, d.version
    from deal d join deal_stage s on s.id = d.stage_id where d.id = ${id} for update of d`.execute(act.tx)
  if (!rows[0]) throw noSuchDeal()
  return rows[0]
}

/**
 * Takes hold of a deal that the actor can see, if nobody has changed it since `version` was read; else answers theirs
 * beside yours. What follows runs with the owner's rights.
 */
export async function holdDeal<T>(
  act: Act,
  { id, version, ...patch }: { id: number; version: number },
  then: (act: OwnerAct, deal: LockedDeal) => Promise<T>,
): Promise<T> {
  const seen = await act.tx.selectFrom('deal').select('id').where('id', '=', id).executeTakeFirst()
  if (!seen) throw noSuchDeal()
  return asOwner(act, async act => {
    const deal = await lockDeal(act, id)
    if (deal.version !== version) throw stale(deal, patch)
    return then(act, deal)
  })
}

export const concerning = ({ leadId, personId, companyId }: Pick<LockedDeal, 'leadId' | 'personId' | 'companyId'>) => ({
  leadId,
  personId,
  companyId,
})
