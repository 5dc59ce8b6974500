import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import type { Office } from '../office.ts'
import type { Work } from './requests.ts'

export type Orders = Work & {
  port: number
  seconds: number
  /** Lines kept open, and how many requests may be unanswered on each. */
  lines: number
  deep: number
  /** Events a second; null: as many as are answered. */
  perSecond: number | null
}

export type Loaded = {
  /** Requests sent, and events acknowledged within the time. */
  sent: number
  answered: number
  /** How often by status. */
  refused: Record<string, number>
  seconds: number
  cpuMs: number
  p50: number
  p95: number
  p99: number
}

/** Loads the product from a process of its own. */
export async function load(office: Office, how: Partial<Orders> & Pick<Orders, 'kind' | 'seconds'>): Promise<Loaded> {
  const orders: Orders = {
    port: Number(new URL(office.url).port),
    each: 1,
    visitors: [],
    strangers: 0.1,
    headers: {},
    lines: 128,
    deep: 8,
    perSecond: null,
    ...how,
  }
  const child = spawn(process.execPath, [fileURLToPath(new URL('main.ts', import.meta.url))], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(orders))
  const said = await text(child.stdout)
  if (!said) throw new Error('The load generator ended without a word.')
  return JSON.parse(said) as Loaded
}

/** Cookies that the office knows: half of them people's, half of visitors who are nobody yet. */
export async function visitorsOf(office: Office, many = 200_000): Promise<string[]> {
  // The oldest: the latest are those that a run before has made up.
  const some = (whose: string) =>
    `(select value from identity where kind = 'cookie' and value ~ '^[0-9a-f]{32}$' and person_id ${whose} order by id limit $1)`
  const { rows } = await office.sql.query<{ value: string }>(`${some('is not null')} union all ${some('is null')}`, [
    Math.round(many / 2),
  ])
  if (rows.length === 0) throw new Error('Nobody was ever here: the database has no visitors.')
  return rows.map(row => row.value)
}
