import { type RawBuilder, sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'

/** The orders of two people under one. */
export async function mergeTrade(act: OwnerAct, keepId: number, absorbId: number): Promise<void> {
  await act.tx.updateTable('salesOrder').set({ personId: keepId }).where('personId', '=', absorbId).execute()
}

/** What happened to an order, to its invoices and their payments. */
export const ofOrder = (id: number): RawBuilder<unknown> => sql`(
  e.kind in ('order.placed', 'invoice.issued') and (e.facts ->> 'orderId')::bigint = ${id}
  or e.kind in ('invoice.corrected', 'invoice.overdue', 'payment.received')
    and (e.facts ->> 'invoiceId')::bigint in (select i.id from invoice i where i.order_id = ${id}))`
