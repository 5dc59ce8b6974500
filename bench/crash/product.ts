import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

export type Product = {
  url: string
  healthy(): Promise<number>
  killApp(): Promise<void>
  killDatabase(): void
  stop(): Promise<void>
}

const project = new URL('../..', import.meta.url)

/** A port that is free just now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(done => server.once('listening', done))
  const { port } = server.address() as { port: number }
  await new Promise(done => server.close(done))
  return port
}

/** The real product in a process of its own, which can be killed and started again on the same data. */
export async function runProduct(dataDir: string, env: Record<string, string>): Promise<Product> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let child: ChildProcess | undefined

  function start(): void {
    child = spawn(process.execPath, ['src/cli.ts', 'start'], {
      cwd: project,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        PATH: process.env.PATH,
        HOME: process.env.HOME,
        DATA_DIR: dataDir,
        PORT: String(port),
        LOG_LEVEL: 'silent',
        ...env,
      },
    })
  }

  /** Waits until it says that it is well; starts it when it is not running. Answers how long that took, in milliseconds. */
  async function healthy(): Promise<number> {
    const since = performance.now()
    for (;;) {
      if (!child || child.exitCode !== null || child.signalCode !== null) start()
      const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
      if (answer?.status === 200) return performance.now() - since
      if (performance.now() - since > 60_000) throw new Error('The product was not well again after a minute.')
      await sleep(50)
    }
  }

  async function ended(signal: NodeJS.Signals): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise(done => child!.once('exit', done))
    child.kill(signal)
    await gone
  }

  return {
    url,
    healthy,
    killApp: () => ended('SIGKILL'),
    killDatabase() {
      const pid = Number(readFileSync(join(dataDir, 'postgres/18/data/postmaster.pid'), 'utf8').split('\n')[0])
      if (pid > 1) process.kill(pid, 'SIGKILL')
    },
    stop: () => ended('SIGTERM'),
  }
}
