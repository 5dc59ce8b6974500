import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, expect, inject } from 'vitest'
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

/** The screen has nothing against it: no script error, no violation of accessibility. */
export async function wellMade({ page, problems }: Person, what: string): Promise<void> {
  // A page that is just being left, or still coming, would be judged empty.
  await page.waitForLoadState('load')
  await page.locator('main:not([aria-busy=true]) h1').first().waitFor()
  // What is fading in or out has colours between its own.
  await page.waitForFunction(() =>
    document.getAnimations().every(a => a.playState !== 'running' || a.effect?.getTiming().iterations === Infinity),
  )
  expect(problems, `errors on ${what}`).toEqual([])
  // An inspection inside a frame that may not run scripts waits for timers that never fire. What is previewed in such a
  // frame is a page of its own, inspected there.
  const { violations } = await new AxeBuilder({ page }).exclude('iframe[sandbox=""]').analyze()
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
