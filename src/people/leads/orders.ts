import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'

/**
 * A win is taken back: the order that followed from it goes along, as nothing was ordered after all. Once an invoice of it
 * exists the win stands: what was billed is corrected by a further document, never by taking back what it bills.
 */
export async function takeOrderBack(act: OwnerAct, dealId: number): Promise<void> {
  const { rows } = await sql<Order>`
    select o.id, o.number, o.company_id, o.person_id,
      (select i.number from invoice i where i.order_id = o.id and i.state = 'issued' order by i.id limit 1) as invoice,
      exists (select from invoice i where i.order_id = o.id and i.state = 'draft') as drafted
    from sales_order o where o.deal_id = ${dealId} for update of o`.execute(act.tx)
  const order = rows[0]
  if (!order) return
  if (order.invoice) throw invoiced(order.number, order.invoice)
  if (order.drafted) throw drafted(order.number)
  await act.tx.deleteFrom('orderLine').where('orderId', '=', order.id).execute()
  await act.tx.deleteFrom('salesOrder').where('id', '=', order.id).execute()
  const { id: orderId, companyId, personId } = order
  await record(act, 'order.removed', { companyId, personId }, { orderId })
}

type Order = {
  id: number
  number: string
  companyId: number
  personId: number | null
  invoice: string | null
  drafted: boolean
}

const invoiced = (order: string, invoice: string) =>
  new Refusal('conflict', {
    en: `Order ${order} of this deal has been billed (${invoice}), so the win stands: what was issued is corrected by a credit note. Open a new deal for what is still to be sold.`,
    ja: `この商談の注文 ${order} は請求書（${invoice}）を発行済みのため、再開できません。請求は返還請求書で訂正し、改めて提案する分は新しい商談として作成してください。`,
  })

const drafted = (order: string) =>
  new Refusal('conflict', {
    en: `There is a draft of an invoice of order ${order} of this deal. Throw the draft away first; then the deal can be reopened.`,
    ja: `この商談の注文 ${order} には請求書の下書きがあります。下書きを削除してから、商談を再開してください。`,
  })
