import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { openPool } from '../src/platform/db.ts'
import { startPostgres } from '../src/platform/postgres.ts'
import { usedByAll } from './cpu.ts'
import { freePort, isWell, processOf } from './crash/process.ts'

/** Asks as somebody who has signed in; answers the body and fails on a refusal. */
export type Ask = <T = unknown>(method: string, path: string, body?: unknown) => Promise<T>

export type Office = {
  url: string
  /** Signs in as one of the populated office. */
  as(login: string): Promise<Ask>
  sql: pg.Pool
  /** CPU milliseconds used until now. */
  cpu(): { app: number; database: number }
  appPid(): number
  people: number
  stop(): Promise<void>
}

/** The product on a populated database, as a process of its own beside this one. */
export async function openOffice(dataDir: string): Promise<Office> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const app = processOf({ DATA_DIR: dataDir, PORT: String(port) })
  app.start()
  const since = performance.now()
  while (!(await isWell(url))) {
    if (performance.now() - since > 120_000) throw new Error('The product does not start; is the database populated?')
    await new Promise(done => setTimeout(done, 50))
  }
  const postgres = await startPostgres({ dataDir })
  const sql = openPool(postgres.url, { max: 2 })
  const { rows } = await sql.query<{ n: string }>('select count(*) as n from person where merged_into_id is null')
  const postmaster = Number(readFileSync(join(dataDir, 'postgres/18/data/postmaster.pid'), 'utf8').split('\n')[0])
  return {
    url,
    sql,
    people: Number(rows[0]!.n),
    appPid: app.pid,
    cpu: () => ({ app: usedByAll(app.pid()), database: usedByAll(postmaster) }),
    async as(login) {
      const answer = await fetch(`${url}/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ email: `${login}@musubi-demo.example.jp`, password: 'musubi-demo' }),
      })
      const cookie = answer.headers
        .getSetCookie()
        .map(c => c.split(';')[0])
        .join('; ')
      return async <T>(method: string, path: string, body?: unknown) => {
        const said = await fetch(`${url}/api/v1${path}`, {
          method,
          headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        })
        const text = await said.text()
        if (!said.ok) throw new Error(`${method} ${path}: ${said.status} ${text.slice(0, 300)}`)
        return (text ? JSON.parse(text) : undefined) as T
      }
    },
    async stop() {
      await sql.end()
      await postgres.stop()
      await app.end('SIGTERM')
    },
  }
}

/** An address with what is asked; conditions are written as JSON, as the API reads them. */
export function asked(path: string, query: Record<string, unknown>): string {
  const parts = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null)
      parts.set(name, typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`)
  return `${path}?${parts}`
}
