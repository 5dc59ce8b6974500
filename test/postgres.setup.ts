import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { prepareDatabase } from '../src/database.ts'
import { openDb, openPool } from '../src/platform/db.ts'
import { startPostgres } from '../src/platform/postgres.ts'
import { withDatabase } from './url.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    postgres: string
  }
}

/** One real PostgreSQL for the whole run; each test file clones its database from a migrated template. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'musubi-test-'))
  const postgres = await startPostgres({ dataDir: folder, durable: false })
  const admin = new pg.Client({ connectionString: postgres.url })
  await admin.connect()
  await admin.query('create database template_musubi')
  const url = withDatabase(postgres.url, 'template_musubi')
  const db = openDb(openPool(url, { max: 1 }))
  await prepareDatabase({ url, db })
  await db.destroy()
  await admin.end()
  project.provide('postgres', postgres.url)
  return async () => {
    await postgres.stop()
    // As root, PostgreSQL may have had to live elsewhere.
    rmSync(postgres.folder, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}
