import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { acceptOffer } from '../../people/offers/answer.ts'
import { offerLeads } from '../../people/offers/give.ts'
import { changePerson } from '../../people/persons/change.ts'
import { createPerson } from '../../people/persons/create.ts'
import { undoing } from '../../undoing.ts'
import type { Act, Actor } from '../roles/act.ts'
import { personHistory } from './history.ts'
import { getOperation, listOperations } from './operations.ts'
import { undo } from './undoOperation.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})

/** Does something as somebody, and answers the operation that it was. */
async function doing(actor: Actor, fn: (act: Act) => Promise<unknown>): Promise<number> {
  world.clock.advance(60_000)
  return as(world, actor, async act => {
    await fn(act)
    return act.operationId!
  })
}
const takeBack = (actor: Actor, id: number, rows?: { table: string; id: number }[]) =>
  as(world, actor, act => undo(act, id, undoing, rows))
const personOf = (id: number) =>
  world.db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const leadOf = (personId: number) =>
  world.db.selectFrom('lead').selectAll().where('personId', '=', personId).executeTakeFirstOrThrow()

let n = 0
async function someone(by: Actor): Promise<number> {
  const { id } = await as(world, by, act =>
    createPerson(act, {
      familyName: '山本',
      givenName: `翔${++n}`,
      email: `sho${n}@kaisha.example.jp`,
      phone: `03-1111-${1000 + n}`,
    }),
  )
  return id
}
async function change(by: Actor, id: number, patch: object): Promise<number> {
  const { version } = await personOf(id)
  return doing(by, act => changePerson(act, { id, version, ...patch }))
}

/** Counts by stage, told by the rows and told by the events. */
async function stages() {
  const { rows } = await sql<{ stage: string; rows: number; told: number }>`
    select stage, sum(rows)::int as rows, sum(told)::int as told from (
      select stage, 1 as rows, 0 as told from lead
      union all select (select coalesce(facts ->> 'to', facts ->> 'stage') from event where lead_id = l.id and kind in ('lead.opened', 'lead.moved') order by id desc limit 1), 0, 1 from lead l
    ) s group by stage order by stage`.execute(world.db)
  return rows
}

test('a field that was changed goes back, and the change is told', async () => {
  const id = await someone(cast.tanaka)
  const before = await personOf(id)
  const operation = await change(cast.tanaka, id, { title: '部長', memo: '展示会で会った' })
  expect(await takeBack(cast.tanaka, operation)).toEqual({ restored: 1, left: [] })
  const after = await personOf(id)
  expect(after).toEqual({ ...before, version: before.version + 2 })
  const told = await world.db
    .selectFrom('event')
    .select('facts')
    .where('personId', '=', id)
    .where('kind', '=', 'person.changed')
    .orderBy('id', 'desc')
    .executeTakeFirstOrThrow()
  expect(told.facts).toEqual({ fields: ['title', 'memo'] })
})

test('what somebody has touched since is left and listed, and goes back field by field when chosen', async () => {
  const [a, b] = [await someone(cast.tanaka), await someone(cast.tanaka)]
  const operation = await doing(cast.tanaka, async act => {
    await changePerson(act, { id: a, version: (await personOf(a)).version, title: '課長' })
    await changePerson(act, { id: b, version: (await personOf(b)).version, title: '課長' })
  })
  await change(cast.manager, b, { memo: '4月から担当替え' })
  const { restored, left } = await takeBack(cast.tanaka, operation)
  expect(restored).toBe(1)
  expect(left).toMatchObject([{ table: 'person', id: b, why: 'touched', choosable: true }])
  expect(left[0]!.fields).toContainEqual({ field: 'title', was: null, made: '課長', is: '課長' })
  expect(left[0]!.fields).toContainEqual({ field: 'memo', was: null, made: null, is: '4月から担当替え' })
  expect((await personOf(a)).title).toBe(null)
  expect(await takeBack(cast.tanaka, operation, [{ table: 'person', id: b }])).toEqual({ restored: 1, left: [] })
  expect(await personOf(b)).toMatchObject({ title: null, memo: '4月から担当替え' })
})

test('of two changes the later is undone, then the earlier', async () => {
  const id = await someone(cast.tanaka)
  const first = await change(cast.tanaka, id, { title: '主任' })
  const second = await change(cast.tanaka, id, { title: '係長' })
  expect((await takeBack(cast.tanaka, second)).restored).toBe(1)
  expect(await takeBack(cast.tanaka, first)).toEqual({ restored: 1, left: [] })
  expect((await personOf(id)).title).toBe(null)
})

test('offers given in bulk are withdrawn, the leads are with marketing again, and every step back is an event', async () => {
  const people = [await someone(cast.marketer), await someone(cast.marketer), await someone(cast.marketer)]
  const leads: Awaited<ReturnType<typeof leadOf>>[] = []
  for (const id of people) leads.push(await leadOf(id))
  const operation = await doing(cast.marketer, act =>
    offerLeads(act, { leadIds: leads.map(l => l.id), to: [cast.tanaka.id, cast.ito.id], note: '展示会' }),
  )
  const taken = await world.db
    .selectFrom('offer')
    .select('id')
    .where('leadId', '=', leads[0]!.id)
    .executeTakeFirstOrThrow()
  await as(world, cast.tanaka, act => acceptOffer(act, taken.id))

  const { left } = await takeBack(cast.marketer, operation)
  expect(left.map(l => [l.table, l.id, l.why])).toEqual([
    ['lead', leads[0]!.id, 'touched'],
    ['offer', taken.id, 'needed'],
  ])
  expect(await leadOf(people[0]!)).toMatchObject({ stage: 'sal', holderId: cast.tanaka.id })
  for (const i of [1, 2]) {
    const lead = await leadOf(people[i]!)
    expect(lead).toEqual({ ...leads[i]!, version: lead.version })
  }
  const open = await world.db
    .selectFrom('offer')
    .select(['leadId', 'answer'])
    .where(
      'leadId',
      'in',
      leads.map(l => l.id),
    )
    .orderBy('leadId')
    .execute()
  expect(open.map(o => o.answer)).toEqual(['accepted', 'withdrawn', 'withdrawn'])
  for (const s of await stages()) expect(s.told).toBe(s.rows)
})

test('an acceptance that is undone leaves the offer open again, and only the one who may see it', async () => {
  const id = await someone(cast.marketer)
  const lead = await leadOf(id)
  await doing(cast.marketer, act => offerLeads(act, { leadIds: [lead.id], to: [cast.tanaka.id], note: '' }))
  const offered = await leadOf(id)
  const offer = await world.db.selectFrom('offer').select('id').where('leadId', '=', lead.id).executeTakeFirstOrThrow()
  const accepted = await doing(cast.tanaka, act => acceptOffer(act, offer.id))
  await expect(takeBack(cast.ito, accepted)).rejects.toMatchObject({ code: 'missing' })
  expect((await takeBack(cast.tanaka, accepted)).left).toEqual([])
  const back = await leadOf(id)
  expect(back).toEqual({ ...offered, version: back.version })
  await as(world, cast.tanaka, act => acceptOffer(act, offer.id))
  expect(await leadOf(id)).toMatchObject({ stage: 'sal', holderId: cast.tanaka.id })
})

test('a lead does not go back to a holder who has left', async () => {
  const id = await someone(cast.marketer)
  const lead = await leadOf(id)
  const gone = await byItself(world, act =>
    act.tx.insertInto('holder').values({ kind: 'user', name: '退職 者' }).returning('id').executeTakeFirstOrThrow(),
  )
  await sql`insert into app_user (id, email, roles, created_at) values (${gone.id}, 'gone@example.jp', '{inside_sales}', ${world.clock.now()})`.execute(
    world.db,
  )
  await sql`update lead set holder_id = ${gone.id} where id = ${lead.id}`.execute(world.db)
  const operation = await doing(cast.manager, act =>
    offerLeads(act, { leadIds: [lead.id], to: [cast.manager.id], note: '' }),
  )
  await sql`update holder set active = false where id = ${gone.id}`.execute(world.db)
  const { left } = await takeBack(cast.manager, operation)
  expect(left.map(l => [l.table, l.why])).toContainEqual(['lead', 'refused'])
  expect((await leadOf(id)).holderId).toBe(cast.manager.id)
})

test('an undo never revives consent', async () => {
  const id = await someone(cast.tanaka)
  const consent = await world.db
    .insertInto('consent')
    .values({ personId: id, channel: 'mail', basis: 'opt_in', grantedAt: world.clock.now(), grantedVia: 'フォーム' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const operation = await doing(cast.tanaka, act =>
    sql`update consent set withdrawn_at = ${act.at}, withdrawn_via = '電話' where id = ${consent.id}`.execute(act.tx),
  )
  const { restored, left } = await takeBack(cast.tanaka, operation)
  expect(restored).toBe(0)
  expect(left).toMatchObject([{ table: 'consent', why: 'consent', choosable: false }])
  expect(await takeBack(cast.tanaka, operation, [{ table: 'consent', id: consent.id }])).toMatchObject({ restored: 0 })
  const row = await world.db
    .selectFrom('consent')
    .select('withdrawnAt')
    .where('id', '=', consent.id)
    .executeTakeFirstOrThrow()
  expect(row.withdrawnAt).not.toBe(null)
})

test("an address that is another's by now stays with them; the rest goes back", async () => {
  const [a, b] = [await someone(cast.tanaka), await someone(cast.tanaka)]
  const old = (await personOf(a)).email!
  const operation = await doing(cast.tanaka, async act => {
    await changePerson(act, { id: a, version: (await personOf(a)).version, email: 'new@kaisha.example.jp' })
    await changePerson(act, { id: b, version: (await personOf(b)).version, memo: 'メモ' })
  })
  await sql`delete from identity where kind = 'email' and value = ${old}`.execute(world.db)
  const c = await as(world, cast.ito, act => createPerson(act, { familyName: '別人', email: old }))
  expect(c.created).toBe(true)
  const { restored, left } = await takeBack(cast.tanaka, operation)
  expect([restored, left.map(l => [l.table, l.id, l.why])]).toEqual([1, [['person', a, 'refused']]])
  expect((await personOf(b)).memo).toBe(null)
})

test('an address entered by mistake is free again after the undo', async () => {
  const id = await someone(cast.tanaka)
  const operation = await change(cast.tanaka, id, { email: 'mistake@kaisha.example.jp' })
  await takeBack(cast.tanaka, operation)
  expect(
    (await as(world, cast.tanaka, act => createPerson(act, { familyName: '正', email: 'mistake@kaisha.example.jp' })))
      .created,
  ).toBe(true)
})

test("others' operations are undone by managers only, once, and an undo is not undone", async () => {
  const id = await someone(cast.marketer)
  const operation = await change(cast.marketer, id, { title: '社長' })
  await expect(takeBack(cast.viewer, operation)).rejects.toMatchObject({ code: 'forbidden' })
  await takeBack(cast.manager, operation)
  await expect(takeBack(cast.manager, operation)).rejects.toMatchObject({ code: 'conflict' })
  const undoings = await world.db.selectFrom('operation').select('id').where('undoesId', '=', operation).execute()
  expect(undoings).toHaveLength(1)
  await expect(takeBack(cast.manager, undoings[0]!.id)).rejects.toMatchObject({ code: 'conflict' })
})

test('settings go back only by the hand of an admin', async () => {
  const operation = await doing(cast.admin, act => sql`select`.execute(act.tx))
  await byItself(world, async act => {
    await sql`select set_config('app.operation_id', ${String(operation)}, true)`.execute(act.tx)
    await act.tx.updateTable('workspace').set({ name: '結び商事' }).execute()
  })
  await expect(takeBack(cast.manager, operation)).rejects.toMatchObject({ code: 'forbidden' })
  expect((await takeBack(cast.admin, operation)).restored).toBe(1)
})

test("the list shows one's own operations, whoever sees all sees all; a row tells its before and after by name", async () => {
  const id = await someone(cast.tanaka)
  const company = await world.db
    .insertInto('company')
    .values({ name: '株式会社青空', nameKey: '青空', createdAt: world.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  const operation = await change(cast.tanaka, id, { companyId: company.id })
  const mine = await seeing(world, cast.tanaka, act => listOperations(act, { limit: 50 }))
  expect(mine.items[0]).toMatchObject({
    id: operation,
    name: 'test',
    by: { name: '田中 太郎' },
    undoable: true,
    undoneAt: null,
  })
  expect((await seeing(world, cast.ito, act => listOperations(act, { limit: 50 }))).items.map(o => o.id)).not.toContain(
    operation,
  )
  expect((await seeing(world, cast.manager, act => listOperations(act, { limit: 2 }))).items[0]!.id).toBe(operation)
  const one = await seeing(world, cast.manager, act => getOperation(act, operation, { limit: 10 }))
  expect(one.changes.find(c => c.table === 'person')).toMatchObject({
    id,
    restorable: true,
    fields: [{ field: 'companyId', was: null, made: { id: company.id, name: '株式会社青空' } }],
  })
  const history = await seeing(world, cast.tanaka, act => personHistory(act, id, { limit: 10 }))
  expect(history.items[0]).toMatchObject({ operation: 'test', by: { name: '田中 太郎' } })
  await expect(seeing(world, cast.ito, act => personHistory(act, id, { limit: 10 }))).rejects.toMatchObject({
    code: 'missing',
  })
})

test('ten thousand rows go back in one statement each', async () => {
  await sql`insert into company (name, name_key, created_at) select '会社' || n, 'k' || n, ${world.clock.now()} from generate_series(1, 10000) n`.execute(
    world.db,
  )
  const operation = await doing(cast.admin, act =>
    sql`update company set industry = '製造' where name_key like 'k%'`.execute(act.tx),
  )
  expect(await takeBack(cast.admin, operation)).toEqual({ restored: 10_000, left: [] })
})
