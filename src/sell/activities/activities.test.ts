import { beforeAll, describe, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { jst, someoneOf } from '../../../test/leads.ts'
import { transition } from '../../people/leads/transitions.ts'
import { acceptOffer, returnOffer } from '../../people/offers/answer.ts'
import { offerLead } from '../../people/offers/give.ts'
import type { Refusal } from '../../platform/refusal.ts'
import { getActivity, listActivities } from './activities.ts'
import { cancelActivity, changeActivity, doActivity } from './change.ts'
import { dueReminders } from './reminders.ts'
import { addActivity } from './write.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})

const plain = { subject: '', note: '' }

/** Somebody whom Tanaka holds: offered by marketing and accepted on Monday morning. */
function someoneOfTanaka(name: string) {
  world.clock.moveTo(jst('2026-06-01T10:00'))
  return someoneOf(world, cast.tanaka, name)
}
const leadOf = (id: number) => world.db.selectFrom('lead').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

describe('what was done', () => {
  test('a call in which they talked touches the lead, and the clock becomes the next action', async () => {
    const { personId, leadId } = await someoneOfTanaka('通話')
    const id = await as(world, cast.tanaka, act =>
      addActivity(act, { ...plain, kind: 'call', personId, outcome: 'talked', note: '前向き' }),
    )
    const lead = await leadOf(leadId)
    expect(lead.touchedAt).toEqual(jst('2026-06-01T10:00'))
    expect(lead.clockFor).toBe('next_action')
    // three working days after Monday: Thursday evening
    expect(lead.clockAt).toEqual(jst('2026-06-04T18:00'))
    const activity = await seeing(world, cast.tanaka, act => getActivity(act, id))
    expect(activity).toMatchObject({
      kind: 'call',
      personName: '通話',
      leadId,
      outcome: 'talked',
      holder: { id: cast.tanaka.id },
      note: '前向き',
    })
    const { facts } = await world.db
      .selectFrom('event')
      .select('facts')
      .where('kind', '=', 'activity.done')
      .where('leadId', '=', leadId)
      .executeTakeFirstOrThrow()
    expect(facts).toEqual({ activityId: id, kind: 'call', outcome: 'talked' })
  })

  test('nobody answering is a try, not contact', async () => {
    const { personId, leadId } = await someoneOfTanaka('不在')
    await as(world, cast.tanaka, act => addActivity(act, { ...plain, kind: 'call', personId, outcome: 'absent' }))
    expect((await leadOf(leadId)).touchedAt).toBeNull()
  })

  test('a note changes no clock', async () => {
    const { personId, leadId } = await someoneOfTanaka('メモ')
    const before = await leadOf(leadId)
    await as(world, cast.tanaka, act => addActivity(act, { ...plain, kind: 'note', personId, note: '決算は3月' }))
    expect(await leadOf(leadId)).toEqual(before)
  })

  test('a mail that marketing sends does not reset the clock of the rep', async () => {
    const { personId, leadId } = await someoneOfTanaka('他人のメール')
    await as(world, cast.marketer, act => addActivity(act, { ...plain, kind: 'mail', personId }))
    const lead = await leadOf(leadId)
    expect(lead.clockFor).toBe('first_contact')
    expect(lead.touchedAt).toBeNull()
  })

  test("what is done cannot lie ahead, and an outcome is a call's", async () => {
    const { personId } = await someoneOfTanaka('無理')
    const ahead = as(world, cast.tanaka, act =>
      addActivity(act, { ...plain, kind: 'visit', personId, doneAt: jst('2026-06-02T10:00') }),
    )
    await expect(ahead).rejects.toMatchObject({ code: 'invalid', facts: { field: 'doneAt' } })
    const outcome = as(world, cast.tanaka, act =>
      addActivity(act, { ...plain, kind: 'visit', personId, outcome: 'talked' }),
    )
    await expect(outcome).rejects.toMatchObject({ code: 'invalid', facts: { field: 'outcome' } })
  })

  test('whoever cannot see the person cannot write about them', async () => {
    const { personId } = await someoneOfTanaka('見えない')
    const act = as(world, cast.ito, act => addActivity(act, { ...plain, kind: 'note', personId, note: 'x' }))
    await expect(act).rejects.toMatchObject({ code: 'missing' })
  })
})

describe('what is planned', () => {
  test('the clock follows the earliest plan, and what becomes of it', async () => {
    const { personId, leadId } = await someoneOfTanaka('予定')
    await as(world, cast.tanaka, act => addActivity(act, { ...plain, kind: 'call', personId, outcome: 'talked' }))
    const plan = (at: string) =>
      as(world, cast.tanaka, act => addActivity(act, { ...plain, kind: 'call', personId, plannedAt: jst(at) }))
    const later = await plan('2026-06-10T15:00')
    expect((await leadOf(leadId)).clockAt).toEqual(jst('2026-06-10T15:00'))
    const sooner = await plan('2026-06-03T11:00')
    expect((await leadOf(leadId)).clockAt).toEqual(jst('2026-06-03T11:00'))
    await as(world, cast.tanaka, async act => {
      const { version } = await getActivity(act, sooner)
      await changeActivity(act, { id: sooner, version, plannedAt: jst('2026-06-05T11:00') })
    })
    expect((await leadOf(leadId)).clockAt).toEqual(jst('2026-06-05T11:00'))
    await as(world, cast.tanaka, act => cancelActivity(act, sooner))
    expect((await leadOf(leadId)).clockAt).toEqual(jst('2026-06-10T15:00'))
    world.clock.moveTo(jst('2026-06-10T15:10'))
    await as(world, cast.tanaka, act => doActivity(act, { id: later, outcome: 'talked' }))
    expect(await leadOf(leadId)).toMatchObject({
      clockFor: 'next_action',
      clockAt: jst('2026-06-15T18:00'),
      touchedAt: jst('2026-06-10T15:10'),
    })
  })

  test('a plan does not put off the first contact, but may bring it forward', async () => {
    const { personId, leadId } = await someoneOfTanaka('先送り')
    const due = (await leadOf(leadId)).clockAt
    await as(world, cast.tanaka, act =>
      addActivity(act, { ...plain, kind: 'call', personId, plannedAt: jst('2026-06-25T11:00') }),
    )
    expect(await leadOf(leadId)).toMatchObject({ clockFor: 'first_contact', clockAt: due })
    const soon = await as(world, cast.tanaka, act =>
      addActivity(act, { ...plain, kind: 'call', personId, plannedAt: jst('2026-06-01T16:00') }),
    )
    expect(await leadOf(leadId)).toMatchObject({ clockFor: 'next_action', clockAt: jst('2026-06-01T16:00') })
    await as(world, cast.tanaka, act => cancelActivity(act, soon))
    expect(await leadOf(leadId)).toMatchObject({ clockFor: 'first_contact', clockAt: due })
  })

  test('two who change it at once: the second sees both', async () => {
    const { personId } = await someoneOfTanaka('同時')
    const id = await as(world, cast.tanaka, act =>
      addActivity(act, { ...plain, kind: 'task', personId, subject: '見積を送る' }),
    )
    const { version } = await seeing(world, cast.tanaka, act => getActivity(act, id))
    await as(world, cast.tanaka, act => changeActivity(act, { id, version, subject: '概算を送る' }))
    const second = as(world, cast.tanaka, act => changeActivity(act, { id, version, subject: '資料を送る' }))
    const refusal = (await second.catch((e: unknown) => e)) as Refusal
    expect(refusal.code).toBe('stale')
    expect(refusal.facts).toMatchObject({ theirs: { subject: '概算を送る' }, yours: { subject: '資料を送る' } })
  })

  test('what is done is done once', async () => {
    const { personId } = await someoneOfTanaka('一度')
    const id = await as(world, cast.tanaka, act => addActivity(act, { ...plain, kind: 'task', personId }))
    await as(world, cast.tanaka, act => doActivity(act, { id }))
    await expect(as(world, cast.tanaka, act => doActivity(act, { id }))).rejects.toMatchObject({ code: 'conflict' })
    await expect(as(world, cast.tanaka, act => cancelActivity(act, id))).rejects.toMatchObject({ code: 'conflict' })
  })

  test('the ToDo list comes by date, those without a date last, page by page', async () => {
    const { personId } = await someoneOfTanaka('一覧')
    const add = (subject: string, plannedAt?: Date) =>
      as(world, cast.tanaka, act => addActivity(act, { ...plain, kind: 'task', personId, subject, plannedAt }))
    await add('いつか')
    await add('明後日', jst('2026-06-03T09:00'))
    await add('いつか2')
    await add('明日', jst('2026-06-02T09:00'))
    const read = (cursor?: string) =>
      seeing(world, cast.tanaka, act => listActivities(act, { personId, state: 'open', limit: 3, cursor }))
    const first = await read()
    expect(first.items.map(a => a.subject)).toEqual(['明日', '明後日', 'いつか'])
    const second = await read(first.nextCursor ?? undefined)
    expect(second.items.map(a => a.subject)).toEqual(['いつか2'])
    expect(second.nextCursor).toBeNull()
  })
})

describe('reminders', () => {
  test('each is said once, even by two workers at a time', async () => {
    const { personId } = await someoneOfTanaka('リマインド')
    const ids: number[] = []
    for (let i = 0; i < 40; i++) {
      ids.push(
        await as(world, cast.tanaka, act =>
          addActivity(act, { ...plain, kind: 'meeting', personId, plannedAt: jst('2026-06-01T14:00') }),
        ),
      )
    }
    await byItself(world, dueReminders)
    expect(await world.db.selectFrom('event').select('id').where('kind', '=', 'activity.due').execute()).toHaveLength(0)
    world.clock.moveTo(jst('2026-06-01T14:00'))
    const said = await Promise.all([1, 2, 3].map(() => byItself(world, dueReminders)))
    expect(said.reduce((a, b) => a + b)).toBe(40)
    const events = await world.db.selectFrom('event').select('facts').where('kind', '=', 'activity.due').execute()
    expect(events.map(e => (e.facts as { activityId: number }).activityId).toSorted((a, b) => a - b)).toEqual(ids)
    world.clock.moveTo(jst('2026-06-01T14:05'))
    expect(await byItself(world, dueReminders)).toBe(0)
  })

  test('a new time reminds anew, as long before as it was', async () => {
    const { personId } = await someoneOfTanaka('延期')
    const id = await as(world, cast.tanaka, act =>
      addActivity(act, {
        ...plain,
        kind: 'visit',
        personId,
        plannedAt: jst('2026-06-02T14:00'),
        remindAt: jst('2026-06-02T13:00'),
      }),
    )
    const said = async () => {
      await byItself(world, dueReminders)
      const events = await world.db.selectFrom('event').select('facts').where('kind', '=', 'activity.due').execute()
      return events.filter(e => (e.facts as { activityId: number }).activityId === id).length
    }
    world.clock.moveTo(jst('2026-06-02T13:00'))
    expect(await said()).toBe(1)
    await as(world, cast.tanaka, async act => {
      const { version } = await getActivity(act, id)
      const moved = await changeActivity(act, { id, version, plannedAt: jst('2026-06-03T16:00') })
      expect(moved.remindAt).toEqual(jst('2026-06-03T15:00'))
    })
    expect(await said()).toBe(1)
    world.clock.moveTo(jst('2026-06-03T15:00'))
    expect(await said()).toBe(2)
  })
})

const meetingOf = (leadId: number) =>
  world.db
    .selectFrom('activity')
    .select(['holderId', 'cancelledAt'])
    .where('leadId', '=', leadId)
    .where('kind', '=', 'meeting')
    .executeTakeFirstOrThrow()

describe('when the lead changes hands', () => {
  test.each(['accepted', 'returned'] as const)('the planned meeting goes along: %s', async answer => {
    const { personId, leadId } = await someoneOfTanaka('面談')
    await as(world, cast.tanaka, act =>
      addActivity(act, { ...plain, kind: 'meeting', personId, plannedAt: jst('2026-06-08T14:00') }),
    )
    const offer = await byItself(world, act => offerLead(act, { leadId, to: cast.kato.id, note: '', trigger: 'hand' }))
    if (answer === 'accepted') await as(world, cast.kato, act => acceptOffer(act, offer.id))
    else await as(world, cast.kato, act => returnOffer(act, { id: offer.id, reason: 'no_capacity' }))
    await world.settle()
    expect((await meetingOf(leadId)).holderId).toBe(answer === 'accepted' ? cast.kato.id : cast.tanaka.id)
  })

  test('whoever was given back is not called by itself; a meeting stays to be looked after', async () => {
    const { personId, leadId } = await someoneOfTanaka('再育成')
    await as(world, cast.tanaka, act =>
      addActivity(act, { ...plain, kind: 'call', personId, plannedAt: jst('2026-06-02T14:00') }),
    )
    await as(world, cast.tanaka, act =>
      addActivity(act, { ...plain, kind: 'meeting', personId, plannedAt: jst('2026-06-08T14:00') }),
    )
    await as(world, cast.tanaka, act => transition(act, { id: leadId, to: 'recycled', reason: 'no_budget' }))
    await world.settle()
    const call = await world.db
      .selectFrom('activity')
      .select('cancelledAt')
      .where('leadId', '=', leadId)
      .where('kind', '=', 'call')
      .executeTakeFirstOrThrow()
    expect(call.cancelledAt).not.toBeNull()
    expect((await meetingOf(leadId)).cancelledAt).toBeNull()
  })
})
