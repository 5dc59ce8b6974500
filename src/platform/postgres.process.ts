import { execFileSync } from 'node:child_process'
import { closeSync, ftruncateSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Cluster } from './postgres.cluster.ts'

/** The process id of the server that runs on this cluster, if one does. */
export function postmasterOf(cluster: Cluster): number | undefined {
  const pid = lockedBy(cluster)
  return pid && commandOf(pid).includes(cluster.data) ? pid : undefined
}

/**
 * After a crash, postmaster.pid may name a process that is somebody else's by now, or one that nobody has reaped, and
 * PostgreSQL would believe that it still runs. It takes its parent's id for stale, though, so we write ours
 * and leave the lines below, by which it still makes sure that no old backend is at work. An empty one is what a full
 * disk leaves, and PostgreSQL would never start over it; at a first try, though, somebody else may just be writing it.
 */
export function clearForeignLock(cluster: Cluster, { again }: { again: boolean }) {
  if (postmasterOf(cluster)) return
  if (!lockedBy(cluster)) {
    const found = statSync(lockFile(cluster), { throwIfNoEntry: false })
    if (again && found?.size === 0) rmSync(lockFile(cluster), { force: true })
    return
  }
  const [, ...below] = readFileSync(lockFile(cluster), 'utf8').split('\n')
  const lines = Buffer.from([process.pid, ...below].join('\n'))
  // Over what is there, which needs no room on the disk: made anew, it could end up empty.
  const file = openSync(lockFile(cluster), 'r+')
  writeSync(file, lines, 0, lines.length, 0)
  ftruncateSync(file, lines.length)
  closeSync(file)
}

/** What the server wrote last that was serious: into its first output, or once it had handed over, into its log. */
export function lastWords(cluster: Cluster): string {
  let lines = readFileSync(cluster.startLog, 'utf8').trim().split('\n')
  if (lines.some(line => line.includes('redirecting log output'))) {
    const logs = readdirSync(cluster.logs).map(name => join(cluster.logs, name))
    const [newest] = logs.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)
    lines = newest ? readFileSync(newest, 'utf8').trim().split('\n') : lines
    lines = lines.filter(line => /FATAL|PANIC/.test(line) && !line.includes('is starting up'))
  }
  return lines.slice(-2).join(' ')
}

const lockFile = (cluster: Cluster) => join(cluster.data, 'postmaster.pid')

function lockedBy(cluster: Cluster): number | undefined {
  try {
    return Number.parseInt(readFileSync(lockFile(cluster), 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
}

/** The command line of a process; empty for one that has ended, be it reaped yet or not. */
function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  } catch {
    return ''
  }
}
