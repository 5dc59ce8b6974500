import { type Ask, asked } from '../asking.ts'
import { conditionsByHand, listByHand, ordersByHand, sightOf } from '../byHand.ts'
import type { Office } from '../office.ts'
import type { Measured, Row } from '../row.ts'
import { sorted } from '../timing.ts'
import { whileBusy } from './busy.ts'

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
export const sorts = ['-created', 'created', 'name', '-name', 'company', 'clock', '-intent']
const pages = 100
type Page = { nextCursor: string | null }

export const lists: Row = {
  id: 'list',
  unit: 'ms',
  target: 30,
  async run(office) {
    const ask = await office.as('tanaka')
    const sight = await sightOf(office, 'tanaka')
    const done: Measured[] = []
    const bare = await office.limit('a bare answer (/me)', () => ask('GET', '/me'), 100)
    const byHand = (condition: string | undefined, order: string) =>
      condition === undefined
        ? bare
        : office.limit('by hand', () => office.sql.query(listByHand(condition, order), [sight]), 5)
    for (const [name, query] of Object.entries(filters)) {
      const path = asked('/persons', { limit: 80, ...query })
      const figure = await office.measure(30, () => ask('GET', path))
      const limit = await byHand(conditionsByHand[name], ordersByHand['-created']!)
      done.push({ what: `first page: ${name}`, ...figure, limit })
    }
    for (const sort of sorts) {
      const path = asked('/persons', { limit: 80, sort })
      const figure = await office.measure(30, () => ask('GET', path))
      const limit = await byHand('true', ordersByHand[sort]!)
      done.push({ what: `first page by ${sort}`, ...figure, limit })
    }
    for (const sort of sorts) {
      const took = await farOn(ask, sort)
      if (took.length > 0) done.push({ what: `by ${sort}, ${pages} pages on`, took, limit: bare })
    }
    return [...done, ...(await busyLists(office, ask, done))]
  },
}

/** The last twenty of the first hundred pages, one after the other. */
async function farOn(ask: Ask, sort: string): Promise<number[]> {
  const took: number[] = []
  for (let page = 0, cursor: string | null = null; page < pages; page++) {
    const since = performance.now()
    const path = asked('/persons', { limit: 80, sort, cursor })
    cursor = (await ask<Page>('GET', path)).nextCursor
    if (page >= pages - 20) took.push(performance.now() - since)
    if (cursor === null) break
  }
  return sorted(took)
}

/** The same while events come in. */
async function busyLists(office: Office, ask: Ask, quiet: Measured[]): Promise<Measured[]> {
  const chosen = ['everybody', 'temperature hot', 'title has 部長', 'saw a page in 30 days']
  return whileBusy(
    office,
    chosen.map(name => ({
      what: `first page: ${name}`,
      quiet: quiet.find(one => one.what === `first page: ${name}`)!,
      act: () => ask('GET', asked('/persons', { limit: 80, ...filters[name] })),
    })),
  )
}
