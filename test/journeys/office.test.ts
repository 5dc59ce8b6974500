import { beforeAll, expect, test } from 'vitest'
import { type Person, raiseCurtain, type Stage, wellMade } from './browser.ts'

/** The office around the morning: getting in, being told, two at the same setting, leaving. */
let stage: Stage
let admin: Person
let tanaka: Person
const password = 'hashi no ue no neko'

/** What a program would do, as whoever is signed in here. */
async function call<T>({ page }: Person, method: string, path: string, body?: unknown): Promise<T> {
  return page.evaluate(
    async ([method, path, body]) => {
      const answer = await fetch(`/api/v1${path}`, { method, headers: { 'content-type': 'application/json' }, body })
      if (!answer.ok) throw new Error(await answer.text())
      return answer.json()
    },
    [method, path, body === undefined ? null : JSON.stringify(body)] as const,
  )
}

beforeAll(async () => {
  stage = await raiseCurtain('2026-06-01T08:50:00+09:00')
  admin = await stage.open()
  await admin.page.goto(stage.link)
  await admin.page.getByLabel('会社名').fill('株式会社むすび商会')
  await admin.page.getByLabel('お名前').fill('結城 玲子')
  await admin.page.getByLabel('メールアドレス').fill('yuki@musubi.example.jp')
  await admin.page.getByLabel('パスワード', { exact: true }).fill(password)
  await admin.page.getByRole('button', { name: '使い始める' }).click()
  await admin.page.getByRole('link', { name: '設定' }).first().waitFor()
  const team = await call<{ id: number }>(admin, 'POST', '/teams', { name: '東日本' })
  await call(admin, 'POST', '/users', {
    name: '田中 太郎',
    email: 'tanaka@musubi.example.jp',
    roles: ['inside_sales'],
    teamId: team.id,
    password,
  })
})

test('a link works once; a wrong password is refused in a sentence; after signing in one is where one wanted to be', async () => {
  tanaka = await stage.open()
  const { page } = tanaka
  await page.goto(stage.link)
  await page.getByRole('heading', { name: 'このリンクは使えません' }).waitFor()
  await wellMade(tanaka, 'a link that was used')
  await page.goto(`${stage.url}/companies`)
  await page.waitForURL(/\/sign-in\?back=/)
  await page.getByLabel('メールアドレス').fill('tanaka@musubi.example.jp')
  await page.getByLabel('パスワード', { exact: true }).fill('not this one')
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.getByText('メールアドレスまたはパスワードが正しくありません。').waitFor()
  await wellMade(tanaka, 'a refused sign-in')
  await page.getByLabel('パスワード', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'サインイン' }).click()
  await page.waitForURL(`${stage.url}/companies`)
})

test('a rep finds their own settings, and what is the administrator’s is not theirs to open', async () => {
  const { page } = tanaka
  await page.goto(`${stage.url}/settings/users`)
  await page.getByRole('heading', { name: 'この画面を開く権限がありません' }).waitFor()
  await page.goto(`${stage.url}/settings`)
  await page.getByRole('heading', { name: '自分の設定' }).waitFor()
  expect(await page.getByRole('link', { name: 'APIキー' }).count()).toBe(0)
  await wellMade(tanaka, 'one’s own settings')
})

test('an offer rings at once, and its message leads to it', async () => {
  const { page } = tanaka
  const person = await call<{ leads: { id: number }[] }>(admin, 'POST', '/persons', {
    familyName: '森',
    givenName: '一郎',
    email: 'mori@example.co.jp',
  })
  const users = await call<{ items: { id: number; name: string }[] }>(admin, 'GET', '/users')
  const to = users.items.find(user => user.name === '田中 太郎')?.id
  await call(admin, 'POST', '/offers', { leadIds: person.leads.map(lead => lead.id), to, note: '資料のご請求' })
  const message = page.getByRole('alert').filter({ hasText: '森 一郎様の打診が届きました。' })
  await message.waitFor()
  await page.getByRole('button', { name: '未読の通知 1件' }).waitFor()
  await message.getByRole('button', { name: '開く' }).click()
  await page.waitForURL(`${stage.url}/offers`)
  await page.getByRole('button', { name: '通知', exact: true }).waitFor()
})

test('language and light follow their owner to another machine', async () => {
  const { page, context } = tanaka
  await page.getByRole('button', { name: /アカウント/ }).click()
  await page.getByRole('menuitemradio', { name: 'English' }).click()
  await page.getByRole('link', { name: 'Settings' }).first().waitFor()
  await page.getByRole('button', { name: /Your account/ }).click()
  const kept = page.waitForResponse(/setPreference/)
  await page.getByRole('menuitemradio', { name: 'Dark' }).click()
  await kept
  const elsewhere = await stage.open(390)
  await elsewhere.context.addCookies(await context.cookies())
  await elsewhere.page.goto(`${stage.url}/settings/me`)
  await elsewhere.page.getByRole('heading', { name: 'My settings' }).waitFor()
  await elsewhere.page.locator('html[data-mantine-color-scheme=dark][lang=en]').waitFor()
  await wellMade(elsewhere, 'one’s own settings on the phone')
})

test('two administrators name the company at the same time: the later one sees both names and chooses', async () => {
  const { page } = admin
  await page.goto(`${stage.url}/settings/company`)
  await page.getByRole('button', { name: /^会社名を編集/ }).click()
  const { version } = await call<{ version: number }>(admin, 'GET', '/workspace')
  await call(admin, 'PATCH', '/workspace', { version, name: '株式会社むすびホールディングス' })
  const field = page.getByRole('textbox', { name: '会社名' })
  await field.fill('むすび商会株式会社')
  await field.press('Enter')
  const both = page.getByRole('dialog')
  await both.getByText('株式会社むすびホールディングス').waitFor()
  await both.getByText('むすび商会株式会社').waitFor()
  await both.getByRole('button', { name: '自分の値にする' }).click()
  await both.waitFor({ state: 'hidden' })
  await page.getByRole('banner').getByText('むすび商会株式会社').waitFor()
  expect((await call<{ name: string }>(admin, 'GET', '/workspace')).name).toBe('むすび商会株式会社')
})

test('a key is shown once, and opens nothing after it was revoked', async () => {
  const { page } = admin
  await page.goto(`${stage.url}/settings/keys`)
  await page.getByRole('button', { name: 'キーを作成' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('用途').fill('Webフォーム')
  await dialog.getByText('マーケティング', { exact: true }).click()
  await dialog.getByRole('button', { name: '作成' }).click()
  const key = await dialog.getByLabel('キーをコピー').first().inputValue()
  const status = async () =>
    (await fetch(`${stage.url}/api/v1/me`, { headers: { authorization: `Bearer ${key}` } })).status
  expect(await status()).toBe(200)
  await dialog.getByRole('button', { name: '閉じる' }).last().click()
  await page.getByRole('button', { name: '取り消す: Webフォーム' }).click()
  await page.getByRole('dialog').getByRole('button', { name: '取り消す' }).click()
  await page.getByText('キー「Webフォーム」を取り消しました。').waitFor()
  expect(await status()).toBe(401)
  await wellMade(admin, 'API keys')
})

test('who still holds work is not let go, and the refusal leads to the handover', async () => {
  const { page } = admin
  const offers = await call<{ items: { id: number }[] }>(tanaka, 'GET', '/offers')
  await call(tanaka, 'POST', `/offers/${offers.items[0]?.id}/accept`, {})
  await page.goto(`${stage.url}/settings/users`)
  await page.getByRole('link', { name: /田中 太郎/ }).click()
  await page.getByRole('button', { name: '無効にする' }).click()
  const refusal = page.getByRole('dialog')
  await refusal.getByText(/進行中のリード1件.*先に「引継ぎ」で別の担当者に移してください。/).waitFor()
  await wellMade(admin, 'a refusal to let somebody go')
  await refusal.getByRole('button', { name: '引継ぎへ進む' }).click()
  await page.waitForURL(/\/handover\?from=\d+/)
})

test('the parts of the settings are well made', async () => {
  for (const part of ['holidays', 'products', 'reasons', 'users', 'teams', 'roles', 'outbox', 'system']) {
    await admin.page.goto(`${stage.url}/settings/${part}`)
    await admin.page.locator('main h1').first().waitFor()
    await wellMade(admin, `settings: ${part}`)
  }
})
