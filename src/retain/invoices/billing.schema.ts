import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'

const Ref = z.object({ id: Id, name: z.string() })

/** A day of the month; 31 is its end. */
export const monthDays = [...Array.from({ length: 28 }, (_, index) => index + 1), 31]
const MonthDay = z
  .number()
  .int()
  .refine(day => monthDays.includes(day), { message: '1–28, or 31 for the end of the month' })

export const roundings = ['floor', 'round', 'ceil'] as const
export const Rounding = z.enum(roundings)
export const shifts = ['before', 'after', 'none'] as const

const terms = {
  customerCode: z.string().trim().max(40),
  department: z.string().trim().max(100),
  /** To whom it is addressed: 様 is added. */
  person: z.string().trim().max(100),
  closingDay: MonthDay,
  payMonths: z.number().int().min(0).max(12),
  payDay: MonthDay,
  holidayShift: z.enum(shifts),
}

/** `version` is 0 as long as nothing of its own was agreed: what stands here is what is usual. */
export const Billing = z.object({
  companyId: Id,
  billTo: Ref,
  ...terms,
  /** Null: as the workspace rounds. */
  taxRounding: Rounding.nullable(),
  version: z.number().int(),
})
export type Billing = z.infer<typeof Billing>
export const SavedBilling = Billing.extend({ operationId: Id.nullable() })

export const ChangeBilling = z
  .object({ ...terms, billToId: Id.nullable(), taxRounding: Rounding.nullable() })
  .partial()
  .extend({ companyId: Id, version: z.number().int() })
export type ChangeBilling = z.infer<typeof ChangeBilling>

/** What our own invoices say. `warning`: the number is none of a company's; a sole proprietor's cannot be checked. */
export const Invoicing = z.object({
  registrationNumber: z.string(),
  bankAccount: z.string(),
  taxRounding: Rounding,
  invoicePrefix: z.string(),
  warning: z.boolean(),
  version: z.number().int(),
})
export type Invoicing = z.infer<typeof Invoicing>

export const ChangeInvoicing = z
  .object({
    registrationNumber: z.string().trim().max(40),
    bankAccount: z.string().trim().max(1000),
    taxRounding: Rounding,
    invoicePrefix: z
      .string()
      .trim()
      .max(12)
      .regex(/^[A-Za-z0-9_/-]*$/),
  })
  .partial()
  .extend({ version: z.number().int() })
export type ChangeInvoicing = z.infer<typeof ChangeInvoicing>

/** What has been traded with a company; of a group or a company, with all that belongs to it. */
export const Trade = z.object({
  orders: z.number().int(),
  ordered: z.number().int(),
  /** Of that, what stands on no issued invoice yet, without tax. */
  toInvoice: z.number().int(),
  billed: z.number().int(),
  paid: z.number().int(),
  left: z.number().int(),
  overdue: z.number().int(),
  /** How many companies below it are counted in. */
  below: z.number().int(),
})
export type Trade = z.infer<typeof Trade>
