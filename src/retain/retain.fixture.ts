import type { z } from 'zod'
import { as, makeCast } from '../../test/cast.ts'
import { type TestWorld, testWorld } from '../../test/database.ts'
import type { Act } from '../office/roles/act.ts'
import { creditInvoice as credit, reviseInvoice as revise } from './invoices/correct.ts'
import { draftInvoice as draft } from './invoices/draft.ts'
import { CorrectInvoice, DraftInvoice } from './invoices/invoices.schema.ts'
import { issueInvoice } from './invoices/issue.ts'
import { NewOrder } from './orders/orders.schema.ts'
import { placeOrder as place } from './orders/place.ts'
import { CorrectPayment, NewPayment } from './payments/payments.schema.ts'
import { correctPayment as correct, recordPayment as pay } from './payments/record.ts'

/** The verbs as a program calls them: what it does not say is filled in. */
export const placeOrder = (act: Act, given: z.input<typeof NewOrder>) => place(act, NewOrder.parse(given))
export const draftInvoice = (act: Act, given: z.input<typeof DraftInvoice>) => draft(act, DraftInvoice.parse(given))
export const creditInvoice = (act: Act, given: z.input<typeof CorrectInvoice>) =>
  credit(act, CorrectInvoice.parse(given))
export const reviseInvoice = (act: Act, given: z.input<typeof CorrectInvoice>) =>
  revise(act, CorrectInvoice.parse(given))
export const recordPayment = (act: Act, given: z.input<typeof NewPayment>) => pay(act, NewPayment.parse(given))
export const correctPayment = (act: Act, given: z.input<typeof CorrectPayment>) =>
  correct(act, CorrectPayment.parse(given))

/** An invoice of all that is left of an order, issued. */
export async function invoiceOf(act: Act, orderId: number): Promise<number> {
  const id = await draftInvoice(act, { orderId })
  await issueInvoice(act, { id })
  return id
}

/** Our own company, as an invoice must name it. */
export const nameIssuer = (world: TestWorld) =>
  world.db
    .updateTable('workspace')
    .set({
      name: '結株式会社',
      postalAddress: '東京都千代田区丸の内1-1-1',
      phone: '03-1234-5678',
      registrationNumber: 'T7000012050002',
      bankAccount: 'みずほ銀行 丸の内支店 普通 1234567 ムスビ(カ',
    })
    .execute()

let made = 0
export async function addCompany(world: TestWorld, name = `取引先${++made}株式会社`): Promise<number> {
  const { id } = await world.db
    .insertInto('company')
    .values({ name, nameKey: name, createdAt: world.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** What the documents and payments of an invoice say, added up; it must be what stands in the books. */
export async function booksOf(world: TestWorld, rootId: number) {
  const documents = await world.db
    .selectFrom('invoice')
    .selectAll()
    .where('rootId', '=', rootId)
    .where('state', '=', 'issued')
    .orderBy('sequence')
    .execute()
  const payments = await world.db.selectFrom('payment').selectAll().where('invoiceId', '=', rootId).execute()
  const books = await world.db
    .selectFrom('receivable')
    .selectAll()
    .where('invoiceId', '=', rootId)
    .executeTakeFirstOrThrow()
  return { documents, payments, books }
}

/** An office whose accountant is at work: orders, and invoices of them. */
export async function openBooks() {
  const world = await testWorld()
  const cast = await makeCast(world)
  await nameIssuer(world)
  const line = (unitPrice: number, quantity = 1) => ({ name: '保守', unitPrice, quantity })
  const mine = <T>(fn: Parameters<typeof as<T>>[2]) => as(world, cast.accountant, fn)
  const order = async (lines = [line(100_000)], company?: number) => {
    const companyId = company ?? (await addCompany(world))
    return mine(act => placeOrder(act, { companyId, lines }))
  }
  return {
    world,
    cast,
    line,
    mine,
    order,
    books: (id: number) => booksOf(world, id),
    issued: async (lines = [line(100_000)], company?: number) => {
      const orderId = await order(lines, company)
      return mine(act => invoiceOf(act, orderId))
    },
  }
}
