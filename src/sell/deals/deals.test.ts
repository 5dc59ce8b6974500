import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { transition } from '../../people/leads/transitions.ts'
import { acceptOffer } from '../../people/offers/answer.ts'
import { offerLeads } from '../../people/offers/give.ts'
import { addActivity } from '../activities/write.ts'
import { addProspect, dealOf, leadOf, open } from './deals.fixture.ts'
import { DealQuery } from './deals.schema.ts'
import { getDeal, listDeals } from './deals.ts'
import { moveDeal } from './move.ts'
import { addPipeline, changePipeline, listPipelines } from './pipelines.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

const prospect = (name: string, company?: string) => byItself(world, act => addProspect(act, name, company))
const at = async (id: number) => ({ id, version: (await dealOf(world, id)).version })
const moves = (leadId: number) =>
  world.db
    .selectFrom('event')
    .select('facts')
    .where('leadId', '=', leadId)
    .where('kind', '=', 'lead.moved')
    .orderBy('id')
    .execute()

test('R54: with nothing of BANT known a deal is refused in a sentence that says what to find out; with one thing it opens', async () => {
  const who = await prospect('門田')
  const opening = (bant: object) => as(world, cast.admin, act => open(act, { personId: who.personId, bant }))
  await expect(opening({})).rejects.toMatchObject({
    code: 'invalid',
    sentence: { ja: expect.stringContaining('BANTがまだ1つも確認できていません') },
    facts: { field: 'bant', needed: 1, known: [], missing: ['budget', 'authority', 'needs', 'timeframe'] },
  })
  await expect(opening({ budget: '   ' })).rejects.toThrow(/Nothing of BANT/)
  expect((await leadOf(world, who.leadId)).stage).toBe('lead')
  expect(await opening({ timeframe: '来年4月' })).toBeGreaterThan(0)
})

test('R54: how many of the four is a setting of the pipeline', async () => {
  const who = await prospect('二見')
  const strict = await as(world, cast.admin, act =>
    addPipeline(act, {
      name: '大型案件',
      bantParts: ['budget', 'authority', 'needs', 'timeframe'],
      bantNeeded: 3,
      stages: [
        { nameJa: '調査', nameEn: 'Survey', probability: 5 },
        { nameJa: '成立', nameEn: 'Won', probability: 80 },
      ],
    }),
  )
  const opening = (bant: object) =>
    as(world, cast.admin, act => open(act, { personId: who.personId, pipelineId: strict.id, bant }))
  await expect(opening({ budget: '500万円', needs: '更新' })).rejects.toMatchObject({
    facts: { known: ['budget', 'needs'], missing: ['authority', 'timeframe'] },
  })
  const id = await opening({ budget: '500万円', needs: '更新', authority: '常務' })
  expect(await seeing(world, cast.admin, act => getDeal(act, id))).toMatchObject({ chance: 5, stage: { ja: '調査' } })
  expect(strict.stages.at(-1)).toMatchObject({ wins: true, probability: 100 })
})

test('R63: opening a deal on somebody early walks their lead through the stages in between at once, each an event', async () => {
  const who = await prospect('早川')
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId, ownerId: cast.kato.id }))
  expect((await moves(who.leadId)).map(m => m.facts)).toMatchObject([
    { from: 'lead', to: 'mql', trigger: 'direct', holderId: cast.kato.id },
    { from: 'mql', to: 'sal', trigger: 'direct' },
    { from: 'sal', to: 'sql', trigger: 'direct' },
  ])
  expect(await leadOf(world, who.leadId)).toMatchObject({
    stage: 'sql',
    holderId: cast.kato.id,
    clockFor: 'next_action',
  })
  expect(await dealOf(world, id)).toMatchObject({ leadId: who.leadId, companyId: who.companyId, ownerId: cast.kato.id })
})

test('an open offer ends when its receiver opens a deal, and what was planned is planned for the deal', async () => {
  const who = await prospect('打出')
  await as(world, cast.marketer, act => offerLeads(act, { leadIds: [who.leadId], to: [cast.tanaka.id], note: '' }))
  const plannedAt = new Date('2026-06-03T05:00:00Z')
  const visit = await as(world, cast.tanaka, act =>
    addActivity(act, { kind: 'visit', personId: who.personId, subject: '訪問', note: '', plannedAt }),
  )
  const id = await as(world, cast.tanaka, act => open(act, { personId: who.personId }))
  const offer = await world.db
    .selectFrom('offer')
    .selectAll()
    .where('leadId', '=', who.leadId)
    .executeTakeFirstOrThrow()
  expect(offer.answer).toBe('withdrawn')
  const deal = await seeing(world, cast.tanaka, act => getDeal(act, id))
  expect(deal).toMatchObject({ next: { id: visit, plannedAt }, stalled: false, owner: { id: cast.tanaka.id } })
  expect((await leadOf(world, who.leadId)).clockAt).toEqual(plannedAt)
})

test('R37: a deal without a next action, or past it, has stalled: a sign, and no outcome', async () => {
  const who = await prospect('停田')
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId }))
  const look = () => seeing(world, cast.admin, act => getDeal(act, id))
  const stalled = () => seeing(world, cast.admin, act => listDeals(act, DealQuery.parse({ state: 'stalled' })))
  expect(await look()).toMatchObject({ stalled: true, next: null, outcome: null })
  expect((await stalled()).items.map(d => d.id)).toContain(id)
  const plannedAt = new Date(world.clock.now().getTime() + 3_600_000)
  // Planned with the person, it belongs to their one open deal.
  await as(world, cast.admin, act =>
    addActivity(act, { kind: 'call', personId: who.personId, subject: '', note: '', plannedAt }),
  )
  expect(await look()).toMatchObject({ stalled: false, next: { kind: 'call' } })
  expect((await stalled()).items.map(d => d.id)).not.toContain(id)
  world.clock.advance(2 * 3_600_000)
  expect(await look()).toMatchObject({ stalled: true, next: { kind: 'call' }, outcome: null })
})

test('a lead with an open deal is moved by its deal alone, and by hand nobody makes or wins an opportunity', async () => {
  const who = await prospect('手島')
  const id = await as(world, cast.tanaka, act => open(act, { companyId: who.companyId }))
  const { leadId } = await dealOf(world, id)
  const by = (to: 'recycled' | 'won' | 'disqualified') =>
    as(world, cast.admin, act =>
      transition(act, { id: leadId!, to, reason: to === 'recycled' ? 'unreachable' : 'invalid' }),
    )
  await expect(by('recycled')).rejects.toThrow(/deal of this lead is open/)
  await expect(by('disqualified')).rejects.toThrow(/deal of this lead is open/)
  await expect(by('won')).rejects.toThrow(/won by its deal/)
  // Of the company itself: the people who work there keep their own leads.
  expect((await leadOf(world, who.leadId)).stage).toBe('lead')
})

test('two pipelines run side by side, and a deal may change from one to the other (R56)', async () => {
  const who = await prospect('並木')
  const renewal = await as(world, cast.admin, act =>
    addPipeline(act, {
      name: '更新',
      bantParts: [],
      bantNeeded: 0,
      stages: [
        { nameJa: '更新案内', nameEn: 'Notice', probability: 60 },
        { nameJa: '条件調整', nameEn: 'Terms', probability: 80 },
        { nameJa: '更新済み', nameEn: 'Renewed', probability: 100 },
      ],
    }),
  )
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId, pipelineId: renewal.id, bant: {} }))
  let one = await at(id)
  await as(world, cast.admin, act => moveDeal(act, { ...one, stage: '条件調整' }))
  expect((await dealOf(world, id)).pipelineId).toBe(renewal.id)
  // The gate of the other pipeline holds for who comes from this one.
  const [standard] = await seeing(world, cast.admin, act => listPipelines(act, { all: false }))
  one = await at(id)
  await expect(as(world, cast.admin, act => moveDeal(act, { ...one, stage: standard!.stages[1]!.id }))).rejects.toThrow(
    /BANT/,
  )
  // A stage where a deal stands cannot be left out.
  await expect(
    as(world, cast.admin, act =>
      changePipeline(act, { id: renewal.id, version: 1, stages: renewal.stages.filter(s => s.nameJa !== '条件調整') }),
    ),
  ).rejects.toThrow(/Deals are open at "Terms"/)
})

test('somebody at a company with an open deal who becomes MQL is offered to the owner of that deal', async () => {
  const first = await prospect('先山', '同社工業')
  const id = await as(world, cast.admin, act => open(act, { personId: first.personId, ownerId: cast.kato.id }))
  const second = await prospect('後山', '同社工業')
  await as(world, cast.marketer, act => transition(act, { id: second.leadId, to: 'mql' }))
  const offer = await world.db
    .selectFrom('offer')
    .selectAll()
    .where('leadId', '=', second.leadId)
    .executeTakeFirstOrThrow()
  expect(offer.toId).toBe((await dealOf(world, id)).ownerId)
})

test('who takes over an opportunity takes over its deal, and the deal takes its sight along', async () => {
  const who = await prospect('渡会')
  const id = await as(world, cast.admin, act => open(act, { personId: who.personId, ownerId: cast.tanaka.id }))
  await as(world, cast.admin, act => offerLeads(act, { leadIds: [who.leadId], to: [cast.kato.id], note: '' }))
  const offer = await world.db
    .selectFrom('offer')
    .select('id')
    .where('leadId', '=', who.leadId)
    .executeTakeFirstOrThrow()
  await as(world, cast.kato, act => acceptOffer(act, offer.id))
  expect(await dealOf(world, id)).toMatchObject({ ownerId: cast.kato.id })
  expect(await seeing(world, cast.kato, act => getDeal(act, id))).toMatchObject({ owner: { id: cast.kato.id } })
  const { rows } =
    await sql`select from deal where id = ${id} and seen_by @> ${[cast.kato.id, cast.teams.field]}::bigint[] and not ${cast.tanaka.id} = any(seen_by)`.execute(
      world.db,
    )
  expect(rows).toHaveLength(1)
})
