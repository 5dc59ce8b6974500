import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { openPool } from '../../src/platform/db.ts'
import { startPostgres } from '../../src/platform/postgres.ts'
import { diskBlows, frozenDatabase, mailBlows, restartedDatabase, signal } from './blows.ts'
import { smallDisk } from './disk.ts'
import { type Server, startDistribution } from './distribution.ts'
import { freePort, isWell, type Process, postmasterIn, processOf } from './process.ts'
import type { Ground, Product } from './product.ts'

export const longestTakeover = 15_000

/** As on machines apart: two web and two worker processes, each pair with a data folder of its own, and one database server. */
export async function runApart({ folder, settings, post, frozenFor }: Ground): Promise<Product> {
  const disk = smallDisk(join(folder, 'database'))
  const server = (await startDistribution(join(folder, 'database'))) ?? (await embedded(join(folder, 'database')))
  const ports = [await freePort(), await freePort()]
  const urls = ports.map(port => `http://127.0.0.1:${port}`)
  const dataDirs = ['one', 'other'].map(name => join(folder, name))
  for (const dir of dataDirs) {
    mkdirSync(dir, { recursive: true })
    writeFileSync(join(dir, 'secret'), 'the same secret on every machine\n', { mode: 0o600 })
  }
  const common = { DATABASE_URL: server.url, BASE_URL: 'http://127.0.0.1:1', ...settings }
  const web = ports.map((port, n) => processOf({ ...common, DATA_DIR: dataDirs[n]!, ROLE: 'web', PORT: String(port) }))
  const worker = dataDirs.map(dir => processOf({ ...common, DATA_DIR: dir, ROLE: 'worker' }))
  const all = [...web, ...worker]
  const db = openPool(server.url, { max: 2 })
  let turn = 0
  let longest = 0

  async function healthy(): Promise<void> {
    const since = performance.now()
    for (;;) {
      for (const one of all) if (!one.runs()) one.start()
      const well = await Promise.all(urls.map(isWell))
      if (well.every(Boolean)) return
      if (performance.now() - since > 120_000) throw new Error('The product was not well again after two minutes.')
      await sleep(50)
    }
  }

  const any = (of: Process[]) => of[Math.floor(Math.random() * of.length)]!

  /** The worker that sends a mailing just now, if one begins to within a few seconds: that is the one to hit. */
  async function busyWorker(): Promise<Process> {
    for (let tries = 0; tries < 60; tries++) {
      const { rows } = await db.query(
        `select split_part(split_part(a.application_name, ' ', 3), '-', 1)::int as pid from pg_locks l join pg_stat_activity a using (pid)
         where l.locktype = 'advisory' and l.granted and l.objsubid = 2 and a.application_name like 'musubi worker %' limit 1`,
      )
      const one = worker.find(one => one.pid() === rows[0]?.pid)
      if (one) return one
      await sleep(50)
    }
    return any(worker)
  }

  /** How long until every job in hand is in living hands, and every lane has gone on from where it stood. */
  async function takenOver(): Promise<void> {
    const since = performance.now()
    const { rows: then } = await db.query(
      'select clock_timestamp() as at, array(select min(event_id) from inbox group by lane) as first',
    )
    for (;;) {
      const { rows } = await db.query(
        `select (select count(*) from pgboss.job where state = 'active' and heartbeat_on < $1::timestamptz + interval '1 s')
           + (select count(*) from inbox where event_id = any($2::bigint[])) as left`,
        [then[0].at, then[0].first],
      )
      const ms = performance.now() - since
      if (Number(rows[0].left) === 0) {
        longest = Math.max(longest, ms)
        return
      }
      if (ms > 60_000) throw new Error('After a minute nobody has taken over what a worker had in hand.')
      await sleep(100)
    }
  }

  return {
    told: `two web and two worker processes, ${server.told} on ${'told' in disk ? disk.told : 'the disk of this machine'}`,
    leftOut: 'told' in disk ? [] : [`a full disk, since no small one can be mounted here: ${disk.whyNot}`],
    url: () => urls[turn++ % urls.length]!,
    healthy,
    database: async () => db,
    after: () => ({
      line: `takeover     the work of a worker that was killed or frozen was taken over after at most ${(longest / 1000).toFixed(1)} s`,
      well: longest <= longestTakeover,
    }),
    blows: [
      { what: 'a web process, killed', strike: () => any(web).end('SIGKILL') },
      {
        what: 'a worker, killed',
        async strike() {
          await (await busyWorker()).end('SIGKILL')
          await takenOver()
        },
      },
      ...('told' in disk ? diskBlows(disk, () => db.query('select pg_switch_wal()')).toReversed() : []),
      { what: 'the database, killed', strike: async () => signal(server.pid(), 'SIGKILL') },
      ...restartedDatabase(server.pid),
      ...mailBlows(post),
      {
        what: 'a web process and a worker, killed',
        async strike() {
          await any(web).end('SIGKILL')
          await any(worker).end('SIGKILL')
        },
      },
      {
        what: 'everything, killed',
        async strike() {
          signal(server.pid(), 'SIGKILL')
          await Promise.all(all.map(one => one.end('SIGKILL')))
        },
      },
      {
        what: `a worker, frozen for ${frozenFor / 1000} s`,
        long: true,
        async strike() {
          const one = await busyWorker()
          one.freeze()
          const over = sleep(frozenFor)
          await takenOver()
          await over
          one.thaw()
        },
      },
      {
        what: `a web process, frozen for ${frozenFor / 1000} s`,
        long: true,
        async strike() {
          const one = any(web)
          one.freeze()
          await sleep(frozenFor)
          one.thaw()
        },
      },
      ...frozenDatabase(server.pid, frozenFor),
    ],
    async stop() {
      for (const one of all) one.thaw()
      await Promise.all(all.map(one => one.end('SIGTERM')))
      await db.end()
      await server.stop()
      if ('told' in disk) disk.remove()
    },
  }
}

/** Where the distribution has none, the one that comes with the product. */
async function embedded(folder: string): Promise<Server> {
  const postgres = await startPostgres({ dataDir: folder })
  return {
    told: 'the embedded database (no PostgreSQL of the distribution is installed)',
    url: postgres.url,
    pid: () => postmasterIn(postgres.folder),
    stop: () => postgres.stop(),
  }
}
