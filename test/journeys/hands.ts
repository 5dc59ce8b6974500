import { expect } from 'vitest'
import type { Person } from './browser.ts'

/** Moves the only card to the given column, as a hand does. */
export async function drag({ page }: Person, to: number): Promise<void> {
  const card = page.locator('section[data-stage] article')
  const target = page.locator('section[data-stage]').nth(to)
  await target.scrollIntoViewIfNeeded()
  const from = (await card.boundingBox())!
  await page.mouse.move(from.x + 60, from.y + 12)
  await page.mouse.down()
  await page.mouse.move(from.x + 80, from.y + 20, { steps: 3 })
  // The board scrolls towards the hand, which follows the column.
  await expect
    .poll(async () => {
      const over = (await target.boundingBox())!
      await page.mouse.move(over.x + over.width / 2, over.y + 160, { steps: 4 })
      return target.getAttribute('data-over')
    })
    .toBe('true')
  await page.mouse.up()
}

/** Fills in the form of the sample site, by the labels of its fields, and sends it. */
export async function askForDocument({ page }: Person, answers: Record<string, string>): Promise<void> {
  await page.getByRole('link', { name: '資料請求', exact: true }).click()
  for (const [label, answer] of Object.entries(answers)) await page.getByLabel(new RegExp(`^${label}`)).fill(answer)
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: '送信する' }).click()
  await page.getByRole('heading', { name: 'ありがとうございました' }).waitFor()
}
