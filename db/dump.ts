import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDb, openPool } from '../src/platform/db.ts'
import { migrate } from '../src/platform/migrate.ts'
import { startPostgres } from '../src/platform/postgres.ts'
import { describeSchema } from './describe.ts'

/**
 * Writes what the migrations make, as one readable page (db/schema.sql) and as types (src/platform/tables.ts), out of a
 * database that is made for it. With --verify it writes nothing and fails when they differ.
 */
const root = join(import.meta.dirname, '..')
const verify = process.argv.includes('--verify')
const folder = mkdtempSync(join(tmpdir(), 'musubi-dump-'))
const postgres = await startPostgres({ dataDir: folder, durable: false })
const differs: string[] = []
try {
  const pool = openPool(postgres.url)
  await migrate(openDb(pool))
  keep('db/schema.sql', await describeSchema(pool))
  await pool.end()
  keep('src/platform/tables.ts', typesOf(postgres.url))
} finally {
  await postgres.stop()
  rmSync(postgres.folder, { recursive: true, force: true })
  rmSync(folder, { recursive: true, force: true })
}
if (differs.length > 0) {
  process.stderr.write(
    `${differs.join(' and ')} ${differs.length > 1 ? 'are' : 'is'} not what the migrations make. Run: node db/dump.ts\n`,
  )
  process.exitCode = 1
}

function keep(file: string, text: string) {
  const path = join(root, file)
  if (!verify) return writeFileSync(path, text)
  if (readOrNothing(path) !== text) differs.push(file)
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function typesOf(url: string): string {
  const out = join(folder, 'tables.ts')
  const choices = {
    dialect: 'postgres',
    url,
    'default-schema': 'public',
    'include-pattern': 'public.*',
    'exclude-pattern': '*(kysely_migration*|migration_hash|event_rest)',
    'date-parser': 'string',
    'numeric-parser': 'number',
    'type-mapping': '{"int8":"number"}',
    'out-file': out,
  }
  const flags = Object.entries(choices).flatMap(([name, value]) => [`--${name}`, value])
  const tool = join(root, 'node_modules/kysely-codegen/dist/cli/bin.js')
  const { status, stderr, stdout } = spawnSync(process.execPath, [tool, '--camel-case', ...flags], {
    cwd: folder,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`kysely-codegen failed: ${stdout}${stderr}`)
  return readFileSync(out, 'utf8')
}
