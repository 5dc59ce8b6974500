import { z } from 'zod'
import { Day } from '../../people/leads/leads.schema.ts'
import { Id, Paging } from '../../platform/shapes.ts'
import { Price, Quantity, TaxCode } from '../products/products.schema.ts'

export const orderStates = ['open', 'part', 'invoiced'] as const
export const OrderState = z.enum(orderStates)
export type OrderState = z.infer<typeof OrderState>

const Ref = z.object({ id: Id, name: z.string() })
const Title = z.string().trim().min(1).max(200)
const yen = z.number().int()

/** A line as it is sent: of a product with its name, unit, price and tax unless they are said, or with words of its own. */
export const NewLine = z.object({
  id: Id.optional(),
  productId: Id.nullish(),
  name: z.string().trim().min(1).max(200).optional(),
  quantity: Quantity.default(1),
  unit: z.string().trim().max(20).optional(),
  unitPrice: Price.optional(),
  tax: TaxCode.optional(),
})
export type NewLine = z.infer<typeof NewLine>

/** `invoiced`: how many stand on issued invoices. `left`: how many stand on none, not even on a draft. */
export const OrderLine = z.object({
  id: Id,
  productId: Id.nullable(),
  name: z.string(),
  quantity: z.number(),
  unit: z.string(),
  unitPrice: yen,
  tax: TaxCode,
  amount: yen,
  invoiced: z.number(),
  left: z.number(),
})
export type OrderLine = z.infer<typeof OrderLine>

/** Amounts of orders are without tax: tax is reckoned on an invoice, once for each rate. */
export const Order = z.object({
  id: Id,
  number: z.string(),
  title: z.string(),
  company: Ref,
  person: Ref.nullable(),
  deal: Ref.nullable(),
  orderedOn: Day,
  inspectedOn: Day.nullable(),
  amount: yen,
  invoiced: yen,
  state: OrderState,
  version: z.number().int(),
})
export type Order = z.infer<typeof Order>

export const OneOrder = Order.extend({
  memo: z.string(),
  lines: z.array(OrderLine),
  invoices: z.array(
    z.object({
      id: Id,
      kind: z.enum(['invoice', 'credit', 'revised']),
      state: z.enum(['draft', 'issued']),
      number: z.string().nullable(),
      issuedOn: Day.nullable(),
      total: yen,
    }),
  ),
})
export type OneOrder = z.infer<typeof OneOrder>
export const SavedOrder = OneOrder.extend({ operationId: Id.nullable() })

/** Of a won deal: what is not said is the deal's, and its amount is one line. By hand: a company and lines. */
export const NewOrder = z
  .object({
    dealId: Id.optional(),
    companyId: Id.optional(),
    personId: Id.nullish(),
    title: Title.optional(),
    orderedOn: Day.optional(),
    inspectedOn: Day.nullish(),
    memo: z.string().max(10_000).default(''),
    lines: z.array(NewLine).min(1).max(200).optional(),
  })
  .refine(o => o.dealId || o.companyId, { path: ['companyId'], message: 'An order is of a company or of a deal.' })
export type NewOrder = z.infer<typeof NewOrder>

/** `lines`: all of them in their order, known ones by id; only while none of them stands on an invoice. */
export const ChangeOrder = z
  .object({
    title: Title,
    personId: Id.nullable(),
    orderedOn: Day,
    inspectedOn: Day.nullable(),
    memo: z.string().max(10_000),
    lines: z.array(NewLine).min(1).max(200),
  })
  .partial()
  .extend({ id: Id, version: z.number().int() })
export type ChangeOrder = z.infer<typeof ChangeOrder>

/** `state`: open for all that can still be invoiced. `month`: YYYY-MM, ordered in it. */
export const OrderFilter = z.object({
  q: z.string().max(200).optional(),
  state: z.enum([...orderStates, 'toInvoice', 'all']).default('all'),
  companyId: Id.optional(),
  dealId: Id.optional(),
  month: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
    .optional(),
})
export const OrderQuery = OrderFilter.extend(Paging.shape)
export type OrderQuery = z.infer<typeof OrderQuery>

export const OrderSums = z.object({ count: z.number().int(), amount: yen, invoiced: yen })

/** A won deal whose order is not recorded yet. */
export const WonDeal = z.object({ id: Id, title: z.string(), amount: yen, orderedOn: Day, company: Ref })
