import { z } from 'zod'
import { Day } from '../../people/leads/leads.schema.ts'
import { Id, Paging } from '../../platform/shapes.ts'

export const taxCodes = ['standard', 'reduced', 'exempt', 'out'] as const
export const TaxCode = z.enum(taxCodes)
export type TaxCode = z.infer<typeof TaxCode>

/** Yen, without tax. Below zero for what is taken off (値引き). */
export const Price = z.number().int().min(-100_000_000_000).max(100_000_000_000)
export const Quantity = z.number().positive().max(1_000_000).multipleOf(0.001)

const fields = {
  code: z.string().trim().min(1).max(40),
  name: z.string().trim().min(1).max(200),
  unit: z.string().trim().max(20),
  unitPrice: Price,
  tax: TaxCode,
  productLineId: Id,
}

export const Product = z.object({
  ...fields,
  id: Id,
  active: z.boolean(),
  version: z.number().int(),
})
export type Product = z.infer<typeof Product>

/** After a change: with the operation by which it is taken back. */
export const SavedProduct = Product.extend({ operationId: Id.nullable() })

/** Without a product line it is the first. */
export const NewProduct = z.object({
  ...fields,
  unit: fields.unit.default(''),
  tax: TaxCode.default('standard'),
  productLineId: Id.optional(),
})
export type NewProduct = z.infer<typeof NewProduct>

export const ChangeProduct = z
  .object({ ...fields, active: z.boolean() })
  .partial()
  .extend({ id: Id, version: z.number().int() })
export type ChangeProduct = z.infer<typeof ChangeProduct>

export const ProductQuery = Paging.extend({
  q: z.string().max(200).optional(),
  all: z.stringbool().or(z.boolean()).default(false),
})
export type ProductQuery = z.infer<typeof ProductQuery>

/** A rate counts from its day on. */
export const TaxRate = z.object({ id: Id, code: TaxCode, fromOn: Day, percent: z.number().int() })
export type TaxRate = z.infer<typeof TaxRate>

export const NewTaxRate = z.object({
  code: z.enum(['standard', 'reduced']),
  fromOn: Day,
  percent: z.number().int().min(0).max(100),
})
