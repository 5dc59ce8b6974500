import { z } from 'zod'
import { Day } from '../../people/leads/leads.schema.ts'
import { Id, Paging } from '../../platform/shapes.ts'
import { Price, Quantity, TaxCode } from '../products/products.schema.ts'
import { InvoiceKind, Paper } from './paper.schema.ts'

const Ref = z.object({ id: Id, name: z.string() })
const yen = z.number().int()

/**
 * How an invoice stands. `unpaid`: something is owed. `overdue`: and it should have come by now. `paid`: nothing is owed
 * any more, or more has come than was owed. Documents that correct are `issued` or `draft`; what is owed is their root's.
 */
export const Standing = z.enum(['draft', 'unpaid', 'overdue', 'paid', 'issued'])
export type Standing = z.infer<typeof Standing>

export const Invoice = z.object({
  id: Id,
  kind: InvoiceKind,
  number: z.string().nullable(),
  title: z.string(),
  standing: Standing,
  company: Ref,
  billTo: Ref,
  order: z.object({ id: Id, number: z.string() }),
  rootId: Id.nullable(),
  tradedOn: Day,
  issuedOn: Day.nullable(),
  dueOn: Day.nullable(),
  net: yen,
  tax: yen,
  total: yen,
  /** Of a root: what is owed with all corrections, what of it has come in, what is left (below zero: too much came). */
  billed: yen.nullable(),
  paid: yen.nullable(),
  left: yen.nullable(),
  version: z.number().int(),
})
export type Invoice = z.infer<typeof Invoice>

export const InvoiceLine = z.object({
  id: Id,
  orderLineId: Id.nullable(),
  name: z.string(),
  quantity: z.number(),
  unit: z.string(),
  unitPrice: yen,
  tax: TaxCode,
  amount: yen,
})
export type InvoiceLine = z.infer<typeof InvoiceLine>

const Document = z.object({
  id: Id,
  kind: InvoiceKind,
  number: z.string().nullable(),
  state: z.enum(['draft', 'issued']),
})

/** With its lines, what is printed, and all documents that belong together. */
export const OneInvoice = Invoice.extend({
  note: z.string(),
  /** Of a draft: the due day that somebody set; null when the terms decide. */
  dueOnSet: Day.nullable(),
  lines: z.array(InvoiceLine),
  paper: Paper,
  documents: z.array(Document.extend({ total: yen, issuedOn: Day.nullable() })),
  /** The document that counts now and can be corrected: the latest revision, else the root itself. */
  effectiveId: Id.nullable(),
})
export type OneInvoice = z.infer<typeof OneInvoice>
export const SavedInvoice = OneInvoice.extend({ operationId: Id.nullable() })

/** Of an order: all that stands on no invoice yet, or the lines that are named with how many of each. */
export const DraftInvoice = z.object({
  orderId: Id,
  lines: z
    .array(z.object({ orderLineId: Id, quantity: Quantity }))
    .min(1)
    .max(200)
    .optional(),
  tradedOn: Day.optional(),
  title: z.string().trim().min(1).max(200).optional(),
  note: z.string().max(2000).default(''),
})
export type DraftInvoice = z.infer<typeof DraftInvoice>

/** A line of a document that corrects is what is written; one of an invoice has its name, price and tax from its order. */
export const WrittenLine = z.object({
  orderLineId: Id.nullish(),
  name: z.string().trim().min(1).max(200).optional(),
  quantity: Quantity,
  unit: z.string().trim().max(20).optional(),
  unitPrice: Price.optional(),
  tax: TaxCode.optional(),
})
export type WrittenLine = z.infer<typeof WrittenLine>

export const ChangeInvoice = z
  .object({
    title: z.string().trim().min(1).max(200),
    tradedOn: Day,
    dueOn: Day.nullable(),
    note: z.string().max(2000),
    lines: z.array(WrittenLine).min(1).max(200),
  })
  .partial()
  .extend({ id: Id, version: z.number().int() })
export type ChangeInvoice = z.infer<typeof ChangeInvoice>

/** Without a version it is issued as it stands. Without a day it is today's. */
export const IssueInvoice = z.object({ id: Id, version: z.number().int().optional(), issuedOn: Day.optional() })
export type IssueInvoice = z.infer<typeof IssueInvoice>

/** A draft of the document that corrects: with these lines, else with all lines of what is corrected. */
export const CorrectInvoice = z.object({
  id: Id,
  lines: z.array(WrittenLine).min(1).max(200).optional(),
  note: z.string().max(2000).default(''),
})
export type CorrectInvoice = z.infer<typeof CorrectInvoice>

/** `month`: YYYY-MM, issued in it. `due`: due in it. `company`: who ordered or who is billed. */
const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)
export const InvoiceFilter = z.object({
  q: z.string().max(200).optional(),
  state: z.enum(['draft', 'issued', 'unpaid', 'overdue', 'dueSoon', 'paid', 'surplus', 'all']).default('all'),
  companyId: Id.optional(),
  orderId: Id.optional(),
  kind: InvoiceKind.optional(),
  month: Month.optional(),
  due: Month.optional(),
})
export type InvoiceFilter = z.infer<typeof InvoiceFilter>
export const InvoiceQuery = InvoiceFilter.extend(Paging.shape)
export type InvoiceQuery = z.infer<typeof InvoiceQuery>

/** `total` adds what documents change in what is owed; of drafts, what they come to. */
export const InvoiceSums = z.object({ count: z.number().int(), total: yen, paid: yen, left: yen })
