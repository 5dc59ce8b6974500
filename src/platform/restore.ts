import { once } from 'node:events'
import { Client } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { newer, readBackup } from './backup.read.ts'
import type { Head, Totals } from './backup.ts'
import { quoted, quoteName, tablesOfOurs } from './catalogue.ts'
import { migrations, statementsOf } from './migrate.ts'
import { Refusal } from './refusal.ts'

export type Restored = Totals & Pick<Head, 'at' | 'product'>

/**
 * Puts what a backup holds in the place of what is there, in one transaction: either all of it or nothing. The database
 * has been prepared by this release; the tables are made anew as they were when the backup was made, and it is for the
 * caller to migrate afterwards. Needs no superuser.
 */
export async function restore(url: string, path: string, { replace }: { replace: boolean }): Promise<Restored> {
  const head = await examine(path)
  const client = new Client({ connectionString: url, application_name: 'musubi restore' })
  client.on('error', () => {})
  await client.connect()
  try {
    await mustBeAlone(client)
    if (!replace) await mustBeEmpty(client)
    await client.query('begin')
    await makeTablesAsOf(client, head)
    const totals = await load(client, path)
    await settleOutside(client)
    await client.query('commit')
    return { ...totals, at: head.at, product: head.product }
  } finally {
    await client.end().catch(() => {})
  }
}

/** Reads the file to its end before anything is touched. */
async function examine(path: string): Promise<Head> {
  let head: Head | undefined
  for await (const piece of readBackup(path)) if ('head' in piece) head = piece.head
  if (!head) throw new Error('A backup without a head was read to its end.')
  const known = migrations()
  head.migrations.forEach(({ name, hash }, n) => {
    if (known[n]?.name !== name || known[n]?.hash !== hash) throw newer(head.product)
  })
  return head
}

async function mustBeAlone(client: Client): Promise<void> {
  const { rowCount } = await client.query(`
    select from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name ~ '^musubi($| (all|web|worker) )'`)
  if (!rowCount) return
  throw new Refusal('conflict', {
    en: 'Musubi is running on this database. Stop it, restore, and start it again.',
    ja: 'このデータベースで Musubi が動作中です。停止してから復元し、再度起動してください。',
  })
}

async function mustBeEmpty(client: Client): Promise<void> {
  const { rowCount } = await client.query(
    'select from app_user union all select from person union all select from company limit 1',
  )
  if (!rowCount) return
  throw new Refusal('conflict', {
    en: 'This database is in use. Add --replace to put the backup in the place of everything that is here.',
    ja: 'このデータベースにはすでにデータがあります。すべてをバックアップの内容に置き換える場合は、--replace を付けてください。',
  })
}

async function makeTablesAsOf(client: Client, head: Head): Promise<void> {
  const tables = await tablesOfOurs(client)
  const kept = tables.filter(
    ({ schema, name }) => schema === 'auth' || name.startsWith('kysely_migration') || name === 'migration_hash',
  )
  const made = tables.filter(table => !kept.includes(table))
  await client.query('drop schema if exists seen, seen_all cascade')
  if (made.length > 0) await client.query(`drop table ${made.map(quoted).join(', ')} cascade`)
  await client.query(`
    do $$ declare thing record; begin
      for thing in select format('%I.%I', schemaname, sequencename) as name from pg_sequences where schemaname = 'public' loop
        execute 'drop sequence if exists ' || thing.name || ' cascade';
      end loop;
      for thing in select p.oid::regprocedure::text as name from pg_proc p where p.pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e') loop
        execute 'drop routine if exists ' || thing.name || ' cascade';
      end loop;
    end $$`)
  if (kept.length > 0) await client.query(`truncate ${kept.map(quoted).join(', ')}`)
  for (const { text } of migrations().slice(0, head.migrations.length)) {
    for (const statement of statementsOf(text)) await client.query(statement)
  }
  // Migrations bring rows of their own (roles, reasons, queues); the backup has them as they have become.
  const fresh = await tablesOfOurs(client)
  await client.query(`truncate ${fresh.map(quoted).join(', ')}`)
}

async function load(client: Client, path: string): Promise<Totals> {
  const tables = new Map((await tablesOfOurs(client)).map(table => [quoted(table), table]))
  let totals: Totals | undefined
  let into: ReturnType<typeof openTable> | undefined
  for await (const piece of readBackup(path)) {
    if ('rows' in piece) {
      await into?.write(piece.rows)
      continue
    }
    await into?.end()
    into = undefined
    if ('table' in piece) {
      const table = tables.get(piece.table)
      if (!table || piece.columns.some(column => !table.columns.includes(column))) throw newer('')
      // The events of a backup have been reacted to, or wait in its own inbox.
      await client.query(`alter table ${piece.table} disable trigger user`)
      into = openTable(client, piece)
    }
    if ('sequences' in piece) {
      for (const { name, value } of piece.sequences)
        await client.query('select setval($1::regclass, $2::bigint)', [name, value])
    }
    if ('totals' in piece) totals = piece.totals
  }
  for (const name of tables.keys()) await client.query(`alter table ${name} enable trigger user`)
  if (!totals) throw new Error('A backup without totals was read to its end.')
  return totals
}

function openTable(client: Client, { table, columns }: { table: string; columns: string[] }) {
  const stream = client.query(copyFrom(`copy ${table} (${columns.map(quoteName).join(', ')}) from stdin`))
  const finished = new Promise<void>((done, fail) => stream.once('finish', done).once('error', fail))
  finished.catch(() => {})
  return {
    async write(rows: Buffer): Promise<void> {
      if (!stream.write(rows)) await once(stream, 'drain')
    },
    async end(): Promise<void> {
      stream.end()
      await finished
    },
  }
}

/** What waited to go out at the time of the backup may have gone out since: nobody knows, so it is not sent by itself. */
async function settleOutside(client: Client): Promise<void> {
  await client.query(
    "update mail set state = 'unknown', error = 'It waited when the backup was made that has been restored.' where state in ('queued', 'sending')",
  )
  await client.query('update notification set mailed_at = created_at where mailed_at is null')
  await client.query("do $$ begin if to_regclass('pgboss.job') is not null then delete from pgboss.job; end if; end $$")
  await client.query('delete from auth.session')
}
