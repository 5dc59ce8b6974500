import { beforeAll, expect, test } from 'vitest'
import { json, type Person, raiseCurtain, type Stage, signedIn, wellMade } from './browser.ts'

/** A way to sell of one's own: set up by the admin, walked by a rep, changed under way; a win, its order, and the funnel. */
let stage: Stage
const at: Record<string, Person> = {}
const password = 'hashi no ue no neko'
const admin = { ADMIN_EMAIL: 'admin@yuki.example.jp', ADMIN_PASSWORD: password }
const pipeline = '紹介案件'
const title = '検査工程の自動化'
const ask = (by: Person, method: string, path: string, data?: object) => json(stage, by, method, path, data)

beforeAll(async () => {
  stage = await raiseCurtain('2026-06-01T10:00:00+09:00', admin)
  at.admin = await signedIn(stage, admin.ADMIN_EMAIL, password)
  at.adminsPhone = await signedIn(stage, admin.ADMIN_EMAIL, password, 390)
  const team = await ask(at.admin, 'POST', '/teams', { name: '営業' })
  const email = 'kato@yuki.example.jp'
  const kato = { name: '加藤 健', email, roles: ['field_sales'], teamId: team.id, password }
  await ask(at.admin, 'POST', '/users', kato)
  at.kato = await signedIn(stage, email, password)
  at.katosPhone = await signedIn(stage, email, password, 390)
}, 60_000)

test('1. R53 R54: an admin adds a pipeline with two stages of their own, and asks for two of BANT', async () => {
  const { page } = at.admin!
  await page.goto(`${stage.url}/settings/pipelines`)
  await wellMade(at.admin!, 'the only pipeline')
  await page.getByRole('button', { name: 'パイプラインを追加' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('名前').fill(pipeline)
  await wellMade(at.admin!, 'naming a pipeline')
  await dialog.getByRole('button', { name: '追加' }).click()
  await page.getByText(`「${pipeline}」を追加しました。`).first().waitFor()

  const card = page.getByRole('region', { name: pipeline })
  for (const [ja, en, chance, days] of [
    ['紹介元の確認', 'Referrer asked', '15', '20'],
    ['同行訪問', 'Joint visit', '40', '10'],
  ] as const) {
    await card.getByRole('button', { name: 'フェーズを追加' }).click()
    await dialog.getByLabel('日本語の名前').fill(ja)
    await dialog.getByLabel('英語の名前').fill(en)
    await dialog.getByLabel('確率（%）').fill(chance)
    await dialog.getByLabel('滞在日数の目安（日）').fill(days)
    if (ja === '同行訪問') await wellMade(at.admin!, 'a new stage')
    await dialog.getByRole('button', { name: '保存' }).click()
    await card.getByRole('listitem').filter({ hasText: ja }).waitFor()
  }
  await card.getByLabel('確認が必要な数').selectOption('2')
  await expect.poll(async () => (await known(pipeline)).bantNeeded).toBe(2)
  const { stages } = await known(pipeline)
  expect(stages.map((one: { nameJa: string }) => one.nameJa).slice(-3)).toEqual([
    '紹介元の確認',
    '同行訪問',
    '商談成立',
  ])
  await wellMade(at.admin!, 'two pipelines')
  await at.adminsPhone!.page.goto(`${stage.url}/settings/pipelines`)
  await at.adminsPhone!.page.getByRole('region', { name: pipeline }).waitFor()
  await wellMade(at.adminsPhone!, 'two pipelines on a phone')
})

test('2. R54: a rep opens a deal there: with one thing known it is refused in a sentence, with two it is on the board', async () => {
  const rep = at.kato!
  const { page } = rep
  const who = { familyName: '原', givenName: '直子', companyName: '北斗精機株式会社' }
  const person = await ask(rep, 'POST', '/persons', who)
  await page.goto(`${stage.url}/persons/${person.id}`)
  await page.getByRole('button', { name: '商談を作成' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('件名').fill(title)
  await dialog.getByLabel('金額（円・税抜）').fill('4800000')
  await dialog.getByRole('combobox', { name: 'パイプライン' }).click()
  await page.getByRole('option', { name: pipeline }).click()
  await dialog.getByLabel('必要性').fill('外観検査に毎日90分かかっている')
  await dialog.getByRole('button', { name: '商談を作成' }).click()
  expect(await dialog.getByRole('alert').innerText()).toMatch(/1つだけ/)
  await wellMade(rep, 'a deal that lacks one thing')
  await dialog.getByLabel('予算').fill('今期 500万円')
  await dialog.getByRole('button', { name: '商談を作成' }).click()
  await dialog.waitFor({ state: 'hidden' })

  await page.goto(`${stage.url}/deals?pipeline=${(await known(pipeline)).id}`)
  await page.getByRole('button', { name: `「${title}」のメニュー` }).click()
  await page.getByRole('menuitem', { name: '同行訪問' }).click()
  await column('同行訪問', rep).getByText(title).waitFor()
  await wellMade(rep, 'the board of a pipeline')
  await at.katosPhone!.page.goto(page.url())
  await at.katosPhone!.page.getByText(title).first().waitFor()
  await wellMade(at.katosPhone!, 'the board on a phone')
})

test('3. R53 R82: a stage with deals is taken out of use after saying where they go; taken back, they stand there again', async () => {
  const { page } = at.admin!
  const card = page.getByRole('region', { name: pipeline })
  await page.reload()
  await card.getByRole('button', { name: '「同行訪問」の変更' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '使わないようにする' }).click()
  await dialog.getByText('「同行訪問」を使わないようにする').waitFor()
  await dialog.getByRole('button', { name: '使わないようにする' }).click()
  await dialog.getByText('移動先を選択してください。').waitFor()
  await wellMade(at.admin!, 'where the deals of a stage go')
  await dialog.getByLabel('進行中の1件の移動先').selectOption({ label: '紹介元の確認' })
  await dialog.getByRole('button', { name: '使わないようにする' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await card.getByRole('listitem').filter({ hasText: '同行訪問' }).waitFor({ state: 'detached' })
  await column('紹介元の確認').getByText(title).waitFor()

  await page.getByRole('alert').filter({ hasText: '「同行訪問」' }).getByRole('button', { name: '元に戻す' }).click()
  await page.getByText('元に戻しました。').first().waitFor()
  await card.getByRole('listitem').filter({ hasText: '同行訪問' }).getByText('進行中 1件').waitFor()
  await column('同行訪問').getByText(title).waitFor()
  expect((await known(pipeline)).stages).toHaveLength(10)
})

test('4. N1: won, its order recorded from its page; reopened, which says that the order is taken back; won again', async () => {
  const rep = at.kato!
  const { page } = rep
  await page.getByRole('link', { name: title }).click()
  await page.getByRole('heading', { name: title }).waitFor()
  await win(rep)
  await page.getByRole('button', { name: '注文を登録' }).waitFor()
  await wellMade(rep, 'a won deal without an order')
  await page.getByRole('button', { name: '注文を登録' }).click()
  await page.waitForURL(/\/orders\/\d+/)
  const number = (await ask(rep, 'GET', '/orders')).items[0].number
  await page.goBack()
  const trade = page.getByRole('region', { name: '注文と請求' })
  await trade.getByRole('link', { name: number }).waitFor()
  await wellMade(rep, 'a won deal with its order')
  await at.katosPhone!.page.goto(page.url())
  await at.katosPhone!.page.getByRole('link', { name: number }).waitFor()
  await wellMade(at.katosPhone!, 'a won deal on a phone')

  await page.getByRole('button', { name: '再開する' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByText(number).waitFor()
  await wellMade(rep, 'what reopening takes back')
  expect((await ask(rep, 'GET', '/orders')).items).toHaveLength(1)
  await dialog.getByRole('button', { name: '再開する' }).click()
  await dialog.waitFor({ state: 'hidden' })
  await page.getByRole('button', { name: '失注' }).waitFor()
  expect((await ask(rep, 'GET', '/orders')).items).toEqual([])
  await wellMade(rep, 'a deal that is open again')
  await win(rep)
  await page.getByRole('button', { name: '注文を登録' }).waitFor()
  expect((await ask(rep, 'GET', '/deals?state=won')).items).toHaveLength(1)
})

test('5. R32: each bar of the funnel opens the very leads that it counted', async () => {
  for (const name of ['北', '南', '東'])
    await ask(at.kato!, 'POST', '/persons', { familyName: name, givenName: '花', companyName: `${name}商事株式会社` })
  const { page } = at.admin!
  for (const who of [at.adminsPhone!, at.admin!]) {
    await who.page.goto(`${stage.url}/funnel`)
    await who.page.getByRole('link', { name: /受注：1件/ }).waitFor()
    await wellMade(who, 'the funnel')
  }
  const bars = await page.getByRole('link', { name: /：\d+件。一覧を開く/ }).evaluateAll(links =>
    links.map(link => ({
      to: link.getAttribute('href')!,
      count: Number(/：(\d+)件/.exec(link.getAttribute('aria-label')!)![1]),
    })),
  )
  expect(bars.map(bar => bar.count)).toEqual([4, 1, 1, 1, 1])
  for (const { to, count } of bars) {
    await page.goto(stage.url + to)
    await page.getByText(`${count}件`, { exact: true }).waitFor()
    await expect
      .poll(() =>
        page
          .getByRole('row')
          .filter({ has: page.getByRole('checkbox') })
          .count(),
      )
      .toBe(count + 1)
  }
  await page.getByText('原 直子').waitFor()
  await wellMade(at.admin!, 'the leads behind a bar')
})

async function known(name: string) {
  const { items } = await ask(at.admin!, 'GET', '/pipelines?all=true')
  return items.find((one: { name: string }) => one.name === name)
}

function column(name: string, { page }: Person = at.kato!) {
  return page.locator('section[data-stage]').filter({ has: page.getByRole('heading', { name }) })
}

async function win({ page }: Person): Promise<void> {
  await page.getByRole('button', { name: '受注', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: '受注', exact: true }).click()
  await dialog.waitFor({ state: 'hidden' })
}
