import * as fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { merging } from '../../../test/merging.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { acceptOffer } from '../offers/answer.ts'
import { offerLeads } from '../offers/give.ts'
import { changePerson } from './change.ts'

const world = await testWorld()
let cast: Cast
let on: ReturnType<typeof merging>
beforeAll(async () => {
  cast = await makeCast(world)
  on = merging(world, cast)
})

/** A second open lead is refused in a sentence; anything else is a mistake. */
function refusedOnly(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}

let n = 0

const acts = fc.array(
  fc.oneof(
    fc.record({
      does: fc.constantFrom(
        'call' as const,
        'mail' as const,
        'memo' as const,
        'phone' as const,
        'move' as const,
        'offer' as const,
        'consent' as const,
      ),
      of: fc.constantFrom('keep' as const, 'absorb' as const),
    }),
  ),
  { maxLength: 6 },
)

test('N11: whatever was done before and after, an un-merge gives back all that was theirs, drops nobody and doubles nothing', async () => {
  await fc.assert(
    fc.asyncProperty(acts, acts, fc.boolean(), async (before, after, choose) => {
      const [keep, absorb] = [await on.someone(), await on.someone({ mobile: `090-1000-${1000 + (++n % 9000)}` })]
      const mails = [await on.mailOf(keep), await on.mailOf(absorb)]
      const run = async ({ does, of }: (typeof before)[number], now: number) => {
        world.clock.advance(1000)
        const lead = await world.db
          .selectFrom('lead')
          .selectAll()
          .where('personId', '=', now)
          .where('closedAt', 'is', null)
          .executeTakeFirst()
        const offered =
          lead &&
          (await world.db
            .selectFrom('offer')
            .select('id')
            .where('leadId', '=', lead.id)
            .where('answer', 'is', null)
            .executeTakeFirst())
        const { version } = await world.db
          .selectFrom('person')
          .select('version')
          .where('id', '=', now)
          .executeTakeFirstOrThrow()
        switch (does) {
          case 'call':
            return void (await on.done(now, 'x'))
          case 'mail': {
            const mail = await world.db
              .selectFrom('identity')
              .select('id')
              .where('value', '=', mails[of === 'keep' ? 0 : 1]!)
              .executeTakeFirstOrThrow()
            return void (await byItself(world, act =>
              record(act, 'document.requested', { personId: now, identityId: mail.id }, { document: 'x' }),
            ))
          }
          case 'memo':
            return as(world, cast.manager, act =>
              changePerson(act, { id: now, version, memo: `m${world.clock.now().getTime()}` }),
            )
          case 'phone':
            return as(world, cast.manager, act =>
              changePerson(act, {
                id: now,
                version,
                phone: `03-1111-${1000 + ((world.clock.now().getTime() / 1000) % 9000)}`,
              }),
            )
          case 'consent':
            return void (await on.consent(now))
          case 'offer':
            return void (
              lead &&
              !offered &&
              (await as(world, cast.manager, act =>
                offerLeads(act, { leadIds: [lead.id], to: [cast.ito.id], note: '' }),
              ))
            )
          case 'move':
            return offered ? as(world, cast.manager, act => acceptOffer(act, offered.id)) : undefined
        }
      }
      for (const act of before) await run(act, act.of === 'keep' ? keep : absorb)
      const last = await on.lastEvent()
      const was = await on.dump([keep, absorb])
      const id = await on.merge(keep, absorb)
      for (const act of after) await run(act, keep)
      const { left } = await on.separate(id)
      const choices = left
        .filter(l => l.why !== 'refused')
        .map(l => ({ table: l.table, id: l.id, field: l.field, with: 'absorb' as const }))
      if (choose && choices.length > 0) await on.separate(id, choices).catch(refusedOnly)
      const is = await on.dump([keep, absorb], last)
      expect(after.length === 0 ? is : was).toEqual(was)
      // Whose each earlier event and identity was, it is again.
      expect(is.events).toEqual(was.events)
      const whose = (dumped: typeof was) =>
        (dumped as unknown as { identity: { id: number; person_id: number }[] }).identity.map(i => [i.id, i.person_id])
      expect(whose(is).filter(([i]) => whose(was).some(([w]) => w === i))).toEqual(whose(was))
      for (const personId of [keep, absorb]) {
        const open = await world.db
          .selectFrom('lead')
          .select(['id', 'holderId', 'clockAt'])
          .where('personId', '=', personId)
          .where('closedAt', 'is', null)
          .execute()
        expect(open.length).toBe(1)
        expect(open[0]!.holderId && open[0]!.clockAt).toBeTruthy()
      }
      await on.countsAgree()
    }),
    { numRuns: 30 },
  )
}, 120_000)
