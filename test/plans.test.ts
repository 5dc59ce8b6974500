import { beforeAll, expect, test } from 'vitest'
import { actAll } from './plans/acts.ts'
import { reads } from './plans/asked.ts'
import { exceptions } from './plans/exceptions.ts'
import { listen } from './plans/listen.ts'
import { screens, verbs } from './plans/most.ts'
import { countRows, enter, openLargeOffice } from './plans/office.ts'
import { few, large, readWhole } from './plans/plan.ts'

/** Something that was done, what was sent for it, and which large tables were read from end to end by which statement. */
type Done = { who: string; name: string; sent: string[]; whole: { table: string; text: string }[] }
const done: Done[] = []
let rows: Map<string, number>

const doing =
  (who: string) =>
  async <T>(name: string, run: () => Promise<T>): Promise<T> => {
    const { answer, heard } = await listen(run)
    const whole = heard.ran.flatMap(({ text, plan }) => readWhole(plan, rows).map(table => ({ table, text })))
    done.push({ who, name, sent: heard.sent, whole })
    return answer
  }

beforeAll(async () => {
  const office = await openLargeOffice()
  rows = await countRows(office)
  const [admin, rep] = [await enter(office, 'admin'), await enter(office, 'kato')]
  const caller = await enter(office, 'tanaka', rep)
  for (const [who, { ask, known }] of Object.entries({ admin, rep, caller }))
    for (const { name, path, of } of reads) {
      if (of ? of !== who : who === 'caller') continue
      const { status, body } = await doing(who)(name, () => ask('GET', path(known)))
      if (status !== 200) throw new Error(`${who}, ${name}: ${status} ${JSON.stringify(body)}`)
    }
  await actAll(office, { admin, rep }, doing('everybody'))
}, 600_000)

test('there is so much of everything that a plan says something', () => {
  const sum = (table: string) =>
    [...rows].reduce((n, [name, of]) => (name === table || name.startsWith(`${table}_2`) ? n + Math.max(of, 0) : n), 0)
  expect(large.filter(table => sum(table) < few)).toEqual([])
  expect(rows.get('person')).toBeGreaterThanOrEqual(50_000)
})

test('no large table is read from end to end, but where that is meant', () => {
  const meant = (name: string, table: string) =>
    exceptions.some(({ of, tables }) => of.test(name) && (!tables || tables.includes(table)))
  const wrong = done.flatMap(({ who, name, whole }) =>
    whole
      .filter(({ table }) => !meant(name, table))
      .map(
        ({ table, text }) => `${who}, ${name}: reads all of ${table} for ${text.replace(/\s+/g, ' ').slice(0, 200)}`,
      ),
  )
  expect([...new Set(wrong)]).toEqual([])
})

test('a screen sends no more statements than it is known to need', () => {
  const most = (name: string) => Math.max(...done.filter(d => d.name === name).map(d => d.sent.length))
  const opened = Object.entries(screens).map(([name, { asks }]) => [
    name,
    asks.reduce((sum, ask) => sum + most(`GET ${ask}`), 0),
  ])
  const tooMany = (counted: (string | number)[][], allowed: (name: string) => number) =>
    counted.filter(([name, sent]) => !((sent as number) <= allowed(name as string)))
  expect(tooMany(opened, name => screens[name]!.most)).toEqual([])
  expect(
    tooMany(
      Object.keys(verbs).map(name => [name, most(name)]),
      name => verbs[name]!,
    ),
  ).toEqual([])
})

test('no screen sends a statement once for each row that it shows', () => {
  const often = done.flatMap(({ who, name, sent }) => {
    const times = Map.groupBy(sent, text => text)
    return [...times]
      .filter(([, { length }]) => name.startsWith('GET') && length > 3)
      .map(([text, { length }]) => `${who}, ${name}: ${length} times ${text.slice(0, 100)}`)
  })
  // The lists whose growth is shown are asked one by one: there are seven.
  expect(often.filter(line => !line.includes('GET /questions'))).toEqual([])
})
