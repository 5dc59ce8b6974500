import { expect, test } from 'vitest'
import { as, seeing } from '../../../test/cast.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { act } from '../../office/roles/act.ts'
import { undoing } from '../../undoing.ts'
import { getOrder } from '../orders/orders.ts'
import { addProduct } from '../products/products.ts'
import { addTaxRate } from '../products/taxes.ts'
import {
  addCompany,
  creditInvoice,
  draftInvoice,
  invoiceOf,
  nameIssuer,
  openBooks,
  placeOrder,
  recordPayment,
  reviseInvoice,
} from '../retain.fixture.ts'
import { changeBilling } from './billing.ts'
import { changeDraft, discardDraft } from './draft.ts'
import { getInvoice } from './get.ts'
import { issueInvoice } from './issue.ts'
import { listInvoices, sumInvoices } from './list.ts'
import { changeInvoicing, getInvoicing } from './settings.ts'

const { world, cast, line, mine, order, books, issued } = await openBooks()

test('R65: an order is invoiced in two parts and paid in three; the balance is right at each step', async () => {
  const orderId = await order([line(30_000, 10)])
  const state = async () => (await seeing(world, cast.accountant, act => getOrder(act, orderId))).state
  const [first] = (await seeing(world, cast.accountant, act => getOrder(act, orderId))).lines
  expect(await state()).toBe('open')
  const a = await mine(act => draftInvoice(act, { orderId, lines: [{ orderLineId: first!.id, quantity: 4 }] }))
  await expect(
    mine(act => draftInvoice(act, { orderId, lines: [{ orderLineId: first!.id, quantity: 7 }] })),
  ).rejects.toMatchObject({ sentence: { ja: '「保守」の未請求の数量は6です。数量をご確認ください。' } })
  await mine(act => issueInvoice(act, { id: a }))
  expect(await state()).toBe('part')
  const b = await mine(act => invoiceOf(act, orderId))
  expect(await state()).toBe('invoiced')
  await expect(mine(act => draftInvoice(act, { orderId }))).rejects.toMatchObject({ code: 'conflict' })
  expect((await books(b)).books).toMatchObject({ billed: 198_000, paid: 0 })

  await mine(act => recordPayment(act, { invoiceId: a, amount: 100_000 }))
  expect(await seeing(world, cast.accountant, act => getInvoice(act, a))).toMatchObject({
    left: 32_000,
    standing: 'unpaid',
  })
  // The bank took 440 off: settled, though it has not arrived.
  await mine(act => recordPayment(act, { invoiceId: a, amount: 31_560, fee: 440 }))
  expect(await seeing(world, cast.accountant, act => getInvoice(act, a))).toMatchObject({ left: 0, standing: 'paid' })
  await mine(act => recordPayment(act, { invoiceId: b, amount: 198_000 }))
  const paid = await seeing(world, cast.accountant, act => sumInvoices(act, { state: 'paid', orderId }))
  expect(paid).toEqual({ count: 2, total: 330_000, paid: 330_000, left: 0 })
})

test('what was issued stands: no change, no deletion, no undo, not even by hand in the database', async () => {
  const orderId = await order()
  const operations: number[] = []
  const id = await act(world.db, world.clock, cast.accountant, 'invoices.issue', async act => {
    operations.push(act.operationId!)
    return invoiceOf(act, orderId)
  })
  const { version } = await seeing(world, cast.accountant, act => getInvoice(act, id))
  await expect(mine(act => changeDraft(act, { id, version, note: '値引き' }))).rejects.toMatchObject({
    code: 'conflict',
  })
  await expect(mine(act => discardDraft(act, id))).rejects.toMatchObject({ code: 'conflict' })
  await expect(mine(act => undo(act, operations[0]!, undoing))).rejects.toMatchObject({
    sentence: { ja: expect.stringContaining('元に戻せません') },
  })
  for (const change of [
    world.db.updateTable('invoice').set({ note: 'x' }).where('id', '=', id),
    world.db.deleteFrom('invoice').where('id', '=', id),
    world.db.updateTable('invoiceLine').set({ unitPrice: 1 }).where('invoiceId', '=', id),
    world.db.deleteFrom('invoiceLine').where('invoiceId', '=', id),
  ])
    await expect(change.execute()).rejects.toThrow(/never changed/)
  const payment = await mine(act => recordPayment(act, { invoiceId: id, amount: 1 }))
  await expect(world.db.updateTable('payment').set({ amount: 2 }).where('id', '=', payment).execute()).rejects.toThrow(
    /never changed/,
  )
})

test('what is printed is what was true on that day, whatever things are called later', async () => {
  const companyId = await addCompany(world, '髙﨑㈱①')
  const id = await issued([line(50_000)], companyId)
  await world.db.updateTable('company').set({ name: '新社名株式会社' }).where('id', '=', companyId).execute()
  await world.db.updateTable('workspace').set({ name: '結ホールディングス' }).execute()
  const { paper, billTo } = await seeing(world, cast.accountant, act => getInvoice(act, id))
  expect(paper).toMatchObject({
    issuer: { name: '結株式会社', registrationNumber: 'T7000012050002' },
    recipient: { lines: ['髙﨑㈱① 御中'] },
    rates: [{ code: 'standard', percent: 10, net: 50_000, tax: 5_000 }],
    total: 55_000,
    issuedOn: '2026-06-01',
    dueOn: '2026-07-31',
  })
  expect(paper.number).toMatch(/^INV-\d{6}$/)
  expect(billTo.name).toBe('新社名株式会社')
  await nameIssuer(world)
})

test('D7: billed to another company, addressed to a person of it, under its own terms and code', async () => {
  const [site, head] = [await addCompany(world, '大阪工場'), await addCompany(world, '大阪製作所株式会社')]
  await mine(act =>
    changeBilling(act, {
      companyId: site,
      version: 0,
      billToId: head,
      person: '山田 花子',
      department: '経理部',
      customerCode: 'C-0042',
      closingDay: 20,
      payMonths: 1,
      payDay: 10,
      holidayShift: 'before',
      taxRounding: 'ceil',
    }),
  )
  const id = await issued([line(105)], site)
  const invoice = await seeing(world, cast.accountant, act => getInvoice(act, id))
  expect(invoice).toMatchObject({ company: { id: site }, billTo: { id: head }, dueOn: '2026-07-10', tax: 11 })
  expect(invoice.paper).toMatchObject({
    recipient: { lines: ['大阪製作所株式会社', '経理部　山田 花子 様'] },
    customerCode: 'C-0042',
  })
})

test('a reduced rate beside the standard one, and a rate that comes later, by the day of the transaction', async () => {
  await as(world, cast.admin, act => addTaxRate(act, { code: 'standard', fromOn: '2026-10-01', percent: 12 }))
  await expect(
    as(world, cast.admin, act => addTaxRate(act, { code: 'standard', fromOn: '2026-01-01', percent: 12 })),
  ).rejects.toMatchObject({ facts: { field: 'fromOn' } })
  const product = await mine(act =>
    addProduct(act, { code: 'TEA', name: '緑茶', unit: '箱', unitPrice: 1_080, tax: 'reduced' }),
  )
  const companyId = await addCompany(world)
  const orderId = await mine(act =>
    placeOrder(act, { companyId, lines: [{ productId: product.id, quantity: 3 }, line(999)] }),
  )
  const id = await mine(act => draftInvoice(act, { orderId }))
  const draft = () => seeing(world, cast.accountant, act => getInvoice(act, id))
  expect((await draft()).paper.rates).toEqual([
    { code: 'standard', percent: 10, net: 999, tax: 99 },
    { code: 'reduced', percent: 8, net: 3_240, tax: 259 },
  ])
  const { version } = await draft()
  await mine(act => changeDraft(act, { id, version, tradedOn: '2026-10-01' }))
  expect((await draft()).paper.rates[0]).toMatchObject({ percent: 12, tax: 119 })
  await mine(act => discardDraft(act, id))
})

test('返還請求書: a credit takes off what is owed, never more than was billed; paid already, it is a surplus that is shown', async () => {
  const id = await issued([line(10_000, 3)])
  await mine(act => recordPayment(act, { invoiceId: id, amount: 33_000 }))
  const credit = await mine(act =>
    creditInvoice(act, { id, lines: [{ name: '返品', quantity: 1, unitPrice: 10_000, tax: 'standard' }] }),
  )
  expect((await books(id)).books.billed).toBe(33_000)
  await mine(act => issueInvoice(act, { id: credit }))
  expect((await books(id)).books).toMatchObject({ billed: 22_000, paid: 33_000, surplus: 11_000 })
  expect(await seeing(world, cast.accountant, act => getInvoice(act, id))).toMatchObject({
    left: -11_000,
    total: 33_000,
  })
  expect((await seeing(world, cast.accountant, act => getInvoice(act, credit))).paper).toMatchObject({
    number: 'CRN-000001',
    corrects: { number: expect.stringMatching(/^INV-/), issuedOn: '2026-06-01' },
    dueOn: null,
  })
  const found = await seeing(world, cast.accountant, act => listInvoices(act, { state: 'surplus', limit: 10 }))
  expect(found.items.map(i => i.id)).toContain(id)
  const more = await mine(act => creditInvoice(act, { id }))
  await expect(mine(act => issueInvoice(act, { id: more }))).rejects.toMatchObject({
    sentence: { ja: '請求額を超えて返還することはできません。税込22,000円以内にしてください。' },
  })
  await mine(act => discardDraft(act, more))
})

test('修正: a revision stands in place of what it corrects; only the document that counts now is corrected', async () => {
  const orderId = await order([line(10_000, 3)])
  const id = await mine(act => invoiceOf(act, orderId))
  const [own] = (await seeing(world, cast.accountant, act => getInvoice(act, id))).lines
  const revised = await mine(act =>
    reviseInvoice(act, { id, lines: [{ orderLineId: own!.orderLineId, quantity: 2 }], note: '数量の誤り' }),
  )
  await mine(act => issueInvoice(act, { id: revised }))
  const after = await books(id)
  expect(after.books.billed).toBe(22_000)
  expect(after.documents.map(d => [d.kind, d.effect]).toSorted()).toEqual([
    ['invoice', 33_000],
    ['revised', -11_000],
  ])
  expect((await seeing(world, cast.accountant, act => getInvoice(act, id))).paper.total).toBe(33_000)
  await expect(mine(act => reviseInvoice(act, { id }))).rejects.toMatchObject({
    sentence: { en: expect.stringContaining('REV-') },
  })
  // One piece is free again, to be invoiced later.
  const order1 = await seeing(world, cast.accountant, act => getOrder(act, orderId))
  expect(order1).toMatchObject({ state: 'part', invoiced: 20_000, lines: [{ invoiced: 2, left: 1 }] })
})

test('two who issue, or pay, at once: no number twice, none left out, nothing paid twice', async () => {
  const drafts = await Promise.all(
    Array.from({ length: 12 }, async () => {
      const orderId = await order()
      return mine(act => draftInvoice(act, { orderId }))
    }),
  )
  const before = (
    await world.db.selectFrom('documentCounter').selectAll().where('kind', '=', 'invoice').executeTakeFirstOrThrow()
  ).last
  const results = await Promise.allSettled(
    // Each twice, and every third fails after its number was taken.
    [...drafts, ...drafts].map((id, at) =>
      mine(async act => {
        await issueInvoice(act, { id })
        if (at % 3 === 0) throw new Error('the power went')
      }),
    ),
  )
  expect(results.some(r => r.status === 'fulfilled')).toBe(true)
  const numbered = await world.db
    .selectFrom('invoice')
    .select(['sequence', 'number'])
    .where('state', '=', 'issued')
    .where('kind', '=', 'invoice')
    .orderBy('sequence')
    .execute()
  expect(numbered.map(i => i.sequence)).toEqual(numbered.map((_, index) => index + 1))
  expect(new Set(numbered.map(i => i.number)).size).toBe(numbered.length)
  expect(numbered.length).toBeGreaterThan(before)

  const id = await issued()
  const paid = await Promise.allSettled(
    Array.from({ length: 6 }, () => mine(act => recordPayment(act, { invoiceId: id, amount: 110_000 }))),
  )
  expect(paid.filter(p => p.status === 'fulfilled')).toHaveLength(1)
  expect((await books(id)).books.paid).toBe(110_000)
})

test('the registration number is checked: its form is refused, its check digit only warned of', async () => {
  const change = (registrationNumber: string) =>
    as(world, cast.admin, async act => {
      const { version } = await getInvoicing(act)
      return changeInvoicing(act, { version, registrationNumber })
    })
  expect(await change('Ｔ７０００-０１２０-５０００２')).toMatchObject({
    registrationNumber: 'T7000012050002',
    warning: false,
  })
  expect(await change('T1234567890123')).toMatchObject({ registrationNumber: 'T1234567890123', warning: true })
  await expect(change('T123')).rejects.toMatchObject({ facts: { field: 'registrationNumber' } })
})
