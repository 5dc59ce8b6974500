import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import type { NewLine } from './orders.schema.ts'
import { lineIncomplete, noSuchProduct } from './refusals.ts'

/** Writes the lines of an order in their order: known ones by id, others anew; those that are not named go. Answers their sum. */
export async function writeLines(act: OwnerAct, orderId: number, lines: readonly NewLine[]): Promise<number> {
  const rows = await filledIn(act, lines)
  const { rows: written } = await sql<{ amount: number }>`
    ${planned('write-order-lines')} with given as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as g(id bigint, position int, "productId" bigint, name text,
        quantity numeric, unit text, "unitPrice" bigint, tax text)
    ), gone as (
      delete from order_line where order_id = ${orderId} and id not in (select id from given where id is not null)
    ), kept as (
      update order_line l set position = g.position, product_id = g."productId", name = g.name, quantity = g.quantity, unit = g.unit,
        unit_price = g."unitPrice", tax = g.tax
      from given g where l.id = g.id and l.order_id = ${orderId} returning l.amount
    ), added as (
      insert into order_line (order_id, position, product_id, name, quantity, unit, unit_price, tax, operation_id)
      select ${orderId}, g.position, g."productId", g.name, g.quantity, g.unit, g."unitPrice", g.tax, ${act.operationId}::bigint
      from given g where g.id is null returning amount
    )
    select coalesce(sum(amount), 0)::bigint as amount from (select amount from kept union all select amount from added) a`.execute(
    act.tx,
  )
  return written[0]!.amount
}

async function productsOf(tx: Tx, ids: number[]) {
  const { rows } = await sql<{ id: number; name: string; unit: string; unitPrice: number; tax: string }>`
    ${planned('products')} select id, name, unit, unit_price, tax from product where id = any(${ids}::bigint[])`.execute(
    tx,
  )
  return rows
}

/** What a line does not say is its product's. */
async function filledIn({ tx }: OwnerAct, lines: readonly NewLine[]) {
  const ids = [...new Set(lines.flatMap(line => line.productId ?? []))]
  const products = ids.length > 0 ? await productsOf(tx, ids) : []
  return lines.map((line, position) => {
    const product = products.find(p => p.id === line.productId)
    if (line.productId && !product) throw noSuchProduct()
    const name = line.name ?? product?.name
    const unitPrice = line.unitPrice ?? product?.unitPrice
    if (name === undefined || unitPrice === undefined) throw lineIncomplete()
    return {
      id: line.id ?? null,
      position,
      productId: line.productId ?? null,
      name,
      quantity: line.quantity,
      unit: line.unit ?? product?.unit ?? '',
      unitPrice,
      tax: line.tax ?? product?.tax ?? 'standard',
    }
  })
}
