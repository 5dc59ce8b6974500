import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { check } from '../bench/crash/check.ts'
import { complaints, type Kind } from '../bench/crash/found.ts'
import { type Acknowledged, nothingYet } from '../bench/crash/known.ts'
import { type Mail, mailOf } from '../bench/crash/postbox.ts'
import { importFile, takeBackImport } from '../src/capture/imports/imports.fixture.ts'
import { recordViews } from '../src/capture/tracking/ingest.ts'
import { newVisitor } from '../src/capture/tracking/tracking.fixture.ts'
import { mailSink, marketing, setSender } from '../src/nurture/mailings/mailings.fixture.ts'
import { queueMail } from '../src/office/mail/outbox.ts'
import { sendDueMails } from '../src/office/mail/send.ts'
import { optOut } from '../src/people/consent/consent.ts'
import { invoiceOf, nameIssuer, placeOrder, recordPayment } from '../src/retain/retain.fixture.ts'
import { winDeal } from '../src/sell/deals/close.ts'
import { addProspect, dealOf, open } from '../src/sell/deals/deals.fixture.ts'
import { moveDeal } from '../src/sell/deals/move.ts'
import { as, byItself, type Cast, makeCast } from './cast.ts'
import { type TestWorld, testWorld } from './database.ts'

// What bench/crash.ts would say of a product that loses and doubles: each fault is planted by hand, and must be found.

let world: TestWorld
let cast: Cast
let pool: pg.Pool
let known: Acknowledged
let mails: Mail[]
const made = {
  deal: 0,
  lead: 0,
  invoice: 0,
  payment: 0,
  mailing: 0,
  recipient: 0,
  list: 0,
  takenBack: 0,
  excluded: '',
  visitor: newVisitor(),
}

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  pool = new pg.Pool({ connectionString: world.url, max: 2 })
  known = nothingYet()
  await nameIssuer(world)
  await setSender(world)
  await sell()
  await look()
  await mail()
  await takeIn()
  await world.settle()
})
afterAll(() => pool.end())

async function sell() {
  const prospect = await byItself(world, act => addProspect(act, '落下'))
  made.lead = prospect.leadId
  const opened = await as(world, cast.manager, act => open(act, { personId: prospect.personId }))
  made.deal = opened
  const { version } = await dealOf(world, made.deal)
  await as(world, cast.manager, act => moveDeal(act, { id: made.deal, version, stage: '仮提案' }))
  const moved = await dealOf(world, made.deal)
  await as(world, cast.manager, act => winDeal(act, { id: made.deal, version: moved.version }))
  const won = await dealOf(world, made.deal)
  known.deals.set(made.deal, { amount: won.amount, stageId: won.stageId, outcome: 'won', moved: 1 })
  known.stages.set(made.lead, { stage: 'won', version: 0 })
  const orderId = await as(world, cast.manager, act => placeOrder(act, { dealId: made.deal }))
  known.orders.set(orderId, { amount: won.amount, dealId: made.deal })
  for (const name of ['一', '二', '三']) {
    const id = await as(world, cast.accountant, async act =>
      placeOrder(act, {
        companyId: prospect.companyId,
        lines: [{ name, quantity: 1.5, unitPrice: 333, tax: 'reduced' }],
      }),
    )
    made.invoice = await as(world, cast.accountant, act => invoiceOf(act, id))
    const invoice = await world.db
      .selectFrom('invoice')
      .select(['number', 'total'])
      .where('id', '=', made.invoice)
      .executeTakeFirstOrThrow()
    known.invoices.set(made.invoice, { number: invoice.number!, total: invoice.total })
  }
  const payment = { invoiceId: made.invoice, amount: 100, note: 'a key of its own' }
  made.payment = await as(world, cast.accountant, act => recordPayment(act, payment))
  known.payments.set(made.payment, payment)
}

async function look() {
  const at = world.clock.now()
  const view = (key: string) => ({ visitor: made.visitor, key, url: 'https://example.jp/pricing', occurredAt: at })
  await recordViews(world.db, at, [view('a'), view('b')])
  for (const key of ['a', 'b']) known.views.acknowledged.add(`${made.visitor}:${key}`)
}

async function mail() {
  const on = marketing(world, cast)
  const sink = await mailSink(world)
  for (const name of ['one', 'two']) await on.person(`${name}@example.com`, { source: '展示会' })
  made.excluded = 'no@example.com'
  const no = await on.person(made.excluded, { source: '展示会' })
  await as(world, cast.marketer, act => optOut(act, { id: no, channel: 'mail', via: 'お断りの電話' }))
  made.mailing = await on.mailing({ segmentId: (await on.segment('展示会')).id })
  await on.send(made.mailing)
  await on.work(made.mailing)
  known.mailings.set(made.mailing, {
    meant: ['one@example.com', 'two@example.com', made.excluded],
    never: [made.excluded],
  })
  await byItself(world, act => queueMail(act, { key: 'invited', to: 'new@example.com', subject: '招待', body: '招待' }))
  known.invited.add('new@example.com')
  await sendDueMails(world)
  mails = sink.got.map(({ messageId, rcpt }) => mailOf(messageId ?? '', rcpt))
  made.recipient = mails.find(one => one.mailing)!.mailing!.recipientId
}

/** Two lists, one of which is taken back. */
async function takeIn() {
  for (const undone of [false, true]) {
    const tag = randomUUID()
    const lines = Array.from({ length: 20 }, (_, n) => `名簿${n},${tag}-${n}@list.example.com`)
    const bytes = `氏名,メールアドレス\n${lines.join('\n')}\n`
    const { id } = await importFile(world, cast.marketer, { bytes })
    if (undone) await takeBackImport(world, cast.marketer, id)
    known.imports.set(id, { rows: 20, tag, undo: undone, undone })
    made[undone ? 'takenBack' : 'list'] = id
  }
}

/** The database itself refuses some of these faults. */
const unguarded = (table: string) => `do $$ declare c text; begin
  for c in select conname from pg_constraint where conrelid = '${table}'::regclass and contype = 'c' loop
    execute format('alter table ${table} drop constraint %I', c);
  end loop;
end $$;`

type Fault = { sql?: string; known?: (known: Acknowledged) => void; mails?: (mails: Mail[]) => Mail[] }

/** What is found when this is wrong, by kind. The fault is gone afterwards. */
async function foundWith(fault: Fault = {}): Promise<Partial<Record<Kind, string>>> {
  const client = await pool.connect()
  try {
    await client.query('begin')
    // As a crash would leave it: nothing that guards a table was there to prevent it.
    await client.query('set local session_replication_role = replica')
    if (fault.sql) await client.query(fault.sql)
    const claimed = structuredClone(known)
    fault.known?.(claimed)
    const found = await check(client, claimed, fault.mails?.(mails) ?? mails, { settled: true })
    return Object.fromEntries(
      found.flatMap(one => (complaints(one).length > 0 ? [[one.kind, complaints(one).join('\n')]] : [])),
    )
  } finally {
    await client.query('rollback')
    client.release()
  }
}

test('where nothing is wrong, nothing is found', async () => {
  expect(await foundWith()).toEqual({})
})

const faults: [string, Kind, RegExp, () => Fault][] = [
  [
    'a recipient gets a mailing twice',
    'mailings',
    /doubled: to recipient/,
    () => ({ mails: mails => [...mails, { ...mails.find(m => m.mailing)!, id: 'another attempt' }] }),
  ],
  [
    'somebody excluded gets one',
    'mailings',
    /no@example.com is excluded/,
    () => ({
      mails: mails => [...mails, { ...mailOf(`<mailing-${made.mailing}-${made.recipient}-1@a>`, made.excluded) }],
    }),
  ],
  [
    'one counts as sent and never arrived',
    'mailings',
    /counts as sent and got nothing/,
    () => ({ mails: mails => mails.filter(m => m.mailing?.recipientId !== made.recipient) }),
  ],
  [
    'one is left half sent',
    'mailings',
    /left as sending/,
    () => ({ sql: `update mailing_recipient set state = 'sending' where id = ${made.recipient}` }),
  ],
  [
    'an invitation arrives twice',
    'invitations',
    /doubled/,
    () => ({ mails: mails => [...mails, mails.find(m => !m.mailing)!] }),
  ],
  ['an invitation is lost', 'invitations', /lost: new@/, () => ({ sql: `delete from mail` })],
  [
    'a view is lost',
    'views',
    /lost: .*:a/,
    () => ({ sql: `delete from event e using event_key k where k.event_id = e.id and k.key = 'view:a'` }),
  ],
  [
    'a view is there twice',
    'views',
    /doubled: event/,
    () => ({
      sql: `insert into event (kind, occurred_at, recorded_at, identity_id, facts, historic)
            select kind, occurred_at, recorded_at, identity_id, facts, true from event where kind = 'page.viewed' limit 1`,
    }),
  ],
  [
    'a view is reacted to twice',
    'views',
    /2 pages, and its visits say 3/,
    () => ({ sql: `update visit set pages = pages + 1` }),
  ],
  ['a person is lost', 'people', /lost: gone@/, () => ({ known: k => void k.people.set('gone@example.com', 1) })],
  ['an event is lost', 'events', /lost: gone/, () => ({ known: k => void k.events.add('gone') })],
  ['an offer is lost', 'offers', /lost: 4711/, () => ({ known: k => void k.offers.add(4711) })],
  ['an import is lost', 'imports', /lost: 4711: gone/, () => ({ known: k => void k.imports.set(4711, { rows: 1 }) })],
  [
    'a row of a file counts twice',
    'imports',
    /has read 20 rows, counts 21 and wrote down 20/,
    () => ({ sql: `update import_run set created = created + 1 where id = ${made.list}` }),
  ],
  [
    'a row of a file was taken twice',
    'imports',
    /counts 20 and wrote down 21/,
    () => ({
      sql: `insert into import_row (import_id, row_no, outcome) values (${made.list}, 99, 'created')`,
    }),
  ],
  [
    'somebody on a list that was taken in is not there',
    'imports',
    /brought 20, refused 0, took back 0, and 19 are there/,
    () => ({ sql: `delete from person where email_key like '%-7@list.example.com'` }),
  ],
  [
    'a row is refused that nothing is wrong with',
    'imports',
    /brought 19, refused 1/,
    () => ({ sql: `update import_run set created = created - 1, refused = refused + 1 where id = ${made.list}` }),
  ],
  [
    'an import that was taken back has left somebody',
    'imports',
    /\(undone\) brought 20, refused 0, took back 20, and 1 are there/,
    () => ({
      sql: `update person set email_key = '${known.imports.get(made.takenBack)!.tag}-3@list.example.com'
            where id = (select min(id) from person where email_key not like '%@list.example.com')`,
    }),
  ],
  [
    'the undoing of an import is lost',
    'imports',
    /lost: \d+: done, 20 of 20/,
    () => ({ sql: `update import_run set state = 'done' where id = ${made.takenBack}` }),
  ],
  [
    'an import ends twice',
    'imports',
    /doubled: import.done of import/,
    () => ({
      sql: `insert into event (kind, occurred_at, recorded_at, facts, historic)
            select kind, occurred_at, recorded_at, facts, historic from event where kind = 'import.done' limit 1`,
    }),
  ],
  [
    'an invitation is given up that the mail server took',
    'invitations',
    /never refused the mail to new@/,
    () => ({ sql: `update mail set state = 'failed'` }),
  ],
  [
    'somebody bounces whom the mail server knows',
    'mailings',
    /never said that it does not know/,
    () => ({ sql: `update mailing_recipient set state = 'bounced' where id = ${made.recipient}` }),
  ],
  [
    'a lead has nobody to hold it',
    'leads',
    /without holder or clock/,
    () => ({
      sql: `${unguarded('lead')} update lead set clock_at = null where id = (select min(id) from lead where stage not in ('won', 'disqualified'))`,
    }),
  ],
  [
    'a deal is won and its lead is not',
    'deals',
    /is won, and its lead sql/,
    () => ({ sql: `${unguarded('lead')} update lead set stage = 'sql' where id = ${made.lead}` }),
  ],
  [
    'a move of a deal was never told',
    'deals',
    /events disagree/,
    () => ({ sql: `delete from event where kind = 'deal.moved'` }),
  ],
  [
    'a win is told twice',
    'deals',
    /events disagree/,
    () => ({
      sql: `insert into event (kind, occurred_at, recorded_at, facts, historic)
            select kind, occurred_at, recorded_at, facts, historic from event where kind = 'deal.won'`,
    }),
  ],
  [
    'a deal is lost',
    'deals',
    /lost: /,
    () => ({ sql: `${unguarded('deal')} update deal set outcome = null, amount = 1 where id = ${made.deal}` }),
  ],
  [
    'an order is not its lines',
    'orders',
    /by its lines/,
    () => ({ sql: `update order_line set quantity = quantity + 1` }),
  ],
  [
    'an invoice number is left out',
    'invoices',
    /the invoice with number 2 is there 0 times/,
    () => ({
      sql: `update invoice set sequence = 9, number = 'INV-000009' where sequence = 2;
            update document_counter set last = 9 where kind = 'invoice'`,
    }),
  ],
  [
    'tax is rounded line by line',
    'invoices',
    /says 500 \+ 41 = 541/,
    () => ({ sql: `update invoice set tax = tax + 1, total = total + 1 where id = ${made.invoice}` }),
  ],
  [
    'what is owed is not what was billed and paid',
    'invoices',
    /paid 0 of 100/,
    () => ({ sql: `update receivable set paid = 0 where invoice_id = ${made.invoice}` }),
  ],
  ['a payment is lost', 'payments', /lost: /, () => ({ sql: `delete from payment where id = ${made.payment}` })],
  [
    'a payment is there twice',
    'payments',
    /doubled: /,
    () => ({
      sql: `insert into payment (invoice_id, paid_on, amount, method, note, created_at)
            select invoice_id, paid_on, amount, method, note, created_at from payment where id = ${made.payment}`,
    }),
  ],
]

test.each(faults)('found: %s', async (_what, kind, sentence, fault) => {
  expect((await foundWith(fault()))[kind]).toMatch(sentence)
})
