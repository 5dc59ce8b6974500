import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { merging } from '../../../test/merging.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { undoing } from '../../undoing.ts'
import { offerLeads } from '../offers/give.ts'
import { moveLead, openLead } from './leads.ts'
import { nameLead } from './name.ts'

const world = await testWorld()
let cast: Cast
let on: ReturnType<typeof merging>
beforeAll(async () => {
  cast = await makeCast(world)
  on = merging(world, cast)
})

test("two pursuits that became one by naming the person behind a company's lead are two again", async () => {
  const personId = await on.someone({ companyName: '株式会社二社' })
  const { companyId } = await world.db
    .selectFrom('person')
    .select('companyId')
    .where('id', '=', personId)
    .executeTakeFirstOrThrow()
  const theirs = await on.leadOf(personId)
  await as(world, cast.manager, act => offerLeads(act, { leadIds: [theirs.id], to: [cast.kato.id], note: '' }))
  const ofCompany = await byItself(world, act => openLead(act, { companyId, trigger: 'hand' }))
  await as(world, cast.manager, act => offerLeads(act, { leadIds: [ofCompany], to: [cast.ito.id], note: '' }))
  const all = () => world.db.selectFrom('lead').selectAll().where('companyId', '=', companyId).orderBy('id').execute()
  const before = await all()

  const operationId = await as(world, cast.manager, async act => {
    await nameLead(act, ofCompany, personId)
    return act.operationId!
  })
  expect(await all()).toHaveLength(1)
  await on.countsAgree()
  expect((await as(world, cast.manager, act => undo(act, operationId, undoing))).left).toEqual([])

  expect((await all()).map(l => ({ ...l, version: 0 }))).toEqual(before.map(l => ({ ...l, version: 0 })))
  const waiting = await world.db
    .selectFrom('offer')
    .select('leadId')
    .where('answer', 'is', null)
    .orderBy('leadId')
    .execute()
  expect(waiting.map(o => o.leadId)).toEqual([theirs.id, ofCompany])
  await on.countsAgree()
})

test('R32: how far a lead came stands while it goes back, and is taken back with the move itself', async () => {
  const personId = await on.someone({})
  const { id } = await on.leadOf(personId)
  const reached = async () =>
    await world.db.selectFrom('lead').select(['stage', 'reached']).where('id', '=', id).executeTakeFirstOrThrow()
  const operationId = await as(world, cast.manager, async act => {
    await offerLeads(act, { leadIds: [id], to: [cast.kato.id], note: '' })
    return act.operationId!
  })
  expect(await reached()).toEqual({ stage: 'mql', reached: 2 })
  await as(world, cast.manager, act => undo(act, operationId, undoing))
  expect(await reached()).toEqual({ stage: 'lead', reached: 1 })

  await as(world, cast.manager, act => offerLeads(act, { leadIds: [id], to: [cast.kato.id], note: '' }))
  await byItself(world, act => moveLead(act, { leadId: id, to: 'lead', trigger: 'rule' }))
  expect(await reached()).toEqual({ stage: 'lead', reached: 2 })
})
