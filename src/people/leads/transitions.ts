import { type Act, asOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { accept } from '../offers/answer.ts'
import { offerLead } from '../offers/give.ts'
import type { Stage } from './leads.schema.ts'
import { lockLead, moveLead, queueFor } from './leads.ts'
import { needReason } from './reasons.ts'

/**
 * What a person does to a lead by hand. To MQL is an offer to inside sales; to SAL is taking it oneself, which answers
 * an open offer; giving back and closing need a reason.
 */
export async function transition(
  act: Act,
  { id, to, reason, until, note }: { id: number; to: Stage; reason?: number | string; until?: string; note?: string },
): Promise<void> {
  await needLead(act, id)
  await asOwner(act, async act => {
    const lead = await lockLead(act.tx, id)
    if (to === 'mql' && (lead.stage === 'lead' || lead.stage === 'recycled')) {
      await offerLead(act, {
        leadId: id,
        to: await queueFor(act.tx, 'inside_sales'),
        note: note ?? '',
        trigger: 'hand',
      })
      return
    }
    if (to === 'sal' && lead.stage === 'mql') {
      const offer = await act.tx
        .selectFrom('offer')
        .innerJoin('holder', 'holder.id', 'offer.toId')
        .select(['offer.id', 'holder.kind', 'toId'])
        .where('leadId', '=', id)
        .where('answer', 'is', null)
        .executeTakeFirst()
      if (offer && (offer.kind === 'queue' || offer.toId === act.byId)) await accept(act, offer.id)
      else await moveLead(act, { leadId: id, to, holderId: act.byId ?? undefined, trigger: 'hand' })
      return
    }
    const closes = to === 'disqualified'
    const why =
      closes || to === 'recycled'
        ? await needReason(act.tx, closes ? 'disqualified' : 'returned', reason, until)
        : undefined
    await moveLead(act, { leadId: id, to, reasonId: why?.id, until, trigger: 'hand' })
  })
}

/** Through the actor's own sight: what they cannot see is not there. */
export async function needLead(act: Act, id: number): Promise<void> {
  const seen = await act.tx.selectFrom('lead').select('id').where('id', '=', id).executeTakeFirst()
  if (!seen) throw new Refusal('missing', { en: 'There is no such lead.', ja: 'このリードは存在しません。' })
}
