import { resolve } from 'node:path'
import { openDatabase, prepareDatabase } from './database.ts'
import { version } from './health.ts'
import { reapplyErasures } from './people/persons/erase.again.ts'
import { backup } from './platform/backup.ts'
import { systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { restore } from './platform/restore.ts'
import { makeMonthsOfRest } from './timeline/months.ts'

const number = (n: number) => n.toLocaleString('en-GB')

export async function backupTo(config: Config, file: string): Promise<string> {
  const path = resolve(file)
  const database = await openDatabase(config)
  try {
    const head = { product: version, at: systemClock.now().toISOString() }
    const { tables, rows, bytes } = await backup(database.url, path, head)
    return `Wrote ${path}: ${number(rows)} rows of ${tables} tables, ${number(Math.ceil(bytes / 1024))} KB. Keep it like a password: it holds everything.`
  } finally {
    await database.close()
  }
}

export async function restoreFrom(config: Config, file: string, replace: boolean): Promise<string> {
  const path = resolve(file)
  const database = await openDatabase(config)
  try {
    await prepareDatabase(database)
    const { rows, tables, at } = await restore(database.url, path, { replace })
    await prepareDatabase(database)
    await makeMonthsOfRest(database.db)
    const erased = await reapplyErasures({ db: database.db, clock: systemClock, dataDir: config.dataDir })
    const again =
      erased > 0 ? ` ${number(erased)} records of people who have asked to be forgotten since were erased again.` : ''
    return `Restored ${number(rows)} rows of ${tables} tables, as they were at ${at}.${again} Everybody signs in again.`
  } finally {
    await database.close()
  }
}
