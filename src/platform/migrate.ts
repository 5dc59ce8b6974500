import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { type Kysely, sql } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { Db } from './db.ts'

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

function files(): { name: string; text: string }[] {
  return readdirSync(folder)
    .filter(name => name.endsWith('.sql'))
    .sort()
    .map(name => ({ name: name.replace(/\.sql$/, ''), text: readFileSync(new URL(name, folder), 'utf8') }))
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 16)

/** Brings the database to today's schema. Refuses when a file that was applied has been changed since. */
export async function migrate(db: Db): Promise<string[]> {
  const known = files()
  await sql`create table if not exists migration_hash (name text primary key, hash text not null)`.execute(db)
  const applied = await sql<{ name: string; hash: string }>`select name, hash from migration_hash`.execute(db)
  for (const { name, hash } of applied.rows) {
    const file = known.find(f => f.name === name)
    if (file && hashOf(file.text) !== hash) {
      throw new Error(`The migration ${name} was changed after it had been applied. Undo the change and add a new migration instead.`)
    }
  }
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () =>
        Object.fromEntries(
          known.map(({ name, text }) => [
            name,
            {
              up: async (tx: Kysely<unknown>) => {
                for (const statement of statementsOf(text)) await sql.raw(statement).execute(tx)
                await sql`insert into migration_hash (name, hash) values (${name}, ${hashOf(text)})`.execute(tx)
              },
            },
          ]),
        ),
    },
  })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? []).map(r => r.migrationName)
}
