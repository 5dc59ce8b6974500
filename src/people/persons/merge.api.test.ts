import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cast, makeCast } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { type Asking, openOffice } from '../../../test/office.ts'

let world: TestWorld
let cast: Cast
let admin: Asking
let manager: Asking
let tanaka: Asking
const dataDir = mkdtempSync(join(tmpdir(), 'musubi-erase-'))
afterAll(() => rmSync(dataDir, { recursive: true }))

beforeAll(async () => {
  const office = await openOffice()
  world = Object.assign(office.world, { dataDir })
  cast = await makeCast(world)
  admin = await office.signIn(cast.admin.id)
  manager = await office.signIn(cast.manager.id)
  tanaka = await office.signIn(cast.tanaka.id)
})

const add = async (fields: object) =>
  (await manager('POST', '/persons', { familyName: '桜井', givenName: '亮', ...fields })).body.id as number

test('step 7 of the morning: two people are one, and two again', async () => {
  const keep = await add({ email: 'ryo@sakurai.example.jp' })
  const absorb = await add({ email: 'sakurai@gmail.com', mobile: '090-2222-3333' })
  expect((await manager('GET', `/persons/${keep}/duplicates`)).body).toMatchObject([{ id: absorb, because: ['name'] }])
  const merged = await manager('POST', '/persons/merge', { keep, absorb })
  expect(merged).toMatchObject({
    status: 200,
    body: { keep: { id: keep }, absorbed: { id: absorb }, undoneAt: null, left: [] },
  })
  expect((await manager('GET', `/persons/${absorb}`)).body).toMatchObject({ id: keep, mobile: '090-2222-3333' })
  expect(await manager('POST', '/persons/merge', { keep, absorb })).toMatchObject({
    status: 409,
    body: { code: 'conflict' },
  })
  expect((await tanaka('POST', '/persons/merge', { keep, absorb })).status).toBe(404)

  await manager('POST', '/activities', { kind: 'note', personId: keep, note: '統合後のメモ' })
  expect((await tanaka('POST', `/merges/${merged.body.id}/undo`)).status).toBe(404)
  const undone = await manager('POST', `/merges/${merged.body.id}/undo`)
  expect(undone.body.left).toMatchObject([{ table: 'activity', why: 'later', with: 'keep' }])
  const { table, id } = undone.body.left[0]
  const decided = await manager('POST', `/merges/${merged.body.id}/undo`, { choices: [{ table, id, with: 'absorb' }] })
  expect(decided.body.left).toEqual([])
  expect((await manager('GET', `/persons/${absorb}`)).body).toMatchObject({ id: absorb, mobile: '090-2222-3333' })
  expect((await manager('GET', `/persons/${keep}`)).body.mobile).toBe(null)
})

test('a change is found in the list of operations, looked into, and undone once', async () => {
  const id = await add({ email: 'kae@henko.example.jp' })
  const { version } = (await manager('GET', `/persons/${id}`)).body
  await manager('PATCH', `/persons/${id}`, { version, title: '部長' })
  const [operation] = (await manager('GET', '/operations?limit=1')).body.items
  expect(operation).toMatchObject({ name: 'persons.change', about: { personId: id }, rows: 1, undoable: true })
  expect((await manager('GET', `/operations/${operation.id}`)).body.changes[0].fields).toContainEqual({
    field: 'title',
    was: null,
    made: '部長',
    is: '部長',
  })
  expect((await manager('GET', `/persons/${id}/history`)).body.items).toMatchObject([
    { operation: 'persons.change', by: { id: cast.manager.id } },
  ])
  expect((await tanaka('POST', `/operations/${operation.id}/undo`)).status).toBe(404)
  expect((await manager('POST', `/operations/${operation.id}/undo`)).body).toEqual({ restored: 1, left: [] })
  expect((await manager('POST', `/operations/${operation.id}/undo`)).status).toBe(409)
  expect((await manager('GET', `/persons/${id}`)).body.title).toBe(null)
})

test('step 8 of the morning: what is stored is handed over, then forgotten, and kept out', async () => {
  const id = await add({ email: 'wasurete@sakurai.example.jp' })
  expect((await tanaka('GET', `/persons/${id}/export`)).status).toBe(403)
  const stored = await manager('GET', `/persons/${id}/export`)
  expect(stored.body).toMatchObject({
    person: { email: 'wasurete@sakurai.example.jp' },
    leads: [{ stage: 'lead' }],
    identities: [{ kind: 'record' }, { kind: 'email' }],
  })
  expect(await world.db.selectFrom('exportLog').select(['what', 'byId']).execute()).toEqual([
    { what: 'person', byId: cast.manager.id },
  ])
  expect((await manager('DELETE', `/persons/${id}`)).status).toBe(403)
  expect(await admin('DELETE', `/persons/${id}`)).toMatchObject({ status: 200, body: { records: 1 } })
  expect((await admin('GET', `/persons/${id}`)).status).toBe(404)
  const again = await manager('POST', '/persons', { familyName: '桜井', email: 'wasurete@sakurai.example.jp' })
  expect(again).toMatchObject({ status: 409, body: { code: 'conflict', data: { erased: true } } })
  const event = {
    key: 'e1',
    kind: 'document.requested',
    occurredAt: '2026-06-01T00:00:00Z',
    person: { email: 'wasurete@sakurai.example.jp' },
    facts: { document: '料金表' },
  }
  expect((await manager('POST', '/events', [event])).status).toBe(409)
})
