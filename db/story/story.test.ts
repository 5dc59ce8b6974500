import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { examine } from '../../src/doctor.ts'
import { answers } from '../../src/learn/questions/questions.ts'
import { snapshotSegments } from '../../src/learn/questions/segments.ts'
import { inWorkingDays, loadCalendar } from '../../src/office/calendar/workdays.ts'
import { actAsOwner } from '../../src/office/roles/act.ts'
import { refreshDealSight, refreshSight } from '../../src/people/leads/sight.ts'
import { type NewPerson, personRow } from '../../src/people/persons/write.ts'
import { readConfig } from '../../src/platform/config.ts'
import { countScores, holdScores } from '../../src/qualify/scoring/scores.ts'
import { clearPoints } from '../../src/qualify/scoring/scoring.reactions.ts'
import { everyMinute } from '../../src/tasks.ts'
import { isEventKind, vocabulary } from '../../src/timeline/vocabulary.ts'
import { actorOf, seeing } from '../../test/cast.ts'
import { type TestWorld, testWorld } from '../../test/database.ts'
import { chance } from './chance.ts'
import { tell } from './demo.ts'
import { everybody, type Staff } from './staff.ts'
import { dayOf, openOffice } from './time.ts'

const friday = '2026-11-20T10:37:30+09:00'
let world: TestWorld
let staff: Staff

const counted = async (query: string): Promise<number> =>
  (await sql<{ n: number }>`select count(*) as n from (${sql.raw(query)}) x`.execute(world.db)).rows[0]!.n
const none = async (query: string) => expect(await counted(query), query).toBe(0)
const some = async (query: string) => expect(await counted(query), query).toBeGreaterThan(0)

beforeAll(async () => {
  world = await testWorld(friday)
  staff = await tell(world, world.url, 'a password of the demo')
}, 120_000)

test('nobody is dropped: every open lead has a holder and a clock, and whoever is late has been told of', async () => {
  await none(
    `select from lead where closed_at is null and (holder_id is null or clock_at is null or clock_for is null)`,
  )
  await none(`select from lead where closed_at is null and clock_at <= '${friday}' and escalated_at is null`)
  for (const stage of ['lead', 'mql', 'sal', 'sql', 'won', 'recycled', 'disqualified'])
    await some(`select from lead where stage = '${stage}'`)
  expect(await counted('select from lead where closed_at is null')).toBeGreaterThan(1_000)
})

test('the events of each lead and deal add up to its row', async () => {
  await none(`select from lead l where l.stage <> (select coalesce(e.facts ->> 'to', e.facts ->> 'stage') from event e
    where e.lead_id = l.id and e.kind in ('lead.opened', 'lead.moved') order by e.id desc limit 1)`)
  await none(`select from lead l where l.reached <> (select greatest(1, max(array_position('{lead,mql,sal,sql,won}'::text[], e.facts ->> 'to')))
    from event e where e.lead_id = l.id and e.kind = 'lead.moved')`)
  await none(`select from lead l where l.reached <> (select greatest(1, max(array_position('{lead,mql,sal,sql,won}'::text[], e.facts ->> 'to')))
    from event e where e.lead_id = l.id and e.kind = 'lead.moved')`)
  await none(`select lead_id from event where kind = 'lead.opened' group by 1 having count(*) <> 1`)
  await none(`select from lead l where l.closed_at is null and l.holder_id <> (select coalesce(e.facts ->> 'holderId', e.facts ->> 'to')::bigint from event e
    where e.lead_id = l.id and e.kind in ('lead.opened', 'lead.moved', 'lead.held') order by e.id desc limit 1)`)
  await none(
    `select from deal d left join lead l on l.id = d.lead_id where d.outcome is null and l.stage is distinct from 'sql'`,
  )
  await none(`select from deal d join lead l on l.id = d.lead_id where d.outcome = 'won' and l.stage <> 'won'`)
  await none(
    `select from deal d where d.stage_id <> (select s.stage_id from deal_step s where s.deal_id = d.id and s.left_at is null)`,
  )
  await none(`select from deal d where d.outcome is distinct from (select substring(e.kind from 6) from event e
    where e.facts ->> 'dealId' = d.id::text and e.kind in ('deal.won', 'deal.lost', 'deal.stopped'))`)
  await none(
    `select from deal d join company c on c.id = d.company_id where d.outcome = 'won' and c.customer_since is null`,
  )
  await none(
    `select from offer o where (o.answer = 'accepted') <> exists (select from event e where e.kind = 'offer.accepted' and e.facts ->> 'offerId' = o.id::text)`,
  )
  expect(await counted('select from deal')).toBeGreaterThan(200)
})

test('ids follow time, nothing lies in the future, and the facts are those of the vocabulary', async () => {
  await none(`select from event where occurred_at > '${friday}' or recorded_at > '${friday}'`)
  await none(
    `select from (select occurred_at, lag(occurred_at) over (order by id) as before from event where historic) e where occurred_at < before`,
  )
  const { rows } = await sql<{ kind: string; facts: object }>`
    select kind, facts from (select *, row_number() over (partition by kind order by id desc) as place from event) e where place <= 300`.execute(
    world.db,
  )
  for (const { kind, facts } of rows) {
    if (!isEventKind(kind)) throw new Error(`${kind} is no event`)
    expect(vocabulary[kind].facts.strict().safeParse(facts).error?.message, kind).toBeUndefined()
  }
})

test('what is known of people is what the verbs would have written', async () => {
  await none(
    `select from person p where not exists (select from identity i where i.kind = 'record' and i.value = p.id::text)`,
  )
  await none(`select from person p where p.email_key is not null and p.merged_into_id is null
    and not exists (select from identity i where i.kind = 'email' and i.value = p.email_key and i.person_id = p.id)`)
  await none(
    `select from event e join identity i on i.id = e.identity_id where e.person_id is not null and i.person_id is distinct from e.person_id`,
  )
  await none(`select from visit v where v.pages <> (select count(*) from event e where e.identity_id = v.identity_id and e.kind = 'page.viewed'
    and e.occurred_at between v.first_at and v.last_at)`)
  await none(`select from (select first_at, lag(last_at) over (partition by identity_id order by first_at) as before from visit) v
    where first_at <= before + interval '30 minutes'`)
  const before = (await sql`select id, seen_by from person order by id`.execute(world.db)).rows
  await actAsOwner(world.db, world.clock, null, 'test', async act => {
    const leads = await act.tx.selectFrom('lead').select('id').execute()
    const deals = await act.tx.selectFrom('deal').select('id').execute()
    await refreshSight(
      act.tx,
      leads.map(l => l.id),
    )
    await refreshDealSight(
      act.tx,
      deals.map(d => d.id),
    )
  })
  expect((await sql`select id, seen_by from person order by id`.execute(world.db)).rows).toEqual(before)
})

test('a row of a person is the very row that the product would write', async () => {
  const people = await world.db
    .selectFrom('person')
    .selectAll()
    .where('mergedIntoId', 'is', null)
    .orderBy('id')
    .limit(150)
    .execute()
  for (const p of people) {
    const company = await world.db.selectFrom('company').select('name').where('id', '=', p.companyId).executeTakeFirst()
    const { custom: _, ...row } = personRow({ ...(p as unknown as NewPerson), companyName: company?.name })
    expect(p).toMatchObject({ ...row, grams: expect.arrayContaining(row.grams) })
    expect(p.grams).toHaveLength(row.grams.length)
  }
})

test('money adds up: invoices are lines and tax, what came in is no more than is owed, numbers have no gaps', async () => {
  await none(
    `select from invoice i where i.net <> (select sum(l.amount) from invoice_line l where l.invoice_id = i.id) or i.tax <> floor(i.net * 0.1)`,
  )
  await none(
    `select from sales_order o join deal d on d.id = o.deal_id where d.amount <> (select sum(l.amount) from order_line l where l.order_id = o.id)`,
  )
  await none(`select from receivable r where r.billed <> (select sum(i.effect) from invoice i where i.root_id = r.invoice_id)
    or r.paid <> (select coalesce(sum(p.amount + p.fee), 0) from payment p where p.invoice_id = r.invoice_id) or r.paid > r.billed`)
  await none(`select from order_line l where l.quantity < (select coalesce(sum(x.quantity), 0) from invoice_line x join invoice i on i.id = x.invoice_id
    where x.order_line_id = l.id and i.kind = 'invoice')`)
  await none(`select kind from invoice where state = 'issued' group by kind having max(sequence) <> count(*)`)
  await none(
    `select from document_counter c where c.kind = 'invoice' and c.last <> (select max(sequence) from invoice i where i.kind = c.kind)`,
  )
  for (const state of ['paid = billed', 'paid between 1 and billed - 1', `paid < billed and due_on < '2026-11-20'`])
    await some(`select from receivable where ${state}`)
  await some(`select from invoice where state = 'draft'`)
  await some(`select from invoice where kind = 'credit'`)
  expect(await counted('select from payment')).toBeGreaterThan(30)
})

test('scores are what the rules give: counted anew, they stay the same', async () => {
  const all = () => sql`select person_id, intent, fit, temperature, above from score order by 1`.execute(world.db)
  const lines = () =>
    sql`select person_id, condition_id, event_id, at, known_at from score_line where event_id is not null order by 3, 2`.execute(
      world.db,
    )
  const before = (await all()).rows
  const given = (await lines()).rows
  expect(before.length).toBeGreaterThan(1_000)
  for (const temperature of ['hot', 'warm']) await some(`select from score where temperature = '${temperature}'`)
  await actAsOwner(world.db, world.clock, null, 'test', async act => {
    await clearPoints(act.tx)
    const personIds = (await act.tx.selectFrom('person').select('id').where('mergedIntoId', 'is', null).execute()).map(
      p => p.id,
    )
    await holdScores(act.tx, personIds)
    await countScores(act, { personIds, fit: personIds, fresh: new Map([[null, personIds]]) })
  })
  expect((await all()).rows).toEqual(before)
  expect((await lines()).rows).toEqual(given)
})

test('every screen has something to look at', async () => {
  for (const table of `company person identity consent lead offer activity visit form submission mail mailing mail_link mailing_recipient mail_touch mail_bounce
    mail_exclusion deal deal_contact deal_step deal_snapshot quota quota_snapshot product sales_order order_line order_billed invoice invoice_line receivable
    payment score score_line assignment_rule assignment_turn segment_snapshot notification person_merge`.split(/\s+/))
    await some(`select from ${table}`)
  for (const state of ['draft', 'scheduled', 'sent']) await some(`select from mailing where state = '${state}'`)
  for (const state of ['sent', 'excluded', 'bounced', 'failed', 'unknown'])
    await some(`select from mailing_recipient where state = '${state}'`)
  for (const verdict of ['likely', 'human', 'machine'])
    await some(`select from mail_touch where verdict = '${verdict}'`)
  for (const outcome of ['won', 'lost', 'stopped']) await some(`select from deal where outcome = '${outcome}'`)
  await none(
    `select from deal_stage s where s.pipeline_id = 1 and not exists (select from deal d where d.stage_id = s.id)`,
  )
  await some(`select from deal where pipeline_id = 2 and outcome is null`)
  for (const channel of ['paid', 'mail', 'social', 'search', 'campaign', 'referral', 'direct'])
    await some(`select from visit where channel = '${channel}'`)
  await some(`select from activity where kind = 'call' and done_at is null and planned_at::date = '2026-11-20'`)
  await some(`select from activity where kind = 'meeting' and done_at is null and planned_at > '${friday}'`)
  const { rows: bells } = await sql<{
    unread: number
  }>`select count(*) filter (where read_at is null) as unread from notification group by user_id`.execute(world.db)
  expect(bells.length).toBeGreaterThan(5)
  for (const { unread } of bells) expect(unread).toBeLessThanOrEqual(5)
})

const sure = ['noBasis', 'optedOut', 'disqualified', 'openDeal', 'touched', 'held']

test('the nine questions have answers', async () => {
  const found = await seeing(world, await actorOf(world, staff.manager), act => answers(act, {} as never))
  expect(found.lookedAfter!.overdue.count).toBeGreaterThan(0)
  expect(found.lookedAfter!.stalled.count).toBeGreaterThan(0)
  expect(found.lookedAfter!.withoutHolder.count).toBe(0)
  for (const channel of ['mail', 'phone'] as const) {
    expect(found.approach![channel].free.count).toBeGreaterThan(0)
    for (const bar of found.approach![channel].bars.filter(b => sure.includes(b.reach)))
      expect(bar.count, `${channel} ${bar.reach}`).toBeGreaterThan(0)
  }
  for (const { count, trend, name } of found.segments!.filter(s => s.trend.length > 0)) {
    expect(count, name).toBeGreaterThan(0)
    expect(trend.length, name).toBeGreaterThan(25)
  }
  expect(found.cards!.count).toBeGreaterThan(0)
  const { count, sum, weighted, won, quota } = found.closing!
  for (const figure of [count, sum, weighted, won.count, quota]) expect(figure).toBeGreaterThan(0)
  expect(found.sources!.first.length).toBeGreaterThan(3)
})

test('the first minute of the product finds nothing left to do, and the days that were written down are as it would write them', async () => {
  const told = () =>
    sql`select (select count(*) from event) as events, (select count(*) from notification) as bells`.execute(world.db)
  const before = (await told()).rows
  for (const { run } of everyMinute.filter(w => !/imports|mail|fields|tend/.test(w.name))) await run(world)
  await world.settle()
  expect((await told()).rows).toEqual(before)
  await none(`select from inbox`)
  await none(`select from parked`)
  const { rows } = await sql<{ segmentId: number; day: string; people: number }>`
    delete from segment_snapshot where day = '2026-11-19' returning segment_id, day, people`.execute(world.db)
  await actAsOwner(world.db, world.clock, null, 'test', snapshotSegments)
  for (const { segmentId, people } of rows) {
    const [now] = await world.db
      .selectFrom('segmentSnapshot')
      .select('people')
      .where('segmentId', '=', segmentId)
      .where('day', '=', '2026-11-19')
      .execute()
    expect(Math.abs(now!.people - people), `list ${segmentId}: ${people} then, ${now!.people} now`).toBeLessThanOrEqual(
      12 + now!.people * 0.08,
    )
  }
})

test('the doctor finds nothing', async () => {
  const config = readConfig({ DATABASE_URL: world.url, DATA_DIR: world.dataDir })
  expect((await examine(config)).filter(finding => !finding.well)).toEqual([])
})

test('the office of the story has the calendar of the product', async () => {
  const calendar = await world.db.transaction().execute(tx => loadCalendar(tx))
  const today = dayOf(world.clock.now().getTime())
  const office = openOffice(calendar, today - 400, today + 400)
  const c = chance(7)
  for (let n = 0; n < 500; n++) {
    const time = world.clock.now().getTime() - Math.floor(c.next() * 300 * 86_400_000)
    const days = c.int(0, 7)
    expect(office.within(time, days)).toBe(inWorkingDays(calendar, new Date(time), days).getTime())
  }
})

test('the same seed tells the same story', async () => {
  const again = await testWorld(friday)
  await tell(again, again.url, 'a password of the demo', { plan: { people: 120, companies: 40, days: 120 } })
  const twin = await testWorld(friday)
  await tell(twin, twin.url, 'a password of the demo', { plan: { people: 120, companies: 40, days: 120 } })
  const rows = (w: TestWorld, table: string) =>
    sql`select md5(string_agg(x::text, ',' order by x::text)) as all from ${sql.table(table)} x`
      .execute(w.db)
      .then(r => r.rows)
  for (const table of ['person', 'company', 'lead', 'deal', 'invoice', 'visit', 'activity', 'mail_touch'])
    expect(await rows(again, table), table).toEqual(await rows(twin, table))
  expect(everybody(staff)).toHaveLength(9)
})
