import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src/', import.meta.url))

/** What stands on a first page, and is there without what comes after it. */
const first = ['web.tsx', 'HomeScreen.tsx', 'sell/day/DayOverview.tsx', 'retain/invoices/MoneyToday.tsx']
/** Labels that only ⌘K and the settings show, which wait for all words. */
const later: Record<string, string[] | 'all'> = { 'web.settings.tsx': 'all', 'web.tsx': ['deals'] }

test('the first page does with the words that come first', () => {
  const here = [...readFileSync(join(src, 'words.first.en.ts'), 'utf8').matchAll(/en as (\w+)/g)].map(m => m[1])
  expect(here).toContain('today')
  const wrong: string[] = []
  for (const file of reached(first)) {
    const but = later[file] ?? []
    for (const [, room] of codeOf(file).matchAll(/\$ =>\s*\$\.(\w+)/g))
      if (!here.includes(room!) && but !== 'all' && !but.includes(room!)) wrong.push(`${file} says $.${room}`)
  }
  expect(wrong).toEqual([])
})

test('a Japanese figure and what it counts stand together: 24件', () => {
  const files = globSync('**/*.words.ts', { cwd: src })
  expect(files.length).toBeGreaterThan(30)
  const apart = (file: string) => codeOf(file).match(/.*\}\} (?:件|人|名|行|日|回|つ|社|項目).*/g) ?? []
  expect(files.flatMap(apart)).toEqual([])
})

const codeOf = (file: string) => readFileSync(join(src, file), 'utf8').replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')

/** All that is imported from there on, but for types and for what comes when it is wanted. */
function reached(from: string[]): Set<string> {
  const found = new Set<string>()
  const open = [...from]
  for (let file = open.pop(); file; file = open.pop()) {
    if (found.has(file)) continue
    found.add(file)
    for (const [, path] of codeOf(file).matchAll(/(?:^|\n)(?:import|export) (?!type )[^'"]*?from '(\.[^']+\.tsx?)'/g)) {
      const to = relative(src, join(src, dirname(file), path!))
      if (existsSync(join(src, to))) open.push(to)
    }
  }
  return found
}
