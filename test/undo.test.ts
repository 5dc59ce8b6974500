import * as fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { importFile } from '../src/capture/imports/imports.fixture.ts'
import { whyLeft } from '../src/office/journal/journal.schema.ts'
import { undo } from '../src/office/journal/undoOperation.ts'
import { type Act, type Actor, act as acting } from '../src/office/roles/act.ts'
import { grantConsent } from '../src/people/consent/consent.ts'
import { runClocks } from '../src/people/leads/clocks.ts'
import { transition } from '../src/people/leads/transitions.ts'
import { acceptOffer, returnOffer } from '../src/people/offers/answer.ts'
import { offerLeads } from '../src/people/offers/give.ts'
import { changePerson } from '../src/people/persons/change.ts'
import { mergePersons } from '../src/people/persons/merge.ts'
import { isRace } from '../src/platform/db.ts'
import { Refusal } from '../src/platform/refusal.ts'
import { addActivity } from '../src/sell/activities/write.ts'
import { saveOutcome } from '../src/sell/call-list/outcome.ts'
import { handOver } from '../src/sell/reassignment/reassignment.ts'
import { undoing } from '../src/undoing.ts'
import { actorOf, byItself, type Cast, makeCast } from './cast.ts'
import { testWorld } from './database.ts'
import { merging } from './merging.ts'

const world = await testWorld()
let cast: Cast
let people: Actor[]
let on: ReturnType<typeof merging>

beforeAll(async () => {
  cast = await makeCast(world)
  people = [cast.manager, cast.marketer, cast.tanaka, cast.ito, cast.kato]
  on = merging(world, cast)
})

const nth = fc.nat({ max: 9 })
const step = fc.record({
  who: fc.nat({ max: 4 }),
  whom: nth,
  other: nth,
  does: fc.oneof(
    { weight: 6, arbitrary: fc.constant('undo' as const) },
    ...(
      [
        'merge',
        'import',
        'handOver',
        'offer',
        'accept',
        'return',
        'take',
        'call',
        'refuse',
        'close',
        'change',
        'plan',
        'wait',
      ] as const
    ).map(does => ({ weight: does === 'offer' || does === 'accept' ? 3 : 1, arbitrary: fc.constant(does) })),
  ),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

/** What was done so far, in the order in which it was done. */
let done: { id: number; by: Actor }[] = []
let files = 0

const personOf = async (n: number) => {
  const { rows } = await sql<{ id: number; version: number }>`
    select id, version from person where merged_into_id is null order by id offset ${n} % (select count(*) from person where merged_into_id is null) limit 1`.execute(
    world.db,
  )
  return rows[0]!
}
const leadOf = (personId: number) =>
  world.db
    .selectFrom('lead')
    .select(['id', 'holderId'])
    .where('personId', '=', personId)
    .where('closedAt', 'is', null)
    .executeTakeFirst()

/** As one act of somebody's, to be undone later. */
async function doing(actor: Actor, fn: (act: Act) => Promise<unknown>): Promise<void> {
  const id = await acting(world.db, world.clock, actor, 'test', async act => {
    await fn(act)
    return act.operationId!
  })
  done.push({ id, by: actor })
}

async function take({ who, whom, other, does }: Step): Promise<void> {
  const actor = await actorOf(world, people[who]!.id)
  const { id: personId, version } = await personOf(whom)
  const lead = await leadOf(personId)
  const offer =
    lead &&
    (await world.db
      .selectFrom('offer')
      .select(['id', 'toId'])
      .where('leadId', '=', lead.id)
      .where('answer', 'is', null)
      .executeTakeFirst())
  const receiver = offer && people.find(p => p.id === offer.toId)
  const holder = lead && people.find(p => p.id === lead.holderId)
  switch (does) {
    case 'undo':
      return takeBack(actor, whom * 10 + other)
    case 'merge': {
      const absorb = await personOf(other)
      if (absorb.id !== personId)
        await doing(cast.manager, act => mergePersons(act, { keep: personId, absorb: absorb.id }))
      return
    }
    case 'import':
      return bringIn(whom, other)
    case 'handOver':
      return doing(cast.manager, act =>
        handOver(act, { from: people[whom % 5]!.id, to: [people[other % 5]!.id], what: 'all', note: '' }),
      )
    case 'offer':
      if (!lead) return
      return doing(cast.manager, async act => {
        const { refused } = await offerLeads(act, { leadIds: [lead.id], to: [people[other % 5]!.id], note: '' })
        if (refused[0]) throw new Refusal('conflict', refused[0].sentence)
      })
    case 'accept':
      return offer && receiver ? doing(receiver, act => acceptOffer(act, offer.id)) : undefined
    case 'return':
      return offer && receiver
        ? doing(receiver, act => returnOffer(act, { id: offer.id, reason: 'not_now', until: '2027-01-15' }))
        : undefined
    case 'take':
      return lead ? doing(actor, act => transition(act, { id: lead.id, to: 'sal' })) : undefined
    case 'call':
      return lead && holder
        ? doing(holder, act => saveOutcome(act, { leadId: lead.id, outcome: other % 2 ? 'absent' : 'talked' }))
        : undefined
    case 'refuse':
      return lead && holder
        ? doing(holder, act =>
            saveOutcome(act, { leadId: lead.id, outcome: 'refused', reason: other % 2 ? 'refused' : 'no_need' }),
          )
        : undefined
    case 'close':
      return lead
        ? doing(cast.manager, act =>
            transition(act, { id: lead.id, to: 'disqualified', reason: other % 2 ? 'refused' : 'invalid' }),
          )
        : undefined
    case 'change':
      return doing(actor, act =>
        changePerson(act, { id: personId, version, memo: `${other}`, companyName: `会社${other % 3}` }),
      )
    case 'plan':
      return doing(actor, act =>
        addActivity(act, {
          kind: other % 2 ? 'call' : 'meeting',
          personId,
          subject: '',
          note: '',
          plannedAt: new Date(world.clock.now().getTime() + 86_400_000),
        }),
      )
    case 'wait':
      world.clock.advance((other + 1) * 86_400_000)
      while ((await byItself(world, runClocks)) > 0);
  }
}

/** A file with somebody who is here already, and two who may be. */
async function bringIn(whom: number, other: number): Promise<void> {
  const { email } = await world.db
    .selectFrom('person')
    .select('email')
    .where('id', '=', (await personOf(whom)).id)
    .executeTakeFirstOrThrow()
  const lines = [
    `会社${other % 3},森,${email ?? ''},メモ${++files}`,
    `会社${files % 2},林,r${files % 3}@rin.example.jp,`,
    `,原,h${other}@hara.example.jp,メモ${other}`,
  ]
  const bytes = `会社名,姓,メールアドレス,備考\n${lines.join('\n')}\n`
  const run = await importFile(world, cast.marketer, {
    bytes,
    options: { policy: other % 2 ? 'overwrite' : 'fill', basis: 'business_card' },
  })
  const { operationId } = await world.db
    .selectFrom('importRun')
    .select('operationId')
    .where('id', '=', run.id)
    .executeTakeFirstOrThrow()
  if (operationId) done.push({ id: operationId, by: cast.marketer })
}

/** By whoever did it, or by somebody who may not or too late: each refusal says why, and so does each row that stays. */
async function takeBack(actor: Actor, n: number): Promise<void> {
  const what = done[n % done.length]
  if (!what) return
  const by = n % 4 === 0 ? actor : n % 4 === 1 ? cast.manager : await actorOf(world, what.by.id)
  const undone = await acting(world.db, world.clock, by, 'test', act => undo(act, what.id, undoing))
  for (const { why } of undone.left) expect(whyLeft).toContain(why)
  const choosable = undone.left.filter(l => l.choosable).map(({ table, id }) => ({ table, id }))
  if (n % 3 !== 0 || choosable.length === 0) return
  const forced = await acting(world.db, world.clock, by, 'test', act => undo(act, what.id, undoing, choosable))
  for (const { why } of forced.left) expect(whyLeft).toContain(why)
}

/** Refusals are what several people are bound to get, in a sentence; anything else is a mistake. */
async function refusalOf(work: Promise<void>): Promise<Refusal | undefined> {
  try {
    await work
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    if (isRace(error)) return undefined
    throw error
  }
}

const saysWhy = ({ sentence }: Refusal) => /[ぁ-ん]/.test(sentence.ja) && /\w \w/.test(sentence.en)

const none = async (query: ReturnType<typeof sql>, what: string) => {
  const { rows } = await query.execute(world.db)
  expect({ [what]: rows }).toEqual({ [what]: [] })
}

async function nobodyDropped(): Promise<void> {
  await none(
    sql`select id, stage from lead where (closed_at is null) <> (holder_id is not null and clock_at is not null and clock_for is not null)`,
    'open without holder and clock',
  )
  await none(
    sql`select o.id, l.stage from offer o join lead l on l.id = o.lead_id where o.answer is null and l.closed_at is not null`,
    'offered though closed',
  )
  await none(
    sql`select l.id from lead l where l.stage = 'mql' and not exists (select from offer o where o.lead_id = l.id and o.answer is null)`,
    'MQL that nobody is asked about',
  )
  await none(
    sql`select l.id, coalesce(e.facts ->> 'to', e.facts ->> 'stage') as told, l.stage from lead l cross join lateral (
      select facts from event where lead_id = l.id and kind in ('lead.opened', 'lead.moved', 'lead.separated') order by id desc limit 1) e
      where coalesce(e.facts ->> 'to', e.facts ->> 'stage') <> l.stage`,
    'stage that no event tells',
  )
  await none(
    sql`select l.id, l.seen_by, p.seen_by as of_person from lead l left join offer o on o.lead_id = l.id and o.answer is null join person p on p.id = l.person_id
      where l.closed_at is null and not (array[l.holder_id, coalesce(o.to_id, l.holder_id)] <@ l.seen_by and l.seen_by <@ p.seen_by)`,
    'held or offered unseen',
  )
  await none(
    sql`select l.id from lead l join person p on p.id = l.person_id where p.merged_into_id is not null and l.closed_at is null`,
    'pursued under a name that was given up',
  )
  await none(
    sql`select a.id from activity a join person p on p.id = a.person_id where p.merged_into_id is not null`,
    'done with a name that was given up',
  )
  await on.countsAgree()
}

test('N5, N11: whatever several people do and take back in any order, nobody is dropped and the counts are those of the events', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30 }), async steps => {
      await sql`truncate person, company, lead, offer, activity, event, inbox, parked, journal, import_run, upload, notification cascade`.execute(
        world.db,
      )
      done = []
      for (let i = 0; i < 4; i++) {
        const id = await on.someone()
        await acting(world.db, world.clock, cast.marketer, 'test', act =>
          grantConsent(act, { id, channel: 'mail', basis: 'opt_in', via: 'フォーム' }),
        )
      }
      for (const one of steps) {
        world.clock.advance(60_000)
        const refusal = await refusalOf(take(one))
        expect(refusal === undefined || saysWhy(refusal)).toBe(true)
        if (one.other % 3 !== 0) await world.settle()
        await nobodyDropped()
      }
      await world.settle()
      await none(sql`select * from parked`, 'parked')
      await nobodyDropped()
    }),
    { numRuns: 15 },
  )
}, 240_000)
