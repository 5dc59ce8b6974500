import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { freePort } from './process.ts'

/** A PostgreSQL server of its own, reached over TCP, as another machine would. */
export type Server = { told: string; url: string; pid(): number; stop(): Promise<void> }

const installed = '/usr/lib/postgresql'
const password = 'a password for a crash'

/** The programs of the distribution's newest PostgreSQL; undefined when none is installed. */
function programs(): string | undefined {
  const versions = existsSync(installed) ? readdirSync(installed).toSorted((a, b) => Number(b) - Number(a)) : []
  return versions.map(version => join(installed, version, 'bin')).find(bin => existsSync(join(bin, 'initdb')))
}

/** Starts the distribution's own server in this folder, and again by itself when it is killed. */
export async function startDistribution(folder: string): Promise<Server | undefined> {
  const bin = programs()
  if (!bin) return undefined
  const runner = unprivileged()
  const as = { ...runner, cwd: '/' }
  const data = join(folder, 'server')
  const secret = join(folder, 'server-password')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  writeFileSync(secret, password, { mode: 0o600 })
  if (runner) for (const path of [folder, data, secret]) chownSync(path, runner.uid, runner.gid)
  const set = ['-U', 'musubi', '-A', 'scram-sha-256', `--pwfile=${secret}`, '-E', 'UTF8', '--locale=C.UTF-8', '-k']
  const made = spawnSync(join(bin, 'initdb'), ['-D', data, ...set], { ...as, encoding: 'utf8' })
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await freePort()
  const url = `postgres://musubi:${encodeURIComponent(password)}@127.0.0.1:${port}/musubi`
  const options = ['-D', data, '-k', folder, '-p', String(port), '-c', 'listen_addresses=127.0.0.1']

  let leaving = false
  let child: ChildProcess
  const start = () => {
    child = spawn(join(bin, 'postgres'), options, { ...as, stdio: 'ignore' })
    // Another may be up only when the last backend of the one before is gone: tried until it is.
    child.once('exit', () => void (leaving || setTimeout(start, 200)))
  }
  start()
  const version = await ready(url.replace(/musubi$/, 'postgres'))

  return {
    told: `PostgreSQL ${version} of the distribution`,
    url,
    // Of one that is gone already, none: its number may be somebody else's by now.
    pid: () => (child.exitCode === null && child.signalCode === null ? (child.pid ?? 0) : 0),
    async stop() {
      leaving = true
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise(done => child.once('exit', done))
      child.kill('SIGINT')
      await gone
    },
  }
}

async function ready(url: string): Promise<string> {
  for (let tries = 0; ; tries++) {
    const client = new Client({ connectionString: url })
    client.on('error', () => {})
    try {
      await client.connect()
      const { rows } = await client.query('show server_version')
      await client.query('create database musubi')
      return String(rows[0].server_version).split(' ')[0]!
    } catch (error) {
      if (tries > 200) throw error
      await sleep(50)
    } finally {
      await client.end().catch(() => {})
    }
  }
}

/** PostgreSQL does not run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  const users = readFileSync('/etc/passwd', 'utf8').split('\n')
  const [, , uid, gid] = ['postgres', 'nobody'].flatMap(n => users.filter(u => u.startsWith(`${n}:`)))[0]!.split(':')
  return { uid: Number(uid), gid: Number(gid) }
}
