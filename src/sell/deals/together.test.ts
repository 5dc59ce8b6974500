import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { addTeam, addUser, as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { deactivateUser } from '../../office/users/change.ts'
import { getUser } from '../../office/users/users.ts'
import { erasePerson } from '../../people/persons/erase.ts'
import { exportPerson } from '../../people/persons/export.ts'
import { mergePersons } from '../../people/persons/merge.ts'
import { unmerge } from '../../people/persons/merge.undo.ts'
import { Refusal } from '../../platform/refusal.ts'
import { undoing } from '../../undoing.ts'
import { handOver } from '../reassignment/reassignment.ts'
import { changeDeal } from './change.ts'
import { loseDeal, winDeal } from './close.ts'
import { addContact, changeContact, removeContact } from './contacts.ts'
import { addProspect, dealOf, leadOf, open } from './deals.fixture.ts'
import { DealQuery } from './deals.schema.ts'
import { getDeal, listDeals } from './deals.ts'
import { moveDeal } from './move.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

const prospect = (name: string, company?: string) => byItself(world, act => addProspect(act, name, company))
const at = async (id: number) => ({ id, version: (await dealOf(world, id)).version })
const lastOperation = async () => {
  const { rows } = await sql<{
    id: number
  }>`select max(id) as id from operation where undoes_id is null and by_id is not null`.execute(world.db)
  return rows[0]!.id
}
const undoLast = async () => {
  const id = await lastOperation()
  return as(world, cast.manager, act => undo(act, id, undoing))
}

test('D9: two people drag the same card; the second is told both values, and nothing is overwritten', async () => {
  const who = await prospect('同時')
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId }))
  const one = await at(id)
  const stages = await world.db.selectFrom('dealStage').select('id').orderBy('position').limit(4).execute()
  const tries = await Promise.allSettled(
    [2, 3].map(n => as(world, cast.admin, act => moveDeal(act, { ...one, stage: stages[n]!.id }))),
  )
  const [refused] = tries.filter(t => t.status === 'rejected')
  const { stageId, version } = await dealOf(world, id)
  expect(tries.filter(t => t.status === 'fulfilled')).toHaveLength(1)
  expect(refused!.reason).toBeInstanceOf(Refusal)
  expect(refused!.reason).toMatchObject({ code: 'stale', facts: { theirs: { stage: stageId, version } } })
  expect([stages[2]!.id, stages[3]!.id]).toContain(refused!.reason.facts.yours.stage)
})

test('two who win and lose the same deal at once: one does, and the lead is what the deal says', async () => {
  const who = await prospect('競争')
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId }))
  const one = await at(id)
  await Promise.allSettled([
    as(world, cast.admin, act => winDeal(act, one)),
    as(world, cast.manager, act => loseDeal(act, { ...one, reason: 'lost_price' })),
  ])
  const { outcome } = await dealOf(world, id)
  expect((await leadOf(world, who.leadId)).stage).toBe(outcome === 'won' ? 'won' : 'recycled')
})

test('sight: whoever sees the owner sees the deal, and the owner sees who takes part in it', async () => {
  const who = await prospect('視野')
  const expert = await prospect('専門')
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId, ownerId: cast.kato.id }))
  await expect(seeing(world, cast.tanaka, act => getDeal(act, id))).rejects.toThrow(/no such deal/)
  await expect(as(world, cast.tanaka, async act => moveDeal(act, { id, version: 1, stage: '仮提案' }))).rejects.toThrow(
    /no such deal/,
  )
  expect(await seeing(world, cast.kato, act => getDeal(act, id))).toMatchObject({ id })
  expect(await seeing(world, cast.manager, act => getDeal(act, id))).toMatchObject({ id })
  const sees = (actor: typeof cast.kato) =>
    seeing(world, actor, act => act.tx.selectFrom('person').select('id').where('id', '=', expert.personId).execute())
  expect(await sees(cast.kato)).toEqual([])
  await expect(as(world, cast.kato, act => addContact(act, { id, personId: expert.personId }))).rejects.toThrow(
    /no such person/,
  )
  await as(world, cast.admin, act => addContact(act, { id, personId: expert.personId, role: 'decider' }))
  expect(await sees(cast.kato)).toHaveLength(1)
  expect(await sees(cast.tanaka)).toEqual([])
})

test('an owner who changes team takes the sight of their deals along', async () => {
  const who = await prospect('異動')
  const team = await addTeam(world, '九州')
  const colleague = await addUser(world, '九州 太郎', ['field_sales'], team)
  const rep = await addUser(world, '転勤 次郎', ['field_sales'], cast.teams.field)
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId, ownerId: rep.id }))
  await byItself(world, async act => {
    await act.tx.updateTable('holder').set({ teamId: team }).where('id', '=', rep.id).execute()
    await sql`insert into event (kind, occurred_at, recorded_at, facts) values ('user.changed', ${act.at}, ${act.at}, ${JSON.stringify({ userId: rep.id, teamChanged: true, left: false })}::jsonb)`.execute(
      act.tx,
    )
  })
  await world.settle()
  expect(await seeing(world, colleague, act => getDeal(act, id))).toMatchObject({ id })
  await expect(seeing(world, cast.kato, act => getDeal(act, id))).rejects.toThrow(/no such deal/)
})

test('contacts have a role once it is known; the main contact is one of them and stays', async () => {
  const who = await prospect('主計')
  const boss = await prospect('部長')
  const id = await as(world, cast.admin, act =>
    open(act, { personId: who.personId, contacts: [{ personId: boss.personId, role: 'decider' }] }),
  )
  const contacts = async () => (await seeing(world, cast.admin, act => getDeal(act, id))).contacts
  expect(await contacts()).toMatchObject([
    { personId: who.personId, role: null, main: true },
    { personId: boss.personId, role: 'decider', main: false },
  ])
  const [main, other] = await contacts()
  await as(world, cast.admin, act =>
    changeContact(act, { id, contactId: main!.id, version: main!.version, role: 'champion' }),
  )
  await expect(
    as(world, cast.admin, act => changeContact(act, { id, contactId: main!.id, version: main!.version, role: 'user' })),
  ).rejects.toMatchObject({ code: 'stale', facts: { theirs: { role: 'champion' }, yours: { role: 'user' } } })
  await expect(as(world, cast.admin, act => removeContact(act, { id, contactId: main!.id }))).rejects.toThrow(
    /main contact/,
  )
  await as(world, cast.admin, act => removeContact(act, { id, contactId: other!.id }))
  expect(await contacts()).toHaveLength(1)
})

test('a closed deal is not changed, and an open one is not emptied below the gate', async () => {
  const who = await prospect('終田')
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId }))
  let one = await at(id)
  await expect(as(world, cast.admin, act => changeDeal(act, { ...one, bant: { needs: '' } }))).rejects.toThrow(/BANT/)
  await as(world, cast.admin, act =>
    changeDeal(act, { ...one, amount: 3_000_000, certainty: 'A', bant: { budget: '300万円', needs: '' } }),
  )
  one = await at(id)
  await as(world, cast.admin, act => winDeal(act, one))
  one = await at(id)
  await expect(as(world, cast.admin, act => changeDeal(act, { ...one, amount: 1 }))).rejects.toThrow(/Reopen it/)
  await as(world, cast.admin, act => changeDeal(act, { ...one, memo: '紹介案件' }))
})

test('undo: a move, a win and an opening go back with the lead, the company and the history of stages', async () => {
  const who = await prospect('戻田')
  const id = await as(world, cast.manager, act => open(act, { personId: who.personId }))
  const opening = await lastOperation()
  let one = await at(id)
  world.clock.advance(60_000)
  await as(world, cast.manager, act => moveDeal(act, { ...one, stage: '最終評価' }))
  await undoLast()
  expect(await seeing(world, cast.manager, act => getDeal(act, id))).toMatchObject({
    stage: { ja: 'ニーズの把握' },
    steps: [{ stage: { ja: 'ニーズの把握' }, leftAt: null }],
  })
  one = await at(id)
  await as(world, cast.manager, act => winDeal(act, one))
  expect((await leadOf(world, who.leadId)).stage).toBe('won')
  await undoLast()
  expect(await dealOf(world, id)).toMatchObject({ outcome: null, orderedOn: null })
  expect(await leadOf(world, who.leadId)).toMatchObject({ stage: 'sql', holderId: cast.manager.id })
  const company = await world.db
    .selectFrom('company')
    .select('customerSince')
    .where('id', '=', who.companyId)
    .executeTakeFirst()
  expect(company?.customerSince).toBeNull()
  await as(world, cast.manager, act => undo(act, opening, undoing))
  expect(await world.db.selectFrom('deal').select('id').where('id', '=', id).execute()).toEqual([])
  expect((await leadOf(world, who.leadId)).stage).toBe('lead')
})

test('undo leaves an opening alone on which somebody has worked since, and its lead with it', async () => {
  const who = await prospect('残田')
  const id = await as(world, cast.manager, act => open(act, { personId: who.personId }))
  const opening = await lastOperation()
  const one = await at(id)
  await as(world, cast.admin, act => moveDeal(act, { ...one, stage: '仮提案' }))
  const undone = await as(world, cast.manager, act => undo(act, opening, undoing))
  expect(undone.left.map(l => l.table).toSorted()).toEqual(['deal', 'lead'])
  expect((await leadOf(world, who.leadId)).stage).toBe('sql')
})

test('a book that is handed over takes its deals along, and who has deals cannot leave', async () => {
  const who = await prospect('引継')
  const rep = await addUser(world, '退職 予定', ['field_sales'], cast.teams.field)
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId, ownerId: rep.id }))
  const { version } = await seeing(world, cast.admin, act => getUser(act, rep.id))
  await expect(as(world, cast.admin, act => deactivateUser(act, { id: rep.id, version }))).rejects.toMatchObject({
    facts: { leads: 1, deals: 1 },
  })
  const handed = await as(world, cast.manager, act =>
    handOver(act, { from: rep.id, to: [cast.kato.id], what: 'all', note: '' }),
  )
  expect(handed).toMatchObject({ leads: 1, deals: 1 })
  expect(await dealOf(world, id)).toMatchObject({ ownerId: cast.kato.id })
  await as(world, cast.admin, act => deactivateUser(act, { id: rep.id, version }))
})

test('a merge brings deals and their contacts together, and an un-merge puts them back', async () => {
  const keep = await prospect('統一', '統合工業')
  const absorb = await prospect('統二', '統合工業')
  const id = await as(world, cast.manager, act =>
    open(act, { personId: absorb.personId, contacts: [{ personId: keep.personId, role: 'decider' }] }),
  )
  const merge = await as(world, cast.manager, act =>
    mergePersons(act, { keep: keep.personId, absorb: absorb.personId }),
  )
  const merged = await seeing(world, cast.manager, act => getDeal(act, id))
  expect(merged.contacts).toMatchObject([{ personId: keep.personId, role: 'decider', main: true }])
  expect(await leadOf(world, merged.leadId!)).toMatchObject({ stage: 'sql', personId: keep.personId })
  await as(world, cast.manager, act => unmerge(act, merge))
  const apart = await seeing(world, cast.manager, act => getDeal(act, id))
  expect(apart.person?.id).toBe(absorb.personId)
  expect(apart.contacts.map(c => [c.personId, c.role])).toEqual([
    [absorb.personId, null],
    [keep.personId, 'decider'],
  ])
  expect(await leadOf(world, apart.leadId!)).toMatchObject({ stage: 'sql', personId: absorb.personId })
})

test('who has their data exported finds their deals; who is erased is gone from them, and the deal stays', async () => {
  const who = await prospect('消野')
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId, title: '消野太郎様 ご導入' }))
  const exported = await as(world, cast.admin, act => exportPerson(act, who.personId))
  expect(exported).toMatchObject({ deals: [{ id, title: '消野太郎様 ご導入' }], dealContacts: [{ dealId: id }] })
  await as(world, cast.admin, act => erasePerson(act, world.dataDir, who.personId))
  const deal = await dealOf(world, id)
  expect(deal).toMatchObject({ personId: null, leadId: null, outcome: null })
  expect(deal.title).not.toContain('消野')
  const one = await at(id)
  await as(world, cast.admin, act => winDeal(act, one))
  const won = await seeing(world, cast.admin, act =>
    listDeals(act, DealQuery.parse({ state: 'won', companyId: who.companyId })),
  )
  expect(won.items.map(d => d.id)).toEqual([id])
})
