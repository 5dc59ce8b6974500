import { z } from 'zod'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id, page } from '../../platform/shapes.ts'
import { changeOrder } from './change.ts'
import {
  ChangeOrder,
  NewOrder,
  OneOrder,
  Order,
  OrderFilter,
  OrderQuery,
  OrderSums,
  SavedOrder,
  WonDeal,
} from './orders.schema.ts'
import { dealsToOrder, getOrder, listOrders, sumOrders } from './orders.ts'
import { placeOrder } from './place.ts'

const tags = ['orders']
// With the owner's rights: who places an order for a company none of whose deals they see still gets the answer.
const saved = async (act: Act, id: number) => ({
  ...(await asOwner(act, owner => getOrder(owner, id))),
  operationId: act.operationId,
})

export const orders = {
  list: reading('order.read')
    .route({ method: 'GET', path: '/orders', summary: 'Orders, the latest first', tags })
    .input(OrderQuery)
    .output(page(Order))
    .handler(({ input, context }) => listOrders(context.act, input)),

  sums: reading('order.read')
    .route({ method: 'GET', path: '/orders/sums', summary: 'How many orders, and what they come to', tags })
    .input(OrderFilter)
    .output(OrderSums)
    .handler(({ input, context }) => sumOrders(context.act, input)),

  waiting: reading('order.read')
    .route({ method: 'GET', path: '/orders/waiting', summary: 'Won deals whose order is not recorded yet', tags })
    .output(z.object({ items: z.array(WonDeal) }))
    .handler(async ({ context }) => ({ items: await dealsToOrder(context.act) })),

  get: reading('order.read')
    .route({ method: 'GET', path: '/orders/{id}', summary: 'An order with its lines and documents', tags })
    .input(z.object({ id: Id }))
    .output(OneOrder)
    .handler(({ input, context }) => getOrder(context.act, input.id)),

  create: changing('order.edit')
    .route({
      method: 'POST',
      path: '/orders',
      summary: 'Places an order: of a won deal, or by hand',
      tags,
      successStatus: 201,
    })
    .input(NewOrder)
    .output(SavedOrder)
    .handler(async ({ input, context: { act } }) => saved(act, await placeOrder(act, input))),

  change: changing('order.edit')
    .route({
      method: 'PATCH',
      path: '/orders/{id}',
      summary: 'Changes an order; its lines only before invoicing',
      tags,
    })
    .input(ChangeOrder)
    .output(SavedOrder)
    .handler(async ({ input, context: { act } }) => {
      await changeOrder(act, input)
      return saved(act, input.id)
    }),
}
