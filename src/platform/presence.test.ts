import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sql } from 'kysely'
import { afterEach, beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from '../../test/database.ts'
import { keepPresence, nameProcess, type Presence } from './presence.ts'

let world: TestWorld
let child: ChildProcess | undefined
let present: Presence | undefined

beforeAll(async () => {
  world = await testWorld()
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await present?.stop()
})

const secret = 'the secret of this installation'

async function holder(what: 'waiting' | 'reading'): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('presence.fixture.ts', import.meta.url))
  child = spawn(process.execPath, [script, nameProcess(world.url, 'worker', secret), what], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout!, 'data')
  return child
}

const laneIsFree = () =>
  world.db.transaction().execute(async tx => {
    const { rows } = await sql`select id from lane where id = 0 for no key update skip locked`.execute(tx)
    return rows.length === 1
  })

async function secondsUntilFree(): Promise<number> {
  const since = performance.now()
  await expect.poll(laneIsFree, { timeout: 30_000, interval: 200 }).toBe(true)
  return (performance.now() - since) / 1000
}

test.each(['waiting', 'reading'] as const)(
  'a process that is frozen while %s in a transaction is put out within 15 s: its lane is free, and it lives on when it thaws',
  async what => {
    const frozen = await holder(what)
    present = await keepPresence(nameProcess(world.url, 'worker', secret), { log: world.log })
    frozen.kill('SIGSTOP')
    expect(await laneIsFree()).toBe(false)
    expect(await secondsUntilFree()).toBeLessThan(15)
    const told = once(frozen.stdout!, 'data')
    frozen.kill('SIGCONT')
    expect(String((await told)[0])).toContain('cut off')
    expect(frozen.exitCode).toBeNull()
  },
)

test('whoever lives keeps what is theirs, however long their transaction', async () => {
  await holder('waiting')
  present = await keepPresence(nameProcess(world.url, 'web', secret), { log: world.log })
  await new Promise(done => setTimeout(done, 12_000))
  expect(await laneIsFree()).toBe(false)
})

test('a process with another secret does not start beside this one', async () => {
  present = await keepPresence(nameProcess(world.url, 'web', secret), { log: world.log })
  const other = keepPresence(nameProcess(world.url, 'worker', 'another secret'), { log: world.log })
  await expect(other).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('Copy the file') })
  const same = await keepPresence(nameProcess(world.url, 'worker', secret), { log: world.log })
  await same.stop()
})
