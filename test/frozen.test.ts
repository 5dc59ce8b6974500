import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { signIn } from '../bench/crash/office.ts'
import { familyOf, postmasterIn } from '../bench/crash/process.ts'
import { readConfig } from '../src/platform/config.ts'
import { type Postgres, startPostgres } from '../src/platform/postgres.ts'
import { type Running, startServer } from '../src/server.ts'

// A database that neither answers nor refuses, as one on a machine that hangs, or that is gone without a word.

const folder = mkdtempSync(join(tmpdir(), 'musubi-frozen-'))
const admin = { ADMIN_EMAIL: 'admin@frozen.example.jp', ADMIN_PASSWORD: 'a password for the cold' }
let postgres: Postgres
let running: Running

beforeAll(async () => {
  postgres = await startPostgres({ dataDir: join(folder, 'elsewhere'), durable: false })
  const env = { PORT: '0', DATA_DIR: join(folder, 'data'), DATABASE_URL: postgres.url, LOG_LEVEL: 'silent', ...admin }
  running = await startServer(readConfig(env), { say: () => {} })
})
afterAll(async () => {
  await running?.stop()
  await postgres?.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('a database that is frozen: what is asked meanwhile is answered with a sentence, not never, and all goes on when it thaws', async () => {
  const ask = await signIn(() => running.url, admin.ADMIN_EMAIL, admin.ADMIN_PASSWORD, 60_000)
  const person = (familyName: string) => ask('POST', '/persons', { familyName })
  const kept = await person('前')
  expect(kept.status).toBe(200)

  const processes = familyOf(postmasterIn(postgres.folder))
  for (const pid of processes) process.kill(pid, 'SIGSTOP')
  try {
    const answers = await Promise.all([ask('GET', '/me'), person('凍'), ask('GET', `/persons/${kept.body.id}`)])
    for (const answer of answers) {
      expect(answer.status).toBe(503)
      expect(answer.body.message).toContain('Nothing was lost')
    }
    expect((await fetch(`${running.url}/healthz`)).status).toBe(503)
  } finally {
    for (const pid of processes.toReversed()) process.kill(pid, 'SIGCONT')
  }
  await expect.poll(async () => (await fetch(`${running.url}/healthz`)).status).toBe(200)
  expect(await ask('GET', `/persons/${kept.body.id}`)).toMatchObject({ status: 200, body: { familyName: '前' } })
  await expect.poll(async () => (await person('後')).status).toBe(200)
})
