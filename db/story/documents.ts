import type { Paper } from '../../src/retain/invoices/paper.schema.ts'
import { dayOf, dayText, HOUR, iso } from './time.ts'
import { type Document, recipientOf, type Till } from './trade.ts'

/** A document with its lines: issued, with its number and all that is printed, or still a draft. */
export function keepDocument(till: Till, doc: Document): void {
  const { story, counts } = till
  const { books, timeline, staff, now } = story
  const { kind, order, sum, tradedOn, issueAt, root } = doc
  const { firm, personId, title } = order.sale
  doc.id = books.next('invoice')
  const issued = issueAt < now
  const by = staff.accountant
  const row = {
    id: doc.id,
    kind,
    orderId: order.id,
    correctsId: root?.id,
    companyId: firm.id,
    billToId: firm.id,
    title,
    createdBy: by,
    tradedOn: dayText(tradedOn),
    note: '',
    net: sum.net,
    tax: sum.tax,
    total: sum.total,
    createdAt: iso(Math.max(order.createdAt, Math.min(issueAt, now) - 3 * HOUR)),
  }
  for (const [position, { line, quantity }] of doc.lines.entries()) {
    const { id: orderLineId, name, unit, unitPrice } = line
    books.invoice_line.add({
      id: books.next('invoice_line'),
      invoiceId: doc.id,
      orderLineId,
      position,
      name,
      quantity,
      unit,
      unitPrice,
      tax: 'standard',
    })
  }
  if (!issued)
    return books.invoice.add({
      ...row,
      state: 'draft',
      sequence: null,
      number: null,
      rootId: null,
      dueOn: null,
      effect: null,
      issuedOn: null,
      issuedAt: null,
      issuedBy: null,
      paper: null,
    })
  const sequence = ++counts[kind]
  doc.sequence = sequence
  doc.number = `${kind === 'credit' ? 'CRN' : 'INV'}-${String(sequence).padStart(6, '0')}`
  const issuedOn = dayText(dayOf(issueAt))
  const effect = kind === 'credit' ? -sum.total : sum.total
  books.invoice.add({
    ...row,
    state: 'issued',
    sequence,
    number: doc.number,
    rootId: root?.id ?? doc.id,
    dueOn: doc.dueOn,
    effect,
    issuedOn,
    issuedAt: iso(issueAt),
    issuedBy: by,
    paper: JSON.stringify(printed(till, doc, issuedOn)),
  })
  const whom = { company: firm.id, person: personId, by }
  if (root) {
    const facts = { invoiceId: root.id, byInvoiceId: doc.id, kind: 'credit' as const, amount: effect }
    timeline.add(issueAt, 'invoice.corrected', whom, facts)
  } else
    timeline.add(issueAt, 'invoice.issued', whom, {
      invoiceId: doc.id,
      orderId: order.id,
      amount: sum.total,
      dueOn: doc.dueOn!,
    })
}

function printed({ issuer }: Till, doc: Document, issuedOn: string): Paper {
  const { kind, number, order, sum, tradedOn, dueOn, root } = doc
  const corrects = root && {
    number: root.number,
    issuedOn: dayText(dayOf(root.issueAt)),
    tradedOn: dayText(root.tradedOn),
  }
  return {
    kind,
    number,
    issuedOn,
    tradedOn: dayText(tradedOn),
    dueOn,
    title: order.sale.title,
    orderNumber: order.number,
    customerCode: '',
    issuer,
    recipient: recipientOf(order.sale.firm),
    corrects,
    lines: doc.lines.map(({ line: { name, unit, unitPrice }, quantity }) => ({
      name,
      quantity,
      unit,
      unitPrice,
      amount: unitPrice * quantity,
      tax: 'standard' as const,
    })),
    ...sum,
    note: '',
  }
}
