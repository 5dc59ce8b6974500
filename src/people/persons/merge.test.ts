import * as fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import type { Actor } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { undoing } from '../../undoing.ts'
import { moveLead, openLead } from '../leads/leads.ts'
import { acceptOffer } from '../offers/answer.ts'
import { offerLeads } from '../offers/give.ts'
import { changePerson } from './change.ts'
import { createPerson } from './create.ts'
import { getPerson } from './get.ts'
import { listPersons } from './list.ts'
import { getMerge } from './merge.get.ts'
import type { Choice } from './merge.schema.ts'
import { duplicatesOf } from './merge.suggestions.ts'
import { mergePersons } from './merge.ts'
import { unmerge } from './merge.undo.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})

let n = 0
async function someone(fields: object = {}, by: Actor = cast.marketer): Promise<number> {
  n++
  const { id } = await as(world, by, act =>
    createPerson(act, { familyName: '森', givenName: `葵${n}`, email: `aoi${n}@kaisha.example.jp`, ...fields }),
  )
  return id
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
const lastEvent = async () => (await sql<{ id: number }>`select max(id) as id from event`.execute(world.db)).rows[0]!.id

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

test('R38: the kept person keeps their fields and gains what was empty, the addresses of both lead to them', async () => {
  const keep = await someone({ phone: '03-1234-5678' })
  const absorb = await someone({
    phone: '06-9999-0000',
    mobile: '090-1111-2222',
    memo: '展示会',
    familyNameKana: 'モリ',
  })
  await merge(keep, absorb)
  const person = await seeing(world, cast.manager, act => getPerson(act, absorb))
  expect(person).toMatchObject({
    id: keep,
    phone: '03-1234-5678',
    mobile: '090-1111-2222',
    memo: '展示会',
    familyNameKana: 'モリ',
  })
  expect(person.identities.map(i => i.value)).toEqual([`aoi${n - 1}@kaisha.example.jp`, `aoi${n}@kaisha.example.jp`])
  const listed = await seeing(world, cast.manager, act =>
    listPersons(act, { limit: 500, sort: '-created', filters: [] }),
  )
  expect(listed.items.map(p => p.id)).not.toContain(absorb)
  expect(
    await as(world, cast.marketer, act => createPerson(act, { familyName: '森', email: `aoi${n}@kaisha.example.jp` })),
  ).toEqual({ id: keep, created: false })
})

test('of two open leads the further one stays with its holder and the earlier clock, and the counts are what the events say', async () => {
  const [keep, absorb] = [await someone(), await someone()]
  await take(absorb, cast.tanaka)
  await sql`update lead set clock_at = '2026-06-02T09:00+09' where person_id = ${keep}`.execute(world.db)
  const further = await leadOf(absorb)
  await merge(keep, absorb)
  const lead = await leadOf(keep)
  expect(lead).toMatchObject({
    id: further.id,
    stage: 'sal',
    holderId: cast.tanaka.id,
    clockAt: new Date('2026-06-02T09:00+09:00'),
  })
  expect(await world.db.selectFrom('lead').select('id').where('personId', 'in', [keep, absorb]).execute()).toHaveLength(
    1,
  )
  expect((await seeing(world, cast.tanaka, act => getPerson(act, keep))).id).toBe(keep)
  await countsAgree()
})

test('an opt-out wins', async () => {
  const [keep, absorb] = [await someone(), await someone()]
  await consent(keep)
  await consent(absorb, true)
  await merge(keep, absorb)
  const rows = await world.db.selectFrom('consent').select('withdrawnAt').where('personId', '=', keep).execute()
  expect(rows.map(r => r.withdrawnAt === null)).toEqual([false, false])
})

test('un-merge restores exactly what neither touched since', async () => {
  const company = await world.db
    .insertInto('company')
    .values({ name: '株式会社森', nameKey: '森', createdAt: world.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('customField')
    .values({ about: 'person', key: 'rank', label: 'ランク', kind: 'text' })
    .execute()
  const keep = await someone({ phone: '03-1234-5678', companyId: company.id })
  const absorb = await someone(
    { mobile: '090-1111-2222', title: '部長', companyId: company.id, custom: { rank: 'A' } },
    cast.ito,
  )
  await take(keep, cast.tanaka)
  await as(world, cast.manager, async act =>
    offerLeads(act, { leadIds: [(await leadOf(absorb)).id], to: [cast.kato.id], note: '急ぎ' }),
  )
  await done(keep, '一回目')
  await done(absorb, '二回目')
  await consent(keep)
  await consent(absorb, true)
  await world.db
    .insertInto('post')
    .values({ personId: absorb, companyId: company.id, title: '課長', untilOn: '2025-03-31' })
    .execute()
  await world.settle()
  const last = await lastEvent()
  const before = await dump([keep, absorb])
  const id = await merge(keep, absorb)
  await world.settle()
  expect((await dump([absorb])).events).toEqual([])
  const undone = await separate(id)
  expect(undone.left).toEqual([])
  expect(await dump([keep, absorb], last)).toEqual(before)
  await countsAgree()
  const told = await world.db
    .selectFrom('event')
    .select(['kind', 'personId'])
    .where('id', '>', last)
    .where('kind', 'in', ['lead.absorbed', 'lead.separated', 'person.unmerged'])
    .orderBy('id')
    .execute()
  expect(told.map(t => t.kind)).toEqual(['lead.absorbed', 'person.unmerged', 'person.unmerged', 'lead.separated'])
})

test('what happened to an address of theirs afterwards goes back with the address, what came on the record is asked about', async () => {
  const [keep, absorb] = [await someone(), await someone()]
  const id = await merge(keep, absorb)
  const mail = await world.db
    .selectFrom('identity')
    .select('id')
    .where('kind', '=', 'email')
    .where('value', '=', `aoi${n}@kaisha.example.jp`)
    .executeTakeFirstOrThrow()
  const visited = await byItself(world, act =>
    record(act, 'document.requested', { personId: keep, identityId: mail.id }, { document: '料金表' }),
  )
  const call = await done(keep, '統合後の電話')
  await as(world, cast.manager, async act => {
    const { version } = await act.tx
      .selectFrom('person')
      .select('version')
      .where('id', '=', keep)
      .executeTakeFirstOrThrow()
    await changePerson(act, { id: keep, version, memo: '統合後のメモ' })
  })
  const { left } = await separate(id)
  expect(left.map(l => [l.table, l.id, l.field, l.why, l.with])).toEqual([
    ['activity', call, null, 'later', 'keep'],
    ['person', keep, 'memo', 'edited', 'keep'],
  ])
  const event = await world.db
    .selectFrom('event')
    .select('personId')
    .where('id', '=', visited!)
    .executeTakeFirstOrThrow()
  expect(event.personId).toBe(absorb)

  const decided = await separate(id, [
    { table: 'activity', id: call, with: 'absorb' },
    { table: 'person', id: keep, field: 'memo', with: 'absorb' },
  ])
  expect(decided.left).toEqual([])
  const [a, b] = [
    await seeing(world, cast.manager, act => getPerson(act, keep)),
    await seeing(world, cast.manager, act => getPerson(act, absorb)),
  ]
  expect([a.memo, b.memo]).toEqual([null, '統合後のメモ'])
  const activity = await world.db
    .selectFrom('activity')
    .select(['personId', 'leadId'])
    .where('id', '=', call)
    .executeTakeFirstOrThrow()
  expect(activity).toEqual({ personId: absorb, leadId: (await leadOf(absorb)).id })
  await expect(separate(id, [{ table: 'activity', id: call, with: 'keep' }])).rejects.toMatchObject({ code: 'invalid' })
})

test('a lead that was worked on since goes back to whose it was, as it stands', async () => {
  const [keep, absorb] = [await someone(), await someone()]
  await take(absorb, cast.tanaka)
  const id = await merge(keep, absorb)
  const lead = await leadOf(keep)
  const call = await done(keep, '商談化')
  await byItself(world, act => moveLead(act, { leadId: lead.id, to: 'sql', trigger: 'hand' }))
  const { left } = await separate(id)
  expect(await leadOf(absorb)).toMatchObject({ id: lead.id, stage: 'sql', holderId: cast.tanaka.id })
  expect(await leadOf(keep)).toMatchObject({ stage: 'lead' })
  expect(left.map(l => [l.table, l.id, l.why, l.with])).toEqual([['lead', lead.id, 'edited', 'absorb']])
  expect(
    (await world.db.selectFrom('activity').select('personId').where('id', '=', call).executeTakeFirstOrThrow())
      .personId,
  ).toBe(absorb)
  await countsAgree()
})

test('a newer pursuit does not give way: the old lead waits until somebody says whose it is', async () => {
  const [keep, absorb] = [await someone(), await someone()]
  await take(absorb, cast.tanaka)
  const older = await leadOf(keep)
  const id = await merge(keep, absorb)
  const won = await leadOf(keep)
  await byItself(world, async act => {
    await moveLead(act, { leadId: won.id, to: 'sql', trigger: 'hand' })
    await moveLead(act, { leadId: won.id, to: 'won', trigger: 'hand' })
  })
  const newer = await byItself(world, async act => openLead(act, { personId: keep, trigger: 'hand' }))
  const { left } = await separate(id)
  expect(left.map(l => [l.table, l.id, l.why])).toEqual([
    ['lead', newer, 'later'],
    ['lead', older.id, 'refused'],
    ['lead', won.id, 'edited'],
  ])
  const decided = await separate(id, [{ table: 'lead', id: newer, with: 'absorb' }])
  expect((await leadOf(absorb)).id).toBe(newer)
  expect((await leadOf(keep)).id).toBe(older.id)
  expect(decided.left.map(l => l.id)).toEqual([won.id])
  await countsAgree()
})

test('whoever cannot see both merges neither; whoever was merged is not merged again; the last merge is undone first', async () => {
  const [a, b, c] = [await someone({}, cast.tanaka), await someone({}, cast.ito), await someone({}, cast.tanaka)]
  await expect(merge(a, b, cast.tanaka)).rejects.toMatchObject({ code: 'missing' })
  await expect(merge(a, a)).rejects.toMatchObject({ code: 'invalid' })
  const first = await merge(a, b)
  await expect(merge(c, b)).rejects.toMatchObject({ code: 'conflict' })
  const second = await merge(a, c)
  await expect(separate(first)).rejects.toMatchObject({ code: 'conflict' })
  await separate(second)
  await separate(first)
  await expect(separate(first)).rejects.toMatchObject({ code: 'conflict' })
})

test('the journal undoes a merge the same way', async () => {
  const [keep, absorb] = [await someone({ memo: '' }), await someone({ memo: 'あ' })]
  const last = await lastEvent()
  const before = await dump([keep, absorb])
  const id = await merge(keep, absorb)
  const { operationId } = await world.db
    .selectFrom('personMerge')
    .select('operationId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  await as(world, cast.manager, act => undo(act, operationId, undoing))
  expect(await dump([keep, absorb], last)).toEqual(before)
})

test('who writes for somebody while they are merged finds them under their new id', async () => {
  const [keep, absorb] = [await someone(), await someone()]
  await merge(keep, absorb)
  const note = await done(absorb, '行き違い')
  expect(
    (await world.db.selectFrom('activity').select('personId').where('id', '=', note).executeTakeFirstOrThrow())
      .personId,
  ).toBe(keep)
})

test("people who are called or read alike at one company are suggested, strangers and others' people are not", async () => {
  const company = await world.db
    .insertInto('company')
    .values({ name: '株式会社双子', nameKey: '双子', createdAt: world.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  const a = await someone({
    familyName: '齋藤',
    givenName: '健',
    familyNameKana: 'サイトウ',
    givenNameKana: 'ケン',
    companyId: company.id,
  })
  const b = await someone({ familyName: '斎藤', givenName: '健', companyId: company.id })
  const c = await someone({
    familyName: '斉藤',
    givenName: '謙',
    familyNameKana: 'サイトウ',
    givenNameKana: 'ケン',
    companyId: company.id,
  })
  const d = await someone({ familyName: '無関係', givenName: '人', companyId: company.id })
  const found = await seeing(world, cast.manager, act => duplicatesOf(act, a))
  expect(found.map(f => f.id)).toEqual(expect.arrayContaining([b, c]))
  expect(found.map(f => f.id)).not.toContain(d)
  expect(await seeing(world, cast.tanaka, act => duplicatesOf(act, a))).toEqual([])
})

/** A second open lead is refused in a sentence; anything else is a mistake. */
function refusedOnly(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}

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
      on: fc.constantFrom('keep' as const, 'absorb' as const),
    }),
  ),
  { maxLength: 6 },
)

test('N11: whatever was done before and after, an un-merge gives back all that was theirs, drops nobody and doubles nothing', async () => {
  await fc.assert(
    fc.asyncProperty(acts, acts, fc.boolean(), async (before, after, choose) => {
      const [keep, absorb] = [await someone(), await someone({ mobile: `090-1000-${1000 + n}` })]
      const mails = [`aoi${n - 1}@kaisha.example.jp`, `aoi${n}@kaisha.example.jp`]
      const run = async ({ does, on }: (typeof before)[number], now: number) => {
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
            return void (await done(now, 'x'))
          case 'mail': {
            const mail = await world.db
              .selectFrom('identity')
              .select('id')
              .where('value', '=', mails[on === 'keep' ? 0 : 1]!)
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
            return void (await consent(now))
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
      for (const act of before) await run(act, act.on === 'keep' ? keep : absorb)
      const last = await lastEvent()
      const was = await dump([keep, absorb])
      const id = await merge(keep, absorb)
      for (const act of after) await run(act, keep)
      const { left } = await separate(id)
      const choices = left
        .filter(l => l.why !== 'refused')
        .map(l => ({ table: l.table, id: l.id, field: l.field, with: 'absorb' as const }))
      if (choose && choices.length > 0) await separate(id, choices).catch(refusedOnly)
      const is = await dump([keep, absorb], last)
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
      await countsAgree()
    }),
    { numRuns: 30 },
  )
}, 120_000)
