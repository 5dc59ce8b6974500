import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { afterAll, inject } from 'vitest'
import { movableClock } from '../src/platform/clock.ts'
import { type Db, openDb, openPool } from '../src/platform/db.ts'
import type { World } from '../src/platform/world.ts'
import { reactions } from '../src/reactions.ts'
import { settle as settleAll } from '../src/timeline/reactions.ts'
import { withDatabase } from './url.ts'

export type TestWorld = World & { clock: ReturnType<typeof movableClock>; url: string; settle(): Promise<number> }

/** A Monday morning in Tokyo, no holiday near. */
export const mondayMorning = '2026-06-01T10:00:00+09:00'

/** A database and a data folder of its own for a test file, cloned from the migrated template; a clock that is moved by hand. Gone after the file. */
export async function testWorld(start: string = mondayMorning): Promise<TestWorld> {
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: inject('postgres') })
  await admin.connect()
  // Another file may be cloning at this moment; the template admits one at a time.
  await admin.query("select pg_advisory_lock(hashtext('template_musubi'))")
  await admin.query(`create database ${name} template template_musubi`)
  await admin.query("select pg_advisory_unlock(hashtext('template_musubi'))")
  const url = withDatabase(inject('postgres'), name)
  const db: Db = openDb(openPool(url, { max: 8 }))
  const clock = movableClock(start)
  const dataDir = mkdtempSync(join(tmpdir(), 'musubi-world-'))
  afterAll(async () => {
    await db.destroy()
    await admin.query(`drop database ${name} with (force)`)
    await admin.end()
    rmSync(dataDir, { recursive: true })
  })
  return {
    db,
    clock,
    url,
    log: pino({ level: 'silent' }),
    baseUrl: 'http://localhost:3000',
    dataDir,
    secret: 'a secret of the tests, long enough to sign with',
    settle: () => settleAll(db, reactions, clock.now),
  }
}
