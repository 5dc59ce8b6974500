import { readFileSync } from 'node:fs'
import { beforeAll, expect, test } from 'vitest'
import { asCp932, exhibition } from '../../src/capture/imports/exhibition.fixture.ts'
import { json, type Person, raiseCurtain, type Stage, wellMade } from './browser.ts'

/** The morning of a sales office, in a browser each: a spreadsheet comes in, becomes a call list, and is worked through. */
let stage: Stage
const at: Record<string, Person> = {}
const password = 'hashi no ue no neko'
const ask = (by: Person, method: string, path: string, data?: object) => json(stage, by, method, path, data)

const staff = [
  ['佐藤 美咲', 'marketer', 'マーケティング', null],
  ['鈴木 一郎', 'manager', 'マネージャー', null],
  ['田中 太郎', 'tanaka', 'インサイドセールス', '東日本'],
  ['伊藤 花子', 'ito', 'インサイドセールス', '西日本'],
  ['加藤 健', 'kato', 'フィールドセールス', '東日本'],
  ['会計 花', 'keiri', '経理', null],
] as const

beforeAll(async () => {
  stage = await raiseCurtain('2026-06-01T08:50:00+09:00')
})

test('1. the first admin opens the one-time link, names the company and invites the office; each sets a password and lands on their own home', async () => {
  const admin = await stage.open()
  at.admin = admin
  const { page } = admin
  await page.goto(stage.link)
  await page.getByLabel('会社名').fill('株式会社むすび商会')
  await page.getByLabel('お名前').fill('結城 玲子')
  await page.getByLabel('メールアドレス').fill('yuki@musubi.example.jp')
  await page.getByLabel('パスワード', { exact: true }).fill(password)
  await wellMade(admin, 'the welcome of the first admin')
  await page.getByRole('button', { name: '使い始める' }).click()
  await page.getByText('株式会社むすび商会').first().waitFor()

  await page.goto(`${stage.url}/settings/teams`)
  for (const team of ['東日本', '西日本']) {
    await page.getByRole('button', { name: 'チームを追加' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('チーム名').fill(team)
    await dialog.getByRole('button', { name: '追加' }).click()
    await dialog.waitFor({ state: 'hidden' })
  }
  for (const [name, login, role, team] of staff) {
    await page.goto(`${stage.url}/settings/users`)
    await page.getByRole('button', { name: 'ユーザーを招待' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('氏名').fill(name)
    await dialog.getByLabel('メールアドレス').fill(`${login}@musubi.example.jp`)
    await dialog.getByText(role, { exact: true }).click()
    if (team) {
      await dialog.getByRole('combobox', { name: 'チーム' }).click()
      await page.getByRole('option', { name: team }).click()
    }
    await dialog.getByRole('button', { name: '招待する' }).click()
    await dialog.getByText(/招待リンクができました/).waitFor()
    const link =
      /http\S+token=[\w-]+/.exec(
        (await dialog.innerText()) +
          (await dialog
            .getByRole('textbox')
            .first()
            .inputValue()
            .catch(() => '')),
      )?.[0] ?? ''
    expect(link).toContain('/welcome?token=')
    const person = await stage.open(login === 'kato' ? 390 : 1440)
    at[login] = person
    await person.page.goto(link)
    await person.page.getByLabel('パスワード', { exact: true }).fill(password)
    await person.page.getByRole('button', { name: '使い始める' }).click()
    await person.page.waitForURL(url => !url.pathname.startsWith('/welcome'))
    // The door has a heading and a navigation too; home is where its link leads.
    await person.page.getByRole('link', { name: 'ホーム' }).first().waitFor()
    await wellMade(person, `the home of ${login}`)
  }
})

test('2. the marketer drops a CP932 file of 2,000 rows, is asked once for the basis, sees what will happen and what was refused', async () => {
  const marketer = at.marketer!
  const { page } = marketer
  await page.goto(`${stage.url}/imports`)
  const visitors = exhibition({ people: 1900, doubles: 86, bad: 14 })
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: '展示会2026.csv', mimeType: 'text/csv', buffer: asCp932(visitors) })
  await page.waitForURL(/\/imports\/\d+/)
  await page.getByLabel('獲得元').fill('展示会 2026')
  await page.getByText('名刺をいただいた').click()
  await page.getByLabel('根拠の内容').fill('展示会 2026 の自社ブースで名刺を交換')
  await page.getByText('取り込みの内容').waitFor()
  await wellMade(marketer, 'an import before it starts')
  await page.getByRole('button', { name: /2,000行を取り込む/ }).click()
  await page.getByText('14行を取り込めませんでした').waitFor({ timeout: 60_000 })
  const download = page.waitForEvent('download')
  await page.getByText('取り込めなかった行をダウンロード').click()
  expect((await download).suggestedFilename()).toMatch(/\.csv$/)
  await wellMade(marketer, 'what came of an import')
})

test('3. the marketer picks "exhibition, not yet approached" and offers them round robin with a note', async () => {
  const marketer = at.marketer!
  const { page } = marketer
  await page.goto(`${stage.url}/leads`)
  await page.getByRole('button', { name: '展示会・名刺で未アプローチ', exact: true }).click()
  await page.getByText('1,900件').first().waitFor()
  await wellMade(marketer, 'the list of leads')
  for (let row = 0; row < 6; row++)
    await page
      .getByRole('checkbox')
      .nth(row + 1)
      .click()
  await page.getByRole('button', { name: '打診する' }).click()
  const dialog = page.getByRole('dialog')
  const to = dialog.getByRole('combobox', { name: '打診先' })
  for (const name of ['田中 太郎', '伊藤 花子']) {
    await to.fill(name)
    await page.getByRole('option', { name }).click()
  }
  await dialog.getByLabel('なぜ今か').fill('ブースで詳しい話を聞きたいとのこと')
  await dialog.getByRole('button', { name: '6件を打診する' }).click()
  await page.getByText('6件を打診しました').waitFor()
  for (const rep of ['tanaka', 'ito']) {
    await at[rep]!.page.goto(`${stage.url}/leads`)
    await at[rep]!.page.getByText('3件', { exact: true }).first().waitFor()
  }
})

test('4. the rep accepts and works the call list with the keyboard; 不在 comes back by itself; アポ獲得 goes to field sales', async () => {
  const rep = at.tanaka!
  const { page } = rep
  await page.goto(`${stage.url}/offers`)
  await page.getByText('ブースで詳しい話を聞きたいとのこと').first().waitFor()
  await wellMade(rep, 'the offers')
  for (let left = 3; left > 0; left--) {
    await page.keyboard.press('a')
    await page
      .getByText(/受け入れました/)
      .first()
      .waitFor()
    await expect.poll(() => page.getByRole('button', { name: '受け入れる' }).count()).toBeLessThan(left)
  }
  await page.goto(`${stage.url}/calls`)
  await page.getByText('残り 3件').waitFor()
  await page.getByText('ブースで詳しい話を聞きたいとのこと').first().waitFor()
  await wellMade(rep, 'the call list')
  await page.keyboard.press('2')
  await page
    .getByText(/に再表示します。/)
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await page.getByText('残り 2件').waitFor()
})

test('4b. アポ獲得 with the keyboard: a meeting is planned, and the lead is offered to field sales', async () => {
  const rep = at.tanaka!
  const { page } = rep
  // The next person may still be coming; a hand would press again.
  await expect
    .poll(async () => {
      await page.keyboard.press('5')
      return page.getByRole('radio', { name: /アポ獲得/ }).getAttribute('aria-checked')
    })
    .toBe('true')
  const moment = page.getByRole('group', { name: '面談の日時' }).locator('input:not([type=hidden])')
  await moment.nth(0).fill('2026/06/08')
  await moment.nth(1).fill('10:00')
  await page.getByRole('combobox', { name: '引き渡し先' }).click()
  await page.getByRole('option', { name: /加藤 健/ }).click()
  await page.getByRole('button', { name: /保存して次へ/ }).click()
  await expect.poll(() => page.getByText('アポを登録し、加藤 健さんに打診しました。').count()).toBeGreaterThan(0)
})

test('4c. a rep who adds somebody that a colleague holds learns who holds them, and no more', async () => {
  const [held] = (await ask(at.tanaka!, 'GET', '/persons?stage=sal&limit=1')).items
  const { page } = at.ito!
  await page.goto(`${stage.url}/leads`)
  await page.getByRole('button', { name: '担当者を追加' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓', { exact: true }).fill('別人')
  await dialog.getByLabel('メール').fill(held.email)
  await dialog.getByRole('button', { name: '追加する' }).click()
  const answer = dialog.getByRole('alert')
  await answer.waitFor()
  expect(await answer.innerText()).toContain('田中 太郎')
  expect(await dialog.innerText()).not.toContain(held.familyName)
})

test('5. on a phone, the field rep accepts', async () => {
  const field = at.kato!
  await field.page.goto(`${stage.url}/offers`)
  await field.page.getByRole('button', { name: '受け入れる' }).first().click()
  await field.page
    .getByText(/受け入れました/)
    .first()
    .waitFor()
  await wellMade(field, 'the offers on a phone')
})

test('5b. another lead goes back "not now, until October", and is held by marketing with the day it wakes', async () => {
  const rep = at.ito!
  const { page } = rep
  await page.goto(`${stage.url}/offers`)
  const row = page.locator('[data-offer]').first()
  const link = row.getByRole('link').first()
  const [name, address] = [await link.innerText(), await link.getAttribute('href')]
  await row.getByRole('button', { name: '差し戻す' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('時期尚早').click()
  await dialog.getByLabel('再開する日').fill('2026/10/01')
  await page.keyboard.press('Tab')
  await wellMade(rep, 'returning an offer')
  await dialog.getByRole('button', { name: '差し戻す' }).click()
  await page.getByText('差し戻しました').first().waitFor()

  const marketer = at.marketer!
  // Of two thousand visitors several have the same name.
  const { email } = await ask(marketer, 'GET', address!)
  await marketer.page.goto(`${stage.url}/leads`)
  await marketer.page.getByRole('searchbox').or(marketer.page.getByPlaceholder(/検索/)).first().fill(email)
  await marketer.page.getByText('1件', { exact: true }).first().waitFor()
  await marketer.page.getByText(name).first().click()
  await marketer.page.getByText('再育成').first().waitFor()
  await marketer.page
    .getByText(/10月まで/)
    .first()
    .waitFor()
})

test('6. the manager sees the day, and moves a whole book in one act', async () => {
  const manager = at.manager!
  const { page } = manager
  await page.goto(`${stage.url}/day`)
  await page.getByText('担当者のいない進行中リードはありません。').waitFor()
  await wellMade(manager, 'the day of the team')
  await page.goto(`${stage.url}/handover`)
  await page.getByRole('combobox', { name: '引継ぎ元' }).click()
  await page.getByRole('option', { name: /田中 太郎/ }).click()
  await page.getByRole('combobox', { name: '引継ぎ先' }).click()
  await page.getByRole('option', { name: /伊藤 花子/ }).click()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: /件を引き継ぐ/ }).click()
  await page.getByText('引き継ぎました').first().waitFor()
  await wellMade(manager, 'a handover')
})

test('7. two people turn out to be one: merged, looked at, un-merged, and what came later is listed for a choice', async () => {
  const marketer = at.marketer!
  const { page } = marketer
  const twin = { familyName: '同一', givenName: '人志', companyName: '同一商事株式会社' }
  const one = await ask(marketer, 'POST', '/persons', { ...twin, email: 'one@douitsu.example.jp', title: '課長' })
  await ask(marketer, 'POST', '/persons', { ...twin, email: 'two@douitsu.example.jp', mobile: '090-1234-5678' })
  await page.goto(`${stage.url}/persons/${one.id}`)
  await page.getByRole('button', { name: 'その他' }).click()
  await page.getByRole('menuitem', { name: '重複を統合する' }).click()
  await page.getByRole('button', { name: '同一 人志と見比べる' }).click()
  await page.getByText('引き継ぎます').first().waitFor()
  await wellMade(marketer, 'two people side by side')
  await page.getByRole('button', { name: '統合する', exact: true }).click()
  await page.getByText('同一 人志 様に統合しました').first().waitFor()
  await page.getByText('090-1234-5678').first().waitFor()
  const after = await ask(marketer, 'GET', `/persons/${one.id}`)
  await ask(marketer, 'PATCH', `/persons/${one.id}`, { version: after.version, mobile: '080-1111-2222' })

  await page.goto(`${stage.url}/persons/${one.id}/merge`)
  await page.getByRole('button', { name: '統合を解除する' }).click()
  await page.getByText('どちらの方のものか、1件を選んでください').waitFor()
  await page.getByText('統合後に変更').waitFor()
  await wellMade(marketer, 'what an un-merge left to decide')
  await page.getByText('統合されていた方', { exact: true }).last().click()
  await page.getByRole('button', { name: '選択を保存する' }).click()
  await page.getByText('保存しました').first().waitFor()
  const two = (await ask(marketer, 'GET', `/persons?q=${encodeURIComponent('two@douitsu.example.jp')}`)).items[0]
  expect([(await ask(marketer, 'GET', `/persons/${one.id}`)).mobile, two.mobile]).toEqual([null, '080-1111-2222'])
})

test('8. a person asks to be forgotten: what is stored is saved as a file, then nothing of them is left', async () => {
  const admin = at.admin!
  const { page } = admin
  const forgotten = {
    familyName: '忘却',
    givenName: '希望',
    email: 'forget@wasure.example.jp',
    companyName: '忘却商会',
  }
  const person = await ask(admin, 'POST', '/persons', forgotten)
  await page.goto(`${stage.url}/persons/${person.id}`)
  await page.getByRole('button', { name: 'その他' }).click()
  await page.getByRole('menuitem', { name: '個人データの開示・消去' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'ファイルを保存する' }).click()
  const stored = readFileSync(await (await download).path(), 'utf8')
  expect(stored).toContain(forgotten.email)
  await wellMade(admin, 'what a person may ask of us')
  await page.getByRole('button', { name: '消去に進む' }).click()
  await page.getByRole('button', { name: '忘却 希望 様を消去する' }).click()
  await page.waitForURL(/\/leads/)
  await page.goto(`${stage.url}/persons/${person.id}`)
  await page.getByText('この担当者は存在しません').first().waitFor()
  await page.goto(`${stage.url}/leads`)
  await page.getByRole('button', { name: '担当者を追加' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('姓', { exact: true }).fill('忘却')
  await dialog.getByLabel('メール').fill(forgotten.email)
  await dialog.getByRole('button', { name: '追加する' }).click()
  await dialog.getByRole('alert').waitFor()
  await wellMade(admin, 'the refusal of somebody who was erased')
})
