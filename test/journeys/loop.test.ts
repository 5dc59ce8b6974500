import { beforeAll, expect, test } from 'vitest'
import { until } from './asking.ts'
import { json, outside, type Person, raiseCurtain, type Stage, signedIn, wellMade } from './browser.ts'
import { askForDocument, drag } from './hands.ts'
import { type Mail, openMailboxes } from './mailboxes.ts'

/** The whole loop at the screens of those who live it: a stranger, marketing, inside and field sales, accounting. */
let stage: Stage
const at: Record<string, Person> = {}
const mails: Mail[] = []
const password = 'hashi no ue no neko'
const admin = { ADMIN_EMAIL: 'admin@yuki.example.jp', ADMIN_PASSWORD: password }
const title = '点検記録の電子化'
const ask = (by: Person, method: string, path: string, data?: object) => json(stage, by, method, path, data)

const staff = [
  ['marketer', '佐藤 美咲', 'marketer'],
  ['tanaka', '田中 太郎', 'inside_sales'],
  ['kato', '加藤 健', 'field_sales'],
  ['keiri', '会計 花', 'accounting'],
] as const

beforeAll(async () => {
  const SMTP_URL = await openMailboxes(mails)
  stage = await raiseCurtain('2026-06-01T10:00:00+09:00', { ...admin, SMTP_URL })
  at.admin = await signedIn(stage, admin.ADMIN_EMAIL, password)
  const team = await ask(at.admin, 'POST', '/teams', { name: '営業' })
  for (const [login, name, role] of staff) {
    const email = `${login}@yuki.example.jp`
    const teamId = role.endsWith('sales') ? team.id : null
    await ask(at.admin, 'POST', '/users', { name, email, roles: [role], teamId, password })
    at[login] = await signedIn(stage, email, password)
  }
  const { version } = await ask(at.admin, 'GET', '/workspace')
  const sender = {
    name: '結設備株式会社',
    senderName: '結設備',
    senderEmail: 'info@yuki.example.jp',
    postalAddress: '新潟県長岡市1-1',
  }
  await ask(at.admin, 'PATCH', '/workspace', { version, ...sender })
}, 60_000)

test('1. R1: a stranger reads three pages, pricing among them; before a yes nothing is sent', async () => {
  const stranger = await outside(stage)
  at.stranger = stranger
  const { page } = stranger
  await page.goto(`${stage.url}/sample?utm_source=google&utm_medium=cpc&utm_campaign=spring`)
  await page.getByRole('button', { name: '同意する' }).waitFor()
  expect(await viewed()).toBe(0)
  await page.getByRole('button', { name: '同意する' }).click()
  await expect.poll(viewed).toBe(1)
  for (const [name, path, time] of [
    ['製品', '/sample/product', '10:01'],
    ['料金', '/sample/pricing', '10:02'],
  ] as const) {
    stage.clock.moveTo(`2026-06-01T${time}:00+09:00`)
    await page.getByRole('link', { name, exact: true }).click()
    await page.waitForURL(stage.url + path)
  }
  await expect.poll(viewed).toBe(3)
  expect((await ask(at.marketer!, 'GET', '/persons')).items).toEqual([])
})

test('2. R36: marketing says who is offered what, by a rule', async () => {
  const { page } = at.marketer!
  await page.goto(`${stage.url}/settings/assignment`)
  await page.getByRole('button', { name: 'ルールを追加' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名称').fill('新規の問い合わせ')
  await dialog.getByRole('combobox', { name: '割り当て先' }).click()
  await page.getByRole('option', { name: '田中 太郎' }).click()
  await page.keyboard.press('Escape')
  await dialog.getByLabel('1人あたりの受け持ち上限').fill('30')
  await dialog.getByRole('button', { name: '保存' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByText('新規の問い合わせ').waitFor()
  await wellMade(at.marketer!, 'the rules of assignment')
})

test('3. R27 R31: they ask for a document; thanked by mail, scored line by line, and offered to the rep, whose screen shows it by itself', async () => {
  const rep = at.tanaka!
  await rep.page.goto(`${stage.url}/offers`)
  await rep.page.getByRole('heading', { level: 1 }).waitFor()
  await askForDocument(at.stranger!, {
    会社名: '北斗精機株式会社',
    部署: '生産技術部',
    役職: '部長',
    姓: '原',
    名: '直子',
    メールアドレス: 'hara@hokuto-seiki.example.jp',
  })

  await rep.page.locator('[data-offer]').getByText('原 直子').waitFor()
  await wellMade(rep, 'an offer that came by itself')
  await expect.poll(() => mails.filter(mail => mail.to === 'hara@hokuto-seiki.example.jp').length).toBe(1)

  const marketer = at.marketer!
  await openPerson(marketer, 'hara@hokuto-seiki.example.jp')
  await marketer.page.getByText('資料請求').first().waitFor()
  await marketer.page.getByText('MQL').first().waitFor()
  await marketer.page.getByText('重要ページの閲覧').first().waitFor()
  await wellMade(marketer, 'the person the stranger was')
})

test('4. R44: the rep accepts, calls, makes an appointment and hands over to field sales', async () => {
  const { page } = at.tanaka!
  await page.keyboard.press('a')
  await page
    .getByText(/受け入れました/)
    .first()
    .waitFor()
  await page.goto(`${stage.url}/calls`)
  await page.getByText('残り 1件').waitFor()
  await page.getByRole('radio', { name: /アポ獲得/ }).click()
  const moment = page.getByRole('group', { name: '面談の日時' }).locator('input:not([type=hidden])')
  await moment.nth(0).fill('2026/06/08')
  await moment.nth(1).fill('10:00')
  await page.getByRole('combobox', { name: '引き渡し先' }).click()
  await page.getByRole('option', { name: /加藤 健/ }).click()
  await page.getByRole('button', { name: /保存して次へ/ }).click()
  await page.getByText('アポを登録し、加藤 健さんに打診しました。').first().waitFor()

  const field = at.kato!.page
  await field.goto(`${stage.url}/offers`)
  await field.getByRole('button', { name: '受け入れる' }).first().click()
  await field
    .getByText(/受け入れました/)
    .first()
    .waitFor()
  const { id } = await find(at.kato!, 'hara@hokuto-seiki.example.jp')
  const [lead] = (await ask(at.kato!, 'GET', `/leads?personId=${id}`)).items
  expect(lead.holder.name).toBe('加藤 健')
})

test('5. R54 R55: without BANT no deal; with one thing known it opens, is dragged through the eight stages, and confirming is the win', async () => {
  const field = at.kato!
  const { page } = field
  await openPerson(field, 'hara@hokuto-seiki.example.jp')
  await page.getByRole('button', { name: '商談を作成' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('件名').fill(title)
  await dialog.getByLabel('金額（円・税抜）').fill('4800000')
  await dialog.getByRole('button', { name: '商談を作成' }).click()
  await dialog.getByRole('alert').waitFor()
  expect(await dialog.getByRole('alert').innerText()).toMatch(/BANT|予算/)
  await dialog.getByLabel('必要性').fill('点検表の転記に毎日90分かかっている')
  await dialog.getByRole('button', { name: '商談を作成' }).click()
  await dialog.waitFor({ state: 'hidden' })

  await page.goto(`${stage.url}/deals`)
  await page.locator('article').waitFor()
  await wellMade(field, 'the board with one deal')
  const stages = page.locator('section[data-stage]')
  expect(await stages.count()).toBe(8)
  for (let to = 1; to < 8; to++) {
    await drag(field, to)
    if (to < 7) await stages.nth(to).locator('article').waitFor()
  }
  const win = page.getByRole('dialog')
  await win.getByLabel('金額（円・税抜）').fill('4500000')
  expect(await win.getByLabel('受注日').inputValue()).toBe('2026/06/01')
  await wellMade(field, 'what a win asks')
  expect((await ask(field, 'GET', '/deals?state=open')).items).toHaveLength(1)
  await win.getByRole('button', { name: '受注', exact: true }).click()
  await page.getByText('受注しました。おめでとうございます！').first().waitFor()
  await openPerson(field, 'hara@hokuto-seiki.example.jp')
  await page.getByText('受注').first().waitFor()
})

test('6. N1 R65: a customer, an order, an invoice as page and PDF, two payments; from the payment back to the first page and its source', async () => {
  const { page } = at.kato!
  await page.goto(`${stage.url}/orders`)
  await page.getByRole('button', { name: '注文を登録' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: '登録する' }).click()
  await page.waitForURL(/\/orders\/\d+/)
  await page.getByRole('heading', { name: title }).waitFor()
  const order = page.url()

  const { version } = await ask(at.admin!, 'GET', '/invoicing')
  const issuer = { registrationNumber: 'T7000012050002', bankAccount: '北越銀行 長岡支店 普通 1234567' }
  await ask(at.admin!, 'PATCH', '/invoicing', { version, ...issuer })

  const keiri = at.keiri!
  await keiri.page.goto(order)
  await wellMade(keiri, 'an order')
  await keiri.page.getByRole('button', { name: '請求書を作成' }).click()
  await keiri.page.waitForURL(/\/invoices\/\d+/)
  await keiri.page.getByRole('button', { name: '発行する' }).click()
  await keiri.page.getByRole('dialog').getByRole('button', { name: '発行する' }).click()
  await keiri.page
    .getByText(/を発行しました。/)
    .first()
    .waitFor()
  for (const printed of ['T7000012050002', '￥4,950,000', '北斗精機株式会社'])
    await keiri.page.getByText(printed).first().waitFor()
  await wellMade(keiri, 'an issued invoice')
  const pdf = await keiri.context.request.get(
    stage.url + (await keiri.page.getByRole('link', { name: 'PDF' }).getAttribute('href')),
  )
  expect([pdf.headers()['content-type'], (await pdf.body()).subarray(0, 5).toString()]).toEqual([
    'application/pdf',
    '%PDF-',
  ])

  for (const [amount, said] of [
    ['2000000', '残額は￥2,950,000です。'],
    ['2950000', '全額入金済みです。'],
  ] as const) {
    await keiri.page.getByRole('button', { name: '入金を記録' }).first().click()
    const dialog = keiri.page.getByRole('dialog')
    await dialog.getByLabel('入金額').fill(amount)
    await dialog.getByRole('button', { name: '記録する' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await keiri.page.getByText(said).first().waitFor()
  }
  await keiri.page.getByText('入金済み').first().waitFor()
  await keiri.page.getByText(/流入元：広告 \/ google \/ spring/).waitFor()
  await wellMade(keiri, 'a paid invoice')
  // Who may see people follows the thread to the page where it began.
  await at.admin!.page.goto(keiri.page.url())
  const thread = at.admin!.page.getByRole('listitem').filter({ hasText: '最初の接触' })
  await thread.getByText('工場の点検を、紙からタブレットへ').waitFor()
  await thread.getByRole('link', { name: '原 直子' }).click()
  await at.admin!.page.waitForURL(/\/persons\/\d+/)
  await at.admin!.page.getByText('入金').first().waitFor()
})

test('7. R57 R60: a second deal is lost with a reason, a third stopped until spring; their leads go where the lifecycle says', async () => {
  const field = at.kato!
  const { page } = field
  for (const [name, act, reason, until] of [
    ['失注', '失注', '価格', null],
    ['停止', '停止', '予算', '2027/04/01'],
  ] as const) {
    const who = { familyName: name, givenName: '太郎', companyName: `${name}商事株式会社` }
    const person = await ask(field, 'POST', '/persons', who)
    const bant = { budget: '来期に500万円' }
    const deal = await ask(field, 'POST', '/deals', { personId: person.id, title: `${name}の件`, bant })
    await page.goto(`${stage.url}/deals/${deal.id}`)
    await page.getByRole('button', { name: act, exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: act, exact: true }).click()
    await dialog.getByText('理由を選択してください。').waitFor()
    await dialog.getByRole('radio', { name: new RegExp(reason) }).click()
    if (until) {
      await dialog.getByLabel('再開を検討する日').fill(until)
      await page.keyboard.press('Tab')
    }
    await wellMade(field, `the end of a deal: ${act}`)
    await dialog.getByRole('button', { name: act, exact: true }).click()
    await dialog.waitFor({ state: 'hidden' })
    const lead = await ask(field, 'GET', `/leads/${deal.leadId}`)
    expect(lead).toMatchObject({ stage: 'recycled', clock: { for: 'wake' } })
    expect(lead.clock.at).toMatch(until ? /^2027-0(3-31|4-01)/ : /^2026-1/)
    await page.goto(`${stage.url}/persons/${person.id}`)
    await page.getByText('再育成').first().waitFor()
  }
})

test('8. R22 N8: a mailing to a segment: one opts out by one click, one bounces, one clicks and becomes hot', async () => {
  const marketer = at.marketer!
  const { page } = marketer
  for (const name of ['既読', '停止希望', '宛先不明']) {
    const email = `${{ 既読: 'open', 停止希望: 'out', 宛先不明: 'gone' }[name]}@reader.example.jp`
    const reader = { familyName: name, givenName: '花', email, source: '便り', companyName: `${name}工業株式会社` }
    const { id } = await ask(marketer, 'POST', '/persons', reader)
    await ask(marketer, 'POST', `/persons/${id}/consents`, { channel: 'mail', basis: 'opt_in', via: 'Webの申込' })
  }
  const rules = { all: [{ key: 'source', op: 'is', value: '便り' }] }
  await ask(marketer, 'POST', '/segments', { name: '便りの読者', rules })

  await page.goto(`${stage.url}/mailings`)
  await page.getByRole('button', { name: '一斉配信を作成' }).first().click()
  await page.waitForURL(/\/mailings\/\d+/)
  await page.getByRole('textbox', { name: '配信名（社内用）' }).fill('六月の便り')
  await page.getByRole('combobox', { name: '配信先' }).click()
  await page.getByRole('option', { name: '便りの読者' }).click()
  await page.getByRole('textbox', { name: '件名', exact: true }).fill('{{ person.familyName }} 様　料金を改定しました')
  await page.getByRole('textbox', { name: '本文' }).fill(`新しい料金は[こちら](${stage.url}/sample/pricing)です。`)
  await page.getByRole('button', { name: '保存', exact: true }).click()
  await page.getByText('3名に届きます').waitFor()
  await wellMade(marketer, 'a mailing before it goes')
  await page.getByRole('button', { name: '配信する…' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '3名に配信する' }).click()
  await page.getByText('配信済み').first().waitFor({ timeout: 30_000 })
  const got = () => mails.filter(mail => mail.subject.includes('料金を改定'))
  expect(
    got()
      .map(mail => mail.to)
      .toSorted(),
  ).toEqual(['open@reader.example.jp', 'out@reader.example.jp'])

  // What the mailbox does when its button is pressed.
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const { unsubscribe } = got().find(mail => mail.to.startsWith('out@'))!
  expect((await fetch(unsubscribe, { method: 'POST', headers, body: 'List-Unsubscribe=One-Click' })).ok).toBe(true)

  const reader = await outside(stage)
  const link = /href="(http[^"]+\/c\/[^"]+)"/.exec(got().find(mail => mail.to.startsWith('open@'))!.html)![1]!
  await reader.page.goto(link)
  await reader.page.getByRole('button', { name: '同意する' }).click()
  for (const name of ['製品', '導入事例', '料金']) {
    await reader.page.getByRole('link', { name, exact: true }).click()
    await reader.page.getByRole('heading', { level: 1 }).waitFor()
  }
  await askForDocument(reader, {
    会社名: '既読工業株式会社',
    姓: '既読',
    名: '花',
    メールアドレス: 'open@reader.example.jp',
  })

  await page.reload()
  for (const figure of ['クリック', '配信停止', '不達']) await page.getByText(figure).first().waitFor()
  await wellMade(marketer, 'what came of a mailing')
  const hot = await until(
    () => find(marketer, 'open@reader.example.jp'),
    person => person.temperature === 'hot',
  )
  expect(hot.temperature).toBe('hot')
  const { standing } = await ask(
    marketer,
    'GET',
    `/persons/${(await find(marketer, 'out@reader.example.jp')).id}/consents`,
  )
  expect(standing.find((s: { channel: string }) => s.channel === 'mail').state).toBe('refused')
})

test('9. R72–R80: the nine answers have changed accordingly, and each opens the list that it counted', async () => {
  stage.clock.moveTo('2026-06-02T09:00:00+09:00')
  const { page } = at.admin!
  await page.goto(`${stage.url}/questions`)
  await page.getByText('￥4,500,000').first().waitFor()
  await wellMade(at.admin!, 'the nine questions')
  const counted = await page.locator('figure li a').evaluateAll(links =>
    links.map(link => ({
      to: link.getAttribute('href')!,
      people: Math.abs(Number((link.lastElementChild?.textContent ?? '0').replace('−', '-'))),
    })),
  )
  const bars = counted.filter(({ people }) => people > 0)
  expect(bars.length).toBeGreaterThan(4)
  for (const { to, people } of bars) {
    await page.goto(stage.url + to)
    await page.getByText(`${people}件`, { exact: true }).first().waitFor()
  }
  await page.goto(`${stage.url}/questions`)
  await page.locator('summary').filter({ hasText: 'サイト訪問：google' }).first().click()
  await page.getByRole('link', { name: title }).first().click()
  await page.waitForURL(/\/deals\/\d+/)
})

async function find(by: Person, email: string) {
  return (await ask(by, 'GET', `/persons?q=${encodeURIComponent(email)}`)).items[0]
}

async function openPerson(by: Person, email: string): Promise<void> {
  const { id, familyName } = await find(by, email)
  await by.page.goto(`${stage.url}/persons/${id}`)
  await by.page.getByRole('heading', { name: familyName }).first().waitFor()
}

async function viewed(): Promise<number> {
  const { db } = stage.running.world
  return (await db.selectFrom('event').select('id').where('kind', '=', 'page.viewed').execute()).length
}
