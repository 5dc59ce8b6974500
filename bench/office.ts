import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { openPool } from '../src/platform/db.ts'
import { startPostgres } from '../src/platform/postgres.ts'
import { type Ask, askingAs, cookieOf } from './asking.ts'
import { usedByAll } from './cpu.ts'
import { freePort, isWell, processOf } from './crash/process.ts'
import type { Cpu, Measured } from './row.ts'
import { at, type Times, times, until } from './timing.ts'

export type Office = {
  url: string
  /** Signs in as one of the populated office. */
  as(login: string): Promise<Ask>
  sql: pg.Pool
  /** Of the database, for what needs connections of its own. */
  databaseUrl: string
  /** CPU milliseconds used until now. */
  cpu(): Cpu
  /** Does it so often, and tells what each took, and the CPU of an act in the middle. */
  measure(n: number, act: (index: number) => Promise<unknown>): Promise<{ took: Times; cpu: Cpu }>
  /** The median of doing it so often: what the machine does at best. */
  limit(is: string, act: (index: number) => Promise<unknown>, n?: number): Promise<NonNullable<Measured['limit']>>
  /** So many seconds, or fewer in a quick run. */
  seconds(full: number): number
  /** The same of how many there are of something. */
  many(full: number): number
  /** Waits until the reactions have worked everything off; false when they have not in that time. */
  settled(most?: number): Promise<boolean>
  /** Milliseconds from starting the process until it said that it is well, the database with it. */
  startedIn: number
  /** The same of the process alone, once more. */
  restart(): Promise<number>
  appPid(): number
  people: number
  stop(): Promise<void>
}

/** The product on a populated database, as a process of its own beside this one. `share`: of the full length of a run. */
export async function openOffice(dataDir: string, share: number): Promise<Office> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const app = processOf({ DATA_DIR: dataDir, PORT: String(port) })
  const start = async () => {
    app.start()
    const took = await until(() => isWell(url), 120_000, 10)
    if (took === undefined) throw new Error('The product does not start; is the database populated?')
    return took
  }
  const startedIn = await start()
  const postgres = await startPostgres({ dataDir })
  const sql = openPool(postgres.url, { max: 2 })
  const { rows } = await sql.query<{ n: string }>('select count(*) as n from person where merged_into_id is null')
  const postmaster = Number(readFileSync(join(dataDir, 'postgres/18/data/postmaster.pid'), 'utf8').split('\n')[0])
  const cpu = () => ({ app: usedByAll(app.pid(), postmaster), database: usedByAll(postmaster) })
  return {
    url,
    sql,
    databaseUrl: postgres.url,
    people: Number(rows[0]!.n),
    startedIn,
    appPid: app.pid,
    cpu,
    as: async login => askingAs(url, await cookieOf(url, login)),
    async measure(n, act) {
      const before = cpu()
      const took = await times(n, act)
      const after = cpu()
      return { took, cpu: { app: (after.app - before.app) / n, database: (after.database - before.database) / n } }
    },
    async limit(is, act, n = 10) {
      return { at: at(await times(n, act), 0.5), is }
    },
    seconds: full => Math.max(5, full * share),
    many: full => Math.max(1, Math.round(full * share)),
    async settled(most = 300_000) {
      const isEmpty = async () => (await sql.query('select from inbox limit 1')).rowCount === 0
      return (await until(isEmpty, most, 100)) !== undefined
    },
    async restart() {
      await app.end('SIGTERM')
      return start()
    },
    async stop() {
      await sql.end()
      await postgres.stop()
      await app.end('SIGTERM')
    },
  }
}
