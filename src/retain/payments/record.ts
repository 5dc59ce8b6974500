import { sql } from 'kysely'
import { localDay } from '../../office/calendar/workdays.ts'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { planned } from '../../platform/lines.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { today } from '../invoices/list.ts'
import { noSuchInvoice, notIssued } from '../invoices/refusals.ts'
import type { CorrectPayment, NewPayment } from './payments.schema.ts'
import { getPayment } from './payments.ts'

type Row = {
  invoiceId: number
  paidOn: string
  amount: number
  fee: number
  method: string
  note: string
  reversesId?: number
  replacesId?: number
}

/** 入金: what came in for an invoice, whole or in part. Answers the new id. */
export async function recordPayment(act: Act, given: NewPayment): Promise<number> {
  const { rootId, day } = await rootOf(act, given.invoiceId)
  return asOwner(act, async act => {
    const paidOn = given.paidOn ?? day
    if (paidOn > day) throw paidAhead()
    const { amount, fee, method, note, surplus } = given
    return settle(act, { invoiceId: rootId, paidOn, amount, fee, method, note }, surplus)
  })
}

/**
 * A payment that was written down wrongly: a row that reverses it, and the right one beside it if there is one. Answers the
 * id of the row that stands at the end.
 */
export async function correctPayment(act: Act, { id, right, note }: CorrectPayment): Promise<number> {
  const wrong = await getPayment(act, id)
  const invoiceId = right?.invoiceId ? (await rootOf(act, right.invoiceId)).rootId : wrong.invoice.id
  return asOwner(act, async act => {
    if (wrong.reversesId !== null) throw isAReversal()
    // Held before it is looked at: two who correct it at once correct it once.
    await sql`select from receivable where invoice_id = any(${[wrong.invoice.id, invoiceId].toSorted((a, b) => a - b)}::bigint[]) order by invoice_id for update`.execute(
      act.tx,
    )
    if ((await getPayment(act, id)).corrected) throw correctedAlready()
    const { paidOn, amount, fee, method } = wrong
    const reversal = { paidOn, amount: -amount, fee: -fee, method, note, invoiceId: wrong.invoice.id, reversesId: id }
    const reversed = await settle(act, reversal, true)
    if (!right) return reversed
    if (right.paidOn && right.paidOn > (await today(act))) throw paidAhead()
    const { surplus = false, ...changed } = right
    const fixed = { paidOn, amount, fee, method, note: wrong.note, ...changed, invoiceId, replacesId: id }
    if (fixed.amount + fixed.fee === 0) return reversed
    return settle(act, fixed, surplus)
  })
}

/** Payments belong to the invoice that all corrections belong to. With the day that it is. */
async function rootOf({ tx, at }: Act, invoiceId: number): Promise<{ rootId: number; day: string }> {
  const invoice = await tx
    .selectFrom('invoice')
    .innerJoin('workspace', join => join.onTrue())
    .select(['state', 'rootId', 'timeZone'])
    .where('invoice.id', '=', invoiceId)
    .executeTakeFirst()
  if (!invoice) throw noSuchInvoice()
  if (invoice.state !== 'issued' || invoice.rootId === null) throw notIssued()
  return { rootId: invoice.rootId, day: localDay(at, invoice.timeZone) }
}

/** The condition is part of the write: of two who record the last payment at once, the second is told that nothing is owed. */
async function settle(act: OwnerAct, row: Row, surplus: boolean): Promise<number> {
  const sum = row.amount + row.fee
  const { rows } = await sql<{ companyId: number; personId: number | null }>`
    ${planned('settle')} update receivable r set paid = paid + ${sum}, surplus = greatest(paid + ${sum} - billed, 0)
    where invoice_id = ${row.invoiceId} and (${surplus}::boolean or paid + ${sum} <= billed)
    returning company_id, (select o.person_id from invoice i join sales_order o on o.id = i.order_id where i.id = r.invoice_id) as person_id`.execute(
    act.tx,
  )
  if (!rows[0]) throw await tooMuch(act, row.invoiceId)
  const { id } = await act.tx
    .insertInto('payment')
    .values({ ...row, createdAt: act.at, createdBy: act.byId })
    .returning('id')
    .executeTakeFirstOrThrow()
  await record(act, 'payment.received', rows[0], {
    paymentId: id,
    invoiceId: row.invoiceId,
    amount: row.amount,
    fee: row.fee,
    ...(row.reversesId ? { reversesId: row.reversesId } : {}),
  })
  return id
}

async function tooMuch({ tx }: OwnerAct, invoiceId: number): Promise<Refusal> {
  const { billed, paid } = await tx
    .selectFrom('receivable')
    .select(['billed', 'paid'])
    .where('invoiceId', '=', invoiceId)
    .executeTakeFirstOrThrow()
  const left = Math.max(billed - paid, 0)
  return new Refusal(
    'conflict',
    {
      en: `Only ¥${left.toLocaleString('en')} is left to be paid. If more has come in, say so (overpayment).`,
      ja: `未入金の残額は${left.toLocaleString('ja')}円です。これを超えて入金された場合は、「過入金として記録」を選んでください。`,
    },
    { field: 'amount', left },
  )
}

const paidAhead = () =>
  new Refusal(
    'invalid',
    { en: 'The day of payment must not be in the future.', ja: '入金日には、今日以前の日付を入力してください。' },
    { field: 'paidOn' },
  )

const correctedAlready = () =>
  new Refusal('conflict', {
    en: 'This payment has been corrected already. Correct the row that stands now.',
    ja: 'この入金はすでに訂正されています。訂正後の入金を訂正してください。',
  })

const isAReversal = () =>
  new Refusal('conflict', {
    en: 'This row reverses another payment and stands. Record the payment anew if it did come in.',
    ja: 'これは取り消しの記録です。入金があった場合は、あらためて入金を記録してください。',
  })
