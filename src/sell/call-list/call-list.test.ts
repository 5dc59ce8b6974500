import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { actorOf, as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { jst, someoneOf as someone } from '../../../test/leads.ts'
import type { Actor } from '../../office/roles/act.ts'
import { holdLead } from '../../people/leads/leads.ts'
import { addActivity } from '../activities/write.ts'
import type { CallOutcome } from './call-list.schema.ts'
import { callList } from './call-list.ts'
import { saveOutcome } from './outcome.ts'
import { callScreen, nextCall } from './screen.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})
// Each story starts on Monday morning with an empty list.
beforeEach(async () => {
  world.clock.moveTo(jst('2026-06-01T10:00'))
  await world.db.deleteFrom('event').execute()
  await world.db.deleteFrom('activity').execute()
  await world.db.deleteFrom('lead').execute()
  await world.db.updateTable('appUser').set({ deputyId: null, awayFrom: null }).execute()
})

const someoneOf = (rep: Actor, name: string, companyId?: number) => someone(world, rep, name, companyId)
const save = (by: Actor, given: CallOutcome) => as(world, by, act => saveOutcome(act, given))
const listOf = async (by: Actor, holder?: number) =>
  (await seeing(world, by, act => callList(act, { limit: 80, holder }))).items
const namesOn = async (by: Actor, holder?: number) => (await listOf(by, holder)).map(i => i.name)

describe('who is on the list', () => {
  test('asked-for times first, then overdue clocks, then first contacts by clock', async () => {
    const overdue = await someoneOf(cast.tanaka, '期限切れ')
    world.clock.moveTo(jst('2026-06-05T10:00'))
    const recall = await someoneOf(cast.tanaka, '再架電')
    await save(cast.tanaka, { leadId: recall.leadId, outcome: 'recall', at: jst('2026-06-05T13:00') })
    const later = await someoneOf(cast.tanaka, '後日')
    await save(cast.tanaka, { leadId: later.leadId, outcome: 'recall', at: jst('2026-06-08T13:00') })
    const met = await someoneOf(cast.tanaka, '訪問予定')
    await as(world, cast.tanaka, act =>
      addActivity(act, {
        kind: 'visit',
        leadId: met.leadId,
        subject: '',
        note: '',
        plannedAt: jst('2026-06-05T13:05'),
      }),
    )
    await someoneOf(cast.tanaka, '初回')
    expect(await namesOn(cast.tanaka)).toEqual(['期限切れ', '初回'])
    world.clock.moveTo(jst('2026-06-05T13:10'))
    const list = await listOf(cast.tanaka)
    expect(list.map(i => [i.name, i.rank])).toEqual([
      ['再架電', 'appointed'],
      ['期限切れ', 'overdue'],
      ['初回', 'due'],
    ])
    expect(list[0]).toMatchObject({ tries: 1, lastCalls: [{ outcome: 'recall' }] })
    expect(overdue.leadId).toBe(list[1]?.leadId)
    // Looked at by itself, each is on the list for the same reason.
    const again = await seeing(world, cast.tanaka, async act => {
      const screens = []
      for (const { leadId } of list) screens.push((await callScreen(act, leadId)).item)
      return screens
    })
    expect(again).toEqual(list)
  })

  test("whom one stands in for comes with one's own, queues after", async () => {
    const east = await world.db
      .selectFrom('holder')
      .select('id')
      .where('teamId', '=', cast.teams.east)
      .where('kind', '=', 'queue')
      .executeTakeFirstOrThrow()
    const queued = await someoneOf(cast.tanaka, 'キュー')
    await byItself(world, act => holdLead(act, { leadId: queued.leadId, holderId: east.id, trigger: 'clock' }))
    await someoneOf(cast.ito, '伊藤の人')
    await someoneOf(cast.tanaka, '自分の人')
    expect(await namesOn(cast.tanaka)).toEqual(['自分の人', 'キュー'])
    await world.db
      .updateTable('appUser')
      .set({ deputyId: cast.tanaka.id, awayFrom: '2026-06-01', awayUntil: '2026-06-03' })
      .where('id', '=', cast.ito.id)
      .execute()
    expect(await namesOn(await actorOf(world, cast.tanaka.id))).toEqual(['伊藤の人', '自分の人', 'キュー'])
  })

  test("a manager looks at a rep's list; another rep may not", async () => {
    await someoneOf(cast.tanaka, '田中の人')
    expect(await namesOn(cast.manager, cast.tanaka.id)).toEqual(['田中の人'])
    await expect(listOf(cast.ito, cast.tanaka.id)).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('pages join without a gap', async () => {
    for (let i = 0; i < 7; i++) await someoneOf(cast.tanaka, `人${i}`)
    const first = await seeing(world, cast.tanaka, act => callList(act, { limit: 3 }))
    const second = await seeing(world, cast.tanaka, act => callList(act, { limit: 10, cursor: first.nextCursor! }))
    expect([...first.items, ...second.items].map(i => i.name)).toEqual([
      '人0',
      '人1',
      '人2',
      '人3',
      '人4',
      '人5',
      '人6',
    ])
    expect([first.total, second.total, second.nextCursor]).toEqual([7, 7, null])
  })
})

describe('the screen of one call', () => {
  test('shows why now, what was, and how it went with others at the company whom the caller may see', async () => {
    const company = await world.db
      .insertInto('company')
      .values({ name: '青葉精機株式会社', nameKey: '青葉精機', industry: 'E', createdAt: world.clock.now() })
      .returning('id')
      .executeTakeFirstOrThrow()
    const first = await someoneOf(cast.tanaka, '先輩', company.id)
    await save(cast.tanaka, {
      leadId: first.leadId,
      outcome: 'talked',
      note: '部長に話が上がっている',
      at: jst('2026-06-12T10:00'),
    })
    await someoneOf(cast.ito, '他チーム', company.id)
    const second = await someoneOf(cast.tanaka, '後輩', company.id)
    const { screen, total } = await seeing(world, cast.tanaka, act => nextCall(act, { skip: [] }))
    expect(total).toBe(1)
    expect(screen).toMatchObject({
      item: { leadId: second.leadId, name: '後輩', company: '青葉精機株式会社', tries: 0 },
      company: { industry: 'E' },
      why: { note: '後輩は資料を請求' },
      again: { absent: jst('2026-06-01T14:30') },
      absences: 0,
    })
    expect(screen?.colleagues).toMatchObject([
      {
        name: '先輩',
        holder: { name: '田中 太郎' },
        lastContact: { outcome: 'talked', by: '田中 太郎', note: '部長に話が上がっている' },
      },
    ])
    expect(screen?.timeline.items.map(e => e.kind)).toContain('offer.accepted')
  })

  test('whoever is skipped comes last, and nobody comes when the list is worked off', async () => {
    const a = await someoneOf(cast.tanaka, 'ア')
    const b = await someoneOf(cast.tanaka, 'イ')
    const next = (...skip: number[]) => seeing(world, cast.tanaka, act => nextCall(act, { skip }))
    expect((await next()).screen?.item.leadId).toBe(a.leadId)
    expect((await next(a.leadId)).screen?.item.leadId).toBe(b.leadId)
    expect(await next(a.leadId, b.leadId)).toEqual({ screen: null, upcoming: [], total: 2 })
    await save(cast.tanaka, { leadId: a.leadId, outcome: 'absent' })
    await save(cast.tanaka, { leadId: b.leadId, outcome: 'absent' })
    expect(await next()).toEqual({ screen: null, upcoming: [], total: 0 })
  })

  test('nobody is called twice a day for a ToDo that is overdue, nor before the time they asked for', async () => {
    const { leadId } = await someoneOf(cast.tanaka, 'ToDo')
    await as(world, cast.tanaka, act =>
      addActivity(act, { kind: 'task', leadId, subject: '', note: '', plannedAt: jst('2026-06-01T11:00') }),
    )
    world.clock.moveTo(jst('2026-06-01T12:00'))
    expect(await namesOn(cast.tanaka)).toEqual(['ToDo'])
    await save(cast.tanaka, { leadId, outcome: 'talked' })
    expect(await namesOn(cast.tanaka)).toEqual([])
    world.clock.moveTo(jst('2026-06-02T09:30'))
    expect(await namesOn(cast.tanaka)).toEqual(['ToDo'])
    await save(cast.tanaka, { leadId, outcome: 'recall', at: jst('2026-06-04T10:00') })
    world.clock.moveTo(jst('2026-06-03T10:00'))
    expect(await namesOn(cast.tanaka)).toEqual([])
  })
})
