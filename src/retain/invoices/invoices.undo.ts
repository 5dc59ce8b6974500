import { sql } from 'kysely'
import type { Restored } from '../../office/journal/rows.ts'
import type { OwnUndo, SoFar, TakeBack } from '../../office/journal/takeBack.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { reckon } from './lines.ts'

/** What was issued or paid is corrected by a further document, never taken back. */
export const issuedUndo: OwnUndo = {
  knows: async ({ tx }, operationId) => {
    const { rows } = await sql`
      select from event where operation_id = ${operationId} and kind in ('invoice.issued', 'invoice.corrected', 'payment.received') limit 1`.execute(
      tx,
    )
    return rows.length > 0
  },
  undo: () => {
    throw new Refusal('conflict', {
      en: 'An issued invoice or a recorded payment is never undone. Issue a credit note or a revised invoice, or correct the payment.',
      ja: '請求書の発行や入金の記録は、元に戻せません。返還請求書・修正した請求書の発行、または入金の訂正で対応してください。',
    })
  },
}

/** Drafts that the operation made are gone again, as long as nobody has worked on them or issued them. */
async function drafts(act: OwnerAct, { operationId }: SoFar): Promise<{ taken: number[]; left: number[] }> {
  const { rows } = await sql<{ id: number; needed: boolean }>`
    select i.id, i.state = 'issued' or exists (select from journal j where j.table_name = 'invoice' and j.row_id = i.id
      and j.operation_id is distinct from ${operationId} and j.operation_id is distinct from ${act.operationId}) as needed
    from invoice i where i.operation_id = ${operationId} order by i.id for update`.execute(act.tx)
  const taken = rows.filter(r => !r.needed).map(r => r.id)
  await sql`delete from invoice where id = any(${taken}::bigint[])`.execute(act.tx)
  await reckonAgain(act, operationId)
  return { taken, left: rows.filter(r => r.needed).map(r => r.id) }
}

/** A change of a draft replaced its lines: the new ones go where the old ones came back, and the sums follow. */
async function reckonAgain(act: OwnerAct, operationId: number): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select distinct i.id from journal j join invoice i on i.id = (j.before ->> 'invoice_id')::bigint
    where j.operation_id = ${operationId} and j.table_name = 'invoice_line' and i.state = 'draft'`.execute(act.tx)
  for (const { id } of rows) {
    await sql`
      delete from invoice_line l where l.invoice_id = ${id} and exists (
          select from journal j join invoice_line o on o.id = j.row_id
          where j.operation_id = ${operationId} and j.table_name = 'invoice_line' and o.invoice_id = ${id})
        and l.id not in (select row_id from journal where operation_id = ${operationId} and table_name = 'invoice_line')`.execute(
      act.tx,
    )
    const draft = await act.tx.selectFrom('invoice').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    await reckon(act, { ...draft, kind: draft.kind as 'invoice' })
  }
}

export const invoiceTakeBack: TakeBack = { table: 'invoice', inserted: drafts }

/** An order that the operation placed is gone again, unless an invoice has been made of it or somebody has changed it. */
async function orders(act: OwnerAct, { operationId }: SoFar): Promise<{ taken: number[]; left: number[] }> {
  await sql`
    delete from order_line l where l.operation_id = ${operationId}
      and exists (select from sales_order o where o.id = l.order_id and o.operation_id is distinct from ${operationId})
      and not exists (select from invoice_line x where x.order_line_id = l.id)`.execute(act.tx)
  const { rows } = await sql<{ id: number; needed: boolean }>`
    select o.id, exists (select from invoice i where i.order_id = o.id)
      or exists (select from journal j where j.table_name = 'sales_order' and j.row_id = o.id
        and j.operation_id is distinct from ${operationId} and j.operation_id is distinct from ${act.operationId}) as needed
    from sales_order o where o.operation_id = ${operationId} order by o.id for update`.execute(act.tx)
  const taken = rows.filter(r => !r.needed).map(r => r.id)
  const gone = await act.tx
    .selectFrom('salesOrder')
    .select(['id', 'companyId', 'personId'])
    .where('id', 'in', taken.length > 0 ? taken : [0])
    .execute()
  await sql`delete from sales_order where id = any(${taken}::bigint[])`.execute(act.tx)
  await recordAll(
    act,
    gone.map(({ id, ...of }) => ({ kind: 'order.removed' as const, ...of, facts: { orderId: id } })),
  )
  return { taken, left: rows.filter(r => r.needed).map(r => r.id) }
}

/** An order that went when its win was taken back is there again with its lines; nothing of it was invoiced. */
async function placedAgain(act: OwnerAct, lines: Restored[]): Promise<void> {
  const ids = lines.map(line => Number(line.now.order_id))
  const { rows } = await sql<{
    id: number
    dealId: number | null
    companyId: number
    personId: number | null
    amount: number
  }>`
    with back as (
      insert into order_billed (order_id) select distinct unnest(${ids}::bigint[]) on conflict do nothing returning order_id
    )
    select o.id, o.deal_id, o.company_id, o.person_id, (select sum(l.amount) from order_line l where l.order_id = o.id)::bigint as amount
    from back b join sales_order o on o.id = b.order_id`.execute(act.tx)
  await recordAll(
    act,
    rows.map(({ id: orderId, dealId, amount, ...of }) => ({
      kind: 'order.placed' as const,
      ...of,
      facts: { orderId, dealId, amount },
    })),
  )
}

/** Lines of an order stand as soon as an invoice of it exists. */
export const orderTakeBack: TakeBack = {
  table: 'order_line',
  keeps: async (act, rows) => {
    const { rows: kept } = await sql<{ id: number }>`
      select j.row_id as id from journal j where j.id = any(${rows.map(r => r.image)}::bigint[])
        and exists (select from invoice i where i.order_id = (j.before ->> 'order_id')::bigint)`.execute(act.tx)
    return new Map(kept.map(k => [k.id, 'needed' as const]))
  },
  restored: placedAgain,
  inserted: orders,
}

/** A product or terms that the operation brought in are gone again, unless they are used by now. */
export const productTakeBack: TakeBack = {
  table: 'product',
  inserted: async (act, { operationId }) => {
    const { rows } = await sql<{ id: number; used: boolean }>`
      select p.id, exists (select from order_line l where l.product_id = p.id)
        or exists (select from journal j where j.table_name = 'product' and j.row_id = p.id and j.operation_id is distinct from ${operationId}) as used
      from product p where p.operation_id = ${operationId} for update`.execute(act.tx)
    const taken = rows.filter(r => !r.used).map(r => r.id)
    await sql`delete from product where id = any(${taken}::bigint[])`.execute(act.tx)
    return { taken, left: rows.filter(r => r.used).map(r => r.id) }
  },
}

export const billingTakeBack: TakeBack = {
  table: 'billing',
  inserted: async (act, { operationId }) => {
    const { rows } = await sql<{ id: number }>`
      delete from billing b where b.operation_id = ${operationId} and not exists (select from journal j
        where j.table_name = 'billing' and j.row_id = b.id and j.operation_id is distinct from ${operationId}) returning b.id`.execute(
      act.tx,
    )
    return { taken: rows.map(r => r.id), left: [] }
  },
}
