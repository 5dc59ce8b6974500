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

/** Cookies that the office knows: of people, and of visitors who are nobody yet, as they come. */
export async function visitorsOf(office: Office, many = 50_000): Promise<string[]> {
  const { rows } = await office.sql.query<{ value: string }>(
    `select value from identity where kind = 'cookie' and value ~ '^[0-9a-f]{32}$' order by id desc limit $1`,
    [many],
  )
  if (rows.length === 0) throw new Error('Nobody was ever here: the database has no visitors.')
  return rows.map(row => row.value)
}
