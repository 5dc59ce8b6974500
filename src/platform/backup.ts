import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import { Client } from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { quoted, quoteName, type TableOfOurs, tablesOfOurs } from './catalogue.ts'
import { Refusal } from './refusal.ts'

/**
 * A backup is a gzipped text file. A line of JSON is about what follows: the head, then for each table its name and
 * columns, its rows as COPY writes them, a line `\.` and the count; then the sequences, and a last line with the totals.
 */
export type Head = {
  format: 'musubi backup'
  version: 1
  product: string
  at: string
  /** The migrations that made the tables, in order, with their hashes. */
  migrations: { name: string; hash: string }[]
}

export type Totals = { end: true; tables: number; rows: number; digest: string }

/** Writes everything into a file, as it is at one moment, while others go on writing. */
export async function backup(
  url: string,
  path: string,
  head: Pick<Head, 'product' | 'at'>,
): Promise<Totals & { bytes: number }> {
  const client = new Client({ connectionString: url, application_name: 'musubi backup' })
  client.on('error', () => {})
  await client.connect()
  const part = `${path}.part`
  try {
    await client.query('begin isolation level repeatable read, read only')
    const out = new PassThrough()
    const written = pipeline(out, createGzip({ level: 6 }), createWriteStream(part, { mode: 0o600 }))
    written.catch(() => {})
    const totals = await writeAll(client, out, head).catch(error => {
      out.destroy(error)
      throw error
    })
    out.end()
    await written
    await client.query('commit')
    const bytes = await flush(part)
    await rename(part, path)
    return { ...totals, bytes }
  } catch (error) {
    await rm(part, { force: true })
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

async function writeAll(client: Client, out: PassThrough, head: Pick<Head, 'product' | 'at'>): Promise<Totals> {
  const digest = createHash('sha256')
  const say = (line: string | Buffer) => {
    digest.update(line)
    if (out.write(line)) return undefined
    return once(out, 'drain')
  }
  const tell = (value: object) => say(`${JSON.stringify(value)}\n`)

  const { rows: migrations } = await client
    .query<{ name: string; hash: string }>('select name, hash from migration_hash order by name')
    .catch(error => {
      throw (error as { code?: string }).code === '42P01' ? nothingThere() : error
    })
  await tell({ format: 'musubi backup', version: 1, ...head, migrations } satisfies Head)
  const tables = await tablesOfOurs(client)
  let rows = 0
  for (const table of tables) {
    await tell({ table: quoted(table), columns: table.columns })
    const copied = client.query(copyTo(selectAll(table)))
    for await (const chunk of copied) await say(chunk as Buffer)
    await say('\\.\n')
    await tell({ rows: copied.rowCount })
    rows += copied.rowCount
  }
  await tell({ sequences: await sequences(client) })
  const totals = { end: true, tables: tables.length, rows, digest: digest.digest('hex') } as const
  out.write(`${JSON.stringify(totals)}\n`)
  return totals
}

// By a select, since what is kept by month cannot be copied as one table.
const selectAll = (table: TableOfOurs) =>
  `copy (select ${table.columns.map(quoteName).join(', ')} from ${quoted(table)}) to stdout`

async function sequences(client: Client): Promise<{ name: string; value: string }[]> {
  const { rows } = await client.query<{ name: string; value: string }>(`
    select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
    from pg_sequences where schemaname in ('public', 'auth') and last_value is not null order by 1`)
  return rows
}

async function flush(path: string): Promise<number> {
  const file = await open(path, 'r+')
  try {
    await file.sync()
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}

const nothingThere = () =>
  new Refusal('missing', {
    en: 'This database is empty: there is nothing to back up yet.',
    ja: 'このデータベースは空のため、バックアップするものがありません。',
  })
