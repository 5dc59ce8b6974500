import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import type { Office } from './office.ts'
import { sorted, type Times } from './timing.ts'

/** So many lines at once, each committing one row after the other. */
export async function bareCommits(
  office: Office,
  lines: number,
  seconds: number,
): Promise<{ perSecond: number; took: Times }> {
  await office.sql.query('drop table if exists bench_commit')
  await office.sql.query(
    'create table bench_commit (n bigint generated always as identity primary key, at timestamptz)',
  )
  const clients = Array.from({ length: lines }, () => new pg.Client(office.databaseUrl))
  const took: number[] = []
  try {
    await Promise.all(clients.map(client => client.connect()))
    const ends = performance.now() + seconds * 1000
    const commit = async (client: pg.Client) => {
      for (let since = performance.now(); since < ends; since = performance.now()) {
        await client.query('insert into bench_commit (at) values (now())')
        took.push(performance.now() - since)
      }
    }
    await Promise.all(clients.map(commit))
  } finally {
    await Promise.all(clients.map(client => client.end()))
    await office.sql.query('drop table bench_commit')
  }
  return { perSecond: took.length / seconds, took: sorted(took) }
}

/** Rows a second by plain COPY: so many of the table's own, into an empty one with the same columns, checks and indexes. */
export async function copyAgain(
  office: Office,
  table: string,
  columns: string,
  rows: number,
  which = `where id > (select max(id) - ${rows} from ${table})`,
): Promise<number> {
  const clone = `bench_${table}`
  const client = new pg.Client(office.databaseUrl)
  await client.connect()
  try {
    const some = `select ${columns} from ${table} ${which}`
    const bytes = await buffer(client.query(copyTo(`copy (${some}) to stdout`)))
    await client.query(`drop table if exists ${clone}`)
    await client.query(`create table ${clone} (like ${table} including all)`)
    const since = performance.now()
    const into = client.query(copyFrom(`copy ${clone} (${columns}) from stdin`))
    await pipeline(Readable.from([bytes]), into)
    return (into.rowCount / (performance.now() - since)) * 1000
  } finally {
    await client.query(`drop table if exists ${clone}`).finally(() => client.end())
  }
}

export const copyEvents = (office: Office): Promise<number> =>
  copyAgain(
    office,
    'event',
    'kind, occurred_at, recorded_at, identity_id, person_id, company_id, lead_id, facts',
    200_000,
    // Of this month and the one before: an event is not found by its number.
    `where occurred_at > now() - interval '40 days' limit 200000`,
  )
