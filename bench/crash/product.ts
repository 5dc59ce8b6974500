import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { openPool } from '../../src/platform/db.ts'
import { startPostgres } from '../../src/platform/postgres.ts'
import { freePort, isWell, processOf } from './process.ts'

export type Blow = { what: string; strike: () => Promise<void> }

/** What is crashed: where it is, how to look into its database, and the ways in which it is hit, one round after the other. */
export type Product = {
  told: string
  /** Of several web processes, another one each time. */
  url(): string
  /** Waits until all of it is well, and starts what does not run. Answers how long that took, in milliseconds. */
  healthy(): Promise<number>
  database(): Promise<pg.Pool>
  blows: Blow[]
  /** What else is to be said of it in the end, and whether that is well. */
  after?(): { line: string; well: boolean }
  stop(): Promise<void>
}

/** One process with its embedded database. */
export async function runTogether(folder: string, settings: Record<string, string>): Promise<Product> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const app = processOf({ DATA_DIR: folder, PORT: String(port), ...settings })
  const undo: (() => Promise<void>)[] = [() => app.end('SIGTERM')]

  async function healthy(): Promise<number> {
    const since = performance.now()
    for (;;) {
      if (!app.runs()) app.start()
      if (await isWell(url)) return performance.now() - since
      if (performance.now() - since > 60_000) throw new Error('The product was not well again after a minute.')
      await sleep(50)
    }
  }

  function killDatabase() {
    const pid = Number(readFileSync(join(folder, 'postgres/18/data/postmaster.pid'), 'utf8').split('\n')[0])
    if (pid > 1) process.kill(pid, 'SIGKILL')
  }
  const killApp = () => app.end('SIGKILL')

  return {
    told: 'one process with the embedded database',
    url: () => url,
    healthy,
    async database() {
      const postgres = await startPostgres({ dataDir: folder })
      const pool = openPool(postgres.url, { max: 2 })
      undo.unshift(async () => {
        await pool.end()
        await postgres.stop()
      })
      return pool
    },
    blows: [
      { what: 'app', strike: killApp },
      {
        what: 'database',
        async strike() {
          killDatabase()
          await sleep(50)
        },
      },
      {
        what: 'app and database',
        async strike() {
          killDatabase()
          await killApp()
        },
      },
      {
        what: 'app twice',
        async strike() {
          await killApp()
          await healthy()
          await sleep(400)
          await killApp()
        },
      },
    ],
    async stop() {
      for (const step of undo) await step()
    },
  }
}
