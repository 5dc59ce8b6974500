import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type Asking, openOffice } from '../../../test/office.ts'
import { open } from '../../sell/deals/deals.fixture.ts'
import { grantConsent } from '../consent/consent.ts'

const office = await openOffice()
const { world } = office
let cast: Cast
let marketer: Asking
let admin: Asking
let works: number
let alone: number
let people: number[]

/** A company with two people, one that can be mailed, and one where nobody is known yet. */
beforeAll(async () => {
  cast = await makeCast(world)
  marketer = await office.signIn(cast.marketer.id)
  admin = await office.signIn(cast.admin.id)
  const person = async (familyName: string) =>
    (
      await marketer('POST', '/persons', {
        familyName,
        email: `${familyName}@kousaku.example.jp`.replace('山', 'yama').replace('川', 'kawa'),
        companyName: '対象工作所',
      })
    ).body
  people = [(await person('山')).id, (await person('川')).id]
  works = (await marketer('GET', `/persons/${people[0]}`)).body.companyId
  alone = (await marketer('POST', '/companies', { name: '対象無人商会' })).body.id
  await as(world, cast.marketer, act =>
    grantConsent(act, { id: people[0]!, channel: 'mail', basis: 'business_card', via: '名刺交換' }),
  )
  await byItself(world, ({ tx, at }) =>
    tx
      .insertInto('lead')
      .values({
        companyId: alone,
        productLineId: 1,
        stage: 'lead',
        stageSince: at,
        openedAt: at,
        holderId: cast.marketer.id,
        clockAt: at,
        clockFor: 'sign_of_life',
        seenBy: [0],
      })
      .execute(),
  )
})

const both = { companies: { matching: { filters: [{ key: 'name', op: 'has', value: '対象' }] } } }

test('R76: companies that were picked: their leads are offered, also where nobody is known; each gets one ToDo; who works there gets the mailing', async () => {
  const found = (await marketer('POST', '/leads/of-people', both)).body
  expect(found).toMatchObject({ people: 2, offeredIds: [] })
  expect(found.leadIds).toHaveLength(3)

  const planned = await marketer('POST', '/activities/many', { picked: both, kind: 'task', subject: '調べる' })
  expect(planned.body).toMatchObject({ planned: 2 })
  const todos = await world.db
    .selectFrom('activity')
    .selectAll()
    .where('subject', '=', '調べる')
    .orderBy('id')
    .execute()
  expect(todos.map(one => [one.companyId, one.personId, one.leadId !== null])).toEqual([
    [works, null, false],
    [alone, null, true],
  ])
  const one = await marketer('POST', '/activities/many', {
    picked: { companies: { ids: [works, alone], except: [alone] } },
    kind: 'task',
    subject: '一社',
  })
  expect(one.body).toMatchObject({ planned: 1 })

  const { id } = (await marketer('POST', '/mailings', { name: '企業宛て', picked: both })).body
  expect((await marketer('GET', `/mailings/${id}/audience`)).body).toMatchObject({ total: 2, receive: 1 })
  const file = await admin('POST', '/exports', { what: 'companies', ids: [works] })
  expect(file.status).toBe(200)
})

test('R76: deals that were picked: what is next for each, and a mailing to who takes part', async () => {
  const deal = (personId: number, title: string) =>
    as(world, cast.admin, act => open(act, { ownerId: cast.kato.id, personId, title }))
  const [a, b] = [await deal(people[0]!, '選択A'), await deal(people[1]!, '選択B')]
  const matching = { q: '選択' }
  expect((await admin('POST', '/deals/people', { matching })).body).toEqual({ personIds: people })
  expect((await admin('POST', '/deals/people', { matching, except: [b] })).body).toEqual({ personIds: [people[0]] })
  const planned = await admin('POST', '/activities/many', {
    deals: { ids: [a, b] },
    kind: 'meeting',
    who: 'holders',
    subject: '決算前の確認',
    plannedAt: '2026-06-10T10:00:00+09:00',
  })
  expect(planned.body).toMatchObject({ planned: 2 })
  const { items } = (await admin('GET', '/deals?q=選択')).body
  expect(items.map((d: { next: object }) => d.next)).toMatchObject([
    { subject: '決算前の確認', holder: { id: cast.kato.id } },
    { subject: '決算前の確認', holder: { id: cast.kato.id } },
  ])
  expect((await admin('POST', '/deals/people', {})).body).toEqual({ personIds: [] })
})
