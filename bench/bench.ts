/**
 * Measures the product on a populated database (`bench/populate.ts`) and writes `RESULTS.md` and `results.json`: every
 * row, or only those that are named. `--data-dir DIR` (data-bench): where the database is.
 */
import { parseArgs } from 'node:util'
import { openOffice } from './office.ts'
import { type Result, saveResults } from './results.ts'
import type { Measured, Row } from './row.ts'
import { rows } from './rows.ts'
import { at } from './timing.ts'

const { values, positionals } = parseArgs({
  options: { 'data-dir': { type: 'string', default: 'data-bench' } },
  allowPositionals: true,
})
const wanted = rows.filter(row => positionals.length === 0 || positionals.includes(row.id))
if (wanted.length === 0) {
  process.stderr.write(`There is no such row. Rows: ${rows.map(row => row.id).join(', ')}\n`)
  process.exit(2)
}
const say = (line: string) => process.stdout.write(`${line}\n`)
const office = await openOffice(values['data-dir'])
const done: Result[] = []
try {
  const { rows: server } = await office.sql.query<{ version: string }>(
    "select current_setting('server_version') as version",
  )
  for (const row of wanted) {
    for (const measured of await measure(row)) {
      done.push(measured)
      say(
        `${row.id.padEnd(12)} ${measured.what.padEnd(56)} p50 ${round(measured.p50)} p95 ${round(measured.p95)} ${row.unit}; limit ${round(measured.limit)}${measured.met === false ? ' MISSED' : ''}`,
      )
    }
  }
  const versions = `Node ${process.version}, PostgreSQL ${server[0]!.version}`
  saveResults(
    done,
    rows.map(row => row.id),
    versions,
  )
} finally {
  await office.stop()
}

async function measure(row: Row): Promise<Result[]> {
  const before = office.cpu()
  const all = await row.run(office)
  const after = office.cpu()
  const acts = all.reduce((sum, { took }) => sum + took.length, 0)
  return all.map(measured =>
    judged(row, measured, (after.app - before.app) / acts, (after.database - before.database) / acts),
  )
}

function judged(row: Row, { what, took, limit, note = '' }: Measured, app: number, database: number): Result {
  const counts = at(took, row.share ?? 0.95)
  const met = row.target === null ? null : row.least ? counts >= row.target : counts <= row.target
  return {
    id: row.id,
    what,
    unit: row.unit,
    p50: at(took, 0.5),
    p95: took.length > 1 ? at(took, 0.95) : null,
    p99: took.length > 1 ? at(took, 0.99) : null,
    limit: limit?.at ?? null,
    limitIs: limit?.is ?? '',
    target: row.target,
    met,
    peopleInDatabase: office.people,
    app,
    database,
    at: new Date().toISOString(),
    note,
  }
}

function round(n: number | null): string {
  return n === null ? '–' : String(Math.round(n * 10) / 10)
}
