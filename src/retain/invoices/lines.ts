import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import { ahead, byOnePlan, planned, sendAhead } from '../../platform/lines.ts'
import { usedOf } from '../orders/orders.ts'
import type { WrittenLine } from './invoices.schema.ts'
import { paperFor, type Written } from './paper.ts'
import { lineIncomplete, lineOfAnother, moreThanOrdered } from './refusals.ts'

export type OrderLineLeft = {
  id: number
  name: string
  unit: string
  unitPrice: number
  tax: string
  left: number
}

/** The lines of an order, with how much of each stands on no document; `except`: a draft that is being written anew. */
export async function linesLeft(tx: Tx, orderId: number, except?: number): Promise<OrderLineLeft[]> {
  const { rows } = await byOnePlan(tx, () =>
    sql<OrderLineLeft>`
    ${planned('lines-left')} select l.id, l.name, l.unit, l.unit_price, l.tax,
      greatest(l.quantity - u.issued - u.drafted + coalesce((select sum(x.quantity) from invoice_line x where x.order_line_id = l.id and x.invoice_id = ${except ?? null}::bigint), 0), 0) as left
    from order_line l cross join lateral (${usedOf(sql`l.id`)}) u
    where l.order_id = ${orderId} order by l.position, l.id`.execute(tx),
  )
  return rows
}

export type Line = {
  orderLineId: number | null
  name: string
  quantity: number
  unit: string
  unitPrice: number
  tax: string
}

/** Lines of an invoice are its order's, each no more than is left of it. */
export function ofOrder(left: OrderLineLeft[], wanted: readonly WrittenLine[]): Line[] {
  const named = new Map<number, number>()
  const lines = wanted.map(({ orderLineId, quantity }) => {
    const line = left.find(l => l.id === orderLineId)
    if (!line) throw lineOfAnother()
    named.set(line.id, (named.get(line.id) ?? 0) + quantity)
    const { name, unit, unitPrice, tax } = line
    return { orderLineId: line.id, name, quantity, unit, unitPrice, tax }
  })
  for (const line of left) if ((named.get(line.id) ?? 0) > line.left + 1e-9) throw moreThanOrdered(line.name, line.left)
  return lines
}

/** Lines of a document that corrects are what is written; those that name an order's line are of that order. */
export function asWritten(left: OrderLineLeft[], wanted: readonly WrittenLine[]): Line[] {
  return wanted.map(({ orderLineId, quantity, ...line }) => {
    const known = left.find(l => l.id === orderLineId)
    if (orderLineId && !known) throw lineOfAnother()
    const name = line.name ?? known?.name
    const unitPrice = line.unitPrice ?? known?.unitPrice
    if (name === undefined || unitPrice === undefined) throw lineIncomplete()
    return {
      orderLineId: orderLineId ?? null,
      name,
      quantity,
      unit: line.unit ?? known?.unit ?? '',
      unitPrice,
      tax: line.tax ?? known?.tax ?? 'standard',
    }
  })
}

/** Writes the lines of a draft anew. */
export async function writeInvoiceLines(act: OwnerAct, invoiceId: number, lines: readonly Line[]): Promise<void> {
  const rows = lines.map((line, position) => ({ ...line, position }))
  await sendAhead(act.tx, act.tx.deleteFrom('invoiceLine').where('invoiceId', '=', invoiceId))
  await sql`
    ${ahead} ${planned('write-invoice-lines')} insert into invoice_line (invoice_id, order_line_id, position, name, quantity, unit, unit_price, tax)
    select ${invoiceId}, g."orderLineId", g.position, g.name, g.quantity, g.unit, g."unitPrice", g.tax
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g("orderLineId" bigint, position int, name text, quantity numeric,
      unit text, "unitPrice" bigint, tax text) order by g.position`.execute(act.tx)
}

/** What a draft comes to stands on its row, so that lists can show it. */
export async function reckon(act: OwnerAct, invoice: Written): Promise<void> {
  const { paper, billToId } = await paperFor(act, invoice)
  const { net, tax, total } = paper
  await sendAhead(act.tx, act.tx.updateTable('invoice').set({ net, tax, total, billToId }).where('id', '=', invoice.id))
}
