/**
 * Measures the product on a populated database (`bench/populate.ts`) and writes `RESULTS.md` and `results.json`: every
 * row, or only those that are named. `--data-dir DIR` (data-bench): where the database is. `--quick`: a tenth of the
 * time and of the work, to try a row. `--out DIR` (bench): where the results go.
 */
import { parseArgs } from 'node:util'
import { failed, judged } from './judge.ts'
import { openOffice } from './office.ts'
import { type Result, saveResults } from './results.ts'
import { rows } from './rows.ts'

const { values, positionals } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: 'data-bench' },
    quick: { type: 'boolean', default: false },
    out: { type: 'string', default: import.meta.dirname },
  },
  allowPositionals: true,
})
const unknown = positionals.filter(name => !rows.some(row => row.id === name))
if (unknown.length > 0) {
  process.stderr.write(`There is no row ${unknown.join(', ')}. Rows: ${rows.map(row => row.id).join(', ')}\n`)
  process.exit(2)
}
const wanted = rows.filter(row => positionals.length === 0 || positionals.includes(row.id))
const began = performance.now()
const say = (line: string) =>
  process.stdout.write(`${((performance.now() - began) / 1000).toFixed(0).padStart(5)} s  ${line}\n`)
const office = await openOffice(values['data-dir'], values.quick ? 0.1 : 1)
// Whoever breaks a run off does not leave the product at work behind it.
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void office.stop().finally(() => process.exit(1)))
const done: Result[] = []
try {
  const { rows: server } = await office.sql.query<{ version: string }>(
    "select current_setting('server_version') as version",
  )
  const versions = `Node ${process.version}, PostgreSQL ${server[0]!.version}`
  for (const row of wanted) {
    // What the row before has left to be reacted to is not this one's.
    if (!(await office.settled(120_000))) say(`${row.id.padEnd(12)} begins while events of the row before still wait`)
    const said = await row.run(office).then(
      all => all.map(measured => judged(row, measured, office.people)),
      (error: unknown) => [failed(row, error, office.people)],
    )
    for (const result of said) say(lineOf(result))
    done.push(...said)
    // As it goes, so that what was measured stands should a later row end the process.
    saveResults(values.out, said, versions, values.quick)
  }
} finally {
  await office.stop()
}
const failures = done.filter(result => result.failed)
const missed = done.filter(result => result.met === false && !result.failed)
say(`${done.length} figures, ${missed.length} of them off their target, ${failures.length} rows failed.`)
process.exitCode = failures.length > 0 ? 1 : 0

function lineOf({ id, what, unit, p50, p95, p99, limit, met, failed: fails, note }: Result): string {
  if (fails) return `${id.padEnd(12)} FAILED: ${note}`
  const figures = [
    `p50 ${round(p50)}`,
    p95 === null ? '' : `p95 ${round(p95)}`,
    p99 === null ? '' : `p99 ${round(p99)}`,
  ]
  return `${id.padEnd(12)} ${what.padEnd(60)} ${figures.filter(Boolean).join(' ')} ${unit}${limit === null ? '' : `; limit ${round(limit)}`}${met === false ? ' MISSED' : ''}`
}

function round(n: number | null): string {
  return n === null ? '–' : String(Math.round(n * 10) / 10)
}
