import { fileURLToPath } from 'node:url'
import { createApp } from './app.ts'
import { openIngest } from './capture/tracking/ingest.ts'
import { prepareSample } from './capture/tracking/sample.ts'
import { openDatabase, prepareDatabase } from './database.ts'
import { demoConfig, tellDemo } from './demo.ts'
import { openDoor } from './door.ts'
import { listenForScreens, openScreens } from './office/notifications/live.ts'
import { openAuth, openAuthPool } from './office/users/auth.ts'
import { welcome } from './office/users/firstAdmin.ts'
import { reapplyErasures } from './people/persons/erase.again.ts'
import { openAssets, readBuilt } from './platform/assets.ts'
import { type Clock, systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { breakLines } from './platform/db.ts'
import { signingKeyIn } from './platform/dkim.ts'
import { openLog } from './platform/log.ts'
import { openMailer } from './platform/mail.ts'
import { once } from './platform/once.ts'
import { keepPresence } from './platform/presence.ts'
import { openReplica } from './platform/replica.ts'
import { readSecret } from './platform/secret.ts'
import type { World } from './platform/world.ts'
import { makeMonthsAhead } from './timeline/months.ts'
import { startWorkers } from './worker.ts'

export type Running = { world: World; url: string; databaseUrl: string; stop(): Promise<void> }

export type Telling = {
  /** The one line on standard output: where the product is. */
  say: (line: string) => void
  /** What takes long. */
  remark?: (line: string) => void
  /** Runs a made-up company in a data folder of its own. */
  demo?: boolean
  /** Serves the site of a made-up company at /sample, as the demo does. */
  sample?: boolean
  /** Another time than that of this machine: journeys move it. */
  clock?: Clock
}

/** Starts the product as the settings say, and tells in one line where it is. */
export async function startServer(
  asked: Config,
  { say, remark = () => {}, demo = false, sample = demo, clock = systemClock }: Telling,
): Promise<Running> {
  const config = demo ? demoConfig(asked) : asked
  const undo: (() => Promise<unknown>)[] = []
  const stop = once(async () => {
    for (const step of undo.toReversed()) await step().catch(() => {})
  })
  try {
    const log = openLog(config.logLevel)
    const door = config.role === 'worker' ? undefined : await openDoor(config)
    if (door) undo.push(door.close)
    const secret = readSecret(config.dataDir)
    const database = await openDatabase(config, { log, role: config.role, secret })
    undo.push(database.close)
    let onLook: (() => Promise<void>) | undefined
    const silenced = [database.breakLines]
    const present = { log, onLook: async () => onLook?.(), onSilence: () => silenced.forEach(told => told()) }
    undo.push((await keepPresence(database.url, present)).stop)
    await prepareDatabase(database)
    await makeMonthsAhead(database.db, clock.now())
    const replica = door && config.replicaUrl ? openReplica(config.replicaUrl, database.db, log) : undefined
    if (replica) undo.push(replica.close)
    const mailer = config.smtpUrl ? openMailer(config.smtpUrl, signingKeyIn(config.dataDir)) : undefined
    const baseUrl = config.baseUrl.replace(/:0$/, `:${door?.port ?? 0}`)
    const world: World = {
      db: database.db,
      replica,
      clock,
      log,
      baseUrl,
      dataDir: config.dataDir,
      secret,
      mailer,
    }
    // A database that was put back from a backup may hold people again who asked to be forgotten.
    await reapplyErasures(world)
    const toldDemo = demo ? await tellDemo(world, database, remark) : undefined

    let line = 'Musubi works behind the screens.'
    if (door) {
      const pool = openAuthPool(database.url)
      undo.push(() => pool.end())
      silenced.push(() => breakLines(pool))
      const screens = openScreens(world)
      undo.push(listenForScreens(database.url, world, screens).stop)
      const opened = toldDemo ?? (await welcome(world, config.admin))
      const built = fileURLToPath(new URL('../dist/web', import.meta.url))
      const parts = { assets: openAssets(built), snippet: readBuilt(built, 't.js'), sample }
      if (sample) await prepareSample(world)
      const ingest = openIngest(world)
      const { fetch } = createApp(world, { auth: openAuth(pool, world), screens, ingest, ...parts })
      door.open({ fetch, ingest, clock })
      undo.push(async () => {
        screens.closeAll()
        await door.close()
      })
      line = opened
    }
    if (config.role !== 'web') {
      const workers = await startWorkers(world, database.url)
      undo.push(workers.stop)
      onLook = workers.takeOver
    }
    say(line)
    return { world, url: baseUrl, databaseUrl: database.url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
