import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { type Database, prepareDatabase } from './database.ts'
import type { Config } from './platform/config.ts'
import { Refusal } from './platform/refusal.ts'
import type { World } from './platform/world.ts'

/** Everybody of the demo's office signs in with it. It is no secret: the demo holds nothing real. */
const password = 'musubi-demo'

/** The demo never touches what is real: it has a data folder beside the other one. */
export function demoConfig(config: Config): Config {
  if (config.databaseUrl || config.replicaUrl) {
    throw new Refusal('conflict', {
      en: 'The demo brings its own database. Start it without DATABASE_URL and DATABASE_REPLICA_URL.',
      ja: 'デモは専用のデータベースを使います。DATABASE_URL と DATABASE_REPLICA_URL を外して起動してください。',
    })
  }
  return { ...config, dataDir: `${config.dataDir}-demo`, smtpUrl: undefined, admin: undefined }
}

type Story = { tell(world: World, url: string, password: string): Promise<unknown> }

/** Fills the demo's database at its first start. Answers the line that says where it is. */
export async function tellDemo(
  world: World,
  database: Pick<Database, 'url' | 'db'>,
  remark: (line: string) => void,
): Promise<string> {
  const told = join(world.dataDir, 'demo-is-told')
  if (!existsSync(told)) {
    remark('Writing the past year of a made-up company; this takes some seconds.')
    await beginAnew(database)
    // The story is no part of the product, so only the demo loads it.
    const story = (await import(new URL('../db/story/demo.ts', import.meta.url).href)) as Story
    await story.tell(world, database.url, password)
    writeFileSync(told, '')
  }
  return `Musubi: ${world.baseUrl} (demo: sign in as admin@musubi-demo.example.jp, password ${password})`
}

/** A story that was cut off would be told twice. */
async function beginAnew(database: Pick<Database, 'url' | 'db'>): Promise<void> {
  const anybody = await database.db.selectFrom('appUser').select('id').limit(1).executeTakeFirst()
  if (!anybody) return
  await sql`drop schema if exists public, auth, seen, pgboss cascade`.execute(database.db)
  await sql`create schema public`.execute(database.db)
  await sql`grant usage on schema public to public`.execute(database.db)
  await prepareDatabase(database)
}
