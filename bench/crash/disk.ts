import { spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, rmSync, statfsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A small file system of its own, on which the database lies, and which can be filled to the last byte. */
export type Disk = {
  told: string
  fillFor(ms: number, meanwhile?: () => Promise<unknown>): Promise<void>
  remove(): void
}

const MB = 1024 * 1024

/** Mounts one in this folder. Where that is not permitted: why. */
export function smallDisk(folder: string): Disk | { whyNot: string } {
  mkdirSync(folder, { recursive: true })
  const image = `${folder}.image`
  const mounted = mount(folder, image)
  if ('whyNot' in mounted) {
    rmSync(image, { force: true })
    return mounted
  }
  chmodSync(folder, 0o711)
  const ballast = join(folder, 'ballast')
  const remove = () => {
    process.off('exit', remove)
    if (spawnSync('umount', [folder]).status !== 0) spawnSync('umount', ['-l', folder])
    rmSync(image, { force: true })
  }
  process.on('exit', remove)
  return {
    told: mounted.told,
    async fillFor(ms, meanwhile = async () => {}) {
      const since = performance.now()
      let size = 0
      try {
        while (performance.now() - since < ms) {
          const { bavail, bsize } = statfsSync(folder)
          // What the database gives back, such as old logs, is taken too.
          if (bavail > 0) spawnSync('fallocate', ['-o', String(size), '-l', String(bavail * bsize), ballast])
          size += bavail * bsize
          await meanwhile()
          await sleep(50)
        }
      } finally {
        rmSync(ballast, { force: true })
      }
    },
    remove,
  }
}

/** On a file of its own with a real file system, or else in memory. A file is as large on disk as what was written to it. */
function mount(folder: string, image: string): { told: string } | { whyNot: string } {
  const run = (command: string, args: string[]) => {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' })
    return status === 0 ? undefined : (error?.message ?? stderr.trim().split('\n')[0] ?? `${command} failed`)
  }
  const first =
    run('truncate', ['-s', String(4096 * MB), image]) ??
    run('mkfs.ext4', ['-q', '-m', '0', image]) ??
    run('mount', ['-o', 'loop', image, folder])
  if (!first) return { told: 'an ext4 of 4 GB of its own' }
  const second = run('mount', ['-t', 'tmpfs', '-o', 'size=1g', 'musubi-crash', folder])
  return second ? { whyNot: `${first}; ${second}` } : { told: 'a tmpfs of 1 GB of its own' }
}
