import { z } from 'zod'
import { TaxCode } from '../products/products.schema.ts'

export const invoiceKinds = ['invoice', 'credit', 'revised'] as const
export const InvoiceKind = z.enum(invoiceKinds)
export type InvoiceKind = z.infer<typeof InvoiceKind>

const yen = z.number().int()

export const PaperLine = z.object({
  name: z.string(),
  quantity: z.number(),
  unit: z.string(),
  unitPrice: yen,
  amount: yen,
  tax: TaxCode,
})

export type PaperLine = z.infer<typeof PaperLine>

export const PaperRate = z.object({ code: TaxCode, percent: z.number().int(), net: yen, tax: yen })
export type PaperRate = z.infer<typeof PaperRate>

/**
 * All that is printed on a document, as it was on the day of issuing: what the company or its customer is called later
 * changes nothing here. Of a draft, how it would be printed now; number and day of issue are null.
 */
export const Paper = z.object({
  kind: InvoiceKind,
  number: z.string().nullable(),
  issuedOn: z.string().nullable(),
  tradedOn: z.string(),
  dueOn: z.string().nullable(),
  title: z.string(),
  orderNumber: z.string(),
  customerCode: z.string(),
  issuer: z.object({
    name: z.string(),
    address: z.string(),
    phone: z.string(),
    /** T and 13 digits; '' for who is not registered. */
    registrationNumber: z.string(),
    bankAccount: z.string(),
  }),
  recipient: z.object({
    postalCode: z.string(),
    address: z.string(),
    /** Company, department, person, one under another; the last bears 御中 or 様. */
    lines: z.array(z.string()),
  }),
  /** The document that this one corrects. */
  corrects: z.object({ number: z.string(), issuedOn: z.string(), tradedOn: z.string() }).nullable(),
  lines: z.array(PaperLine),
  rates: z.array(PaperRate),
  net: yen,
  tax: yen,
  total: yen,
  note: z.string(),
})
export type Paper = z.infer<typeof Paper>
