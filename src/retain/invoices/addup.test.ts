import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import { getOrder } from '../orders/orders.ts'
import {
  addCompany,
  booksOf,
  correctPayment,
  creditInvoice,
  draftInvoice,
  nameIssuer,
  placeOrder,
  recordPayment,
  reviseInvoice,
} from '../retain.fixture.ts'
import { issueInvoice } from './issue.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  await nameIssuer(world)
})

const tax = fc.constantFrom('standard' as const, 'reduced' as const, 'exempt' as const)
const line = fc.record({
  name: fc.constant('明細'),
  quantity: fc.integer({ min: 1, max: 5000 }).map(n => n / 1000),
  unitPrice: fc.integer({ min: 1, max: 99_999 }),
  tax,
})
const step = fc.oneof(
  fc.record({ do: fc.constant('invoice' as const), share: fc.integer({ min: 1, max: 1000 }) }),
  fc.record({
    do: fc.constant('credit' as const),
    which: fc.nat(),
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    do: fc.constant('revise' as const),
    which: fc.nat(),
    lines: fc.array(line, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    do: fc.constant('pay' as const),
    which: fc.nat(),
    amount: fc.integer({ min: 1, max: 400_000 }),
    surplus: fc.boolean(),
  }),
  fc.record({ do: fc.constant('correct' as const), which: fc.nat(), amount: fc.integer({ min: 0, max: 400_000 }) }),
)

test('R65: orders, invoices, credits, revisions and payments always add up, whatever is done in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.array(step, { maxLength: 14 }),
      async (lines, steps) => {
        const companyId = await addCompany(world)
        const orderId = await as(world, cast.accountant, act => placeOrder(act, { companyId, lines }))
        const roots: number[] = []
        const payments: number[] = []
        for (const one of steps) {
          await as(world, cast.accountant, async act => {
            const pick = (of: number[], which: number) => of[which % of.length]
            if (one.do === 'invoice') {
              const left = (await getOrder(act, orderId)).lines.filter(l => l.left > 0)
              const part = left.map(l => ({
                orderLineId: l.id,
                quantity: Math.max(1, Math.round(l.left * one.share)) / 1000,
              }))
              const id = await draftInvoice(act, { orderId, lines: part })
              await issueInvoice(act, { id })
              roots.push(id)
            } else if (one.do === 'correct') {
              const id = pick(payments, one.which)
              if (id) payments.push(await correctPayment(act, { id, right: { amount: one.amount } }))
            } else {
              const id = pick(roots, one.which)
              if (!id) return
              if (one.do === 'pay')
                payments.push(await recordPayment(act, { invoiceId: id, amount: one.amount, surplus: one.surplus }))
              else {
                const latest = (await booksOf(world, id)).documents.findLast(d => d.kind === 'revised')?.id ?? id
                const correct = one.do === 'credit' ? creditInvoice : reviseInvoice
                await issueInvoice(act, { id: await correct(act, { id: latest, lines: one.lines }) })
              }
            }
          }).catch(error => {
            // A refusal is an answer too: nothing has changed then.
            if (!(error instanceof Refusal) && (error as { name?: string }).name !== 'ZodError') throw error
          })
        }
        const order = await seeing(world, cast.accountant, act => getOrder(act, orderId))
        for (const l of order.lines)
          expect(l.invoiced + l.left).toBeLessThanOrEqual(Math.max(l.quantity, l.invoiced) + 1e-9)
        let net = 0
        const numbered = await world.db
          .selectFrom('invoice')
          .select('rootId')
          .distinct()
          .where('orderId', '=', orderId)
          .where('state', '=', 'issued')
          .execute()
        for (const { rootId } of numbered) {
          const { documents, payments: paid, books } = await booksOf(world, rootId!)
          const counts =
            documents.filter(d => d.kind === 'revised').at(-1) ?? documents.find(d => d.kind === 'invoice')!
          const credits = documents.filter(d => d.kind === 'credit').reduce((sum, d) => sum + d.total, 0)
          net += counts.net
          expect(books.billed).toBe(counts.total - credits)
          expect(books.billed).toBe(documents.reduce((sum, d) => sum + d.effect!, 0))
          expect(books.paid).toBe(paid.reduce((sum, p) => sum + p.amount + p.fee, 0))
          expect(books.surplus).toBe(Math.max(books.paid - books.billed, 0))
          for (const d of documents) {
            const drawn = await world.db
              .selectFrom('invoiceLine')
              .select('amount')
              .where('invoiceId', '=', d.id)
              .execute()
            expect(drawn.reduce((sum, l) => sum + l.amount, 0)).toBe(d.net)
            expect(d.paper).toMatchObject({ net: d.net, tax: d.tax, total: d.total, number: d.number })
          }
        }
        expect(order.invoiced).toBe(net)
      },
    ),
    { numRuns: 25 },
  )
  for (const kind of ['invoice', 'credit', 'revised']) {
    const numbers = await world.db
      .selectFrom('invoice')
      .select('sequence')
      .where('kind', '=', kind)
      .where('state', '=', 'issued')
      .orderBy('sequence')
      .execute()
    expect(numbers.map(n => n.sequence)).toEqual(numbers.map((_, at) => at + 1))
  }
})
