import { beforeAll, expect, test } from 'vitest'
import { byItself, type Cast, makeCast } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { type Asking, openOffice } from '../../../test/office.ts'
import { addProspect, leadOf } from '../../sell/deals/deals.fixture.ts'
import { nameIssuer } from '../retain.fixture.ts'

let world: TestWorld
let cast: Cast
let manager: Asking
let kato: Asking
let accountant: Asking

beforeAll(async () => {
  const office = await openOffice('2026-06-01T10:00:00+09:00')
  world = office.world
  cast = await makeCast(world)
  manager = await office.signIn(cast.manager.id)
  kato = await office.signIn(cast.kato.id)
  accountant = await office.signIn(cast.accountant.id)
  await nameIssuer(world)
})

/** A deal of Kato's that was won, with its order. */
async function ordered(name: string) {
  const who = await byItself(world, act => addProspect(act, name))
  const { body: deal } = await manager('POST', '/deals', {
    companyId: who.companyId,
    personId: who.personId,
    ownerId: cast.kato.id,
    title: `${name}様`,
    amount: 500_000,
    bant: { needs: '更新' },
  })
  const won = await kato('PATCH', `/deals/${deal.id}`, {
    version: deal.version,
    outcome: 'won',
    orderedOn: '2026-06-01',
  })
  const { body: order } = await kato('POST', '/orders', { dealId: deal.id })
  return { id: deal.id as number, leadId: deal.leadId as number, won: won.body, order }
}
const reopen = async (id: number) => {
  const { version } = (await kato('GET', `/deals/${id}`)).body
  return kato('PATCH', `/deals/${id}`, { version, outcome: null })
}

test('reopening a won deal takes its order back as long as nothing was billed, and undoing that brings both back', async () => {
  const { id, leadId, won, order } = await ordered('再開')
  // The win alone cannot be undone behind the order's back.
  const undone = await kato('POST', `/operations/${won.operationId}/undo`)
  expect(undone).toMatchObject({ status: 409, body: { code: 'conflict', message: expect.stringContaining('注文') } })

  const { status, body } = await reopen(id)
  expect(status).toBe(200)
  expect(body).toMatchObject({ outcome: null })
  expect((await accountant('GET', `/orders/${order.id}`)).status).toBe(404)
  expect((await kato('GET', `/deals/${id}/timeline`)).body.items.map((e: { kind: string }) => e.kind)).toContain(
    'deal.reopened',
  )
  expect((await leadOf(world, leadId)).stage).toBe('sql')

  expect((await kato('POST', `/operations/${body.operationId}/undo`)).status).toBe(200)
  expect((await kato('GET', `/deals/${id}`)).body).toMatchObject({ outcome: 'won', amount: 500_000 })
  expect((await kato('GET', `/orders/${order.id}`)).body).toMatchObject({
    number: order.number,
    amount: 500_000,
    invoiced: 0,
    state: 'open',
    deal: { id },
    lines: [{ amount: 500_000, left: 1 }],
  })
  expect((await leadOf(world, leadId)).stage).toBe('won')
})

test('once it was billed the win stands, and says why; a draft is thrown away first', async () => {
  const { id, order } = await ordered('請求')
  const { body: draft, status } = await accountant('POST', '/invoices', { orderId: order.id })
  expect(status).toBe(201)
  expect(await reopen(id)).toMatchObject({
    status: 409,
    body: { message: expect.stringContaining('下書き') },
  })
  const issued = await accountant('POST', `/invoices/${draft.id}/issue`, { version: draft.version })
  expect(issued.status).toBe(200)
  const refused = await reopen(id)
  expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } })
  expect(refused.body.message).toContain(order.number)
  expect(refused.body.message).toContain(issued.body.number)
  expect((await kato('GET', `/deals/${id}`)).body.outcome).toBe('won')
})
