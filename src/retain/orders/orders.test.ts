import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { act } from '../../office/roles/act.ts'
import { erasePerson } from '../../people/persons/erase.ts'
import { exportPerson } from '../../people/persons/export.ts'
import { mergePersons } from '../../people/persons/merge.ts'
import { unmerge } from '../../people/persons/merge.undo.ts'
import { insertPersons } from '../../people/persons/write.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { undoing } from '../../undoing.ts'
import { listInvoices } from '../invoices/list.ts'
import { threadOf } from '../invoices/thread.ts'
import { addCompany, draftInvoice, invoiceOf, nameIssuer, placeOrder, recordPayment } from '../retain.fixture.ts'
import { changeOrder } from './change.ts'
import { getOrder, listOrders } from './orders.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  await nameIssuer(world)
})

const person = (familyName: string, companyId: number) =>
  byItself(world, async act => (await insertPersons(act, [{ familyName, givenName: '一', companyId }], 'hand'))[0]!)

/** A deal as sales leaves it; how it came to be won is sales' own story. */
async function deal(
  outcome: 'won' | null,
  { amount = 1_200_000, ownerId = cast.kato.id, name = '八木商事株式会社' } = {},
) {
  const companyId = await addCompany(world, name)
  const personId = await person('八木', companyId)
  const { id: leadId } = await world.db
    .selectFrom('lead')
    .select('id')
    .where('personId', '=', personId)
    .executeTakeFirstOrThrow()
  const stage = await world.db
    .selectFrom('dealStage')
    .select(['id', 'pipelineId'])
    .where('wins', '=', outcome === 'won')
    .orderBy('position')
    .executeTakeFirstOrThrow()
  const at = world.clock.now()
  const { id } = await world.db
    .insertInto('deal')
    .values({
      title: 'MA導入',
      companyId,
      personId,
      leadId,
      productLineId: 1,
      pipelineId: stage.pipelineId,
      stageId: stage.id,
      stageSince: at,
      ownerId,
      amount,
      outcome,
      closedAt: outcome && at,
      orderedOn: outcome && '2026-06-01',
      openedAt: at,
      seenBy: [0, ownerId],
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.db.insertInto('dealContact').values({ dealId: id, personId, addedAt: at }).execute()
  return { id, companyId, personId, leadId }
}

test('R65: a won deal becomes an order with its amount as one line, once; an open one does not', async () => {
  const open = await deal(null)
  await expect(as(world, cast.kato, act => placeOrder(act, { dealId: open.id }))).rejects.toMatchObject({
    facts: { field: 'dealId' },
  })
  const won = await deal('won')
  const id = await as(world, cast.kato, act => placeOrder(act, { dealId: won.id }))
  expect(await seeing(world, cast.kato, act => getOrder(act, id))).toMatchObject({
    title: 'MA導入',
    company: { id: won.companyId },
    deal: { id: won.id },
    orderedOn: '2026-06-01',
    amount: 1_200_000,
    state: 'open',
    lines: [{ name: 'MA導入', quantity: 1, unitPrice: 1_200_000, tax: 'standard', left: 1 }],
  })
  await expect(as(world, cast.kato, act => placeOrder(act, { dealId: won.id }))).rejects.toMatchObject({
    sentence: { ja: expect.stringContaining('すでに登録されています') },
  })
  const told = await world.db.selectFrom('event').selectAll().where('kind', '=', 'order.placed').execute()
  expect(told).toMatchObject([
    { companyId: won.companyId, personId: won.personId, leadId: won.leadId, facts: { orderId: id, dealId: won.id } },
  ])
})

test('a rep sees the money of companies whose deals they see, and of no others; accounting sees all of it', async () => {
  const won = await deal('won', { name: '見える株式会社' })
  const hidden = await addCompany(world, '見えない株式会社')
  const [seen, unseen] = await as(world, cast.accountant, async act => [
    await invoiceOf(
      act,
      await placeOrder(act, { companyId: won.companyId, lines: [{ name: '追加', unitPrice: 100 }] }),
    ),
    await invoiceOf(act, await placeOrder(act, { companyId: hidden, lines: [{ name: '別件', unitPrice: 100 }] })),
  ])
  const ids = async (who: typeof cast.kato) =>
    (await seeing(world, who, act => listInvoices(act, { state: 'all', limit: 100 }))).items.map(i => i.id)
  expect(await ids(cast.kato)).toContain(seen)
  expect(await ids(cast.kato)).not.toContain(unseen)
  expect(await ids(cast.ito)).toEqual([])
  expect(await ids(cast.accountant)).toEqual(expect.arrayContaining([seen, unseen]))
})

test('lines can be changed until an invoice exists, and the change is taken back', async () => {
  const companyId = await addCompany(world)
  const lines = [
    { name: '初期費用', unitPrice: 300_000 },
    { name: '月額', unitPrice: 50_000, quantity: 12 },
  ]
  const id = await as(world, cast.accountant, act => placeOrder(act, { companyId, lines }))
  const before = await seeing(world, cast.accountant, act => getOrder(act, id))
  const operationId = await act(world.db, world.clock, cast.accountant, 'orders.change', async act => {
    const [, monthly] = before.lines
    const changed = [
      { id: monthly!.id, name: '月額', unitPrice: 45_000, quantity: 12 },
      { name: '値引き', unitPrice: -40_000, quantity: 1 },
    ]
    await changeOrder(act, { id, version: before.version, title: '改定', lines: changed })
    return act.operationId!
  })
  expect(await seeing(world, cast.accountant, act => getOrder(act, id))).toMatchObject({
    title: '改定',
    amount: 500_000,
  })
  await as(world, cast.accountant, act => undo(act, operationId, undoing))
  const after = await seeing(world, cast.accountant, act => getOrder(act, id))
  expect(after).toMatchObject({ title: before.title, lines: before.lines, amount: 900_000 })
  await as(world, cast.accountant, act => draftInvoice(act, { orderId: id }))
  await expect(
    as(world, cast.accountant, act =>
      changeOrder(act, { id, version: after.version, lines: [{ ...lines[0]!, quantity: 1 }] }),
    ),
  ).rejects.toMatchObject({ facts: { field: 'lines' } })
})

test('placing an order and drafting its invoice are taken back; an order with an invoice stays', async () => {
  const companyId = await addCompany(world)
  const operation = (name: string, fn: Parameters<typeof act<number>>[4]) =>
    act(world.db, world.clock, cast.accountant, name, async act => ({
      id: await fn(act),
      operationId: act.operationId!,
    }))
  const order = await operation('orders.create', act =>
    placeOrder(act, { companyId, lines: [{ name: '保守', unitPrice: 100 }] }),
  )
  const draft = await operation('invoices.create', act => draftInvoice(act, { orderId: order.id }))
  const kept = await as(world, cast.accountant, act => undo(act, order.operationId, undoing))
  expect(kept.restored).toBe(0)
  expect((await as(world, cast.accountant, act => undo(act, draft.operationId, undoing))).left).toEqual([])
  await expect(seeing(world, cast.accountant, act => getOrder(act, order.id))).resolves.toMatchObject({ invoices: [] })
})

test('N1: from a payment back along the thread to the first page view and its source', async () => {
  const won = await deal('won', { name: '糸口株式会社' })
  const contact = await person('糸井', won.companyId)
  await world.db
    .insertInto('dealContact')
    .values({ dealId: won.id, personId: contact, addedAt: world.clock.now() })
    .execute()
  const at = new Date('2026-03-02T11:00:00+09:00')
  const cookie = await world.db
    .insertInto('identity')
    .values({ kind: 'cookie', value: 'c-1', personId: contact, strength: 'strong', concludedAt: at })
    .returning('id')
    .executeTakeFirstOrThrow()
  await byItself(world, act =>
    recordAll(act, [
      {
        kind: 'page.viewed',
        personId: contact,
        identityId: cookie.id,
        occurredAt: at,
        facts: { url: 'https://example.jp/pricing' },
      },
    ]),
  )
  await world.db
    .insertInto('visit')
    .values({
      identityId: cookie.id,
      personId: contact,
      channel: 'search',
      landing: 'https://example.jp/pricing',
      utmSource: 'google',
      firstAt: at,
      lastAt: at,
      pages: 1,
    })
    .execute()
  const orderId = await as(world, cast.kato, act => placeOrder(act, { dealId: won.id }))
  const id = await as(world, cast.accountant, act => invoiceOf(act, orderId))
  await as(world, cast.accountant, act => recordPayment(act, { invoiceId: id, amount: 500_000 }))
  const thread = await seeing(world, cast.admin, act => threadOf(act, id))
  expect(thread).toMatchObject({
    payments: [{ settled: 500_000 }],
    invoice: { id },
    order: { amount: 1_200_000 },
    deal: { id: won.id, title: 'MA導入', contacts: [{ name: '八木 一' }, { name: '糸井 一' }] },
    lead: { id: won.leadId, person: { name: '八木 一' } },
    first: {
      kind: 'page.viewed',
      at,
      page: '料金',
      person: { name: '糸井 一' },
      visit: { channel: 'search', source: 'google' },
    },
  })
  // Accounting learns where the money came from, not from whom.
  expect(await seeing(world, cast.accountant, act => threadOf(act, id))).toMatchObject({
    deal: { title: null, contacts: [] },
    lead: { person: null },
    first: { at, page: '料金', person: null, visit: { source: 'google' } },
  })
})

test('a merge takes the orders along, an un-merge gives them back, an export names them; an erasure leaves the invoice', async () => {
  const companyId = await addCompany(world, '統合株式会社')
  const [keep, absorb] = [await person('高橋', companyId), await person('髙橋', companyId)]
  const orderId = await as(world, cast.admin, act =>
    placeOrder(act, { companyId, personId: absorb, lines: [{ name: '保守', unitPrice: 100 }] }),
  )
  const whose = async () => (await seeing(world, cast.admin, act => getOrder(act, orderId))).person?.id ?? null
  const merge = await as(world, cast.admin, act => mergePersons(act, { keep, absorb }))
  expect(await whose()).toBe(keep)
  expect(await as(world, cast.admin, act => exportPerson(act, keep))).toMatchObject({ orders: [{ id: orderId }] })
  await as(world, cast.admin, act => unmerge(act, merge))
  expect(await whose()).toBe(absorb)
  const id = await as(world, cast.admin, act => invoiceOf(act, orderId))
  await as(world, cast.admin, act => erasePerson(act, world.dataDir, absorb))
  expect(await whose()).toBe(null)
  expect(
    (await seeing(world, cast.admin, act => listInvoices(act, { state: 'all', orderId, limit: 5 }))).items,
  ).toMatchObject([{ id, total: 110 }])
})

test('orders are listed by what is left to invoice, page by page', async () => {
  const all: number[] = []
  let cursor: string | undefined
  do {
    const page = await seeing(world, cast.accountant, act =>
      listOrders(act, { state: 'toInvoice', limit: 2, ...(cursor ? { cursor } : {}) }),
    )
    all.push(...page.items.map(o => o.id))
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBeGreaterThan(2)
})
