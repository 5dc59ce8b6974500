import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import { crashParts } from './crash/tally.ts'
import { order } from './rows.ts'
import { about } from './why.ts'

/** A row of the table. `p50`, `p95`, `p99`, `limit` and `target` are in `unit`; `limit` is what the machine does at best, measured in the same run. */
export type Result = {
  id: string
  what: string
  unit: string
  p50: number | null
  p95: number | null
  p99: number | null
  limit: number | null
  /** What the limit is of. */
  limitIs: string
  target: number | null
  /** More is better. */
  least: boolean
  /** Which share of the acts must keep the target. */
  share: number
  met: boolean | null
  /** It could not be measured; the note says why. */
  failed: boolean
  peopleInDatabase: number
  /** CPU milliseconds an operation: of the app, and of the database. */
  app: number | null
  database: number | null
  at: string
  /** How a figure is to be read. */
  note: string
}

/** Puts the rows of a run in the place of those measured before, and writes the table anew. */
export function saveResults(folder: string, fresh: Result[], versions: string, quick: boolean): void {
  mkdirSync(folder, { recursive: true })
  const json = join(folder, 'results.json')
  const before = existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as Result[]) : []
  // A row is one measurement: what it called its parts before is gone with it.
  const known = before.filter(old => !fresh.some(one => one.id === old.id))
  const place = (row: Result) => order.indexOf(row.id)
  const rows = [...known, ...fresh].toSorted((a, b) => place(a) - place(b))
  writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`)
  const text = join(folder, 'RESULTS.md')
  // What crash runs have written there stays.
  const crashes = existsSync(text) ? crashParts(readFileSync(text, 'utf8')) : ''
  writeFileSync(text, `${page(rows, versions, quick)}${crashes && `\n${crashes}\n`}`)
}

function page(rows: Result[], versions: string, quick: boolean): string {
  const [cpu] = cpus()
  const machine = `${cpus().length} × ${cpu?.model.trim() || 'CPU of unknown make'}, ${Math.round(totalmem() / 2 ** 30)} GiB; ${versions}`
  const missed = rows.filter(row => row.met === false || row.failed)
  const read = rows.filter(row => row.note && row.met !== false && !row.failed)
  return `# Results

Written by \`npm run bench\`. ${machine}. ${quick ? 'A quick run, a tenth as long: not to be quoted. ' : ''}The load generator and the browser share the cores with the product and its database. A target is held against the p95, unless it says otherwise. \`limit\` is what the machine does at best for the same answer, its median, measured in the same run.

| id | what | p50 | p95 | p99 | limit | target | met | CPU ms an operation: app / database | people | on |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${rows.map(lineOf).join('\n')}

## What is missed, and why

${missed.length === 0 ? 'Nothing.' : order.flatMap(id => whyMissed(id, missed)).join('\n')}

## How the hot queries are planned

${order.flatMap(id => (about[id]?.plan ? [`- **${id}**: ${about[id].plan}`] : [])).join('\n')}

## How to read the others

${read.map(row => `- **${row.id}**, ${row.what}: ${row.note}`).join('\n')}
`
}

function lineOf(row: Result): string {
  const cells = [
    row.id,
    row.what,
    row.failed ? 'failed' : `${figure(row.p50)} ${row.unit}`,
    figure(row.p95),
    figure(row.p99),
    row.limit === null ? '' : `${figure(row.limit)} (${row.limitIs})`,
    targetOf(row),
    row.met === null ? '' : row.met ? 'yes' : '**no**',
    row.app === null ? '' : `${figure(row.app)} / ${figure(row.database)}`,
    row.peopleInDatabase.toLocaleString('en'),
    row.at.slice(0, 10),
  ]
  return `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
}

function targetOf({ target, least, share, p95 }: Result): string {
  if (target === null) return ''
  const held = p95 === null || share === 0.95 ? '' : ` at p${share * 100}`
  return `${least ? '≥' : '≤'} ${figure(target)}${held}`
}

/** Why a row misses, once, and each of its figures that does. */
function whyMissed(id: string, missed: Result[]): string[] {
  const its = missed.filter(row => row.id === id)
  if (its.length === 0) return []
  return [
    `- **${id}**. ${about[id]?.why ?? ''}`.trimEnd(),
    ...its.map(row => `  - ${[`${row.what}: ${said(row)}.`, row.note].filter(Boolean).join(' ')}`),
  ]
}

const said = (row: Result) =>
  row.failed ? 'could not be measured' : `${figure(counted(row))} ${row.unit} where ${targetOf(row)} is asked`

/** The figure that is held against the target. */
const counted = ({ p50, p95, p99, share }: Result) => (share === 0.5 ? p50 : share === 0.99 ? p99 : p95) ?? p50

const figure = (n: number | null) =>
  n === null
    ? ''
    : n >= 100
      ? Math.round(n).toLocaleString('en')
      : String(n >= 10 ? Math.round(n * 10) / 10 : Math.round(n * 100) / 100)
