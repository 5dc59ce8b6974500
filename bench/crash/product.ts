import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { openPool } from '../../src/platform/db.ts'
import { startPostgres } from '../../src/platform/postgres.ts'
import { type Blow, diskBlows, frozenDatabase, mailBlows, restartedDatabase, signal } from './blows.ts'
import { smallDisk } from './disk.ts'
import type { Postbox } from './postbox.ts'
import { freePort, isWell, postmasterIn, processOf } from './process.ts'

/** What is crashed: where it is, how to look into its database, and the ways in which it is hit. */
export type Product = {
  told: string
  /** Ways to hit it that this machine does not permit, and why. */
  leftOut: string[]
  /** Of several web processes, another one each time. */
  url(): string
  /** Waits until all of it is well, and starts what does not run. */
  healthy(): Promise<void>
  database(): Promise<pg.Pool>
  blows: Blow[]
  /** What else is to be said of it in the end, and whether that is well. */
  after?(): { line: string; well: boolean }
  stop(): Promise<void>
}

/** Where it runs, with which settings beside its own, and for how long what is frozen stays so. */
export type Ground = { folder: string; settings: Record<string, string>; post: Postbox; frozenFor: number }

/** One process with its embedded database. */
export async function runTogether({ folder, settings, post, frozenFor }: Ground): Promise<Product> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const dataDir = join(folder, 'data')
  const disk = smallDisk(dataDir)
  const app = processOf({ DATA_DIR: dataDir, PORT: String(port), ...settings })
  const undo: (() => Promise<void> | void)[] = [() => app.end('SIGTERM')]
  if ('told' in disk) undo.push(disk.remove)
  let db: pg.Pool

  async function healthy(): Promise<void> {
    const since = performance.now()
    for (;;) {
      if (!app.runs()) app.start()
      if (await isWell(url)) return
      if (performance.now() - since > 120_000) throw new Error('The product was not well again after two minutes.')
      await sleep(50)
    }
  }

  const postmaster = () => postmasterIn(join(dataDir, 'postgres'))
  const killDatabase = () => signal(postmaster(), 'SIGKILL')
  const killApp = () => app.end('SIGKILL')

  return {
    told: `one process with the embedded database, on ${'told' in disk ? disk.told : 'the disk of this machine'}`,
    leftOut: 'told' in disk ? [] : [`a full disk, since no small one can be mounted here: ${disk.whyNot}`],
    url: () => url,
    healthy,
    async database() {
      const postgres = await startPostgres({ dataDir })
      db = openPool(postgres.url, { max: 2 })
      undo.unshift(async () => {
        await db.end()
        await postgres.stop()
      })
      return db
    },
    blows: [
      { what: 'the process, killed', strike: killApp },
      ...('told' in disk ? diskBlows(disk, () => db.query('select pg_switch_wal()')).toReversed() : []),
      {
        what: 'the database, killed',
        async strike() {
          killDatabase()
          await sleep(50)
        },
      },
      ...restartedDatabase(postmaster),
      {
        what: 'the process and the database, killed',
        async strike() {
          killDatabase()
          await killApp()
        },
      },
      ...mailBlows(post),
      {
        what: 'the process, killed twice',
        async strike() {
          await killApp()
          await healthy()
          await sleep(400)
          await killApp()
        },
      },
      ...frozenDatabase(postmaster, frozenFor),
      {
        what: `the process, frozen for ${frozenFor / 1000} s`,
        long: true,
        async strike() {
          app.freeze()
          await sleep(frozenFor)
          app.thaw()
        },
      },
    ],
    async stop() {
      app.thaw()
      for (const step of undo) await step()
    },
  }
}
