import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { merging } from '../../../test/merging.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { recordNew } from '../../timeline/timeline.ts'
import { undoing } from '../../undoing.ts'
import { moveLead, openLead } from '../leads/leads.ts'
import { offerLeads } from '../offers/give.ts'
import { changePerson } from './change.ts'
import { getPerson } from './get.ts'

const world = await testWorld()
let cast: Cast
let on: ReturnType<typeof merging>
beforeAll(async () => {
  cast = await makeCast(world)
  on = merging(world, cast)
})

test('un-merge restores exactly what neither touched since', async () => {
  const company = await world.db
    .insertInto('company')
    .values({ name: '株式会社森', nameKey: '森', createdAt: world.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('customField')
    .values({ about: 'person', key: 'rank', label: 'ランク', kind: 'text' })
    .execute()
  const keep = await on.someone({ phone: '03-1234-5678', companyId: company.id })
  const absorb = await on.someone(
    { mobile: '090-1111-2222', title: '部長', companyId: company.id, custom: { rank: 'A' } },
    cast.ito,
  )
  await on.take(keep, cast.tanaka)
  await as(world, cast.manager, async act =>
    offerLeads(act, { leadIds: [(await on.leadOf(absorb)).id], to: [cast.kato.id], note: '急ぎ' }),
  )
  await on.done(keep, '一回目')
  await on.done(absorb, '二回目')
  await on.consent(keep)
  await on.consent(absorb, true)
  await world.db
    .insertInto('post')
    .values({ personId: absorb, companyId: company.id, title: '課長', untilOn: '2025-03-31' })
    .execute()
  await world.settle()
  const last = await on.lastEvent()
  const before = await on.dump([keep, absorb])
  const id = await on.merge(keep, absorb)
  await world.settle()
  expect((await on.dump([absorb])).events).toEqual([])
  const undone = await on.separate(id)
  expect(undone.left).toEqual([])
  expect(await on.dump([keep, absorb], last)).toEqual(before)
  await on.countsAgree()
  const told = await world.db
    .selectFrom('event')
    .select(['kind', 'personId'])
    .where('id', '>', last)
    .where('kind', 'in', ['lead.absorbed', 'lead.separated', 'person.unmerged'])
    .orderBy('id')
    .execute()
  expect(told.map(t => t.kind)).toEqual(['lead.absorbed', 'person.unmerged', 'person.unmerged', 'lead.separated'])
})

test('what happened to an address of theirs afterwards goes back with the address, what came on the record is asked about', async () => {
  const [keep, absorb] = [await on.someone(), await on.someone()]
  const id = await on.merge(keep, absorb)
  const mail = await world.db
    .selectFrom('identity')
    .select('id')
    .where('kind', '=', 'email')
    .where('value', '=', await on.mailOf(absorb))
    .executeTakeFirstOrThrow()
  const asked = { kind: 'document.requested' as const, facts: { document: '料金表' } }
  const [visited] = await byItself(world, act => recordNew(act, [{ ...asked, personId: keep, identityId: mail.id }]))
  const call = await on.done(keep, '統合後の電話')
  await as(world, cast.manager, async act => {
    const { version } = await act.tx
      .selectFrom('person')
      .select('version')
      .where('id', '=', keep)
      .executeTakeFirstOrThrow()
    await changePerson(act, { id: keep, version, memo: '統合後のメモ' })
  })
  const { left } = await on.separate(id)
  expect(left.map(l => [l.table, l.id, l.field, l.why, l.with])).toEqual([
    ['activity', call, null, 'later', 'keep'],
    ['person', keep, 'memo', 'edited', 'keep'],
  ])
  const event = await world.db
    .selectFrom('event')
    .select('personId')
    .where('id', '=', visited!)
    .executeTakeFirstOrThrow()
  expect(event.personId).toBe(absorb)

  const decided = await on.separate(id, [
    { table: 'activity', id: call, with: 'absorb' },
    { table: 'person', id: keep, field: 'memo', with: 'absorb' },
  ])
  expect(decided.left).toEqual([])
  const [a, b] = [
    await seeing(world, cast.manager, act => getPerson(act, keep)),
    await seeing(world, cast.manager, act => getPerson(act, absorb)),
  ]
  expect([a.memo, b.memo]).toEqual([null, '統合後のメモ'])
  const activity = await world.db
    .selectFrom('activity')
    .select(['personId', 'leadId'])
    .where('id', '=', call)
    .executeTakeFirstOrThrow()
  expect(activity).toEqual({ personId: absorb, leadId: (await on.leadOf(absorb)).id })
  await expect(on.separate(id, [{ table: 'activity', id: call, with: 'keep' }])).rejects.toMatchObject({
    code: 'invalid',
  })
})

test('a lead that was worked on since goes back to whose it was, as it stands', async () => {
  const [keep, absorb] = [await on.someone(), await on.someone()]
  await on.take(absorb, cast.tanaka)
  const id = await on.merge(keep, absorb)
  const lead = await on.leadOf(keep)
  const call = await on.done(keep, '商談化')
  await byItself(world, act => moveLead(act, { leadId: lead.id, to: 'sql', trigger: 'hand' }))
  const { left } = await on.separate(id)
  expect(await on.leadOf(absorb)).toMatchObject({ id: lead.id, stage: 'sql', holderId: cast.tanaka.id })
  expect(await on.leadOf(keep)).toMatchObject({ stage: 'lead' })
  expect(left.map(l => [l.table, l.id, l.why, l.with])).toEqual([['lead', lead.id, 'edited', 'absorb']])
  expect(
    (await world.db.selectFrom('activity').select('personId').where('id', '=', call).executeTakeFirstOrThrow())
      .personId,
  ).toBe(absorb)
  await on.countsAgree()
})

test('a newer pursuit does not give way: the old lead waits until somebody says whose it is', async () => {
  const [keep, absorb] = [await on.someone(), await on.someone()]
  await on.take(absorb, cast.tanaka)
  const older = await on.leadOf(keep)
  const id = await on.merge(keep, absorb)
  const won = await on.leadOf(keep)
  await byItself(world, async act => {
    await moveLead(act, { leadId: won.id, to: 'sql', trigger: 'hand' })
    await moveLead(act, { leadId: won.id, to: 'won', trigger: 'hand' })
  })
  const newer = await byItself(world, async act => openLead(act, { personId: keep, trigger: 'hand' }))
  const { left } = await on.separate(id)
  expect(left.map(l => [l.table, l.id, l.why])).toEqual([
    ['lead', newer, 'later'],
    ['lead', older.id, 'refused'],
    ['lead', won.id, 'edited'],
  ])
  const decided = await on.separate(id, [{ table: 'lead', id: newer, with: 'absorb' }])
  expect((await on.leadOf(absorb)).id).toBe(newer)
  expect((await on.leadOf(keep)).id).toBe(older.id)
  expect(decided.left.map(l => l.id)).toEqual([won.id])
  await on.countsAgree()
})

test('the journal undoes a merge the same way', async () => {
  const [keep, absorb] = [await on.someone({ memo: '' }), await on.someone({ memo: 'あ' })]
  const last = await on.lastEvent()
  const before = await on.dump([keep, absorb])
  const id = await on.merge(keep, absorb)
  const { operationId } = await world.db
    .selectFrom('personMerge')
    .select('operationId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await as(world, cast.manager, act => undo(act, operationId, undoing))
  expect(await on.dump([keep, absorb], last)).toEqual(before)
})
