import { z } from 'zod'
import { Day } from '../../people/leads/leads.schema.ts'
import { Id, Paging } from '../../platform/shapes.ts'

export const methods = ['transfer', 'debit', 'card', 'cash', 'bill', 'offset', 'other'] as const
export const Method = z.enum(methods)
export type Method = z.infer<typeof Method>

const Ref = z.object({ id: Id, name: z.string() })
const yen = z.number().int()
const Received = z.number().int().min(0).max(1_000_000_000_000)

/** `amount` arrived; `fee` (振込手数料) was taken off by the payer and counts as settled. Below zero: it reverses another row. */
export const Payment = z.object({
  id: Id,
  invoice: z.object({ id: Id, number: z.string(), title: z.string() }),
  company: Ref,
  billTo: Ref,
  paidOn: Day,
  amount: yen,
  fee: yen,
  method: Method,
  note: z.string(),
  reversesId: Id.nullable(),
  replacesId: Id.nullable(),
  /** Whether a further row has corrected this one. */
  corrected: z.boolean(),
  by: Ref.nullable(),
  createdAt: z.date(),
})
export type Payment = z.infer<typeof Payment>

/** `surplus`: more may come in than is owed, knowingly. Without a day it is today. */
const written = {
  paidOn: Day,
  amount: Received,
  fee: Received,
  method: Method,
  note: z.string().max(1000),
  surplus: z.boolean(),
}

export const NewPayment = z
  .object({
    invoiceId: Id,
    paidOn: written.paidOn.optional(),
    amount: written.amount,
    fee: written.fee.default(0),
    method: written.method.default('transfer'),
    note: written.note.default(''),
    surplus: written.surplus.default(false),
  })
  .refine(p => p.amount + p.fee > 0, { path: ['amount'], message: 'Nothing has been paid.' })
export type NewPayment = z.infer<typeof NewPayment>

/** What was right instead. Without any of it the payment never was. `invoiceId`: it belongs to another invoice. */
export const CorrectPayment = z.object({
  id: Id,
  right: z
    .object({ ...written, invoiceId: Id })
    .partial()
    .optional(),
  note: z.string().max(1000).default(''),
})
export type CorrectPayment = z.infer<typeof CorrectPayment>

export const PaymentFilter = z.object({
  invoiceId: Id.optional(),
  companyId: Id.optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
})
export const PaymentQuery = PaymentFilter.extend(Paging.shape)
export type PaymentQuery = z.infer<typeof PaymentQuery>

/** After a change: with what is left to be paid. */
export const SavedPayment = Payment.extend({ left: yen, operationId: Id.nullable() })
