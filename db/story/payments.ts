import { dayNumber, dayOf, dayText, iso, timeOf } from './time.ts'
import type { Document, Till } from './trade.ts'

type Coming = { day: number; share: number; fee: number }

/** As weighted, but evenly over what is numbered: of a few invoices too some are late, some paid in part. */
function spread<T>(n: number, from: readonly (readonly [T, number])[]): T {
  const all = from.reduce((sum, [, weight]) => sum + weight, 0)
  let at = ((n * 0.618_033_988_75) % 1) * all
  return from.find(([, weight]) => (at -= weight) < 0)![0]
}

/** What came in for an invoice, and what is still owed on it. Most pay on the day, some later, in parts, or not at all. */
export function pay(till: Till, doc: Document): void {
  const { story } = till
  const { books, timeline, staff, now, office } = story
  const { order, chance: c } = doc
  const { firm, personId, owner } = order.sale
  const due = dayNumber(doc.dueOn!)
  const billed = doc.sum.total - doc.credits.reduce((sum, credit) => sum + credit.sum.total, 0)
  const fee = c.maybe(0.09) ? c.pick([440, 660]) : 0
  const day = (offset: number) => office.after(Math.max(dayOf(doc.issueAt) + 1, due + offset), 0)
  const coming = spread<Coming[]>(doc.sequence, [
    [[{ day: day(0), share: 1, fee }], 60],
    [[{ day: day(-c.int(1, 6)), share: 1, fee }], 12],
    [[{ day: day(c.int(3, 40)), share: 1, fee }], 10],
    [
      [
        { day: day(-4), share: 0.5, fee: 0 },
        { day: day(c.int(5, 30)), share: 1, fee },
      ],
      7,
    ],
    [[{ day: day(0), share: 0.4, fee: 0 }], 4],
    [[], 7],
  ])
  const by = staff.accountant
  const morning = timeOf(due + 1, 9) + 25_000
  let [paid, inTime] = [0, 0]
  for (const { day: on, share, fee: off } of coming) {
    const at = timeOf(on, 11 + c.next() * 4)
    if (at > now) break
    const sum = share === 1 ? billed - paid : Math.floor(billed * share)
    if (sum <= off) break
    const id = books.next('payment')
    const amount = sum - off
    books.payment.add({
      id,
      invoiceId: doc.id,
      paidOn: dayText(on),
      amount,
      fee: off,
      method: 'transfer',
      note: '',
      createdAt: iso(at),
      createdBy: by,
    })
    timeline.add(
      at,
      'payment.received',
      { company: firm.id, person: personId, by },
      { paymentId: id, invoiceId: doc.id, amount, fee: off },
    )
    paid += sum
    if (at < morning) inTime += sum
  }
  const told = morning < now && inTime < billed
  if (told) {
    const facts = { invoiceId: doc.id, dueOn: doc.dueOn!, amount: billed - inTime, holderId: owner }
    timeline.add(morning, 'invoice.overdue', { company: firm.id, person: personId }, facts)
  }
  books.receivable.add({
    invoiceId: doc.id,
    companyId: firm.id,
    billToId: firm.id,
    dueOn: doc.dueOn,
    billed,
    paid,
    surplus: 0,
    toldOn: told ? dayText(due + 1) : null,
  })
}
