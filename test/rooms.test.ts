import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const src = fileURLToPath(new URL('../src/', import.meta.url))
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
  f => /\.tsx?$/.test(f) && f !== 'platform/tables.ts',
)

const stages = ['capture', 'nurture', 'qualify', 'sell', 'retain', 'learn']
const mayImport: Record<string, string[]> = {
  platform: [],
  timeline: ['platform'],
  ui: ['timeline', 'router', 'words'],
  office: ['timeline', 'platform', 'ui'],
  people: ['office', 'timeline', 'platform', 'ui'],
  ...Object.fromEntries(stages.map(stage => [stage, ['people', 'office', 'timeline', 'platform', 'ui']])),
}

/** Where an import statement or a dynamic import leads, as a path below src; undefined for libraries. */
function importsOf(file: string): { to: string; typeOnly: boolean }[] {
  const text = readFileSync(join(src, file), 'utf8')
  const found = [...text.matchAll(/(?:^|\n)\s*(import|export)\s+(type\s)?[^'"]*?from\s*['"]([^'"]+)['"]/g)].map(m => ({
    path: m[3]!,
    typeOnly: m[2] !== undefined,
  }))
  const dynamic = [...text.matchAll(/import\(\s*['"]([^'"]+)['"]\s*\)|(?:^|\n)import\s+['"]([^'"]+)['"]/g)].map(m => ({
    path: (m[1] ?? m[2])!,
    typeOnly: false,
  }))
  return [...found, ...dynamic]
    .filter(i => i.path.startsWith('.'))
    .map(i => ({ to: relative(src, join(src, dirname(file), i.path)), typeOnly: i.typeOnly }))
}

const roomOf = (path: string) => (path.includes('/') ? path.split('/')[0]! : path.replace(/\..*$/, ''))
const isTest = (file: string) => /\.(test|fixture)\.tsx?$/.test(file)

test('each room imports only from the rooms it may', () => {
  const wrong: string[] = []
  for (const file of files.filter(f => f.includes('/') && !isTest(f))) {
    const room = roomOf(file)
    const allowed = mayImport[room]
    if (!allowed) wrong.push(`${file} is in a room that nobody knows: ${room}`)
    for (const { to, typeOnly } of importsOf(file)) {
      const other = roomOf(to)
      if (other === room || to.startsWith('../')) continue
      const ok =
        allowed?.includes(other) &&
        (room !== 'ui' || other !== 'router' || typeOnly) &&
        (room !== 'ui' || other !== 'timeline' || to === 'timeline/vocabulary.ts')
      if (!ok) wrong.push(`${file} imports ${to}`)
    }
  }
  expect(wrong).toEqual([])
})

test('nothing outside of src but what is data is imported by it', () => {
  const wrong = files
    .filter(f => !isTest(f))
    .flatMap(file =>
      importsOf(file)
        .filter(i => i.to.startsWith('../'))
        .map(i => `${file} imports ${i.to}`),
    )
  expect(wrong).toEqual([])
})

test('a screen imports screens, shapes, words, shared parts and types: server code cannot reach the browser', () => {
  const mayReach = (to: string) =>
    /\.(tsx|schema\.ts|words\.ts|css)$/.test(to) ||
    to.startsWith('ui/') ||
    ['timeline/vocabulary.ts', 'platform/shapes.ts', 'office/roles/rights.ts', 'words.ts'].includes(to)
  const wrong: string[] = []
  for (const file of files.filter(f => (f.endsWith('.tsx') || f.endsWith('.schema.ts')) && !isTest(f))) {
    for (const { to, typeOnly } of importsOf(file)) if (!typeOnly && !mayReach(to)) wrong.push(`${file} imports ${to}`)
  }
  expect(wrong).toEqual([])
})

test('only config reads the environment, and only the clock reads the time', () => {
  const wrong: string[] = []
  for (const file of files.filter(f => !isTest(f))) {
    const text = readFileSync(join(src, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
    if (/process\.env/.test(text) && !['platform/config.ts', 'cli.ts'].includes(file))
      wrong.push(`${file} reads the environment`)
    if (/new Date\(\)|Date\.now\(\)/.test(text) && !['platform/clock.ts', 'ui/now.ts'].includes(file))
      wrong.push(`${file} reads the time`)
    if (/sql`[^`]*\bnow\(\)/.test(text)) wrong.push(`${file} asks the database for the time`)
  }
  expect(wrong).toEqual([])
})

test('no file grows past 300 lines, and no room is called by what it has not', () => {
  // Words are a list, in two languages side by side; a list may be long.
  const long = files.filter(
    f => !f.endsWith('.words.ts') && readFileSync(join(src, f), 'utf8').split('\n').length > 300,
  )
  expect(long).toEqual([])
  expect(files.filter(f => /(^|\/)(utils?|helpers?|common|misc|index)(\/|\.tsx?$)/.test(f))).toEqual([])
})
