import { beforeAll, expect, test } from 'vitest'
import { asCp932, asXlsx, exhibition } from '../../src/capture/imports/exhibition.fixture.ts'
import type { Asking, Body } from '../office.ts'
import { askingOver, passTo, signInOver, until } from './asking.ts'
import { raiseCurtain, type Stage } from './browser.ts'

/** The morning of a sales office, as programs live it: the same steps as in the browser, one after the other. */
let stage: Stage
let anybody: Asking
const office: Record<string, { id: number; ask: Asking }> = {}
const password = 'hashi no ue no neko'

const who = (name: string) => office[name]!
const need = async (answer: Promise<Awaited<ReturnType<Asking>>>, status = 200): Promise<Body> => {
  const { status: got, body } = await answer
  expect(got, JSON.stringify(body).slice(0, 400)).toBeGreaterThanOrEqual(status)
  expect(got, JSON.stringify(body).slice(0, 400)).toBeLessThan(300)
  return body
}

beforeAll(async () => {
  stage = await raiseCurtain('2026-06-01T08:50:00+09:00')
  anybody = askingOver(stage.url)
})

test('1. the one-time link makes the first admin, who brings in the office; everybody signs in', async () => {
  const token = new URL(stage.link).searchParams.get('token')
  await need(
    anybody('POST', '/welcome/first', {
      token,
      company: '株式会社むすび商会',
      name: '結城 玲子',
      email: 'yuki@musubi.example.jp',
      password,
    }),
  )
  expect(
    await anybody('POST', '/welcome/first', {
      token,
      company: '二度目',
      name: '誰か',
      email: 'x@musubi.example.jp',
      password,
    }),
  ).toMatchObject({ status: expect.toSatisfy((s: number) => s >= 400 && s < 500) })
  const admin = await signInOver(stage.url, 'yuki@musubi.example.jp', password)
  office.admin = { id: (await need(admin('GET', '/me'))).id, ask: admin }
  const east = await need(admin('POST', '/teams', { name: '東日本' }))
  const west = await need(admin('POST', '/teams', { name: '西日本' }))
  const people = [
    ['marketer', '佐藤 美咲', ['marketer'], null],
    ['manager', '鈴木 一郎', ['manager'], null],
    ['tanaka', '田中 太郎', ['inside_sales'], east.id],
    ['ito', '伊藤 花子', ['inside_sales'], west.id],
    ['kato', '加藤 健', ['field_sales'], east.id],
    ['keiri', '会計 花', ['accounting'], null],
  ] as const
  for (const [key, name, roles, teamId] of people) {
    const user = await need(
      admin('POST', '/users', { name, email: `${key}@musubi.example.jp`, roles, teamId, password }),
    )
    office[key] = { id: user.id, ask: await signInOver(stage.url, `${key}@musubi.example.jp`, password) }
  }
  expect((await need(who('keiri').ask('GET', '/me'))).rights).not.toContain('person.read')
})

async function takeIn(bytes: Buffer, name: string) {
  const form = new FormData()
  form.append('file', new Blob([new Uint8Array(bytes)]), name)
  form.append('about', 'person')
  const draft = await need(who('marketer').ask('POST', '/imports', form))
  const options = { source: '展示会 2026', basis: 'business_card', evidence: '展示会 2026 で名刺を交換' }
  const changed = await need(who('marketer').ask('PATCH', `/imports/${draft.id}`, { version: draft.version, options }))
  expect(changed.lacking).toBeNull()
  await need(who('marketer').ask('POST', `/imports/${draft.id}/start`))
  return until(
    () => need(who('marketer').ask('GET', `/imports/${draft.id}`)),
    (run: Body) => run.state === 'done',
  )
}

const visitors = exhibition({ people: 1900, doubles: 86, bad: 14 })
let importId: number

test('2. R10 R38 N11: 2,000 cards in CP932 come in; 14 rows are refused with reasons; the same again changes nothing; undo takes exactly this back', async () => {
  const run = await takeIn(asCp932(visitors), '展示会2026.csv')
  expect(run).toMatchObject({ rowsTotal: 2000, refused: 14, created: 1900 })
  const refused = await need(who('marketer').ask('GET', `/imports/${run.id}/refused?format=json`))
  expect(refused.items).toHaveLength(14)
  for (const row of refused.items) expect(row.problem).toMatch(/。/)
  const before = await need(who('marketer').ask('GET', '/persons/count?exact=true'))
  expect(before.count).toBe(1900)

  const again = await takeIn(asCp932(visitors), '展示会2026.csv')
  expect(again).toMatchObject({ created: 0, updated: 0, refused: 14 })

  await need(who('marketer').ask('POST', `/imports/${run.id}/undo`))
  await until(
    () => need(who('marketer').ask('GET', `/imports/${run.id}`)),
    (i: Body) => i.state === 'undone',
  )
  expect((await need(who('marketer').ask('GET', '/persons/count?exact=true'))).count).toBe(0)

  importId = (await takeIn(await asXlsx(visitors), '展示会2026.xlsx')).id
  expect(importId).toBeGreaterThan(run.id)
  expect((await need(who('marketer').ask('GET', '/persons/count?exact=true'))).count).toBe(1900)
})

let leadIds: number[]

test('3. R37 R73: "exhibition, not yet approached" is offered round robin; each rep sees what their team may see', async () => {
  const segment = await need(
    who('marketer').ask('POST', '/segments', {
      name: '展示会 未アプローチ',
      rules: {
        all: [
          { key: 'source', op: 'in', value: ['展示会 2026'] },
          { key: 'stage', op: 'in', value: ['lead'] },
        ],
      },
    }),
  )
  expect((await need(who('marketer').ask('GET', `/persons/count?segment=${segment.id}&exact=true`))).count).toBe(1900)
  const page = await need(who('marketer').ask('GET', `/persons?segment=${segment.id}&limit=40`))
  leadIds = page.items.map((p: { leadId: number }) => p.leadId)
  const given = await need(
    who('marketer').ask('POST', '/offers', {
      leadIds,
      to: [who('tanaka').id, who('ito').id],
      note: '展示会で詳しい話を聞きたいとのこと',
    }),
  )
  expect(given).toMatchObject({ refused: [] })
  expect(given.offers).toHaveLength(40)
  for (const rep of ['tanaka', 'ito'])
    expect((await need(who(rep).ask('GET', '/persons/count?exact=true'))).count).toBe(20)
  expect((await need(who('marketer').ask('GET', `/persons/count?segment=${segment.id}&exact=true`))).count).toBe(1860)

  const theirs = (await need(who('ito').ask('GET', '/persons?limit=1'))).items[0]
  const added = await who('tanaka').ask('POST', '/persons', {
    familyName: theirs.familyName,
    givenName: theirs.givenName,
    email: theirs.email ?? undefined,
    phone: theirs.phone,
    companyName: theirs.companyName,
  })
  expect(added).toMatchObject({ status: 409, body: { data: { heldBy: expect.any(String) } } })
  expect(JSON.stringify(added.body)).not.toContain(theirs.familyName)
  const notified = await until(
    () => need(who('tanaka').ask('GET', '/notifications')),
    (n: Body) => n.items.length > 0,
  )
  expect(notified.items).toHaveLength(1)
})

test('4. D4: the call list is worked; 不在 comes back by itself at another hour; アポ獲得 makes a meeting and offers the lead to field sales', async () => {
  const offers = await need(who('tanaka').ask('GET', '/offers?limit=100'))
  for (const offer of offers.items) await need(who('tanaka').ask('POST', `/offers/${offer.id}/accept`))
  stage.clock.moveTo('2026-06-01T10:00:00+09:00')
  const list = await need(who('tanaka').ask('GET', '/call-list'))
  expect(list.total).toBe(20)
  const next = await need(who('tanaka').ask('GET', '/call-list/next'))
  expect(next.screen.person.name).toBeTruthy()
  expect(next.screen.why.note).toBe('展示会で詳しい話を聞きたいとのこと')

  const [absent, appointment] = list.items
  const missed = await need(who('tanaka').ask('POST', `/call-list/${absent.leadId}/outcome`, { outcome: 'absent' }))
  expect(missed.again).toBe('2026-06-01T05:30:00.000Z') // 14:30 the same day: tried in the morning, so after noon
  expect(
    (await need(who('tanaka').ask('GET', '/call-list'))).items.map((i: { leadId: number }) => i.leadId),
  ).not.toContain(absent.leadId)
  stage.clock.moveTo('2026-06-01T14:31:00+09:00')
  expect((await need(who('tanaka').ask('GET', '/call-list'))).items[0].leadId).toBe(absent.leadId)

  const won = await need(
    who('tanaka').ask('POST', `/call-list/${appointment.leadId}/outcome`, {
      outcome: 'appointment',
      at: '2026-06-08T01:00:00Z',
      to: who('kato').id,
      note: '課題は手入力の多さ',
    }),
  )
  expect(won.offerId).toBeTruthy()
  const meeting = await need(who('kato').ask('GET', '/activities?kind=meeting'))
  expect(meeting.items[0]).toMatchObject({ kind: 'meeting', plannedAt: '2026-06-08T01:00:00.000Z' })
})

test('5. R41: field sales accepts; another lead goes back "until October" and wakes on that day to who had it', async () => {
  const [offer] = (await need(who('kato').ask('GET', '/offers'))).items
  const accepted = await need(who('kato').ask('POST', `/offers/${offer.id}/accept`))
  expect(accepted).toMatchObject({ answer: 'accepted', stage: 'sal' })
  expect((await need(who('kato').ask('GET', `/leads/${offer.leadId}`))).holder.id).toBe(who('kato').id)

  const [waiting] = (await need(who('ito').ask('GET', '/offers'))).items
  await need(
    who('ito').ask('POST', `/offers/${waiting.id}/return`, {
      reason: 'not_now',
      until: '2026-10-01',
      note: '下期の予算で検討',
    }),
  )
  const lead = await need(who('marketer').ask('GET', `/leads/${waiting.leadId}`))
  expect(lead).toMatchObject({
    stage: 'recycled',
    holder: { name: 'マーケティング' },
    clock: { for: 'wake', at: '2026-10-01T00:00:00.000Z' },
  })
  await passTo(stage, '2026-10-01T09:00:00+09:00')
  // The product's own minute may have been at it at the same moment.
  const awake = await until(
    () => need(who('marketer').ask('GET', `/leads/${waiting.leadId}`)),
    (l: Body) => l.stage === 'mql',
  )
  expect(awake).toMatchObject({ stage: 'mql', offer: { to: { id: who('ito').id } } })
  stage.clock.moveTo('2026-06-02T09:00:00+09:00')
})

test('6. R47 R49: the manager sees the day; one act moves a whole book, one more takes it back', async () => {
  const day = await need(who('manager').ask('GET', '/day?date=2026-06-01'))
  expect(day.users.find((u: { user: { id: number } }) => u.user.id === who('tanaka').id)).toMatchObject({
    done: { call: 2 },
    outcomes: { absent: 1, appointment: 1 },
    accepted: 20,
  })
  expect(day.withoutOwner).toBe(0)
  const mine = async (rep: string) =>
    (await need(who('manager').ask('GET', `/leads?holder=${who(rep).id}&limit=500`))).items.length
  const before = [await mine('tanaka'), await mine('ito')]
  expect(before[0]).toBeGreaterThan(10)
  const moved = await need(
    who('manager').ask('POST', '/handovers', { from: who('tanaka').id, to: who('ito').id, note: '異動に伴う引継ぎ' }),
  )
  expect(moved.leads).toBe(before[0])
  expect([await mine('tanaka'), await mine('ito')]).toEqual([0, before[0]! + before[1]!])
  await need(who('manager').ask('POST', `/operations/${moved.operationId}/undo`, {}))
  expect([await mine('tanaka'), await mine('ito')]).toEqual(before)
})

test('7. N11: two people turn out to be one; merged, looked at, un-merged as they were', async () => {
  const marketer = who('marketer').ask
  const one = await need(
    marketer('POST', '/persons', {
      familyName: '同一',
      givenName: '人',
      email: 'one@douitsu.example.jp',
      companyName: '同一商事',
      title: '課長',
    }),
  )
  const two = await need(
    marketer('POST', '/persons', {
      familyName: '同一',
      givenName: '人',
      email: 'two@douitsu.example.jp',
      companyName: '同一商事',
      mobile: '090-1234-5678',
    }),
  )
  const merge = await need(marketer('POST', '/persons/merge', { keep: one.id, absorb: two.id }))
  const merged = await need(marketer('GET', `/persons/${two.id}`))
  expect(merged).toMatchObject({ id: one.id, mobile: '090-1234-5678', title: '課長' })
  expect(merged.leads.filter((l: { closedAt: string | null }) => l.closedAt === null)).toHaveLength(1)
  await need(marketer('POST', `/merges/${merge.id}/undo`, {}))
  const back = [await need(marketer('GET', `/persons/${one.id}`)), await need(marketer('GET', `/persons/${two.id}`))]
  expect(back).toMatchObject([
    { id: one.id, mobile: null, title: '課長', email: 'one@douitsu.example.jp' },
    { id: two.id, mobile: '090-1234-5678', title: null, email: 'two@douitsu.example.jp' },
  ])
})

test('8. D8: a person asks to be forgotten: what is stored is handed out, then it is gone and kept out', async () => {
  const email = 'forget@wasure.example.jp'
  const person = await need(
    who('marketer').ask('POST', '/persons', { familyName: '忘却', givenName: '希望', email, companyName: '忘却商会' }),
  )
  const stored = await need(who('marketer').ask('GET', `/persons/${person.id}/export`))
  expect(JSON.stringify(stored)).toContain(email)
  expect(await who('marketer').ask('DELETE', `/persons/${person.id}`)).toMatchObject({ status: 403 })
  expect((await who('admin').ask('DELETE', `/persons/${person.id}`)).status).toBeLessThan(300)
  expect(await who('admin').ask('GET', `/persons/${person.id}`)).toMatchObject({ status: 404 })
  const again = await who('marketer').ask('POST', '/persons', { familyName: '忘却', email })
  expect(again).toMatchObject({ status: 409, body: { data: { erased: true } } })
  expect(JSON.stringify(again.body)).not.toContain('忘却')
})
