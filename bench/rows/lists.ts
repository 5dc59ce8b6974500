import { asked } from '../asking.ts'
import type { Measured, Row } from '../row.ts'
import { at, times } from '../timing.ts'

/** What a rep narrows a list by: the built-in filters, each alone, and every order. */
export const filters: Record<string, Record<string, unknown>> = {
  everybody: {},
  'stage MQL': { stage: 'mql' },
  'stage recycled': { stage: 'recycled' },
  customers: { stage: 'customer' },
  'temperature hot': { filters: [{ key: 'temperature', op: 'in', value: ['hot'] }] },
  'industry has 製造': { filters: [{ key: 'company.industry', op: 'has', value: '製造' }] },
  'title has 部長': { filters: [{ key: 'title', op: 'has', value: '部長' }] },
  'never approached': { filters: [{ key: 'approached', op: 'empty' }] },
  'clock overdue': { filters: [{ key: 'clock', op: 'until', value: 'now' }] },
  'lawful by mail': { filters: [{ key: 'consent.mail', op: 'in', value: ['lawful'] }] },
  'free by phone': { filters: [{ key: 'reach.phone', op: 'in', value: ['free'] }] },
  'saw a page in 30 days': { filters: [{ key: 'did', op: 'did', value: { what: 'page.viewed', days: 30 } }] },
}
const sorts = ['-created', 'created', 'name', '-name', 'company', 'clock', '-intent']
const pages = 100
type Page = { nextCursor: string | null }

export const lists: Row = {
  id: 'list',
  unit: 'ms',
  target: 30,
  async run(office) {
    const ask = await office.as('tanaka')
    const done: Measured[] = []
    const bare = await times(100, () => ask('GET', '/me'))
    const limit = { at: at(bare, 0.5), is: 'a bare answer' }
    for (const [name, query] of Object.entries(filters)) {
      const path = asked('/persons', { limit: 80, ...query })
      done.push({ what: `first page: ${name}`, took: await times(30, () => ask('GET', path)), limit })
    }
    for (const sort of sorts) {
      const path = asked('/persons', { limit: 80, sort })
      done.push({ what: `first page by ${sort}`, took: await times(30, () => ask('GET', path)), limit })
    }
    for (const sort of ['-created', 'name', '-intent']) {
      let cursor: string | null = null
      const took: number[] = []
      for (let page = 0; page < pages; page++) {
        const since = performance.now()
        const answer: Page = await ask<Page>(
          'GET',
          asked('/persons', { limit: 80, sort, ...(cursor ? { cursor } : {}) }),
        )
        if (page >= pages - 20) took.push(performance.now() - since)
        cursor = answer.nextCursor
        if (cursor === null) break
      }
      if (took.length > 0) done.push({ what: `by ${sort}, 100 pages on`, took: took.toSorted((a, b) => a - b), limit })
    }
    return done
  },
}
