import { beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { someoneOf } from '../../../test/leads.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { consentsOf, grantConsent } from '../../people/consent/consent.ts'
import { getLead } from '../../people/leads/list.ts'
import { moveTogether } from '../../people/leads/together.ts'
import { undoing } from '../../undoing.ts'
import { saveOutcome } from './outcome.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})

const consents = (id: number) => seeing(world, cast.marketer, act => consentsOf(act, id))
const states = async (id: number) => (await consents(id)).standing.map(s => s.state)
const takeBack = (operationId: number) => as(world, cast.manager, act => undo(act, operationId, undoing))
const withCard = async (name: string) => {
  const someone = await someoneOf(world, cast.tanaka, name)
  await as(world, cast.marketer, act =>
    grantConsent(act, { id: someone.personId, channel: 'mail', basis: 'business_card', via: '展示会で名刺交換' }),
  )
  return someone
}
const refusesOnThePhone = (leadId: number, reason: string, until?: string) =>
  as(world, cast.tanaka, act => saveOutcome(act, { leadId, outcome: 'refused', reason, until }))

test('連絡拒否 told on the phone ends mail and phone, and keeps who was told, when and in which call; undo reopens the lead, and the no stands', async () => {
  const { personId, leadId } = await withCard('拒否')
  const { activityId, operationId } = await refusesOnThePhone(leadId, 'refused')
  expect(await states(personId)).toEqual(['refused', 'refused'])
  for (const consent of (await consents(personId)).consents) {
    expect(consent).toMatchObject({
      withdrawnAt: world.clock.now(),
      withdrawnVia: '架電時に本人から連絡拒否の申し出（受けた人：田中 太郎）',
    })
  }
  const told = await world.db
    .selectFrom('event')
    .select(['leadId', 'byId', 'facts'])
    .where('personId', '=', personId)
    .where('kind', '=', 'consent.withdrawn')
    .orderBy('id')
    .execute()
  expect(told).toMatchObject([
    { leadId, byId: cast.tanaka.id, facts: { channel: 'mail', activityId } },
    { leadId, byId: cast.tanaka.id, facts: { channel: 'phone', activityId } },
  ])

  const { left } = await takeBack(operationId!)
  expect(left).toMatchObject([
    { table: 'consent', why: 'consent' },
    { table: 'consent', why: 'consent' },
  ])
  expect((await seeing(world, cast.tanaka, act => getLead(act, leadId))).stage).toBe('sal')
  expect(await states(personId)).toEqual(['refused', 'refused'])
})

test('お断り for another reason is no refusal of contact', async () => {
  const { personId, leadId } = await withCard('時期尚早')
  await refusesOnThePhone(leadId, 'not_now', '2027-04-01')
  expect(await states(personId)).toEqual(['lawful', 'none'])
})

test('many closed at once for that reason are all left in peace', async () => {
  const [one, two] = [await withCard('一人目'), await withCard('二人目')]
  const leadIds = [one.leadId, two.leadId]
  await as(world, cast.manager, act => moveTogether(act, { leadIds, to: 'disqualified', reason: 'refused' }))
  expect(await states(one.personId)).toEqual(['refused', 'refused'])
  expect((await consents(two.personId)).consents[0]!.withdrawnVia).toBe(
    '本人から連絡拒否の申し出（受けた人：鈴木 一郎）',
  )
})
