import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { stale } from '../../platform/stale.ts'
import { writeLines } from './lines.ts'
import type { ChangeOrder } from './orders.schema.ts'
import { getOrder } from './orders.ts'
import { needPerson } from './place.ts'
import { inspectedBefore, linesInvoiced, noSuchOrder } from './refusals.ts'

/** Changes an order. Its lines stand as soon as an invoice of it exists, be it a draft. */
export async function changeOrder(act: Act, { id, version, lines, ...patch }: ChangeOrder): Promise<void> {
  const before = await getOrder(act, id)
  if (patch.personId) await needPerson(act, patch.personId)
  await asOwner(act, async act => {
    const order = await lockOrder(act, id)
    if (order.version !== version) throw stale(await getOrder(act, id), { ...patch, ...(lines ? { lines } : {}) })
    const inspectedOn = patch.inspectedOn === undefined ? before.inspectedOn : patch.inspectedOn
    if (inspectedOn && inspectedOn < (patch.orderedOn ?? before.orderedOn)) throw inspectedBefore()
    await act.tx
      .updateTable('salesOrder')
      .set({ ...patch, version })
      .where('id', '=', id)
      .execute()
    if (!lines) return
    const invoice = await act.tx.selectFrom('invoice').select('id').where('orderId', '=', id).executeTakeFirst()
    if (invoice) throw linesInvoiced()
    await writeLines(act, id, lines)
  })
}

/** Whoever works on an order's documents holds it first: two never invoice the same line. */
export async function lockOrder({ tx }: OwnerAct, id: number) {
  const order = await tx.selectFrom('salesOrder').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!order) throw noSuchOrder()
  return order
}
