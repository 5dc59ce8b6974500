import { readdirSync, readFileSync } from 'node:fs'

/** CPU milliseconds that a process has used; 0 when it is gone. Linux tells in ticks of 10 ms. */
function usedBy(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
    return (Number(fields[11]) + Number(fields[12]) + Number(fields[13]) + Number(fields[14])) * 10
  } catch {
    return 0
  }
}

const parentOf = (pid: number): number => {
  try {
    return Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')[1])
  } catch {
    return 0
  }
}

/** CPU milliseconds of a process and of all that it has started. */
export function usedByAll(root: number): number {
  const children = readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? [Number(name)] : []))
  return usedBy(root) + children.filter(pid => parentOf(pid) === root).reduce((sum, pid) => sum + usedBy(pid), 0)
}

/** Resident memory in MiB. */
export function memoryOf(pid: number): number {
  const [, kB] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Math.round(Number(kB ?? 0) / 1024)
}
