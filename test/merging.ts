import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Actor } from '../src/office/roles/act.ts'
import { acceptOffer } from '../src/people/offers/answer.ts'
import { offerLeads } from '../src/people/offers/give.ts'
import { createPerson } from '../src/people/persons/create.ts'
import { getMerge } from '../src/people/persons/merge.get.ts'
import type { Choice } from '../src/people/persons/merge.schema.ts'
import { mergePersons } from '../src/people/persons/merge.ts'
import { unmerge } from '../src/people/persons/merge.undo.ts'
import { record } from '../src/timeline/timeline.ts'
import { as, type Cast } from './cast.ts'
import type { TestWorld } from './database.ts'

/** What the stories of merging are told with. */
export function merging(world: TestWorld, cast: Cast) {
  let n = 0
  async function someone(fields: object = {}, by: Actor = cast.marketer): Promise<number> {
    n++
    const { id } = await as(world, by, act =>
      createPerson(act, { familyName: '森', givenName: `葵${n}`, email: `aoi${n}@kaisha.example.jp`, ...fields }),
    )
    return id
  }
  async function mailOf(id: number): Promise<string> {
    const { email } = await world.db.selectFrom('person').select('email').where('id', '=', id).executeTakeFirstOrThrow()
    return email!
  }
  const leadOf = (personId: number) =>
    world.db
      .selectFrom('lead')
      .selectAll()
      .where('personId', '=', personId)
      .where('closedAt', 'is', null)
      .executeTakeFirstOrThrow()
  const merge = (keep: number, absorb: number, by: Actor = cast.manager) =>
    as(world, by, act => mergePersons(act, { keep, absorb }))
  const separate = (id: number, choices?: Choice[], by: Actor = cast.manager) =>
    as(world, by, async act => {
      await unmerge(act, id, choices)
      return getMerge(act, id)
    })
  async function take(personId: number, rep: Actor): Promise<void> {
    const lead = await leadOf(personId)
    await as(world, cast.manager, act => offerLeads(act, { leadIds: [lead.id], to: [rep.id], note: '' }))
    const offer = await world.db
      .selectFrom('offer')
      .select('id')
      .where('leadId', '=', lead.id)
      .where('answer', 'is', null)
      .executeTakeFirstOrThrow()
    await as(world, rep, act => acceptOffer(act, offer.id))
  }
  const done = (personId: number, note: string) =>
    as(world, cast.manager, async act => {
      const person = await act.tx
        .selectFrom('person')
        .select('companyId')
        .where('id', '=', personId)
        .executeTakeFirstOrThrow()
      const lead = await act.tx
        .selectFrom('lead')
        .select('id')
        .where('personId', '=', personId)
        .where('closedAt', 'is', null)
        .executeTakeFirst()
      const { id } = await act.tx
        .insertInto('activity')
        .values({
          kind: 'call',
          personId,
          companyId: person.companyId,
          leadId: lead?.id ?? null,
          holderId: cast.manager.id,
          note,
          doneAt: act.at,
          createdAt: act.at,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await record(
        act,
        'activity.done',
        { personId, leadId: lead?.id ?? null },
        { activityId: id, kind: 'call', outcome: null },
      )
      return id
    })
  const consent = (personId: number, withdrawn = false) =>
    world.db
      .insertInto('consent')
      .values({
        personId,
        channel: 'mail',
        basis: 'opt_in',
        grantedAt: world.clock.now(),
        grantedVia: 'フォーム',
        withdrawnAt: withdrawn ? world.clock.now() : null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()

  /** All that is stored of these people, but for versions, and whom each of these events concerns. */
  async function dump(ids: number[], until?: number) {
    const rows: Record<string, unknown> = {}
    for (const table of ['person', 'identity', 'post', 'consent', 'lead', 'activity'] as const) {
      const { rows: found } = await sql<{
        row: object
      }>`select to_jsonb(t) - 'version' as row from ${sql.table(table)} t where ${sql.ref(table === 'person' ? 't.id' : 't.personId')} = any(${ids}) order by t.id`.execute(
        world.db,
      )
      rows[table] = found.map(f => f.row)
    }
    const offers = await sql<{
      row: object
    }>`select to_jsonb(o) - 'version' as row from offer o join lead l on l.id = o.lead_id where l.person_id = any(${ids}) order by o.id`.execute(
      world.db,
    )
    const events = await sql<{
      id: number
    }>`select id, kind, identity_id, person_id, lead_id from event where person_id = any(${ids}) and id <= ${until ?? Number.MAX_SAFE_INTEGER} order by id`.execute(
      world.db,
    )
    return { ...rows, offers: offers.rows.map(o => o.row), events: events.rows }
  }
  const lastEvent = async () =>
    (await sql<{ id: number }>`select max(id) as id from event`.execute(world.db)).rows[0]!.id

  /** Counts by stage, told by rows and told by events alone. */
  async function countsAgree(): Promise<void> {
    const { rows } = await sql<{ stage: string; n: number }>`
    select stage, count(*)::int as n from lead group by stage having count(*) > 0`.execute(world.db)
    const { rows: told } = await sql<{ stage: string; n: number }>`
    select stage, sum(n)::int as n from (
      select facts ->> 'stage' as stage, 1 as n from event where kind in ('lead.opened', 'lead.separated')
      union all select facts ->> 'to', 1 from event where kind = 'lead.moved'
      union all select facts ->> 'from', -1 from event where kind = 'lead.moved'
      union all select facts ->> 'stage', -1 from event where kind = 'lead.absorbed'
    ) s group by stage having sum(n) <> 0`.execute(world.db)
    const sorted = (list: typeof rows) => list.toSorted((a, b) => a.stage.localeCompare(b.stage))
    expect(sorted(told)).toEqual(sorted(rows))
  }

  return { someone, mailOf, leadOf, merge, separate, take, done, consent, dump, lastEvent, countsAgree }
}
