import { beforeAll, expect, test } from 'vitest'
import { type Cast, makeCast } from '../../test/cast.ts'
import { type Asking, openOffice } from '../../test/office.ts'
import { addCompany, nameIssuer } from './retain.fixture.ts'

const { world, app, signIn } = await openOffice()
let cast: Cast
let accountant: Asking
let companyId: number

beforeAll(async () => {
  cast = await makeCast(world)
  await nameIssuer(world)
  accountant = await signIn(cast.accountant.id)
  companyId = await addCompany(world, '髙﨑㈱①')
})

test('R65 over the API: product, order, invoice with its page, two partial payments, the thread', async () => {
  const product = await accountant('POST', '/products', {
    code: 'MA-1',
    name: '月額利用料',
    unit: 'か月',
    unitPrice: 50_000,
  })
  expect(product).toMatchObject({ status: 201, body: { tax: 'standard', active: true } })
  expect((await accountant('POST', '/products', { code: 'MA-1', name: '二重', unitPrice: 1 })).status).toBe(409)

  const order = await accountant('POST', '/orders', {
    companyId,
    title: 'MAツール',
    lines: Array.from({ length: 30 }, () => ({ productId: product.body.id, quantity: 1.5 })),
  })
  expect(order).toMatchObject({ status: 201, body: { amount: 2_250_000, state: 'open', number: 'ORD-000001' } })

  const draft = await accountant('POST', '/invoices', { orderId: order.body.id })
  expect(draft).toMatchObject({ status: 201, body: { standing: 'draft', number: null, total: 2_475_000 } })
  const issued = await accountant('POST', `/invoices/${draft.body.id}/issue`, { version: draft.body.version })
  expect(issued).toMatchObject({ status: 200, body: { number: 'INV-000001', standing: 'unpaid', left: 2_475_000 } })
  expect((await accountant('PATCH', `/invoices/${draft.body.id}`, { version: 9, note: 'x' })).status).toBe(409)

  const once = { 'idempotency-key': 'bank row 1' }
  const pay = (amount: number, headers = {}) =>
    accountant('POST', '/payments', { invoiceId: draft.body.id, amount }, headers)
  expect(await pay(1_000_000, once)).toMatchObject({ status: 201, body: { left: 1_475_000 } })
  expect(await pay(1_000_000, once)).toMatchObject({ status: 201, body: { left: 1_475_000 } })
  expect(await pay(1_475_001)).toMatchObject({ status: 409, body: { code: 'conflict', data: { left: 1_475_000 } } })
  expect(await pay(1_475_000)).toMatchObject({ body: { left: 0 } })

  const paid = await accountant('GET', `/invoices?state=paid&companyId=${companyId}&month=2026-06`)
  expect(paid.body.items).toMatchObject([{ id: draft.body.id, billed: 2_475_000, paid: 2_475_000 }])
  expect((await accountant('GET', '/invoices/sums?state=unpaid')).body).toMatchObject({ count: 0, left: 0 })
  expect((await accountant('GET', `/invoices/${draft.body.id}/thread`)).body).toMatchObject({
    payments: [{ settled: 1_000_000 }, { settled: 1_475_000 }],
    order: { number: 'ORD-000001' },
    deal: null,
  })

  const { headers } = await accountant('GET', `/invoices/${draft.body.id}.pdf`)
  expect(headers.get('content-type')).toBe('application/pdf')
  expect(headers.get('content-disposition')).toContain('INV-000001.pdf')
  expect(Number(headers.get('content-length') ?? 1)).toBeGreaterThan(0)
})

test('who is not signed in gets no page, and a rep none of a company whose deals they do not see', async () => {
  const { body } = await accountant('GET', '/invoices')
  const path = `/api/v1/invoices/${body.items[0].id}.pdf`
  expect((await app.fetch(new Request(`${world.baseUrl}${path}`))).status).toBe(401)
  const rep = await signIn(cast.kato.id)
  expect((await rep('GET', path)).status).toBe(404)
  expect((await rep('POST', '/payments', { invoiceId: body.items[0].id, amount: 1 })).status).toBe(403)
})

test('how a company is billed, and what our own invoices say, is changed by version', async () => {
  const usual = await accountant('GET', `/companies/${companyId}/billing`)
  expect(usual.body).toMatchObject({ closingDay: 31, payMonths: 1, payDay: 31, holidayShift: 'after', version: 0 })
  const change = (version: number) =>
    accountant('PATCH', `/companies/${companyId}/billing`, { version, closingDay: 20, customerCode: 'C-1' })
  expect(await change(0)).toMatchObject({ status: 200, body: { closingDay: 20, payDay: 31, version: 1 } })
  expect(await change(0)).toMatchObject({ status: 409, body: { code: 'stale' } })
  expect((await accountant('PATCH', '/invoicing', { version: 1, bankAccount: 'x' })).status).toBe(403)
  const admin = await signIn(cast.admin.id)
  const { body } = await admin('GET', '/invoicing')
  expect(await admin('PATCH', '/invoicing', { version: body.version, invoicePrefix: 'A-' })).toMatchObject({
    body: { invoicePrefix: 'A-' },
  })
})
