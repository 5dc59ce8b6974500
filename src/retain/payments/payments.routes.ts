import type { Act } from '../../office/roles/act.ts'
import { changing, reading } from '../../office/roles/procedure.ts'
import { page } from '../../platform/shapes.ts'
import { CorrectPayment, NewPayment, Payment, PaymentQuery, SavedPayment } from './payments.schema.ts'
import { getPayment, leftOf, listPayments } from './payments.ts'
import { correctPayment, recordPayment } from './record.ts'

const tags = ['payments']
const saved = async (act: Act, id: number) => {
  const payment = await getPayment(act, id)
  return { ...payment, left: await leftOf(act, payment.invoice.id), operationId: act.operationId }
}

export const payments = {
  list: reading('invoice.read')
    .route({ method: 'GET', path: '/payments', summary: 'What came in, the latest first', tags })
    .input(PaymentQuery)
    .output(page(Payment))
    .handler(({ input, context }) => listPayments(context.act, input)),

  create: changing('payment.edit')
    .route({
      method: 'POST',
      path: '/payments',
      summary: 'Records what came in for an invoice, whole or in part',
      tags,
      successStatus: 201,
    })
    .input(NewPayment)
    .output(SavedPayment)
    .handler(async ({ input, context: { act } }) => saved(act, await recordPayment(act, input))),

  correct: changing('payment.edit')
    .route({
      method: 'POST',
      path: '/payments/{id}/correct',
      summary: 'Corrects a payment by further rows: one that reverses it, and the right one',
      tags,
      successStatus: 201,
    })
    .input(CorrectPayment)
    .output(SavedPayment)
    .handler(async ({ input, context: { act } }) => saved(act, await correctPayment(act, input))),
}
