import { beforeAll, expect, test } from 'vitest'
import { byItself, type Cast, makeCast } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { type Asking, openOffice } from '../../../test/office.ts'
import { addProspect } from './deals.fixture.ts'

let world: TestWorld
let cast: Cast
let kato: Asking
let manager: Asking
const office = await openOffice()

beforeAll(async () => {
  world = office.world
  cast = await makeCast(world)
  kato = await office.signIn(cast.kato.id)
  manager = await office.signIn(cast.manager.id)
})

test('the story of a deal over REST: refused without BANT, opened, moved, won; one lost, one stopped, and what the month makes of it', async () => {
  const people = await byItself(world, async act => [
    await addProspect(act, '早瀬'),
    await addProspect(act, '遅瀬'),
    await addProspect(act, '春瀬'),
  ])
  const opening = (nth: number, more: object = {}) => ({
    personId: people[nth]!.personId,
    title: 'MA導入',
    amount: 1_500_000,
    expectedClose: '2026-06-20',
    bant: { needs: '名刺の活用' },
    ...more,
  })
  const refused = await manager('POST', '/deals', opening(0, { bant: {} }))
  expect(refused).toMatchObject({ status: 400, body: { code: 'invalid', data: { field: 'bant' } } })

  const opened = await manager('POST', '/deals', opening(0, { ownerId: cast.kato.id, contacts: [] }))
  expect(opened).toMatchObject({
    status: 201,
    body: { stage: { ja: 'ニーズの把握' }, owner: { id: cast.kato.id }, chance: 10, stalled: true, version: 1 },
  })
  const { id } = opened.body
  const { body: pipelines } = await kato('GET', '/pipelines')
  const stages = pipelines.items[0].stages
  const moved = await kato('PATCH', `/deals/${id}`, { version: 1, stage: stages[5].id, certainty: 'A' })
  expect(moved).toMatchObject({ status: 200, body: { stage: { ja: '最終評価' }, certainty: 'A', chance: 75 } })
  const stale = await kato('PATCH', `/deals/${id}`, { version: 1, stage: stages[2].id })
  expect(stale).toMatchObject({
    status: 409,
    body: { code: 'stale', data: { theirs: { stage: stages[5].id }, yours: { stage: stages[2].id } } },
  })
  const { version } = moved.body
  expect(await kato('PATCH', `/deals/${id}`, { version, stage: stages[7].id })).toMatchObject({ status: 409 })
  const won = await kato('PATCH', `/deals/${id}`, {
    version,
    stage: stages[7].id,
    outcome: 'won',
    amount: 1_400_000,
    orderedOn: '2026-06-01',
  })
  expect(won).toMatchObject({ status: 200, body: { outcome: 'won', amount: 1_400_000, stage: { wins: true } } })

  const second = (await manager('POST', '/deals', opening(1))).body
  const { body: reasons } = await manager('GET', '/reasons?kind=lost')
  expect(await manager('PATCH', `/deals/${second.id}`, { version: 1, outcome: 'lost' })).toMatchObject({ status: 400 })
  const lost = await manager('PATCH', `/deals/${second.id}`, {
    version: 1,
    outcome: 'lost',
    reason: reasons.items[0].id,
  })
  expect(lost.body).toMatchObject({ outcome: 'lost', reason: { code: 'lost_price' } })

  const third = (await manager('POST', '/deals', opening(2))).body
  const stopped = await manager('PATCH', `/deals/${third.id}`, {
    version: 1,
    outcome: 'stopped',
    reason: 'stopped_budget',
    until: '2027-04-01',
  })
  expect(stopped.body).toMatchObject({ outcome: 'stopped', until: '2027-04-01' })
  const reopened = await manager('PATCH', `/deals/${third.id}`, {
    version: stopped.body.version,
    outcome: null,
    amount: 900_000,
  })
  expect(reopened.body).toMatchObject({ outcome: null, amount: 900_000 })

  // R57: each apart.
  for (const [state, ids] of [
    ['open', [third.id]],
    ['stalled', [third.id]],
    ['won', [id]],
    ['lost', [second.id]],
    ['stopped', []],
  ] as const) {
    const { body } = await manager('GET', `/deals?state=${state}`)
    expect([state, body.items.map((d: { id: number }) => d.id)]).toEqual([state, ids])
  }
  expect((await manager('PUT', '/quotas', { userId: cast.kato.id, month: '2026-06', amount: 2_000_000 })).status).toBe(
    200,
  )
  expect((await kato('PUT', '/quotas', { userId: cast.kato.id, month: '2026-06', amount: 1 })).status).toBe(403)
  expect((await manager('GET', '/forecast')).body.total).toEqual({
    quota: 2_000_000,
    won: { count: 1, sum: 1_400_000 },
    open: { count: 1, sum: 900_000, weighted: 90_000 },
    gap: 600_000,
  })
  const { body: told } = await manager('GET', `/persons/${people[0]!.personId}/timeline`)
  expect(told.items.map((e: { kind: string }) => e.kind)).toEqual(
    expect.arrayContaining(['deal.opened', 'deal.moved', 'deal.won']),
  )
})

test('who takes part in a deal, over REST', async () => {
  const [who, boss] = await byItself(world, async act => [
    await addProspect(act, '主任'),
    await addProspect(act, '社長'),
  ])
  const { id } = (
    await manager('POST', '/deals', { personId: who!.personId, title: '更新', amount: 1, bant: { budget: '100万円' } })
  ).body
  const added = await manager('POST', `/deals/${id}/contacts`, { personId: boss!.personId, role: 'decider' })
  expect(added).toMatchObject({
    status: 201,
    body: { items: [{ main: true }, { personId: boss!.personId, role: 'decider' }] },
  })
  const contact = added.body.items[1]
  await manager('PATCH', `/deals/${id}/contacts/${contact.id}`, { version: contact.version, role: 'approver' })
  expect((await manager('GET', `/deals/${id}/contacts`)).body.items[1]).toMatchObject({ role: 'approver' })
  const left = await manager('DELETE', `/deals/${id}/contacts/${contact.id}`)
  expect(left.body.items).toHaveLength(1)
})

test('the board: a column a stage with true figures and the first cards; a list that pages through all of them once', async () => {
  const ids = await byItself(world, async act => {
    const who = await addProspect(act, '多数')
    return who.companyId
  })
  for (let n = 0; n < 7; n++)
    await manager('POST', '/deals', { companyId: ids, title: `案件${n}`, amount: 1000 * n, bant: { needs: '更新' } })
  const { body: board } = await manager('GET', '/deals/board?perColumn=3')
  const [first] = board.columns
  expect(board.columns).toHaveLength(8)
  expect(first).toMatchObject({ stalled: first.count })
  expect(first.count).toBeGreaterThanOrEqual(7)
  expect(first.cards).toHaveLength(3)
  const { body: wider } = await manager(
    'GET',
    `/deals/board?perColumn=3&longer[0][stageId]=${first.stage.id}&longer[0][cards]=5`,
  )
  expect(wider.columns[0].cards).toHaveLength(5)
  expect(first.cards[0].title).toBe('案件6')
  const file = await manager('POST', '/exports', { what: 'deals', filter: { state: ['stalled'], q: '案件3' } })
  expect(file.body).toContain('案件3')
  expect(file.body.trim().split('\n')).toHaveLength(2)
  for (const sort of ['amount', 'expectedClose', 'next', 'company']) {
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await manager('GET', `/deals?companyId=${ids}&limit=3&sort=${sort}&descending=false${cursor}`)
      seen.push(...body.items.map((d: { title: string }) => d.title))
      cursor = body.nextCursor ? `&cursor=${body.nextCursor}` : ''
    } while (cursor)
    expect(new Set(seen).size).toBe(7)
    expect(seen).toHaveLength(7)
  }
})

test('the list is narrowed by source, by days in the stage and by what is next; its count and its file say the same', async () => {
  const at = (days: number) => new Date(world.clock.now().getTime() + days * 86_400_000)
  const { companyId, personId } = await byItself(world, act => addProspect(act, '絞込'))
  const add = async (title: string, more: object): Promise<number> =>
    (await manager('POST', '/deals', { companyId, title, amount: 1, bant: { needs: '更新' }, ...more })).body.id
  const plan = (dealId: number, days: number) =>
    manager('POST', '/activities', { kind: 'meeting', dealId, plannedAt: at(days).toISOString() })
  await world.db
    .updateTable('person')
    .set({ exchangedOn: '2026-05-10', source: '展示会' })
    .where('id', '=', personId)
    .execute()
  const old = await add('古い', { personId })
  await plan(old, 2)
  world.clock.moveTo(at(31))
  const late = await add('遅れ', {})
  await plan(late, 1)
  const idle = await add('予定なし', {})
  world.clock.moveTo(at(3))

  for (const [asked, filter, ids] of [
    ['firstTouch=card', { firstTouch: ['card'] }, [old]],
    ['lastTouch=card&lastTouch=visit', { lastTouch: ['card', 'visit'] }, [old]],
    ['firstTouch=unknown', { firstTouch: ['unknown'] }, [late, idle]],
    ['ageFrom=34', { ageFrom: 34 }, [old]],
    ['ageUntil=3', { ageUntil: 3 }, [late, idle]],
    ['overstayed=true', { overstayed: true }, [old]],
    ['next=overdue', { next: ['overdue'] }, [old, late]],
    ['next=none', { next: ['none'] }, [idle]],
    ['next=ahead', { next: ['ahead'] }, []],
    ['next=overdue&ageFrom=10&firstTouch=card', { next: ['overdue'], ageFrom: 10, firstTouch: ['card'] }, [old]],
  ] as const) {
    const query = `${asked}&companyId=${companyId}&sort=opened&descending=false`
    const { body } = await manager('GET', `/deals?${query}`)
    expect([asked, body.items.map((d: { id: number }) => d.id)]).toEqual([asked, [...ids]])
    expect([asked, (await manager('GET', `/deals/count?${query}`)).body.count]).toEqual([asked, ids.length])
    const { body: file } = await manager('POST', '/exports', { what: 'deals', filter: { ...filter, q: '絞込' } })
    expect([asked, file.trim().split('\n').length]).toEqual([asked, ids.length + 1])
  }
})
