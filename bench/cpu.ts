import { readdirSync, readFileSync } from 'node:fs'

/** What Linux tells of a process behind its name; undefined when it is gone. */
function statOf(pid: number): string[] | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')
  } catch {
    return undefined
  }
}

/** CPU milliseconds that a process has used, with its children that have ended. Linux tells in ticks of 10 ms. */
function usedBy(pid: number): number {
  const fields = statOf(pid)
  return fields ? fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) * 10 : 0
}

/** CPU milliseconds of a process and of all that it has started, but for one. */
export function usedByAll(root: number, but?: number): number {
  const pids = readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? [Number(name)] : []))
  const started = pids.filter(pid => pid !== but && Number(statOf(pid)?.[1]) === root)
  return usedBy(root) + started.reduce((sum, pid) => sum + usedBy(pid), 0)
}

/** Resident memory in MiB. */
export function memoryOf(pid: number): number {
  const [, kB] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kB ?? 0) / 1024)
}
