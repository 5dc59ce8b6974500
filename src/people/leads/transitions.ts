import { type Act, asOwner } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { accept } from '../offers/answer.ts'
import { offerLead } from '../offers/give.ts'
import { dealOwnerAt } from './deals.ts'
import type { Stage } from './leads.schema.ts'
import { lockLead, moveLead, queueFor } from './leads.ts'
import { needReason } from './reasons.ts'

/**
 * What a person does to a lead by hand. To MQL is an offer: to the owner of a deal that is open at the company, else to
 * inside sales. To SAL is taking it oneself, which answers an open offer. Deals make an opportunity and win it. Giving back
 * and closing need a reason.
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
        to: (await dealOwnerAt(act, id)) ?? (await queueFor(act.tx, 'inside_sales')),
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
    if (to === 'sql' && lead.stage === 'sal') throw opensADeal()
    if (to === 'won' && lead.stage === 'sql') throw winsADeal()
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

const opensADeal = () =>
  new Refusal('conflict', {
    en: 'A lead becomes an opportunity by its deal. Open a deal: the lead follows by itself.',
    ja: '商談を作成すると、リードも自動的に「商談中」になります。商談を作成してください。',
  })

const winsADeal = () =>
  new Refusal('conflict', {
    en: 'A lead is won by its deal. Close the deal as won, with amount and order date.',
    ja: '商談を受注にすると、リードも受注になります。商談の画面で受注金額と受注日を登録してください。',
  })
