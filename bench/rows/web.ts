import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../bin/chromium.ts'
import { cookieOf } from '../asking.ts'
import type { Office } from '../office.ts'
import type { Measured, Row } from '../row.ts'
import { sorted, times } from '../timing.ts'

/** Where somebody goes from the first page, by the navigation. */
const places = ['/persons', '/leads', '/companies', '/deals', '/funnel']

/** Whose home shows different things, each with code of its own. */
const homes = { tanaka: 'a rep', manager: 'a manager', admin: 'an admin', marketing: 'marketing', keiri: 'accounting' }

/** On the screen: a heading, and nothing that still waits for its data. */
const isShown = `(() => {
  const main = document.querySelector('main')
  return Boolean(main && main.querySelector('h1') && !main.matches('[aria-busy=true]') && !document.querySelector('main [aria-busy=true], main .mantine-Skeleton-root, main .mantine-Loader-root'))
})()`

export const web: Row = {
  id: 'web',
  unit: 'ms',
  target: 1_500,
  share: 0.5,
  async run(office) {
    const executablePath = findChromium()
    if (!executablePath) throw new Error('There is no Chromium that runs. Install one, or set CHROMIUM_PATH to it.')
    const args = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run']
    const browser = await chromium.launch({ executablePath, args })
    try {
      const open = async (login = 'tanaka') =>
        signedIn(
          office,
          await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'ja-JP', bypassCSP: true }),
          login,
        )
      const first: number[] = []
      await times(5, async () => {
        const { ms } = await arrive(await open(), office.url)
        first.push(ms)
      })
      const sizes: Measured[] = []
      for (const [login, who] of Object.entries(homes)) {
        const took: number[] = []
        await times(2, async () => {
          took.push((await arrive(await open(login), office.url)).kB)
        })
        sizes.push({
          what: `script for the first page of ${who}, compressed`,
          took: sorted(took),
          unit: 'kB',
          target: 300,
        })
      }
      const context = await open()
      const page = await context.newPage()
      const errors: string[] = []
      page.on('pageerror', error => errors.push(String(error)))
      await page.goto(office.url)
      await page.waitForFunction(isShown)
      const walked = await walk(page)
      if (errors[0]) throw new Error(`A page fails in the browser: ${errors[0]}`)
      return [
        { what: 'first page, nothing kept by the browser, until its data is shown', took: sorted(first) },
        ...walked,
        ...sizes,
      ]
    } finally {
      await browser.close()
    }
  },
}

/** The first page of a browser that has never been here, and how much script it took. */
async function arrive(context: BrowserContext, url: string): Promise<{ ms: number; kB: number }> {
  const page = await context.newPage()
  const scripts: Promise<number>[] = []
  page.on('requestfinished', request => {
    if (request.resourceType() === 'script')
      scripts.push(
        request.sizes().then(
          size => size.responseBodySize,
          () => 0,
        ),
      )
  })
  const since = performance.now()
  await page.goto(url)
  await page.waitForFunction(isShown, undefined, { polling: 'raf' })
  const ms = performance.now() - since
  const bytes = await Promise.all(scripts)
  await context.close()
  return { ms, kB: bytes.reduce((sum, one) => sum + one, 0) / 1000 }
}

async function signedIn(office: Office, context: BrowserContext, login: string): Promise<BrowserContext> {
  const [name, value] = (await cookieOf(office.url, login)).split('; ')[0]!.split(/=(.*)/s)
  await context.addCookies([{ name: name!, value: value!, url: office.url }])
  return context
}

/** From page to page and back, once to have been there, then as one works all day. */
async function walk(page: Page): Promise<Measured[]> {
  const went = new Map<string, number[]>()
  for (let round = 0; round < 5; round++)
    for (const place of places) {
      if ((await page.locator(`nav a[href="${place}"]`).count()) === 0) continue
      const ms = await goTo(page, place)
      if (round > 0) went.set(place, [...(went.get(place) ?? []), ms])
      // What was asked for in the background is not the next page's.
      await page.waitForTimeout(300)
    }
  if (went.size === 0) throw new Error('The navigation leads nowhere that is known here.')
  return [...went].map(([place, took]) => ({ what: `from page to page, to ${place}`, took: sorted(took), target: 200 }))
}

/** Measured inside the page, so that the way to the browser's driver is not counted. */
const goTo = (page: Page, place: string): Promise<number> =>
  page.evaluate<number>(`new Promise((done, fail) => {
    const heading = () => document.querySelector('main h1')?.textContent
    const left = heading()
    const since = performance.now()
    document.querySelector('nav a[href="${place}"]').click()
    const look = () => {
      if (location.pathname === '${place}' && heading() !== left && ${isShown}) return done(performance.now() - since)
      if (performance.now() - since > 20000) return fail(new Error('${place} is not shown'))
      requestAnimationFrame(look)
    }
    requestAnimationFrame(look)
  })`)
