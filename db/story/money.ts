import { sql } from 'kysely'
import type { World } from '../../src/platform/world.ts'
import { dueOn, usualTerms } from '../../src/retain/invoices/due.ts'
import { sumOf } from '../../src/retain/invoices/money.ts'
import { type FoundRates, ratesFrom, ratesOn } from '../../src/retain/products/taxes.ts'
import type { Chance } from './chance.ts'
import type { Sale } from './deals.ts'
import { keepDocument } from './documents.ts'
import { pay } from './payments.ts'
import type { Story } from './story.ts'
import { DAY, dayOf, dayText, HOUR, iso, timeOf } from './time.ts'
import type { Document, Order, OrderLine, Till } from './trade.ts'

/** What follows from the wins: orders, the invoices of each, what is taken back, and the money that comes in. */
export async function tellMoney(story: Story, { db }: World): Promise<void> {
  const today = sql`${dayText(dayOf(story.now))}::date`
  const { rows } = await sql<{ found: FoundRates }>`select ${ratesOn(today)} as found`.execute(db)
  const rates = ratesFrom(rows[0]!.found)
  const issuer = await db
    .selectFrom('workspace')
    .select(['name', 'postalAddress as address', 'phone', 'registrationNumber', 'bankAccount'])
    .executeTakeFirstOrThrow()
  const till: Till = { story, rates, issuer, counts: { order: 0, invoice: 0, credit: 0 }, settled: 0 }
  const orders = story.sales.map(sale => placed(till, sale)).filter(order => order !== null)
  const documents = orders
    .toSorted((a, b) => a.createdAt - b.createdAt || a.sale.dealId - b.sale.dealId)
    .flatMap(order => {
      keepOrder(till, order)
      return documentsOf(till, order)
    })
  for (const doc of documents.toSorted((a, b) => a.issueAt - b.issueAt || a.order.id - b.order.id))
    keepDocument(till, doc)
  for (const doc of documents) if (doc.kind === 'invoice' && doc.number) pay(till, doc)
  keepBilled(till, orders, documents)
  const { counts } = till
  await sql`update document_counter c set last = n.last from (values ('order', ${counts.order}::bigint), ('invoice', ${counts.invoice}), ('credit', ${counts.credit})) n(kind, last)
    where n.kind = c.kind`.execute(db)
}

/** The order comes some days after the win; of the last ones it has not come yet. */
function placed({ story }: Till, sale: Sale): (Omit<Order, 'id' | 'number'> & { id: 0; number: '' }) | null {
  const c = story.chance('order', sale.dealId)
  const createdAt = story.office.between(c, sale.at + HOUR, story.office.within(sale.at, c.int(1, 3)))
  if (createdAt > story.now - 5 * 60_000) return null
  const inspectedOn = story.office.after(sale.orderedOn + c.int(6, 28), 0)
  return { id: 0, number: '', sale, createdAt, inspectedOn, lines: linesFor(story, c, sale), net: 0 }
}

/** Licences for as many as the amount allows, help with the start, and what is left as an option. */
function linesFor({ settings }: Story, c: Chance, { amount, renewal }: Sale): OrderLine[] {
  const product = (code: string) => settings.products.find(p => p.code === code)!
  const line = (code: string, quantity: number): OrderLine => {
    const { id, name, unit, price } = product(code)
    return { id: 0, productId: id, name, quantity, unit, unitPrice: price }
  }
  const lines: OrderLine[] = []
  let left = amount
  if (!renewal && left >= 900_000) {
    lines.push(line('SET-UP', 1))
    left -= 300_000
    if (left > 1_200_000 && c.maybe(0.5)) {
      lines.push(line('DATA', 1))
      left -= 150_000
    }
  }
  const licence = product(left > 2_000_000 || c.maybe(0.3) ? 'LIC-PRO' : 'LIC-STD')
  const users = Math.floor(left / licence.price)
  if (users > 0) lines.unshift(line(licence.code, users))
  left -= users * licence.price
  if (left > 0) lines.push({ id: 0, productId: null, name: '追加オプション', quantity: 1, unit: '式', unitPrice: left })
  return lines
}

function keepOrder({ story, counts }: Till, order: Order): void {
  const { books, timeline, staff, now } = story
  const { sale, lines, inspectedOn, createdAt } = order
  order.id = books.next('sales_order')
  order.number = `ORD-${String(++counts.order).padStart(6, '0')}`
  const by = staff.accountant
  books.sales_order.add({
    id: order.id,
    number: order.number,
    title: sale.title,
    dealId: sale.dealId,
    companyId: sale.firm.id,
    personId: sale.personId,
    orderedOn: dayText(sale.orderedOn),
    inspectedOn: timeOf(inspectedOn, 17) < now ? dayText(inspectedOn) : null,
    memo: '',
    createdAt: iso(createdAt),
    createdBy: by,
  })
  for (const [position, line] of lines.entries()) {
    line.id = books.next('order_line')
    books.order_line.add({ ...line, orderId: order.id, position, tax: 'standard' })
  }
  const whom = { company: sale.firm.id, person: sale.personId, lead: sale.leadId, by }
  timeline.add(createdAt, 'order.placed', whom, { orderId: order.id, dealId: sale.dealId, amount: sale.amount })
}

/** All at once after delivery, or the licences in four quarters. A few are taken back in part. */
function documentsOf(till: Till, order: Order): Document[] {
  const { story } = till
  const c = story.chance('invoices', order.sale.dealId)
  const licence = order.lines[0]!
  const parts = licence.quantity >= 8 && c.maybe(0.5) ? 4 : 1
  const found: Document[] = []
  for (let part = 0; part < parts; part++) {
    const share = Math.floor(licence.quantity / parts) + (part === 0 ? licence.quantity % parts : 0)
    const others = part === 0 ? order.lines.slice(1).map(line => ({ line, quantity: line.quantity })) : []
    const tradedOn = story.office.after(order.inspectedOn + part * 91, 0)
    const issueAt = timeOf(story.office.after(tradedOn, c.int(1, 7)), 17.2 + c.next() / 2)
    const doc = document(till, 'invoice', order, [{ line: licence, quantity: share }, ...others], tradedOn, issueAt, c)
    // What is to be delivered within days lies with the accountant as a draft.
    if (timeOf(tradedOn, 17) > story.now + 7 * DAY) break
    found.push(doc)
    if (share > 1 && timeOf(dayOf(issueAt) + 21, 0) < story.now && ++till.settled % 30 === 8) {
      const at = timeOf(story.office.after(dayOf(issueAt) + c.int(4, 15), 0), 15)
      const credit = document(till, 'credit', order, [{ line: licence, quantity: 1 }], dayOf(at), at, c)
      credit.root = doc
      if (at < story.now) {
        doc.credits.push(credit)
        found.push(credit)
      }
    }
  }
  return found
}

function document(
  { rates, story }: Till,
  kind: Document['kind'],
  order: Order,
  lines: Document['lines'],
  tradedOn: number,
  issueAt: number,
  chance: Chance,
): Document {
  const sum = sumOf(
    lines.map(({ line, quantity }) => ({ tax: 'standard' as const, amount: line.unitPrice * quantity })),
    rates,
    'floor',
  )
  const due = dueOn(dayText(tradedOn), usualTerms, story.office.calendar)
  const issued = dayText(dayOf(issueAt))
  const whole = due >= issued ? due : dueOn(issued, usualTerms, story.office.calendar)
  return {
    kind,
    order,
    lines,
    tradedOn,
    issueAt,
    sum,
    chance,
    dueOn: kind === 'credit' ? null : whole,
    id: 0,
    number: '',
    sequence: 0,
    root: null,
    credits: [],
  }
}

/** How far each order is invoiced. */
function keepBilled({ story }: Till, orders: Order[], documents: Document[]): void {
  const billed = new Map<number, { net: number; quantity: Map<number, number> }>()
  for (const { kind, number, order, sum, lines } of documents) {
    if (kind !== 'invoice' || !number) continue
    const known = billed.get(order.id) ?? { net: 0, quantity: new Map<number, number>() }
    known.net += sum.net
    for (const { line, quantity } of lines) known.quantity.set(line.id, (known.quantity.get(line.id) ?? 0) + quantity)
    billed.set(order.id, known)
  }
  for (const { id, lines } of orders) {
    const known = billed.get(id)
    const done = lines.every(l => (known?.quantity.get(l.id) ?? 0) >= l.quantity)
    story.books.order_billed.add({
      orderId: id,
      net: known?.net ?? 0,
      state: done ? 'invoiced' : known ? 'part' : 'open',
    })
  }
}
