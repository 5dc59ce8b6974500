import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { insist, type Work } from './asking.ts'
import type { Ask } from './office.ts'

/** `ask`: who won it and places the order; the rest is accounting's. */
export type Won = { dealId: number; amount: number; ask: Ask }

/** Of a won deal: the order, its invoice, two payments of which the second may wait, and sometimes a credit note. */
export async function bill({ office, known }: Work, won: Won[]): Promise<void> {
  const next = won.shift()
  if (!next) return void (await sleep(20))
  const { dealId } = next
  const ask = (method: string, path: string, body: unknown) => insist(known, office.accountant, method, path, body)
  const placed = Math.random() < 0.5 ? { dealId } : { dealId, lines: linesOf(next.amount) }
  const order = await insist(known, next.ask, 'POST', '/orders', placed)
  if (!order) return
  known.orders.set(order.id, { dealId, amount: Number(order.amount) })
  const issue = async (draft: { id: number } | undefined) => {
    const issued = draft && (await ask('POST', `/invoices/${draft.id}/issue`, {}))
    if (issued) known.invoices.set(issued.id, { number: String(issued.number), total: Number(issued.total) })
    return issued
  }
  const invoice = await issue(await ask('POST', '/invoices', { orderId: order.id }))
  if (!invoice) return
  const pay = async (amount: number) => {
    const note = randomUUID()
    const paid = await ask('POST', '/payments', { invoiceId: invoice.id, amount, note })
    if (paid) known.payments.set(paid.id, { note, amount, invoiceId: invoice.id })
  }
  const total = Number(invoice.total)
  const first = Math.max(1, Math.floor(total / 3))
  await pay(first)
  if (Math.random() < 0.3) {
    const lines = [{ name: '値引き', quantity: 1, unitPrice: 100, tax: 'standard' }]
    await issue(await ask('POST', `/invoices/${invoice.id}/credit`, { lines }))
  }
  if (Math.random() < 0.7) await pay(Math.floor(total / 3))
}

/** At two rates and with fractions, so that rounding has something to do. */
const linesOf = (amount: number) => [
  { name: '利用料', quantity: 1.5, unitPrice: Math.floor(amount / 3) + 1, tax: 'standard' },
  { name: '茶菓', quantity: 7, unitPrice: 133, tax: 'reduced' },
  { name: '印紙', quantity: 1, unitPrice: 200, tax: 'exempt' },
]
