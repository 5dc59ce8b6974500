/**
 * How many views a second are taken in and acknowledged after their commit, at one and at ten a request, beside bare
 * commits of one row measured in the same run on the same database. `--seconds S` (20) each, `--at-once N` (64) senders.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { openIngest } from '../src/capture/tracking/ingest.ts'
import { readViews } from '../src/capture/tracking/tracking.http.ts'
import { systemClock } from '../src/platform/clock.ts'
import { openDb, openPool } from '../src/platform/db.ts'
import { migrate } from '../src/platform/migrate.ts'
import { startPostgres } from '../src/platform/postgres.ts'

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '20' }, 'at-once': { type: 'string', default: '64' } },
})
const atOnce = Number(values['at-once'])
const headers = new Headers({
  'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36',
})
const say = (line: string) => process.stdout.write(`${line}\n`)

const folder = mkdtempSync(join(tmpdir(), 'musubi-ingest-'))
const postgres = await startPostgres({ dataDir: folder })
const pool = openPool(postgres.url)
try {
  const db = openDb(pool)
  await migrate(db)
  await pool.query('create table bare (n bigint generated always as identity primary key, at timestamptz not null)')

  const bare = await perSecond(
    async () => void (await pool.query('insert into bare (at) values ($1)', [new Date()])),
    1,
  )
  say(`bare commits, one connection: ${bare.rate} a second, p99 ${bare.p99} ms`)
  const ingest = openIngest({ db, clock: systemClock })
  const visitors = Array.from({ length: 2_000 }, () => randomBytes(16).toString('hex'))
  let n = 0
  for (const each of [1, 10]) {
    const one = async () => {
      const e = Array.from({ length: each }, () => ({
        k: `k${n++}`,
        u: 'https://yuki.example.jp/pricing',
        t: '料金',
        a: 0,
      }))
      const body = JSON.stringify({ v: visitors[n % visitors.length], e })
      await ingest.accept(readViews(body, headers.get('user-agent'), systemClock.now()))
    }
    const { rate, p99 } = await perSecond(one, atOnce)
    say(`${each} a request, ${atOnce} at once: ${rate * each} views a second, p99 ${p99} ms until on disk`)
  }
  const { rows } = await pool.query('select count(*)::int as n from event')
  say(`${rows[0].n} of ${n} acknowledged views are on disk`)
  process.exitCode = rows[0].n === n ? 0 : 1
} finally {
  await pool.end()
  await postgres.stop()
  rmSync(postgres.folder, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}

/** Does it over and over, so many at once, for as long as was asked. */
async function perSecond(act: () => Promise<void>, many: number): Promise<{ rate: number; p99: number }> {
  const until = performance.now() + Number(values.seconds) * 1000
  const took: number[] = []
  const worker = async () => {
    while (performance.now() < until) {
      const since = performance.now()
      await act()
      took.push(performance.now() - since)
    }
  }
  await Promise.all(Array.from({ length: many }, worker))
  took.sort((a, b) => a - b)
  return {
    rate: Math.round(took.length / Number(values.seconds)),
    p99: Math.round((took[Math.floor(took.length * 0.99)] ?? 0) * 10) / 10,
  }
}
