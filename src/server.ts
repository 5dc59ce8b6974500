import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { getRequestListener } from '@hono/node-server'
import { createApp } from './app.ts'
import { prepareSample } from './capture/tracking/sample.ts'
import { openDatabase, prepareDatabase } from './database.ts'
import { demoConfig, tellDemo } from './demo.ts'
import { type Health, version } from './health.ts'
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
import { keepPresence } from './platform/presence.ts'
import { Refusal } from './platform/refusal.ts'
import { readSecret } from './platform/secret.ts'
import type { World } from './platform/world.ts'
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
    const mailer = config.smtpUrl ? openMailer(config.smtpUrl, signingKeyIn(config.dataDir)) : undefined
    const baseUrl = config.baseUrl.replace(/:0$/, `:${door?.port ?? 0}`)
    const world: World = {
      db: database.db,
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
      door.open(createApp(world, { auth: openAuth(pool, world), screens, ...parts }).fetch)
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

type Fetch = (request: Request, env: object) => Response | Promise<Response>
type Door = { port: number; open(fetch: Fetch): void; close(): Promise<void> }

/** Takes the port at once, so that a taken one is known before anything else starts; until the product is ready it says so. */
async function openDoor({ host, port }: Config): Promise<Door> {
  let answer: Fetch = starting
  const server = createServer(getRequestListener((request, env) => answer(request, env)))
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? portTaken(port) : error),
    )
    server.listen(port, host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    open(fetch) {
      answer = fetch
    },
    close: once(() => closeServer(server)),
  }
}

function starting(request: Request): Response {
  const health: Health = { status: 'unavailable', version, database: 'away', reactions: null }
  const message = '起動しています。しばらくお待ちください。 / Musubi is starting. Please wait a moment.'
  const isHealth = new URL(request.url).pathname === '/healthz'
  const body = isHealth ? health : { code: 'unavailable', status: 503, message, data: {} }
  return Response.json(body, { status: 503, headers: { 'retry-after': '1' } })
}

/** Finishes the requests in hand; whoever takes longer than a few seconds is cut off. */
async function closeServer(server: HttpServer): Promise<void> {
  const closed = new Promise(done => server.close(done))
  server.closeIdleConnections()
  const cut = setTimeout(() => server.closeAllConnections(), 4_000)
  await closed
  clearTimeout(cut)
}

function once<T>(run: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined
  return () => (running ??= run())
}

const portTaken = (port: number) =>
  new Refusal('unavailable', {
    en: `Port ${port} is taken by another program. Stop that one, or set PORT to another.`,
    ja: `ポート ${port} は別のプログラムが使用しています。そのプログラムを終了するか、PORT に別の番号を指定してください。`,
  })
