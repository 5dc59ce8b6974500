import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { actorOf, as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import type { Actor } from '../../office/roles/act.ts'
import { isRace } from '../../platform/db.ts'
import { Refusal } from '../../platform/refusal.ts'
import { acceptOffer, returnOffer } from '../offers/answer.ts'
import { offerLeads } from '../offers/give.ts'
import { insertPersons } from '../persons/write.ts'
import { runClocks } from './clocks.ts'
import { stages } from './leads.schema.ts'
import { transition } from './transitions.ts'

let world: TestWorld
let cast: Cast
let people: Actor[]

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  people = [cast.marketer, cast.manager, cast.tanaka, cast.ito, cast.kato]
})

const step = fc.record({
  who: fc.nat({ max: 4 }),
  lead: fc.nat({ max: 5 }),
  does: fc.oneof(
    fc.record({ kind: fc.constant('move' as const), to: fc.constantFrom(...stages) }),
    fc.record({ kind: fc.constant('offer' as const), to: fc.nat({ max: 4 }) }),
    fc.record({ kind: fc.constantFrom('accept' as const, 'return' as const) }),
    fc.record({ kind: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 200 }) }),
  ),
})
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

async function take({ who, does }: Step, leadId: number): Promise<void> {
  const actor = await actorOf(world, people[who]!.id)
  const openOffer = () =>
    world.db
      .selectFrom('offer')
      .select('id')
      .where('leadId', '=', leadId)
      .where('answer', 'is', null)
      .executeTakeFirst()
  switch (does.kind) {
    case 'move':
      return as(world, actor, act =>
        transition(act, {
          id: leadId,
          to: does.to,
          reason: does.to === 'disqualified' ? 'invalid' : 'not_now',
          until: '2027-01-15',
        }),
      )
    case 'offer':
      return void (await as(world, actor, act =>
        offerLeads(act, { leadIds: [leadId], to: [people[does.to]!.id], note: '' }),
      ))
    case 'accept':
    case 'return': {
      const offer = await openOffer()
      if (!offer) return
      return as(world, actor, act =>
        does.kind === 'accept' ? acceptOffer(act, offer.id) : returnOffer(act, { id: offer.id, reason: 'unreachable' }),
      )
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

test('N5: several people walk at random through all transitions at once, and nobody is ever without a holder and a clock', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 5, maxLength: 14 }),
      async rounds => {
        // What earlier rounds left behind would only make the clocks slow.
        await sql`truncate lead, offer, event, inbox, parked cascade`.execute(world.db)
        const leadIds = await byItself(world, async act => {
          const ids = await insertPersons(
            act,
            Array.from({ length: 6 }, (_, i) => ({ familyName: `担当${i}` })),
            'hand',
          )
          const leads = await act.tx
            .selectFrom('lead')
            .select('id')
            .where('personId', 'in', ids)
            .orderBy('id')
            .execute()
          return leads.map(l => l.id)
        })
        for (const steps of rounds) await Promise.all(steps.map(s => tolerant(take(s, leadIds[s.lead]!))))

        const leads = await world.db.selectFrom('lead').selectAll().where('id', 'in', leadIds).execute()
        for (const lead of leads) {
          const open = lead.stage !== 'won' && lead.stage !== 'disqualified'
          expect([lead.holderId !== null, lead.clockAt !== null, lead.closedAt === null]).toEqual([open, open, open])
        }
        // What the events say is what the rows say, lead by lead and so in sum.
        const { rows } = await sql<{ id: number; stage: string; told: string }>`
        select l.id, l.stage, (select coalesce(e.facts ->> 'to', e.facts ->> 'stage') from event e
          where e.lead_id = l.id and e.kind in ('lead.opened', 'lead.moved') order by e.id desc limit 1) as told
        from lead l where l.id = any(${leadIds})`.execute(world.db)
        for (const row of rows) expect(row.told).toBe(row.stage)
        // An MQL waits for an answer; nobody else is waited for without an open offer.
        const unasked = await sql`select l.id from lead l where l.id = any(${leadIds}) and l.stage = 'mql'
        and not exists (select from offer o where o.lead_id = l.id and o.answer is null)`.execute(world.db)
        expect(unasked.rows).toEqual([])
        // Whoever holds a lead or is offered it can see it.
        const unseen =
          await sql`select l.id from lead l left join offer o on o.lead_id = l.id and o.answer is null left join person p on p.id = l.person_id
        where l.closed_at is null and not (array[l.holder_id, coalesce(o.to_id, l.holder_id)] <@ l.seen_by and p.seen_by = l.seen_by)`.execute(
            world.db,
          )
        expect(unseen.rows).toEqual([])
      },
    ),
    { numRuns: 25 },
  )
}, 120_000)
