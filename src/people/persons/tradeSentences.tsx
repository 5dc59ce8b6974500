import type { EventKind } from '../../timeline/vocabulary.ts'
import type { Say, Sentences } from './sentences.tsx'

type OfTrade = Extract<EventKind, `order.${string}` | `invoice.${string}` | `payment.${string}`>

/** Invoices that the reader may not see are not called by their number. */
const invoiceOf = ({ t, words }: Say) => words.invoice ?? t($ => $.event.invoicePlain)

/** What happens to orders, invoices and payments: 「会計さんが請求書INV-000012を発行：￥110,000（支払期限 …）」. */
export const tradeSentences: Pick<Sentences, OfTrade> = {
  'order.placed': ({ amount }, { t, by, words, format }) =>
    words.order
      ? t($ => $.event.orderPlaced, { by, order: words.order, amount: format.money(amount) })
      : t($ => $.event.orderPlainPlaced, { by, amount: format.money(amount) }),
  'order.removed': (_, { t, by }) => t($ => $.event.orderRemoved, { by }),
  'invoice.issued': ({ amount, dueOn }, say) =>
    say.t($ => $.event.invoiceIssued, {
      by: say.by,
      invoice: invoiceOf(say),
      amount: say.format.money(amount),
      day: say.format.date(dueOn),
    }),
  'invoice.corrected': ({ kind, amount }, say) =>
    say.t($ => (kind === 'credit' ? $.event.invoiceCredited : $.event.invoiceRevised), {
      by: say.by,
      invoice: invoiceOf(say),
      amount: say.format.money(amount),
    }),
  'invoice.overdue': ({ amount, dueOn }, say) =>
    say.t($ => $.event.invoiceOverdue, {
      invoice: invoiceOf(say),
      amount: say.format.money(amount),
      day: say.format.date(dueOn),
    }),
  'payment.received': ({ amount, fee, reversesId }, say) => {
    const told = { by: say.by, invoice: invoiceOf(say), amount: say.format.money(amount) }
    if (reversesId !== undefined) return say.t($ => $.event.paymentReversed, told)
    if (fee > 0) return say.t($ => $.event.paymentWithFee, { ...told, fee: say.format.money(fee) })
    return say.t($ => $.event.paymentReceived, told)
  },
}
