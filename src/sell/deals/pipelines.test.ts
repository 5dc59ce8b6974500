import { beforeAll, expect, test } from 'vitest'
import { byItself, type Cast, makeCast } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { type Asking, openOffice } from '../../../test/office.ts'
import { addProspect } from './deals.fixture.ts'
import type { Pipeline } from './pipelines.schema.ts'

let world: TestWorld
let cast: Cast
let manager: Asking
let kato: Asking

beforeAll(async () => {
  const office = await openOffice('2026-06-01T10:00:00+09:00')
  world = office.world
  cast = await makeCast(world)
  manager = await office.signIn(cast.manager.id)
  kato = await office.signIn(cast.kato.id)
})

const all = async (): Promise<Pipeline[]> => (await manager('GET', '/pipelines?all=true')).body.items
const named = async (name: string): Promise<Pipeline> => (await all()).find(one => one.name === name)!
const undone = ({ operationId }: { operationId: number }) => manager('POST', `/operations/${operationId}/undo`)
const stage = (nameJa: string, nameEn: string, probability: number) => ({ nameJa, nameEn, probability })

async function opened(name: string, more: object = {}): Promise<number> {
  const who = await byItself(world, act => addProspect(act, name))
  const { status, body } = await manager('POST', '/deals', {
    personId: who.personId,
    ownerId: cast.kato.id,
    title: name,
    bant: { needs: '更新' },
    ...more,
  })
  expect(status).toBe(201)
  return body.id
}

test('R54: which of BANT count for the gate is a setting of the pipeline, and how many of them', async () => {
  const { status, body: made } = await manager('POST', '/pipelines', {
    name: '大型案件',
    bantParts: ['budget', 'authority'],
    bantNeeded: 2,
    stages: [stage('調査', 'Survey', 5), stage('成立', 'Won', 100)],
  })
  expect(status).toBe(201)
  const who = await byItself(world, act => addProspect(act, '門脇'))
  const opening = (bant: object) =>
    manager('POST', '/deals', { personId: who.personId, title: '大型', pipelineId: made.id, bant })
  // What does not count does not help.
  expect((await opening({ needs: '更新', timeframe: '4月', budget: '500万円' })).body).toMatchObject({
    code: 'invalid',
    data: { field: 'bant', needed: 2, known: ['budget'], missing: ['authority'] },
  })
  expect((await opening({ budget: '500万円', authority: '常務' })).status).toBe(201)
  // Nobody could pass a gate that asks for more than counts.
  const { id, version } = made
  expect((await manager('PATCH', `/pipelines/${id}`, { version, bantNeeded: 3 })).body).toMatchObject({
    data: { field: 'bantNeeded' },
  })
  expect((await manager('PATCH', `/pipelines/${id}`, { version, bantParts: ['budget'] })).status).toBe(400)
  expect((await kato('PATCH', `/pipelines/${id}`, { version, bantNeeded: 1 })).status).toBe(403)
})

test('R57: stages are renamed with their history, ordered, given a probability and an age to point out', async () => {
  const id = await opened('改名')
  const standard = await named('標準')
  const [first, second, ...rest] = standard.stages
  expect(first).toMatchObject({ nameJa: 'ニーズの把握', staleDays: 30 })
  const stages = [
    second!,
    { ...first!, nameJa: '課題の把握', nameEn: 'Understanding', probability: 15, staleDays: 7 },
    ...rest,
  ]
  const { body } = await manager('PATCH', `/pipelines/${standard.id}`, { version: standard.version, stages })
  expect(body.stages.slice(0, 2)).toMatchObject([
    { id: second!.id, position: 1 },
    { id: first!.id, position: 2, nameJa: '課題の把握', probability: 15, staleDays: 7, open: 1 },
  ])
  const deal = (await manager('GET', `/deals/${id}`)).body
  expect(deal).toMatchObject({ chance: 15, stage: { ja: '課題の把握', staleDays: 7 } })
  expect(deal.steps).toMatchObject([{ stage: { ja: '課題の把握' } }])
  // Whoever has not seen that is told, with both.
  const late = await manager('PATCH', `/pipelines/${standard.id}`, { version: standard.version, name: '通常' })
  expect(late).toMatchObject({ status: 409, body: { code: 'stale', data: { yours: { name: '通常' } } } })

  expect((await undone(body)).status).toBe(200)
  expect((await named('標準')).stages.slice(0, 2)).toMatchObject([
    { id: first!.id, nameJa: 'ニーズの把握', probability: 10, staleDays: 30 },
    { id: second!.id },
  ])
})

test('a stage where deals stand is not removed until it is said where they go; they go there with their history, and back', async () => {
  const standard = await named('標準')
  const [, , second, third] = standard.stages
  const id = await opened('移動', { stage: second!.id })
  const closed = await opened('失注', { stage: second!.id })
  const { body: reasons } = await manager('GET', '/reasons?kind=lost')
  const { body: lost } = await manager('PATCH', `/deals/${closed}`, {
    version: 1,
    outcome: 'lost',
    reason: reasons.items[0].id,
  })
  const stages = standard.stages.filter(one => one.id !== second!.id)
  const without = (moves?: object[]) =>
    manager('PATCH', `/pipelines/${standard.id}`, { version: standard.version, stages, ...(moves ? { moves } : {}) })
  expect((await without()).body).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('進行中の商談が1件あります'),
  })
  expect((await without([{ from: second!.id, to: second!.id }])).body).toMatchObject({ data: { field: 'moves' } })
  expect((await without([{ from: second!.id, to: standard.stages.at(-1)!.id }])).status).toBe(400)

  const { status, body } = await without([{ from: second!.id, to: third!.id }])
  expect(status).toBe(200)
  expect(body.stages.map((s: { id: number }) => s.id)).not.toContain(second!.id)
  const deal = (await manager('GET', `/deals/${id}`)).body
  expect(deal.stage.id).toBe(third!.id)
  expect(
    deal.steps.map((s: { stage: { id: number }; leftAt: string | null }) => [s.stage.id, s.leftAt === null]),
  ).toEqual([
    [second!.id, false],
    [third!.id, true],
  ])
  const told = (await manager('GET', `/deals/${id}/timeline`)).body.items
  expect(told[0]).toMatchObject({ kind: 'deal.moved', by: { id: cast.manager.id } })
  // A deal that ended there goes on where deals stand.
  const { body: again } = await manager('PATCH', `/deals/${closed}`, { version: lost.version, outcome: null })
  expect(again.stage.id).not.toBe(second!.id)
  expect(standard.stages.map(s => s.id)).toContain(again.stage.id)

  expect((await undone(body)).status).toBe(200)
  expect((await named('標準')).stages.map(s => s.id)).toEqual(standard.stages.map(s => s.id))
  expect((await manager('GET', `/deals/${id}`)).body.stage.id).toBe(second!.id)
})

test('R56: pipelines stand in an order, the first being the one that is meant; one goes out of use when its deals have gone elsewhere', async () => {
  const made = (
    await manager('POST', '/pipelines', {
      name: '更新',
      stages: [stage('更新案内', 'Notice', 60), stage('更新済み', 'Renewed', 100)],
    })
  ).body
  const standard = await named('標準')
  const ordered = await manager('PUT', '/pipelines/order', { ids: [made.id, standard.id] })
  expect(ordered.body.items[0].id).toBe(made.id)
  const id = await opened('先頭')
  expect((await manager('GET', `/deals/${id}`)).body).toMatchObject({ pipelineId: made.id, stage: { ja: '更新案内' } })
  await manager('PUT', '/pipelines/order', { ids: [standard.id, made.id] })

  const version = (await named('更新')).version
  const away = (moves?: object[]) =>
    manager('PATCH', `/pipelines/${made.id}`, { version, active: false, ...(moves ? { moves } : {}) })
  expect((await away()).body).toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('「更新」には進行中の商談が1件あります'),
  })
  const { status, body } = await away([{ from: made.stages[0].id, to: standard.stages[1]!.id }])
  expect(status).toBe(200)
  expect((await manager('GET', `/deals/${id}`)).body).toMatchObject({
    pipelineId: standard.id,
    stage: { id: standard.stages[1]!.id },
  })
  expect((await kato('GET', '/pipelines')).body.items.map((p: Pipeline) => p.name)).not.toContain('更新')
  expect((await undone(body)).status).toBe(200)
  expect((await manager('GET', `/deals/${id}`)).body.pipelineId).toBe(made.id)
})

test('a pipeline that was made by mistake is gone again by undo; one where a deal has stood stays', async () => {
  const make = async (name: string) =>
    (await manager('POST', '/pipelines', { name, stages: [stage('案内', 'Notice', 60), stage('成立', 'Won', 100)] }))
      .body
  const [empty, used] = [await make('誤り'), await make('使用中')]
  await opened('使用', { pipelineId: used.id })
  expect((await undone(empty)).status).toBe(200)
  expect((await undone(used)).status).toBe(200)
  expect((await all()).map(p => p.name)).not.toContain('誤り')
  expect((await named('使用中')).stages).toHaveLength(2)
})
