import { cpus } from 'node:os'
import { sampleLag } from '../lag.ts'
import { bareCommits, copyEvents } from '../limits.ts'
import { type Loaded, load, visitorsOf } from '../load/load.ts'
import type { Office } from '../office.ts'
import type { Measured, Row } from '../row.ts'

/** `/t` over HTTP, acknowledged after the commit, reactions running behind, everything on the same cores. */
const viewsAt = (id: string, each: number, target: number): Row => ({
  id,
  unit: 'events/s',
  target,
  least: true,
  async run(office) {
    const visitors = await visitorsOf(office)
    const bare = await load(office, { kind: 'bare', seconds: office.seconds(5) })
    const commits = (await bareCommits(office, 32, office.seconds(5))).perSecond
    const copied = await copyEvents(office)
    const limits = `in the same run a bare answer of the same server (OPTIONS /t, no database) comes ${n(bare.answered / bare.seconds)} times a second, 32 lines commit one row each ${n(commits)} times a second, and plain COPY writes ${n(copied)} rows a second into a table with the same indexes`

    const before = office.cpu()
    const lag = sampleLag(office)
    const loaded = await load(office, { kind: 'views', each, visitors, seconds: office.seconds(60) })
    const taken = office.cpu()
    const kept = await office.settled(120_000)
    const settled = office.cpu()
    const lags = await lag.stop()
    const until = lag.seconds()

    const used = (to: typeof before) => to.app - before.app + to.database - before.database
    const rate = loaded.answered / loaded.seconds
    const cpu = {
      app: (taken.app - before.app) / loaded.answered,
      database: (taken.database - before.database) / loaded.answered,
    }
    const left = kept ? 0 : await waiting(office)
    const settledRate = (loaded.answered - left) / until
    const done: Measured[] = [
      {
        what: `${each} a request, for ${n(loaded.seconds)} s`,
        took: [rate],
        cpu,
        limit: { at: (bare.answered / bare.seconds) * each, is: 'a bare answer for each request' },
        note: `${shares(loaded, before, taken)}; ${limits}. Acknowledged after ${ms(loaded.p50)} in the middle, p99 ${ms(loaded.p99)}.${refusals(loaded)}`,
      },
      {
        what: `the same, the load generator's CPU taken off`,
        took: [(loaded.answered / used(taken)) * 1000 * cpus().length],
        target: null,
        note: 'Events for each second of CPU that app and database used meanwhile, reactions running beside it, times the cores.',
      },
      {
        what: 'reaction lag meanwhile',
        took: lags.during(loaded.seconds),
        unit: 'ms',
        target: each === 1 ? 2_000 : null,
        least: false,
        share: 0.99,
        note: `Senders send as fast as they are answered; the rest of what waited was worked off ${n(Math.max(0, until - loaded.seconds))} s after the last${kept ? '' : ' and was not all'}.`,
      },
      {
        what: 'worked off, reactions included',
        took: [settledRate],
        target: null,
        note: `From the first event until the inbox was empty${kept ? '' : `, which it was not in two minutes: ${n(left)} still waited`}. ${n((used(taken) / used(settled)) * 100)} % of what app and database used went by while events came in.`,
      },
    ]
    return kept ? [...done, await paced(office, each, visitors, settledRate)] : done
  },
})

async function waiting({ sql }: Office): Promise<number> {
  const { rows } = await sql.query<{ n: string }>('select count(*) as n from inbox')
  return Number(rows[0]!.n)
}

/** At a pace that the reactions keep up with: how far behind they are then. */
async function paced(office: Office, each: number, visitors: string[], most: number): Promise<Measured> {
  const perSecond = Math.round((most * 0.7) / 100) * 100
  const lag = sampleLag(office)
  const loaded = await load(office, { kind: 'views', each, visitors, perSecond, seconds: office.seconds(20) })
  const lags = await lag.stop()
  return {
    what: `reaction lag at ${n(loaded.answered / loaded.seconds)} events/s`,
    took: lags.during(loaded.seconds),
    unit: 'ms',
    target: null,
    note: 'At seven tenths of what can be worked off for good.',
  }
}

/** Who had the cores. */
function shares(loaded: Loaded, before: ReturnType<Office['cpu']>, after: ReturnType<Office['cpu']>): string {
  const of = (cpuMs: number) => (cpuMs / 1000 / loaded.seconds).toFixed(2)
  return `Of ${cpus().length} cores the app had ${of(after.app - before.app)}, the database ${of(after.database - before.database)} and the load generator ${of(loaded.cpuMs)}`
}

const refusals = ({ refused }: Loaded) =>
  Object.keys(refused).length === 0
    ? ''
    : ` Refused: ${Object.entries(refused)
        .map(([status, times]) => `${times} × ${status}`)
        .join(', ')}.`
const n = (value: number) => Math.round(value).toLocaleString('en')
const ms = (value: number) => `${value.toFixed(1)} ms`

export const ingest: Row[] = [viewsAt('ingest-1', 1, 10_000), viewsAt('ingest-10', 10, 40_000)]
