import { beforeAll, describe, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import { insertPersons } from '../persons/write.ts'
import { isOpen, nextStages, type Stage, stages } from './leads.schema.ts'
import { moveLead, openLeads } from './leads.ts'
import { transition } from './transitions.ts'

let world: TestWorld
let cast: Cast

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

async function newLead(): Promise<number> {
  return byItself(world, async act => {
    const [personId] = await insertPersons(act, [{ familyName: '山田', givenName: '葵' }], 'hand')
    const lead = await act.tx
      .selectFrom('lead')
      .select('id')
      .where('personId', '=', personId!)
      .executeTakeFirstOrThrow()
    return lead.id
  })
}

/** The shortest way from a fresh lead to each stage. */
const wayTo: Record<Stage, Stage[]> = {
  lead: [],
  mql: ['mql'],
  sal: ['mql', 'sal'],
  sql: ['mql', 'sal', 'sql'],
  won: ['mql', 'sal', 'sql', 'won'],
  recycled: ['mql', 'recycled'],
  disqualified: ['disqualified'],
}

async function leadAt(stage: Stage): Promise<number> {
  const leadId = await newLead()
  for (const to of wayTo[stage]) await byItself(world, act => moveLead(act, { leadId, to, trigger: 'hand' }))
  return leadId
}

const read = (id: number) => world.db.selectFrom('lead').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

const pairs = stages.flatMap(from => stages.map(to => ({ from, to, allowed: nextStages[from].includes(to) })))

describe('every cell of the table of stages', () => {
  for (const { from, to } of pairs.filter(p => p.allowed)) {
    test(`${from} → ${to} is one event, with holder and clock as the stage says`, async () => {
      const leadId = await leadAt(from)
      await byItself(world, act => moveLead(act, { leadId, to, trigger: 'hand' }))
      const lead = await read(leadId)
      expect(lead.stage).toBe(to)
      expect(lead.holderId !== null && lead.clockAt !== null).toBe(isOpen(to))
      const moves = await world.db
        .selectFrom('event')
        .select('facts')
        .where('leadId', '=', leadId)
        .where('kind', '=', 'lead.moved')
        .orderBy('id')
        .execute()
      expect(moves.at(-1)!.facts).toMatchObject({ from, to, trigger: 'hand' })
      expect(moves).toHaveLength(wayTo[from].length + 1)
    })
  }
})

describe('every pair that is absent from the table', () => {
  for (const { from, to } of pairs.filter(p => !p.allowed)) {
    test(`${from} → ${to} is refused in a sentence`, async () => {
      const leadId = await leadAt(from)
      const move = byItself(world, act => moveLead(act, { leadId, to, trigger: 'hand' }))
      await expect(move).rejects.toThrow(Refusal)
      expect((await read(leadId)).stage).toBe(from)
    })
  }
})

test('closing and giving back need a reason, and "not now" a date', async () => {
  const leadId = await leadAt('sal')
  await expect(as(world, cast.marketer, act => transition(act, { id: leadId, to: 'recycled' }))).rejects.toThrow(
    /choose a reason/,
  )
  await expect(
    as(world, cast.marketer, act => transition(act, { id: leadId, to: 'recycled', reason: 'not_now' })),
  ).rejects.toThrow(/needs a date/)
  await as(world, cast.marketer, act =>
    transition(act, { id: leadId, to: 'recycled', reason: 'not_now', until: '2026-10-01' }),
  )
  const lead = await read(leadId)
  expect(lead).toMatchObject({ stage: 'recycled', clockFor: 'wake' })
  expect(lead.clockAt?.toISOString()).toBe('2026-10-01T00:00:00.000Z') // 09:00 in Tokyo
})

test('a person has at most one open lead for a product line, however many try at once', async () => {
  const leadId = await leadAt('disqualified')
  const { personId } = await read(leadId)
  const tries = await Promise.all(
    [1, 2, 3, 4].map(() => byItself(world, act => openLeads(act, [{ personId, trigger: 'hand' }]))),
  )
  expect(tries.flat()).toHaveLength(1)
  await expect(byItself(world, act => moveLead(act, { leadId, to: 'lead', trigger: 'hand' }))).rejects.toThrow(
    /open lead for this product line already/,
  )
})
