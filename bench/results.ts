import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { cpus, totalmem } from 'node:os'

/** A row of the table. `p50`, `p95`, `p99`, `limit` and `target` are in `unit`; `limit` is what the machine does at best, measured in the same run. */
export type Result = {
  id: string
  what: string
  unit: string
  p50: number
  p95: number | null
  p99: number | null
  limit: number | null
  /** What the limit is of. */
  limitIs: string
  target: number | null
  met: boolean | null
  peopleInDatabase: number
  /** CPU milliseconds an operation: of the app, and of the database. */
  app: number | null
  database: number | null
  at: string
  /** Why a target is missed, or how a figure is to be read. */
  note: string
}

const json = new URL('results.json', import.meta.url)
const table = new URL('RESULTS.md', import.meta.url)

const readResults = (): Result[] => (existsSync(json) ? (JSON.parse(readFileSync(json, 'utf8')) as Result[]) : [])

/** Puts the rows of a run in the place of those measured before, and writes the table anew. */
export function saveResults(fresh: Result[], order: readonly string[], versions: string): void {
  const known = readResults().filter(old => !fresh.some(one => one.id === old.id && one.what === old.what))
  const place = (row: Result) => order.indexOf(row.id)
  const rows = [...known, ...fresh].toSorted((a, b) => place(a) - place(b))
  writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`)
  const [cpu] = cpus()
  const machine = `${cpus().length} × ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB; ${versions}`
  const lines = rows.map(
    row =>
      `| ${[
        row.id,
        row.what,
        `${figure(row.p50)} ${row.unit}`,
        figure(row.p95),
        figure(row.p99),
        row.limit === null ? '' : `${figure(row.limit)} (${row.limitIs})`,
        figure(row.target),
        row.met === null ? '' : row.met ? 'yes' : '**no**',
        row.app === null ? '' : `${figure(row.app)} / ${figure(row.database)}`,
        row.peopleInDatabase.toLocaleString('en'),
        row.at.slice(0, 10),
      ].join(' | ')} |`,
  )
  const notes = rows.filter(row => row.note).map(row => `- **${row.id}**, ${row.what}: ${row.note}`)
  writeFileSync(
    table,
    `# Results

Written by \`npm run bench\`. ${machine}. The load generator shares the cores with the product and its database. \`limit\` was measured in the same run.

| id | what | p50 | p95 | p99 | limit | target | met | CPU ms an operation: app / database | people | on |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}

## Notes

${notes.join('\n')}
`,
  )
}

const figure = (n: number | null) =>
  n === null ? '' : n >= 100 ? Math.round(n).toLocaleString('en') : String(Math.round(n * 10) / 10)
