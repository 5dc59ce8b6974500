import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { openLead } from '../../people/leads/leads.ts'
import { acceptOffer, returnOffer } from '../../people/offers/answer.ts'
import { offerLeads } from '../../people/offers/give.ts'
import { addActivity } from '../activities/write.ts'
import { saveOutcome } from '../call-list/outcome.ts'
import { managersDay } from '../day/day.ts'
import { today } from './today.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})

const jst = (text: string) => new Date(`${text}+09:00`)
const newLead = (name: string) =>
  byItself(world, async act => {
    const person = await act.tx
      .insertInto('person')
      .values({ familyName: name, createdAt: act.at })
      .returning('id')
      .executeTakeFirstOrThrow()
    return openLead(act, { personId: person.id, trigger: 'hand' })
  })

test('a day of the office, as each of them sees it', async () => {
  const [a, b, c, d] = [await newLead('ア'), await newLead('イ'), await newLead('ウ'), await newLead('エ')]
  const { offers } = await as(world, cast.marketer, act =>
    offerLeads(act, { leadIds: [a, b, c], to: [cast.tanaka.id], note: '展示会' }),
  )

  // Three offers wait for Tanaka; nothing else asks anything of the day.
  const morning = await seeing(world, cast.tanaka, today)
  expect(morning.counts).toEqual({ overdue: 0, dueToday: 0, activities: 0, offers: 3, toCall: 0, holds: 0 })
  expect(morning.offers[0]).toMatchObject({ personName: 'ア', from: '佐藤 美咲', note: '展示会', woke: false })
  expect(morning.marketing).toBeUndefined()

  // Two are accepted, one is given back; one is called; a ToDo is due.
  await as(world, cast.tanaka, act => acceptOffer(act, offers[0]!.id))
  await as(world, cast.tanaka, act => acceptOffer(act, offers[1]!.id))
  await as(world, cast.tanaka, act => returnOffer(act, { id: offers[2]!.id, reason: 'not_now', until: '2026-10-01' }))
  await as(world, cast.tanaka, act => saveOutcome(act, { leadId: a, outcome: 'absent' }))
  await as(world, cast.tanaka, act =>
    addActivity(act, { kind: 'task', leadId: b, subject: '資料送付', note: '', plannedAt: jst('2026-06-01T17:00') }),
  )
  const noon = await seeing(world, cast.tanaka, today)
  expect(noon.counts).toEqual({ overdue: 0, dueToday: 2, activities: 1, offers: 0, toCall: 0, holds: 2 })
  expect(noon.activities.map(x => x.kind)).toEqual(['task'])

  const marketer = await seeing(world, cast.marketer, today)
  expect(marketer.marketing).toEqual({
    toApproach: 1,
    nurtured: 1,
    offered: 0,
    given: 3,
    accepted: 2,
    returned: 1,
    expired: 0,
    reasons: [{ ja: '時期尚早', en: 'Not now', count: 1 }],
  })
  expect(marketer.answered.map(o => o.answer).toSorted()).toEqual(['accepted', 'accepted', 'returned'])
  expect(marketer.answered.find(o => o.answer === 'returned')).toMatchObject({
    reason: { ja: '時期尚早' },
    until: '2026-10-01',
    to: '田中 太郎',
  })

  // The next day two clocks have run out.
  world.clock.moveTo(jst('2026-06-02T09:30'))
  const late = await seeing(world, cast.tanaka, today)
  expect(late.counts).toMatchObject({ overdue: 2, dueToday: 0, activities: 1, toCall: 2 })

  const day = await seeing(world, cast.manager, act => managersDay(act, { date: '2026-06-01' }))
  expect(day.withoutOwner).toBe(0)
  const tanaka = day.users.find(u => u.user.id === cast.tanaka.id)
  expect(tanaka).toMatchObject({
    done: { call: 1, visit: 0 },
    outcomes: { absent: 1 },
    accepted: 2,
    returned: 1,
    holds: 2,
    overdue: 2,
    oldestClock: jst('2026-06-01T14:30'),
  })
  expect(day.users.filter(u => u.holds === 0).map(u => u.user.name)).toContain('伊藤 花子')
  expect(day.users.map(u => u.user.name)).not.toContain('会計 花')
  expect(day.queues.map(q => [q.name, q.holds])).toEqual([['マーケティング', 2]])

  const east = await seeing(world, cast.manager, act => managersDay(act, { date: '2026-06-01', team: cast.teams.east }))
  expect(east.users.map(u => u.user.name)).toEqual(['田中 太郎'])

  // Offers that nobody answers in time are seen as late.
  await as(world, cast.marketer, act => offerLeads(act, { leadIds: [d], to: [cast.ito.id], note: '' }))
  world.clock.moveTo(jst('2026-06-09T10:00'))
  const afterwards = await seeing(world, cast.manager, act => managersDay(act, {}))
  expect(afterwards.users.find(u => u.user.id === cast.ito.id)).toMatchObject({ offersWaiting: 1, offersLate: 1 })
})

test('an admin sees how far the set-up is', async () => {
  const before = await seeing(world, cast.admin, today)
  expect(before.setup).toEqual({ company: false, teams: true, colleagues: true, sender: false, people: true })
})

test('leads of a user who has left are without an owner, and the day says so', async () => {
  await world.db.updateTable('holder').set({ active: false }).where('id', '=', cast.tanaka.id).execute()
  const day = await seeing(world, cast.manager, act => managersDay(act, {}))
  expect(day.withoutOwner).toBe(2)
  expect(day.users.find(u => u.user.id === cast.tanaka.id)?.user.active).toBe(false)
})
