import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, expect, inject } from 'vitest'
import { chrome } from '../../src/capture/tracking/tracking.fixture.ts'
import { movableClock } from '../../src/platform/clock.ts'
import { readConfig } from '../../src/platform/config.ts'
import { type Running, startServer } from '../../src/server.ts'
import { withDatabase } from '../url.ts'
import { freshDatabase } from './fresh.ts'

export type Stage = {
  running: Running
  clock: ReturnType<typeof movableClock>
  url: string
  link: string
  open(width?: number): Promise<Person>
}

/** Somebody at a browser of their own. What goes wrong on their screen fails the test. */
export type Person = { page: Page; context: BrowserContext; problems: string[] }

/** The real product with its workers, on a fresh database, and a real Chromium. The clock is moved by hand. */
export async function raiseCurtain(start: string, env: Record<string, string> = {}): Promise<Stage> {
  const dataDir = mkdtempSync(join(tmpdir(), 'musubi-journey-'))
  const database = await freshDatabase(inject('postgres'))
  const clock = movableClock(start)
  let link = ''
  const config = readConfig({
    PORT: '0',
    DATA_DIR: dataDir,
    DATABASE_URL: withDatabase(inject('postgres'), database),
    LOG_LEVEL: 'silent',
    ...env,
  })
  const running = await startServer(config, {
    say: line => {
      link = /http\S+/.exec(line)?.[0] ?? ''
    },
    clock,
    sample: true,
  })
  const browser: Browser = await chromium.launch({
    executablePath: inject('chromium'),
    // Where no language is set, as in a bare container, it would give no file a Japanese name.
    env: { ...process.env, LC_ALL: 'C.UTF-8' },
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  afterAll(async () => {
    await browser.close()
    await running.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })
  return {
    running,
    clock,
    link,
    url: running.url,
    async open(width = 1440) {
      const context = await browser.newContext({
        viewport: { width, height: width < 500 ? 844 : 900 },
        locale: 'ja-JP',
        timezoneId: 'Asia/Tokyo',
      })
      context.setDefaultTimeout(15_000)
      const page = await context.newPage()
      const problems: string[] = []
      page.on('pageerror', error => problems.push(String(error)))
      page.on('console', message => {
        // What the server refuses, the browser logs too; the screen says it.
        if (message.type() === 'error' && !/Failed to load resource/.test(message.text())) problems.push(message.text())
      })
      return { page, context, problems }
    },
  }
}

/** Somebody who has signed in, in a browser of their own. */
export async function signedIn(stage: Stage, email: string, password: string, width?: number): Promise<Person> {
  const person = await stage.open(width)
  const answer = await person.context.request.post(`${stage.url}/auth/sign-in/email`, {
    data: { email, password },
    headers: { origin: stage.url },
  })
  expect(answer.ok()).toBe(true)
  return person
}

/** Somebody outside. A browser that a program steers says so, and would be set apart. */
export async function outside(stage: Stage, width?: number): Promise<Person> {
  const someone = await stage.open(width)
  await someone.context.addInitScript('Object.defineProperty(navigator, "webdriver", { get: () => false })')
  await someone.context.setExtraHTTPHeaders({ 'user-agent': chrome })
  return someone
}

/** Over the API, as whoever sits at this browser. */
export async function json(stage: Stage, { context }: Person, method: string, path: string, data?: object) {
  const answer = await context.request.fetch(`${stage.url}/api/v1${path}`, {
    method,
    headers: { origin: stage.url },
    ...(data ? { data } : {}),
  })
  expect(answer.ok(), `${method} ${path}: ${answer.status()} ${await answer.text()}`).toBe(true)
  return answer.json()
}

/** What is fading in or out has colours between its own. */
const isStill = () =>
  document.getAnimations().every(a => a.playState !== 'running' || a.effect?.getTiming().iterations === Infinity)

/**
 * An inspection inside a frame that may not run scripts waits for timers that never fire. What is previewed in such a
 * frame is a page of its own, inspected there.
 */
const inspect = async (page: Page) =>
  (await new AxeBuilder({ page }).exclude('iframe[sandbox=""]').analyze()).violations

/** The screen has nothing against it: no script error, no violation of accessibility. */
export async function wellMade({ page, problems }: Person, what: string): Promise<void> {
  // A page that is just being left, or still coming, would be judged empty.
  await page.waitForLoadState('load')
  await page.locator('main:not([aria-busy=true]) h1').first().waitFor()
  await page.waitForFunction(isStill)
  expect(problems, `errors on ${what}`).toEqual([])
  let violations = await inspect(page)
  if (violations.some(v => v.id === 'color-contrast')) {
    // A message that goes by itself may have been seen between its colours; what is wrong is so at a second look too.
    await page.waitForTimeout(1_000)
    await page.waitForFunction(isStill)
    violations = await inspect(page)
  }
  expect(
    violations.map(
      v =>
        `${v.id}: ${v.nodes
          .map(n => n.target.join(' '))
          .slice(0, 3)
          .join(', ')}`,
    ),
    `accessibility of ${what}`,
  ).toEqual([])
}
