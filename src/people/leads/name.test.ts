import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { insertCompanies } from '../companies/write.ts'
import { insertPersons } from '../persons/write.ts'
import type { Stage } from './leads.schema.ts'
import { moveLead, openLead } from './leads.ts'
import { nameLead } from './name.ts'

let world: TestWorld
let cast: Cast
let companyId: number

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
})

const wayTo: Partial<Record<Stage, Stage[]>> = { lead: [], mql: ['mql'], sal: ['mql', 'sal'] }

const leadOfCompany = (stage: Stage) =>
  byItself(world, async act => {
    ;[companyId] = (await insertCompanies(act, [{ name: '展示株式会社' }], 'hand')) as [number]
    const leadId = await openLead(act, { companyId, trigger: 'hand' })
    for (const to of wayTo[stage]!) await moveLead(act, { leadId, to, holderId: cast.kato.id, trigger: 'hand' })
    return leadId
  })

const newPerson = (stage: Stage | 'none', at = companyId) =>
  byItself(world, async act => {
    const [id] = await insertPersons(act, [{ familyName: '山田', companyId: at }], 'hand')
    const { id: leadId } = await act.tx
      .selectFrom('lead')
      .select('id')
      .where('personId', '=', id!)
      .executeTakeFirstOrThrow()
    if (stage === 'none') await moveLead(act, { leadId, to: 'disqualified', trigger: 'hand' })
    else for (const to of wayTo[stage]!) await moveLead(act, { leadId, to, holderId: cast.tanaka.id, trigger: 'hand' })
    return { id: id!, leadId }
  })

const read = (id: number) => world.db.selectFrom('lead').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const openOf = (personId: number) =>
  world.db
    .selectFrom('lead')
    .select(['id', 'stage', 'holderId'])
    .where('personId', '=', personId)
    .where('closedAt', 'is', null)
    .execute()

test("the company's lead becomes that of the person who is known now, with what was done for it", async () => {
  const leadId = await leadOfCompany('sal')
  await world.db
    .insertInto('activity')
    .values({
      kind: 'call',
      companyId,
      leadId,
      holderId: cast.kato.id,
      doneAt: world.clock.now(),
      createdAt: world.clock.now(),
    })
    .execute()
  const person = await newPerson('none')
  expect(await as(world, cast.manager, act => nameLead(act, leadId, person.id))).toBe(leadId)
  expect(await read(leadId)).toMatchObject({ personId: person.id, stage: 'sal', holderId: cast.kato.id })
  expect(await world.db.selectFrom('activity').select('personId').where('leadId', '=', leadId).execute()).toEqual([
    { personId: person.id },
  ])
  const seen = await world.db
    .selectFrom('person')
    .select('seenBy')
    .where('id', '=', person.id)
    .executeTakeFirstOrThrow()
  expect(seen.seenBy).toContain(cast.kato.id)
})

test('somebody with a pursuit of their own keeps one: the further stage with its holder, and the earlier clock', async () => {
  for (const [ofCompany, ofPerson] of [
    ['sal', 'lead'],
    ['lead', 'sal'],
    ['mql', 'mql'],
  ] as const) {
    const leadId = await leadOfCompany(ofCompany)
    const person = await newPerson(ofPerson)
    const further = ofCompany === 'sal' ? leadId : person.leadId
    const [mine, theirs] = [await read(leadId), await read(person.leadId)]
    const kept = await as(world, cast.manager, act => nameLead(act, leadId, person.id))
    expect(kept).toBe(further)
    expect(await openOf(person.id)).toEqual([
      {
        id: further,
        stage: ofCompany === 'sal' ? 'sal' : ofPerson,
        holderId: further === leadId ? cast.kato.id : cast.tanaka.id,
      },
    ])
    expect((await read(kept)).clockAt).toEqual(mine.clockAt! < theirs.clockAt! ? mine.clockAt : theirs.clockAt)
    const events = await world.db
      .selectFrom('event')
      .select('facts')
      .where('leadId', '=', kept)
      .where('kind', '=', 'lead.named')
      .execute()
    expect(events).toEqual([{ facts: { merged: true } }])
  }
})

test('a lead that has a person, is closed, or is of another company is not renamed', async () => {
  const leadId = await leadOfCompany('mql')
  const elsewhere = companyId
  const person = await newPerson('lead')
  await expect(as(world, cast.manager, act => nameLead(act, person.leadId, person.id))).rejects.toThrow(
    "a person's already",
  )
  const other = await leadOfCompany('lead')
  await expect(as(world, cast.manager, act => nameLead(act, other, person.id))).rejects.toThrow(
    'does not work at the company',
  )
  await byItself(world, act => moveLead(act, { leadId, to: 'disqualified', trigger: 'hand' }))
  await expect(as(world, cast.manager, act => nameLead(act, leadId, person.id))).rejects.toThrow('closed')
  expect(elsewhere).not.toBe(companyId)
})

test('whoever does not see the lead or the person cannot bring them together', async () => {
  const leadId = await leadOfCompany('sal')
  const person = await newPerson('lead')
  await expect(as(world, cast.ito, act => nameLead(act, leadId, person.id))).rejects.toMatchObject({ code: 'missing' })
  await expect(as(world, cast.kato, act => nameLead(act, leadId, person.id))).rejects.toMatchObject({
    code: 'missing',
    facts: { field: 'personId' },
  })
})
