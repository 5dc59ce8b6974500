import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { actorOf, as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import type { Actor } from '../../office/roles/act.ts'
import { runClocks } from '../../people/leads/clocks.ts'
import { stages } from '../../people/leads/leads.schema.ts'
import { transition } from '../../people/leads/transitions.ts'
import { acceptOffer, returnOffer } from '../../people/offers/answer.ts'
import { offerLeads } from '../../people/offers/give.ts'
import { isRace } from '../../platform/db.ts'
import { Refusal } from '../../platform/refusal.ts'
import { undoing } from '../../undoing.ts'
import { handOver } from '../reassignment/reassignment.ts'
import { changeDeal } from './change.ts'
import { loseDeal, stopDeal, winDeal } from './close.ts'
import { addProspect, open } from './deals.fixture.ts'
import { moveDeal } from './move.ts'
import { reopenDeal } from './reopen.ts'

let world: TestWorld
let cast: Cast
let people: Actor[]

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  people = [cast.manager, cast.admin, cast.tanaka, cast.ito, cast.kato]
})

const who = fc.nat({ max: 4 })
const does = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('open' as const), to: who }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), stage: fc.nat({ max: 7 }) }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constantFrom('win' as const, 'lose' as const, 'stop' as const, 'reopen' as const),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('give' as const), to: who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('transition' as const), to: fc.constantFrom(...stages) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('offer' as const), to: who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('accept' as const, 'return' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('handOver' as const), to: who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('undo' as const), back: fc.nat({ max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 200 }) }) },
)
const step = fc.record({ who, lead: fc.nat({ max: 2 }), deal: fc.nat({ max: 2 }), does })
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

async function take({ who, deal: nth, does }: Step, about: { leadId: number; personId: number }): Promise<void> {
  const actor = await actorOf(world, people[who]!.id)
  const deals = await world.db
    .selectFrom('deal')
    .select(['id', 'version'])
    .where('personId', '=', about.personId)
    .orderBy('id')
    .execute()
  const deal = deals[nth % Math.max(1, deals.length)]
  const on = <T>(work: (one: { id: number; version: number }) => Promise<T>) => (deal ? work(deal) : undefined)
  switch (does.kind) {
    case 'open':
      return void (await as(world, actor, act => open(act, { personId: about.personId, ownerId: people[does.to]!.id })))
    case 'move': {
      const all = await world.db.selectFrom('dealStage').select('id').orderBy('position').execute()
      return on(one => as(world, actor, act => moveDeal(act, { ...one, stage: all[does.stage]!.id })))
    }
    case 'win':
      return on(one => as(world, actor, act => winDeal(act, one)))
    case 'lose':
      return on(one => as(world, actor, act => loseDeal(act, { ...one, reason: 'lost_price' })))
    case 'stop':
      return on(one => as(world, actor, act => stopDeal(act, { ...one, reason: 'stopped_other', until: '2099-04-01' })))
    case 'reopen':
      return on(one => as(world, actor, act => reopenDeal(act, one)))
    case 'give':
      return on(one => as(world, actor, act => changeDeal(act, { ...one, ownerId: people[does.to]!.id })))
    case 'transition':
      return as(world, actor, act =>
        transition(act, {
          id: about.leadId,
          to: does.to,
          reason: does.to === 'disqualified' ? 'invalid' : 'not_now',
          until: '2099-01-15',
        }),
      )
    case 'offer':
      return void (await as(world, actor, act =>
        offerLeads(act, { leadIds: [about.leadId], to: [people[does.to]!.id], note: '' }),
      ))
    case 'accept':
    case 'return': {
      const offer = await world.db
        .selectFrom('offer')
        .select('id')
        .where('leadId', '=', about.leadId)
        .where('answer', 'is', null)
        .executeTakeFirst()
      if (!offer) return
      return as(world, actor, act =>
        does.kind === 'accept' ? acceptOffer(act, offer.id) : returnOffer(act, { id: offer.id, reason: 'unreachable' }),
      )
    }
    case 'handOver':
      return void (await as(world, cast.manager, act =>
        handOver(act, { from: actor.id, to: [people[does.to]!.id], what: 'all', note: '' }),
      ))
    case 'undo': {
      const operations = await world.db
        .selectFrom('operation')
        .select('id')
        .where('byId', 'is not', null)
        .orderBy('id', 'desc')
        .limit(does.back + 1)
        .execute()
      const last = operations.at(-1)
      return last && void (await as(world, cast.manager, act => undo(act, last.id, undoing)))
    }
    case 'wait':
      world.clock.advance(does.days * 86_400_000)
      while ((await byItself(world, act => runClocks(act))) > 0);
  }
}

/** Refusals and races are what several people at once are bound to get; anything else is a mistake. */
async function tolerant(work: Promise<void>): Promise<void> {
  try {
    await work
  } catch (error) {
    if (!(error instanceof Refusal) && !isRace(error)) throw error
  }
}

const none = async (query: ReturnType<typeof sql>) => expect((await query.execute(world.db)).rows).toEqual([])

test('several people open, move, close, hand on and undo at random at once, and a deal and its lead never disagree', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 3 }), { minLength: 12, maxLength: 36 }),
      async rounds => {
        await sql`truncate deal, lead, offer, event, inbox, parked, activity, journal cascade`.execute(world.db)
        await sql`delete from operation`.execute(world.db)
        const prospects = await byItself(world, async act => [
          await addProspect(act, '甲野'),
          await addProspect(act, '乙川'),
          await addProspect(act, '丙山'),
        ])
        await sql`update operation set by_id = null`.execute(world.db)
        for (const steps of rounds) await Promise.all(steps.map(s => tolerant(take(s, prospects[s.lead]!))))

        // An open deal has a lead that is an opportunity of the same person; an opportunity has an open deal.
        await none(sql`select d.id, l.stage from deal d left join lead l on l.id = d.lead_id
          where d.outcome is null and (l.stage is distinct from 'sql' or l.person_id is distinct from d.person_id)`)
        await none(sql`select l.id from lead l where l.stage = 'sql'
          and not exists (select from deal d where d.lead_id = l.id and d.outcome is null and d.owner_id = l.holder_id)`)
        // A lead is won where a deal of it was won, and nowhere else.
        await none(sql`select l.id from lead l where l.stage = 'won'
          and not exists (select from event e where e.lead_id = l.id and e.kind = 'deal.won')`)
        // The history of stages ends where the deal stands, and has one end.
        await none(sql`select d.id from deal d left join deal_step x on x.deal_id = d.id and x.left_at is null
          where x.stage_id is distinct from d.stage_id`)
        // What stands at the win has been won, and what was won stands there.
        await none(sql`select d.id from deal d join deal_stage s on s.id = d.stage_id
          where s.wins <> (d.outcome is not distinct from 'won')`)
        // Owners see their deals and who takes part in them.
        await none(sql`select d.id from deal d join deal_contact c on c.deal_id = d.id join person p on p.id = c.person_id
          where not d.owner_id = any(d.seen_by) or d.outcome is null and not d.owner_id = any(p.seen_by)`)
        // What the events say is what the rows say.
        await none(sql`select l.id, l.stage, told.stage from lead l cross join lateral (
            select coalesce(e.facts ->> 'to', e.facts ->> 'stage') as stage from event e
            where e.lead_id = l.id and e.kind in ('lead.opened', 'lead.moved') order by e.id desc limit 1) told
          where told.stage <> l.stage`)
      },
    ),
    // Several at once do not fail the same way twice, so there is little to shrink.
    { numRuns: 25, endOnFailure: true },
  )
}, 240_000)
