import { z } from 'zod'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id, page } from '../../platform/shapes.ts'
import {
  ChangeProduct,
  NewProduct,
  NewTaxRate,
  Product,
  ProductQuery,
  SavedProduct,
  TaxRate,
} from './products.schema.ts'
import { addProduct, changeProduct, getProduct, listProducts } from './products.ts'
import { addTaxRate, listTaxRates } from './taxes.ts'

const tags = ['products']

export const products = {
  list: reading('order.read')
    .route({ method: 'GET', path: '/products', summary: 'What is sold', tags })
    .input(ProductQuery)
    .output(page(Product))
    .handler(({ input, context }) => listProducts(context.act, input)),

  get: reading('order.read')
    .route({ method: 'GET', path: '/products/{id}', summary: 'One product', tags })
    .input(z.object({ id: Id }))
    .output(Product)
    .handler(({ input, context }) => getProduct(context.act, input.id)),

  create: changing('product.manage')
    .route({ method: 'POST', path: '/products', summary: 'Adds a product', tags, successStatus: 201 })
    .input(NewProduct)
    .output(SavedProduct)
    .handler(async ({ input, context: { act } }) => ({
      ...(await addProduct(act, input)),
      operationId: act.operationId,
    })),

  change: changing('product.manage')
    .route({ method: 'PATCH', path: '/products/{id}', summary: 'Changes a product, or switches it off', tags })
    .input(ChangeProduct)
    .output(SavedProduct)
    .handler(async ({ input, context: { act } }) => ({
      ...(await changeProduct(act, input)),
      operationId: act.operationId,
    })),
}

export const taxRates = {
  list: reading('order.read')
    .route({ method: 'GET', path: '/tax-rates', summary: 'Rates of consumption tax, each from its day on', tags })
    .output(z.object({ items: z.array(TaxRate) }))
    .handler(async ({ context }) => ({ items: await listTaxRates(context.act) })),

  create: changing('office.manage')
    .route({ method: 'POST', path: '/tax-rates', summary: 'A rate for a day to come', tags, successStatus: 201 })
    .input(NewTaxRate)
    .output(TaxRate)
    .handler(({ input, context }) => addTaxRate(context.act, input)),
}
