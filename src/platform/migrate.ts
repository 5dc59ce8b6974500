import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Db } from './db.ts'
import { Refusal } from './refusal.ts'

const folder = new URL('../../db/migrations/', import.meta.url)

/** Statements of a file: each ends with a semicolon at the end of a line, outside of $$ … $$. */
export function statementsOf(text: string): string[] {
  const statements: string[] = []
  let open = ''
  for (const line of text.split('\n')) {
    open += `${line}\n`
    const insideBody = (open.match(/\$\$/g)?.length ?? 0) % 2 === 1
    if (!insideBody && line.trimEnd().endsWith(';') && !line.trimStart().startsWith('--')) {
      statements.push(open.trim())
      open = ''
    }
  }
  return statements
}

export type Migration = { name: string; text: string; hash: string }

/** The migrations of this release, in their order. */
export function migrations(): Migration[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .toSorted()
    .map(name => ({ name: name.replace(/\.sql$/, ''), text: readFileSync(new URL(name, folder), 'utf8') }))
    .map(file => ({ ...file, hash: hashOf(file.text) }))
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** Brings the database to today's schema, or to that of an earlier migration. Refuses when a file that was applied has been changed since. */
export async function migrate(db: Db, upTo?: string): Promise<string[]> {
  const known = migrations()
  await sql`create table if not exists migration_hash (name text primary key, hash text not null)`.execute(db)
  const applied = await sql<{ name: string; hash: string }>`select name, hash from migration_hash`.execute(db)
  for (const { name, hash } of applied.rows) {
    const file = known.find(f => f.name === name)
    if (!file) throw madeByNewer()
    if (file.hash !== hash) throw changedSince(name)
  }
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          known.map(({ name, text, hash }) => [
            name,
            {
              up: async (tx: Kysely<unknown>) => {
                for (const statement of statementsOf(text)) await sql.raw(statement).execute(tx)
                await sql`insert into migration_hash (name, hash) values (${name}, ${hash})`.execute(tx)
              },
            },
          ]),
        ),
    },
  })
  const { error, results } = await (upTo ? migrator.migrateTo(upTo) : migrator.migrateToLatest())
  if (error) throw error
  return (results ?? []).map(r => r.migrationName)
}

const madeByNewer = () =>
  new Refusal('conflict', {
    en: 'This database belongs to a newer release of Musubi. Run that one, or restore a backup that this one made.',
    ja: 'このデータベースは、より新しいバージョンの Musubi のものです。そのバージョンを起動するか、このバージョンのバックアップを復元してください。',
  })

const changedSince = (name: string) =>
  new Refusal('conflict', {
    en: `The migration ${name} was changed after it had been applied to this database. Undo the change and add a new migration instead.`,
    ja: `マイグレーション ${name} は、このデータベースに適用した後に変更されています。変更を元に戻し、新しいマイグレーションを追加してください。`,
  })
