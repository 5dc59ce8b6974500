import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** A process of the product that can be killed, frozen, and started again with the same settings. */
export type Process = {
  start(): void
  runs(): boolean
  pid(): number
  /** Resolves when it is gone; at once when it was not there. */
  end(signal: NodeJS.Signals): Promise<void>
  freeze(): void
  thaw(): void
}

const project = new URL('../..', import.meta.url)

/** The real product, with these settings and no others. `say` gets what it says on standard output. */
export function processOf(settings: Record<string, string>, say: (text: string) => void = () => {}): Process {
  let child: ChildProcess | undefined
  const runs = () => child !== undefined && child.exitCode === null && child.signalCode === null
  return {
    start() {
      child = spawn('bin/musubi', ['start'], {
        cwd: project,
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { PATH: process.env.PATH, HOME: process.env.HOME, LOG_LEVEL: 'silent', ...settings },
      })
      child.stdout?.setEncoding('utf8').on('data', say)
    },
    runs,
    pid: () => child?.pid ?? 0,
    async end(signal) {
      if (!child || !runs()) return
      const gone = new Promise(done => child!.once('exit', done))
      child.kill(signal)
      await gone
    },
    freeze: () => void child?.kill('SIGSTOP'),
    thaw: () => void child?.kill('SIGCONT'),
  }
}

/** The first process of the embedded server, as its lock file tells; 0 when there is none. */
export function postmasterIn(folder: string): number {
  try {
    return Number(readFileSync(join(folder, '18/data/postmaster.pid'), 'utf8').split('\n')[0])
  } catch {
    return 0
  }
}

/** A process and its children, itself first. */
export function familyOf(pid: number): number[] {
  if (pid < 2) return []
  const all = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n')
  const pairs = all.map(line => line.trim().split(/\s+/).map(Number))
  return [pid, ...pairs.filter(([, parent]) => parent === pid).map(([child]) => child!)]
}

/** A port that is free just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(done => server.once('listening', done))
  const { port } = server.address() as { port: number }
  await new Promise(done => server.close(done))
  return port
}

/** Whether a web process says that it is well. */
export async function isWell(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
  return answer?.status === 200
}
