import { expect, test } from 'vitest'
import { byItself, seeing } from '../../../test/cast.ts'
import { tradeOf } from '../invoices/billing.ts'
import { getInvoice } from '../invoices/get.ts'
import { listInvoices } from '../invoices/list.ts'
import { overdueInvoices } from '../invoices/overdue.ts'
import { addCompany, correctPayment, openBooks, recordPayment } from '../retain.fixture.ts'
import { listPayments } from './payments.ts'

const { world, cast, line, mine, order, books, issued } = await openBooks()

test('a payment is corrected by further rows: one that reverses it, and the right one', async () => {
  const id = await issued()
  const wrong = await mine(act => recordPayment(act, { invoiceId: id, amount: 101_000 }))
  const right = await mine(act => correctPayment(act, { id: wrong, right: { amount: 110_000 }, note: '桁の誤り' }))
  await expect(mine(act => correctPayment(act, { id: wrong }))).rejects.toMatchObject({ code: 'conflict' })
  const { items } = await seeing(world, cast.accountant, act => listPayments(act, { invoiceId: id, limit: 10 }))
  expect(items.map(p => [p.amount, p.reversesId, p.replacesId, p.corrected])).toEqual([
    [110_000, null, wrong, false],
    [-101_000, wrong, null, false],
    [101_000, null, null, true],
  ])
  expect(items[0]!.id).toBe(right)
  expect((await books(id)).books).toMatchObject({ billed: 110_000, paid: 110_000, surplus: 0 })
})

test('more than is owed is refused, unless somebody says that it came', async () => {
  const id = await issued()
  await expect(mine(act => recordPayment(act, { invoiceId: id, amount: 110_001 }))).rejects.toMatchObject({
    facts: { field: 'amount', left: 110_000 },
  })
  await mine(act => recordPayment(act, { invoiceId: id, amount: 120_000, surplus: true }))
  expect(await seeing(world, cast.accountant, act => getInvoice(act, id))).toMatchObject({
    left: -10_000,
    standing: 'paid',
  })
})

test('an overdue invoice is told once, to accounting and to the owner of its deal, when the day begins', async () => {
  const id = await issued()
  await mine(act => recordPayment(act, { invoiceId: id, amount: 10_000 }))
  world.clock.moveTo('2026-08-01T08:59:00+09:00')
  expect(await byItself(world, overdueInvoices)).toBe(0)
  world.clock.moveTo('2026-08-01T09:00:00+09:00')
  expect(await byItself(world, overdueInvoices)).toBeGreaterThan(0)
  expect(await byItself(world, overdueInvoices)).toBe(0)
  await world.settle()
  const told = await world.db.selectFrom('notification').selectAll().where('kind', '=', 'invoice.overdue').execute()
  expect(told.map(n => n.userId)).toEqual([cast.accountant.id])
  const late = await seeing(world, cast.accountant, act => listInvoices(act, { state: 'overdue', limit: 50 }))
  expect(late.items.find(i => i.id === id)).toMatchObject({ standing: 'overdue', left: 100_000 })
})

test('R64: the parent totals its children', async () => {
  const parent = await addCompany(world, '本社')
  const child = await addCompany(world, '支社')
  await world.db.updateTable('company').set({ parentId: parent }).where('id', '=', child).execute()
  const id = await issued([line(1_000)], child)
  await order([line(2_000)], parent)
  await mine(act => recordPayment(act, { invoiceId: id, amount: 500 }))
  expect(await seeing(world, cast.accountant, act => tradeOf(act, parent))).toEqual({
    orders: 2,
    ordered: 3_000,
    toInvoice: 2_000,
    billed: 1_100,
    paid: 500,
    left: 600,
    overdue: 0,
    below: 1,
  })
})
