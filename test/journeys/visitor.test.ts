import { beforeAll, expect, test } from 'vitest'
import { outside, type Person, raiseCurtain, type Stage, signedIn, wellMade } from './browser.ts'

const admin = { ADMIN_EMAIL: 'admin@web.example.jp', ADMIN_PASSWORD: 'a password of the web' }
let stage: Stage

beforeAll(async () => {
  stage = await raiseCurtain('2026-06-01T10:00:00+09:00', admin)
})

/** What the page sends to the product. */
function sentBy({ page }: Person): string[] {
  const urls: string[] = []
  page.on('request', request => {
    if (!request.url().endsWith('/t')) return
    const { e } = JSON.parse(request.postData() ?? '{}') as { e: { u: string }[] }
    urls.push(...e.map(view => new URL(view.u).pathname))
  })
  return urls
}
const views = async () =>
  (
    await stage.running.world.db
      .selectFrom('event')
      .select(['facts', 'personId'])
      .where('kind', '=', 'page.viewed')
      .orderBy('id')
      .execute()
  ).map(e => [new URL((e.facts as { url: string }).url).pathname, e.personId])

test('asked first: nothing is stored or sent before a yes; then three views and a form are one person', async () => {
  const someone = await outside(stage, 390)
  const sent = sentBy(someone)
  const { page, context } = someone
  await page.goto(`${stage.url}/sample`)
  await page.getByRole('button', { name: '同意する' }).waitFor()
  await page.waitForTimeout(400)
  expect([sent, await context.cookies(), await page.evaluate(() => localStorage.length)]).toEqual([[], [], 0])
  await page.getByRole('button', { name: '同意する' }).click()
  await expect.poll(views).toHaveLength(1)
  for (const [name, path] of [
    ['製品', '/sample/product'],
    ['料金', '/sample/pricing'],
  ] as const) {
    await page.getByRole('link', { name, exact: true }).click()
    await page.waitForURL(stage.url + path)
  }
  await expect.poll(views).toHaveLength(3)
  expect((await views()).map(([, personId]) => personId)).toEqual([null, null, null])

  await page.getByRole('link', { name: '資料請求', exact: true }).click()
  await page.getByLabel('会社名').fill('株式会社はな製作所')
  await page.getByLabel('姓').fill('花村')
  await page.getByLabel(/^名/).fill('芽衣')
  await page.getByLabel('メールアドレス').fill('mei@hana.example.jp')
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: '送信する' }).dblclick()
  await page.getByRole('heading', { name: 'ありがとうございました' }).waitFor()
  await wellMade(someone, 'the page of thanks')
  await expect
    .poll(async () => (await views()).filter(([, id]) => id !== null).map(([path]) => path))
    .toContain('/sample/pricing')
  const people = await stage.running.world.db.selectFrom('person').select(['id', 'familyName']).execute()
  expect(people).toMatchObject([{ familyName: '花村' }])
  expect(new Set((await views()).map(([, id]) => id))).toEqual(new Set([people[0]!.id]))
  expect(await stage.running.world.db.selectFrom('mail').select('toAddress').execute()).toEqual([
    { toAddress: 'mei@hana.example.jp' },
  ])
  await page.goto(`${stage.url}/f/mimamori`)
  await wellMade(someone, 'the page of a form')
})

test('who says no, or opts out, is left alone', async () => {
  const someone = await outside(stage)
  const sent = sentBy(someone)
  const { page } = someone
  await page.goto(`${stage.url}/sample`)
  await page.getByRole('button', { name: '拒否する' }).click()
  await page.goto(`${stage.url}/sample/pricing`)
  await page.waitForTimeout(400)
  expect(await page.getByRole('button', { name: '同意する' }).count()).toBe(0)
  expect(sent).toEqual([])
  const musubi = (call: string) => page.evaluate(`window.musubi.${call}`)
  await musubi('consent(true)')
  await expect.poll(() => sent).toEqual(['/sample/pricing'])
  await musubi('optOut()')
  await page.goto(`${stage.url}/sample/product`)
  await page.waitForTimeout(400)
  expect(sent).toEqual(['/sample/pricing'])
})

test('pages without a load, and pages that come back, count; while the server is away, views wait and go once', async () => {
  const someone = await outside(stage)
  const sent = sentBy(someone)
  const { page } = someone
  let away = true
  await page.route('**/t', route => (away ? route.fulfill({ status: 503 }) : route.continue()))
  await page.goto(`${stage.url}/sample/cases`)
  await page.getByRole('button', { name: '同意する' }).click()
  await page.evaluate(() => {
    history.pushState({}, '', '/sample/cases?page=2')
    history.replaceState({}, '', '/sample/cases?page=2#top')
  })
  await page.waitForTimeout(300)
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await expect.poll(() => sent.length).toBeGreaterThan(0)
  const before = (await views()).length
  away = false
  await expect.poll(async () => (await views()).length, { timeout: 20_000 }).toBe(before + 3)
  await expect.poll(() => page.evaluate(() => localStorage.getItem('muq'))).toBe('[]')
})

test('the screens of forms and of web tracking hold what came in, without a fault', async () => {
  for (const width of [1440, 390]) {
    const someone = await signedIn(stage, admin.ADMIN_EMAIL, admin.ADMIN_PASSWORD, width)
    const { page } = someone
    await page.goto(`${stage.url}/forms`)
    await page.getByRole('link', { name: '設備点検クラウド「ミマモリ」ご紹介資料' }).waitFor()
    await wellMade(someone, `forms at ${width}`)
    await page.getByRole('link', { name: '設備点検クラウド「ミマモリ」ご紹介資料' }).click()
    await page.frameLocator('iframe').getByLabel('会社名').waitFor()
    await page.getByRole('button', { name: '「部署」を下へ' }).click()
    await page.getByRole('button', { name: '「役職」を削除' }).click()
    // The preview is loaded anew a moment later; an inspection that is under way then would never end.
    await page.frameLocator('iframe').getByLabel('役職').waitFor({ state: 'detached' })
    await wellMade(someone, `a form at ${width}`)
    await page.getByRole('tab', { name: '受信' }).click()
    await page.getByText('メール配信に同意（第1版）').waitFor()
    await wellMade(someone, `what came in at ${width}`)
    await page.goto(`${stage.url}/settings/tracking`)
    await page.getByText('正しく動作しています。').waitFor()
    await wellMade(someone, `web tracking at ${width}`)
  }
})
