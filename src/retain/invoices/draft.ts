import { sql } from 'kysely'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { ahead, planned } from '../../platform/lines.ts'
import { stale } from '../../platform/stale.ts'
import { lockOrder } from '../orders/change.ts'
import { noSuchOrder } from '../orders/refusals.ts'
import { getInvoice } from './get.ts'
import type { ChangeInvoice, DraftInvoice } from './invoices.schema.ts'
import { asWritten, linesLeft, ofOrder, reckon, writeInvoiceLines } from './lines.ts'
import { today } from './list.ts'
import { issuedAlready, noSuchInvoice, nothingLeft } from './refusals.ts'

/** A draft of an order's invoice: of all that stands on none yet, or of what is named. Answers the new id. */
export async function draftInvoice(act: Act, given: DraftInvoice): Promise<number> {
  const seen = await act.tx.selectFrom('salesOrder').select('id').where('id', '=', given.orderId).executeTakeFirst()
  if (!seen) throw noSuchOrder()
  return asOwner(act, async act => {
    const order = await lockOrder(act, given.orderId)
    const left = await linesLeft(act.tx, order.id)
    const open = left.filter(l => l.left > 0).map(l => ({ orderLineId: l.id, quantity: l.left }))
    if (open.length === 0) throw nothingLeft()
    const lines = ofOrder(left, given.lines ?? open)
    const invoice = await act.tx
      .insertInto('invoice')
      .values({
        kind: 'invoice',
        orderId: order.id,
        companyId: order.companyId,
        billToId: sql`coalesce((select bill_to_id from billing where company_id = ${order.companyId}), ${order.companyId})`,
        title: given.title ?? order.title,
        tradedOn: given.tradedOn ?? order.inspectedOn ?? (await today(act)),
        note: given.note,
        createdAt: act.at,
        createdBy: act.byId,
        operationId: act.operationId,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await writeInvoiceLines(act, invoice.id, lines)
    await reckon(act, { ...invoice, kind: 'invoice' })
    return invoice.id
  })
}

/** Changes a draft. What was issued stands. */
export async function changeDraft(act: Act, { id, version, lines, ...patch }: ChangeInvoice): Promise<void> {
  await getInvoice(act, id)
  await asOwner(act, async act => {
    const invoice = await lockDraft(act, id)
    if (invoice.version !== version) throw stale(await getInvoice(act, id), { ...patch, ...(lines ? { lines } : {}) })
    await act.tx
      .updateTable('invoice')
      .set({ ...patch, version })
      .where('id', '=', id)
      .execute()
    if (lines) {
      const left = await linesLeft(act.tx, invoice.orderId, invoice.kind === 'invoice' ? id : undefined)
      await writeInvoiceLines(act, id, invoice.kind === 'invoice' ? ofOrder(left, lines) : asWritten(left, lines))
    }
    await reckon(act, { ...invoice, ...patch })
  })
}

/** A draft that is not wanted any more. It had no number, so none is missing. */
export async function discardDraft(act: Act, id: number): Promise<void> {
  await getInvoice(act, id)
  await asOwner(act, async act => {
    await lockDraft(act, id)
    await act.tx.deleteFrom('invoice').where('id', '=', id).execute()
  })
}

/** The order first, then the document: everybody who works on either keeps to this order. */
export async function lockDraft(act: OwnerAct, id: number) {
  const invoice = await lockInvoice(act, id)
  if (invoice.state !== 'draft') throw issuedAlready()
  return invoice
}

export async function lockInvoice(act: OwnerAct, id: number) {
  await sql`
    ${ahead} ${planned('lock-order-of-invoice')} select from sales_order where id = (select order_id from invoice where id = ${id}) for update`.execute(
    act.tx,
  )
  const invoice = await act.tx
    .selectFrom('invoice')
    .innerJoin('salesOrder', 'salesOrder.id', 'invoice.orderId')
    .selectAll('invoice')
    .select('salesOrder.personId')
    .where('invoice.id', '=', id)
    .forUpdate('invoice')
    .executeTakeFirst()
  if (!invoice) throw noSuchInvoice()
  return { ...invoice, kind: invoice.kind as 'invoice' | 'credit' | 'revised' }
}
