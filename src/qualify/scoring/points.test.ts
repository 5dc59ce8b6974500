import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { recordViews } from '../../capture/tracking/ingest.ts'
import { identify } from '../../people/identity/identify.ts'
import { changePerson } from '../../people/persons/change.ts'
import { erasePerson } from '../../people/persons/erase.ts'
import { exportPerson } from '../../people/persons/export.ts'
import { getPerson } from '../../people/persons/get.ts'
import { mergePersons } from '../../people/persons/merge.ts'
import { unmerge } from '../../people/persons/merge.undo.ts'
import { openDb, openPool } from '../../platform/db.ts'
import { drainLane, rebuild } from '../../timeline/reactions.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { changeCard, draftCard, publishCard } from './cards.ts'
import { personScore } from './get.ts'
import { recount } from './recount.ts'
import { changeRule } from './rules.ts'
import { days, linesOf, pricing, scoreOf, scores, somebody, top } from './scoring.fixture.ts'
import { clearPoints, scoringPoints } from './scoring.reactions.ts'

let world: TestWorld
let cast: Cast
const people: number[] = []
const visitor = 'a'.repeat(32)

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  for (const [i, title] of ['部長', '学生', '担当', null].entries())
    people.push(
      (await somebody(world, `担当${i}`, { company: `会社${i}`, employees: 40 * i, ...(title ? { title } : {}) }))
        .personId,
    )
})

const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ does: fc.constant('act' as const), who: fc.nat({ max: 3 }), what: fc.nat({ max: 5 }) }),
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 20 }) }) },
  fc.record({ does: fc.constantFrom('title' as const, 'visit' as const, 'known' as const), who: fc.nat({ max: 3 }) }),
  fc.record({ does: fc.constantFrom('publish' as const, 'merge' as const) }),
)

const acts = [
  { kind: 'page.viewed', facts: { url: pricing } },
  { kind: 'page.viewed', facts: { url: top } },
  { kind: 'document.requested', facts: { document: '資料' } },
  { kind: 'inquiry.received', facts: { toBuy: true } },
  { kind: 'activity.done', facts: { activityId: 1, kind: 'call', outcome: 'refused' } },
  { kind: 'seminar.attended', facts: { seminar: '春' } },
] as const

let seen = 0
let merged: number | null = null
/** Whoever was merged into another acts as that other. */
const whoIs = (n: number) => people[n === 3 && merged !== null ? 2 : n]!

async function take(s: typeof step extends fc.Arbitrary<infer S> ? S : never): Promise<void> {
  switch (s.does) {
    case 'act':
      return byItself(world, async act => void (await recordAll(act, [{ ...acts[s.what]!, personId: whoIs(s.who) }])))
    case 'wait':
      return days(world, s.days)
    case 'visit':
      return recordViews(world.db, world.clock.now(), [
        { visitor, key: `v${seen++}`, url: pricing, occurredAt: new Date(world.clock.now().getTime() - 60_000) },
      ])
    case 'known':
      return as(
        world,
        cast.admin,
        async act => void (await identify(act, { visitor, personId: people[s.who]!, strength: 'strong' })),
      )
    case 'title':
      return as(world, cast.admin, async act => {
        const { id, version, title } = await getPerson(act, people[s.who]!)
        await changePerson(act, { id, version, title: title === '部長' ? '学生' : '部長' })
      })
    case 'merge': {
      if (merged !== null) {
        const id = merged
        merged = null
        return as(world, cast.admin, async act => void (await unmerge(act, id)))
      }
      merged = await as(world, cast.admin, act => mergePersons(act, { keep: people[2]!, absorb: people[3]! }))
      return
    }
    case 'publish': {
      const card = await as(world, cast.admin, async act => {
        const draft = await draftCard(act)
        const rule = draft.rules.find(r => r.about === 'intent')!
        await changeRule(act, { id: rule.id, version: rule.version, points: (Math.abs(rule.points) % 20) + 3 })
        await changeCard(act, { id: draft.id, version: draft.version, mqlIntent: 25 + (draft.mqlIntent % 10) })
        return publishCard(act, draft.id)
      })
      await world.settle()
      await recount(world, card.id, undefined, 2)
    }
  }
}

const scoreAt = (personId: number, at?: Date) =>
  seeing(world, cast.admin, act => personScore(act, { id: personId, ...(at ? { at } : {}) }))

/** What the lines sum to, in tenths so that no digit is lost on the way. */
function readAloud(lines: Awaited<ReturnType<typeof scoreAt>>['lines']) {
  return lines.reduce((sum, l) => sum + Math.round(l.counts * 10), 0) / 10
}

test('N7: at any moment the lines sum to the score, now and then; counted anew from history everything is the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 18 }), async steps => {
      const noted: { personId: number; at: Date; intent: number; fit: number; temperature: string }[] = []
      for (const one of steps) {
        world.clock.advance(3_600_000)
        await days(world, 0)
        await take(one)
        await world.settle()
        for (const personId of people) {
          const row = await world.db.selectFrom('score').selectAll().where('personId', '=', personId).executeTakeFirst()
          if (!row) continue
          const told = await scoreAt(personId)
          expect(told).toMatchObject({
            intent: row.intent,
            fit: row.fit,
            temperature: row.temperature,
            above: row.above,
          })
          expect(readAloud(told.lines)).toBe(Math.round((row.intent + row.fit) * 10) / 10)
          noted.push({
            personId,
            at: world.clock.now(),
            intent: row.intent,
            fit: row.fit,
            temperature: row.temperature,
          })
        }
      }
      // What was said on a past day is still what its lines sum to, where nobody was merged since.
      const steady = steps.some(s => s.does === 'merge') ? [] : noted
      for (const n of steady) {
        const then = await scoreAt(n.personId, n.at)
        expect([then.intent, then.fit, then.temperature]).toEqual([n.intent, n.fit, n.temperature])
        expect(readAloud(then.lines)).toBe(Math.round((n.intent + n.fit) * 10) / 10)
      }
      const before = [await linesOf(world), await scores(world)]
      await rebuild(world.db, scoringPoints, clearPoints, world.clock.now())
      expect([await linesOf(world), await scores(world)]).toEqual(before)
    }),
    { numRuns: 8 },
  )
  expect(await world.db.selectFrom('parked').selectAll().execute()).toEqual([])
}, 240_000)

test('what somebody looked at before they said who they are is known since then; what they look at after, at once', async () => {
  const mia = await somebody(world, '後', { company: '後' })
  const visitor = 'b'.repeat(32)
  const hours = [0, 1, 2].map(n => new Date(world.clock.now().getTime() + n * 3_600_000))
  const looks = (key: string) =>
    recordViews(world.db, world.clock.now(), [{ visitor, key, url: top, occurredAt: world.clock.now() }])
  await looks('before')
  await world.settle()
  world.clock.advance(3_600_000)
  await as(world, cast.admin, act => identify(act, { visitor, personId: mia.personId, strength: 'strong' }))
  world.clock.advance(3_600_000)
  await looks('after')
  await world.settle()
  const { rows } = await sql<{ at: Date; knownAt: Date }>`
    select at, known_at from score_line where person_id = ${mia.personId} and event_id is not null order by at`.execute(
    world.db,
  )
  expect(rows).toEqual([
    { at: hours[0], knownAt: hours[1] },
    { at: hours[2], knownAt: hours[2] },
  ])
})

test('merged, their lines are one person’s; separated, each has their own again', async () => {
  const [one, two] = [
    await somebody(world, '青木', { company: '青' }),
    await somebody(world, '赤木', { company: '赤' }),
  ]
  for (const [who, what] of [
    [one, 2],
    [two, 5],
  ] as const)
    await byItself(world, act => recordAll(act, [{ ...acts[what]!, personId: who.personId }]))
  await world.settle()
  const mergeId = await as(world, cast.admin, act => mergePersons(act, { keep: one.personId, absorb: two.personId }))
  await world.settle()
  expect((await scoreOf(world, one.personId)).intent).toBe(45)
  expect(await world.db.selectFrom('score').selectAll().where('personId', '=', two.personId).execute()).toEqual([])
  await as(world, cast.admin, act => unmerge(act, mergeId))
  await world.settle()
  expect((await scoreOf(world, one.personId)).intent).toBe(25)
  expect(await scoreOf(world, two.personId)).toMatchObject({ intent: 20, fit: 10 })
})

test('who is forgotten has no score and no lines; what is exported of somebody holds both', async () => {
  const mia = await somebody(world, '忘', { company: '忘' })
  await byItself(world, act => recordAll(act, [{ ...acts[2]!, personId: mia.personId }]))
  await world.settle()
  const file = await as(world, cast.admin, act => exportPerson(act, mia.personId))
  expect(file).toMatchObject({ scores: [{ intent: 25, fit: 10 }], scoreLines: [{}, {}] })
  await as(world, cast.admin, act => erasePerson(act, mkdtempSync(join(tmpdir(), 'musubi-')), mia.personId))
  const left =
    await sql`select person_id from score where person_id = ${mia.personId} union all select person_id from score_line where person_id = ${mia.personId}`.execute(
      world.db,
    )
  expect(left.rows).toEqual([])
})

test('two thousand events of hundreds of people take the same few statements as one', async () => {
  const crowd = await byItself(world, async act => {
    const { rows } = await sql<{ id: number }>`
      insert into person (family_name, company_id, created_at)
      select 'N' || n, (select min(id) from company), ${act.at} from generate_series(1, 400) n returning id`.execute(
      act.tx,
    )
    return rows.map(r => r.id)
  })
  let statements = 0
  const pool = openPool(world.url, { max: 1 })
  const db = openDb(pool)
  const client = await pool.connect()
  const query = client.query.bind(client)
  client.query = ((...args: Parameters<typeof query>) => {
    statements++
    return query(...args)
  }) as typeof client.query
  client.release()
  const run = async (many: number) => {
    await byItself(world, act =>
      recordAll(
        act,
        Array.from({ length: many }, (_, i) => ({ ...acts[i % 2]!, personId: crowd[i % crowd.length]! })),
      ),
    )
    statements = 0
    for (let lane = 0; lane < 4; lane++) await drainLane(db, lane, [scoringPoints], world.clock.now)
    return statements
  }
  const few = await run(40)
  const many = await run(2000)
  expect(many).toBeLessThanOrEqual(few)
  await db.destroy()
  await world.settle()
}, 120_000)
