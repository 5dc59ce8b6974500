import { beforeAll, expect, test } from 'vitest'
import { browsing, newVisitor } from '../../src/capture/tracking/tracking.fixture.ts'
import type { Asking, Body } from '../office.ts'
import { askingOver, passTo, signInOver, until } from './asking.ts'
import { raiseCurtain, type Stage } from './browser.ts'
import { type Mail, openMailboxes } from './mailboxes.ts'

/** The whole loop, as programs live it: from a stranger's page view to a paid invoice, and a mailing beside it. */
let stage: Stage
let web: ReturnType<typeof browsing>
const office: Record<string, { id: number; ask: Asking }> = {}
const mails: Mail[] = []
const password = 'hashi no ue no neko'
const stranger = { visitor: newVisitor(), email: 'hara@hokuto-seiki.example.jp' }
let person: Body
let deal: Body

const who = (name: string) => office[name]!.ask
const need = async (answer: Promise<Awaited<ReturnType<Asking>>>): Promise<Body> => {
  const { status, body } = await answer
  expect(status, JSON.stringify(body).slice(0, 400)).toSatisfy((s: number) => s >= 200 && s < 300)
  return body
}

beforeAll(async () => {
  const SMTP_URL = await openMailboxes(mails)
  stage = await raiseCurtain('2026-06-01T10:00:00+09:00', { SMTP_URL })
  web = browsing({
    fetch: request => fetch(new Request(request.url.replace('http://localhost:3000', stage.url), request)),
  })
  const welcome = {
    token: new URL(stage.link).searchParams.get('token'),
    company: 'ゆき精機株式会社',
    name: '結城 玲子',
    email: 'admin@yuki.example.jp',
    password,
  }
  await need(askingOver(stage.url)('POST', '/welcome/first', welcome))
  const admin = await signInOver(stage.url, 'admin@yuki.example.jp', password)
  office.admin = { id: (await need(admin('GET', '/me'))).id, ask: admin }
  const team = await need(admin('POST', '/teams', { name: '営業' }))
  const staff = [
    ['marketer', '佐藤 美咲', 'marketer', null],
    ['caller', '田中 太郎', 'inside_sales', team.id],
    ['field', '加藤 健', 'field_sales', team.id],
    ['keiri', '会計 花', 'accounting', null],
  ] as const
  for (const [key, name, role, teamId] of staff) {
    const email = `${key}@yuki.example.jp`
    const { id } = await need(admin('POST', '/users', { name, email, roles: [role], teamId, password }))
    office[key] = { id, ask: await signInOver(stage.url, email, password) }
  }
  const workspace = await need(admin('GET', '/workspace'))
  const sender = { senderName: 'ゆき精機', senderEmail: 'info@yuki.example.jp', postalAddress: '新潟県長岡市1-1' }
  await need(admin('PATCH', '/workspace', { version: workspace.version, ...sender }))
})

test('1. R1: a stranger reads three pages, pricing among them; nobody knows who it is', async () => {
  for (const path of ['/?utm_source=google&utm_medium=cpc&utm_campaign=spring', '/product', '/pricing'])
    expect((await web.look(stranger.visitor, path)).status).toBe(204)
  expect((await need(who('marketer')('GET', '/persons'))).items).toEqual([])
  const rule = { name: '製造業', conditions: { all: [{ key: 'title', op: 'has', value: '長' }] }, capacity: 50 }
  await need(who('marketer')('POST', '/assignment-rules', { ...rule, receivers: [office.caller!.id] }))
})

test('2. they ask for a document: a person with a company and a lead, the views are theirs, a thank-you mail arrives', async () => {
  const form = await need(who('marketer')('POST', '/forms', { name: '製品カタログ', kind: 'document' }))
  const answers = {
    company: '北斗精機株式会社',
    department: '生産技術部',
    title: '部長',
    family_name: '原',
    given_name: '直子',
    email: stranger.email,
    phone: '03-1234-5678',
  }
  await need(
    askingOver(stage.url)('POST', `/forms/${form.id}/submissions`, {
      answers,
      consented: true,
      visitor: stranger.visitor,
    }),
  )
  ;[person] = (await need(who('marketer')('GET', `/persons?q=${encodeURIComponent(stranger.email)}`))).items
  expect(person).toMatchObject({ familyName: '原', companyName: '北斗精機株式会社', title: '部長' })
  const { items } = await need(who('marketer')('GET', `/persons/${person.id}/timeline?limit=100`))
  expect(items.filter((e: Body) => e.kind === 'page.viewed')).toHaveLength(3)
  await until(
    async () => mails.filter(mail => mail.to === stranger.email),
    got => got.length > 0,
  )
  expect(mails.filter(mail => mail.to === stranger.email)).toHaveLength(1)
})

test('3. R27 R31: the score is explained line by line and crosses the line: MQL, offered by a rule with a clock', async () => {
  const lead = await until(
    async () => (await need(who('marketer')('GET', `/leads?personId=${person.id}`))).items[0],
    (l: Body) => l?.stage === 'mql' && l.offer,
  )
  expect(lead.offer).toMatchObject({ to: { id: office.caller!.id } })
  expect(lead.clock).toMatchObject({ for: 'answer' })
  const score = await need(who('marketer')('GET', `/persons/${person.id}/score`))
  expect(score).toMatchObject({ above: true })
  const intent = score.lines.filter((line: Body) => line.about === 'intent')
  expect(intent.length).toBeGreaterThanOrEqual(4)
  person = { ...person, leadId: lead.id, offerId: lead.offer.id }
})

test('4. the rep accepts, calls, makes an appointment and hands over to the field rep', async () => {
  await need(who('caller')('POST', `/offers/${person.offerId}/accept`))
  const appointment = {
    outcome: 'appointment',
    at: '2026-06-08T01:00:00Z',
    to: office.field!.id,
    note: '見積の依頼あり',
  }
  const saved = await need(who('caller')('POST', `/call-list/${person.leadId}/outcome`, appointment))
  await need(who('field')('POST', `/offers/${saved.offerId}/accept`))
  expect((await need(who('field')('GET', `/leads/${person.leadId}`))).holder.id).toBe(office.field!.id)
})

test('5. R54 R55: no deal without anything of BANT; with one thing known it opens, walks the eight stages, and is won by confirming', async () => {
  const said = { personId: person.id, title: '検査装置の入れ替え', amount: 4_800_000 }
  expect((await who('field')('POST', '/deals', said)).status).toBeGreaterThanOrEqual(400)
  deal = await need(who('field')('POST', '/deals', { ...said, bant: { needs: '検査の手間を半分にしたい' } }))
  const [pipeline] = (await need(who('field')('GET', '/pipelines'))).items
  expect(pipeline.stages).toHaveLength(8)
  for (const { id, wins } of pipeline.stages.slice(1))
    if (!wins) deal = await need(who('field')('PATCH', `/deals/${deal.id}`, { version: deal.version, stage: id }))
  const last = pipeline.stages.at(-1).id
  expect((await who('field')('PATCH', `/deals/${deal.id}`, { version: deal.version, stage: last })).status).not.toBe(
    200,
  )
  const won = { version: deal.version, outcome: 'won', amount: 4_500_000, orderedOn: '2026-06-01' }
  deal = await need(who('field')('PATCH', `/deals/${deal.id}`, won))
  expect(deal).toMatchObject({ outcome: 'won', amount: 4_500_000 })
  expect((await need(who('field')('GET', `/leads/${person.leadId}`))).stage).toBe('won')
})

test('6. N1 R65: a customer, an order, an invoice, two payments; from the payment back to the first page view and its source', async () => {
  const company = await need(who('keiri')('GET', `/companies/${person.companyId}`))
  expect(company.customerSince).toBe('2026-06-01')
  await need(who('admin')('PATCH', '/invoicing', await invoicing()))
  const order = await need(who('field')('POST', '/orders', { dealId: deal.id }))
  const draft = await need(who('keiri')('POST', '/invoices', { orderId: order.id }))
  const invoice = await need(who('keiri')('POST', `/invoices/${draft.id}/issue`, { version: draft.version }))
  expect(invoice).toMatchObject({ net: 4_500_000, tax: 450_000, total: 4_950_000 })
  const pdf = await fetch(`${stage.url}/api/v1/invoices/${invoice.id}.pdf`, { headers: await cookieOf('keiri') })
  expect([pdf.status, pdf.headers.get('content-type')]).toEqual([200, 'application/pdf'])
  const first = await need(who('keiri')('POST', '/payments', { invoiceId: invoice.id, amount: 2_000_000 }))
  expect(first.left).toBe(2_950_000)
  const second = await need(who('keiri')('POST', '/payments', { invoiceId: invoice.id, amount: 2_949_560, fee: 440 }))
  expect(second.left).toBe(0)
  const thread = await need(who('admin')('GET', `/invoices/${invoice.id}/thread`))
  expect(thread.payments).toHaveLength(2)
  expect(thread).toMatchObject({
    deal: { id: deal.id },
    lead: { id: person.leadId },
    first: { kind: 'page.viewed', visit: { source: 'google', medium: 'cpc', campaign: 'spring' } },
  })
})

test('7. R57 R60: a second deal is lost with a reason, a third stopped until spring; their leads go where the lifecycle says', async () => {
  const ends = [
    [{ outcome: 'lost', reason: 'lost_price' }, '失注', /^2026-11/],
    [{ outcome: 'stopped', reason: 'stopped_budget', until: '2027-04-01' }, '停止', /^2027-04-01/],
  ] as const
  const { items: reasons } = await need(who('admin')('GET', '/reasons'))
  for (const [ending, name, wakes] of ends) {
    const one = await need(
      who('field')('POST', '/persons', { familyName: name, givenName: '太郎', companyName: `${name}商事株式会社` }),
    )
    const opened = await need(
      who('field')('POST', '/deals', { personId: one.id, title: name, bant: { budget: '来期に500万円' } }),
    )
    expect(
      (await who('field')('PATCH', `/deals/${opened.id}`, { version: opened.version, outcome: ending.outcome })).status,
    ).not.toBe(200)
    const reason = reasons.find((r: Body) => r.kind === ending.outcome).id
    await need(who('field')('PATCH', `/deals/${opened.id}`, { version: opened.version, ...ending, reason }))
    const lead = await need(who('field')('GET', `/leads/${opened.leadId}`))
    expect(lead).toMatchObject({ stage: 'recycled', clock: { for: 'wake', at: expect.stringMatching(wakes) } })
  }
})

test('8. a mailing to a segment: one opts out by the one-click button, one bounces, one clicks; nothing goes twice', async () => {
  const readers = ['open', 'out', 'gone']
  for (const name of readers) {
    const { id } = await need(
      who('marketer')('POST', '/persons', {
        familyName: name,
        givenName: '読',
        email: `${name}@reader.example.jp`,
        source: '便り',
      }),
    )
    await need(
      who('marketer')('POST', `/persons/${id}/consents`, { channel: 'mail', basis: 'opt_in', via: 'Webの申込' }),
    )
  }
  const rules = { all: [{ key: 'source', op: 'is', value: '便り' }] }
  const segment = await need(who('marketer')('POST', '/segments', { name: '便りの読者', rules }))
  const mailing = await need(
    who('marketer')('POST', '/mailings', {
      name: '六月の便り',
      subject: '{{person.familyName}} 様　新製品のご案内',
      body: '新しい検査装置ができました。[詳しくはこちら](https://www.yuki.example.jp/product)',
      segmentId: segment.id,
    }),
  )
  await need(who('marketer')('POST', `/mailings/${mailing.id}/send`, { version: mailing.version }))
  const done = await until(
    async () => (await need(who('marketer')('GET', `/mailings/${mailing.id}`))) as Body,
    (m: Body) => m.state === 'sent',
  )
  expect(done.state).toBe('sent')
  const got = mails.filter(mail => mail.subject.endsWith('新製品のご案内'))
  expect(got.map(mail => mail.to).toSorted()).toEqual(['open@reader.example.jp', 'out@reader.example.jp'])
  const out = got.find(mail => mail.to.startsWith('out@'))!
  const oneClick = out.unsubscribe
  expect((await fetch(oneClick)).status).toBe(200)
  expect(await stateOf('out')).toBe('lawful')
  const sent = {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: 'List-Unsubscribe=One-Click',
  }
  expect((await fetch(oneClick, sent)).status).toBeLessThan(300)
  expect(await stateOf('out')).toBe('refused')
  const link = /href="(http[^"]+\/c\/[^"]+)"/.exec(got.find(mail => mail.to.startsWith('open@'))!.html)![1]!
  const clicked = await fetch(link, {
    redirect: 'manual',
    headers: { 'user-agent': 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0' },
  })
  expect([clicked.status, clicked.headers.get('location')]).toEqual([
    302,
    expect.stringContaining('https://www.yuki.example.jp/product'),
  ])
})

test('9. the nine questions have changed accordingly', async () => {
  await passTo(stage, '2026-06-02T09:00:00+09:00')
  const answers = await need(who('admin')('GET', '/questions'))
  expect(JSON.stringify(answers)).toContain('4500000')
})

async function stateOf(name: string): Promise<string> {
  const [found] = (await need(who('marketer')('GET', `/persons?q=${encodeURIComponent(`${name}@reader.example.jp`)}`)))
    .items
  const { standing } = await need(who('marketer')('GET', `/persons/${found.id}/consents`))
  return standing.find((s: Body) => s.channel === 'mail').state
}

async function invoicing() {
  const now = await need(who('admin')('GET', '/invoicing'))
  return { version: now.version, registrationNumber: 'T7000012050002', bankAccount: '北越銀行 長岡支店 普通 1234567' }
}

async function cookieOf(name: string): Promise<Record<string, string>> {
  const answer = await fetch(`${stage.url}/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ email: `${name}@yuki.example.jp`, password }),
  })
  return {
    cookie: answer.headers
      .getSetCookie()
      .map(c => c.split(';')[0])
      .join('; '),
  }
}
