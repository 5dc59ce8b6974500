import { setTimeout as sleep } from 'node:timers/promises'
import type { Disk } from './disk.ts'
import type { Mood, Postbox } from './postbox.ts'
import { familyOf } from './process.ts'

/** A way in which the product is hit. `long` ones take so much time that they come only now and then. */
export type Blow = { what: string; strike: () => Promise<void>; long?: boolean }

const oneIn = 12

/** Which blow falls in which round: one after the other, and of those that take long one in twelve rounds. */
export function blowsInTurn(blows: readonly Blow[]): (round: number) => Blow {
  const [short, long] = [blows.filter(blow => !blow.long), blows.filter(blow => blow.long)]
  return round => {
    const times = Math.floor(round / oneIn)
    if (short.length === 0) return long[(round - 1) % long.length]!
    if (long.length === 0) return short[(round - 1) % short.length]!
    return round % oneIn === 0 ? long[(times - 1) % long.length]! : short[(round - 1 - times) % short.length]!
  }
}

/** The mail server is not as it should be for a while. */
export function mailBlows(post: Postbox): Blow[] {
  const moods: [Mood, string][] = [
    ['away', 'the mail server refuses lines'],
    ['later', 'the mail server says 4xx'],
    ['dumb', 'the mail server takes lines and says nothing'],
    ['never', 'the mail server says 5xx'],
    ['dumb at the end', 'the mail server takes mails and says nothing'],
  ]
  return moods.map(([mood, what]) => ({
    what,
    async strike() {
      await post.become(mood)
      await sleep(2_000)
      await post.become('well')
    },
  }))
}

/** `switchLog` makes the database begin a new file of its log, for which there is no room: then it gives up. */
export const diskBlows = (disk: Disk, switchLog: () => Promise<unknown>): Blow[] => [
  { what: 'the disk of the database is full', strike: () => disk.fillFor(3_000) },
  {
    what: 'the disk of the database is full, and so is its log',
    strike: () => disk.fillFor(3_000, () => switchLog().catch(() => {})),
  },
]

/** `postmaster` tells which process it is just now. */
export const frozenDatabase = (postmaster: () => number, ms: number): Blow[] => {
  const frozen = async (processes: number[]) => {
    for (const pid of processes) signal(pid, 'SIGSTOP')
    await sleep(ms)
    for (const pid of processes.toReversed()) signal(pid, 'SIGCONT')
  }
  return [
    { what: `the database, frozen for ${ms / 1000} s`, long: true, strike: () => frozen(familyOf(postmaster())) },
    { what: `the postmaster alone, frozen for ${ms / 1000} s`, long: true, strike: () => frozen([postmaster()]) },
  ]
}

/** Clients are sent away, or it falls over without a word to anybody; either way somebody brings it back. */
export const restartedDatabase = (postmaster: () => number): Blow[] => [
  { what: 'the database, restarted (fast)', strike: async () => signal(postmaster(), 'SIGINT') },
  { what: 'the database, restarted (immediate)', strike: async () => signal(postmaster(), 'SIGQUIT') },
]

/** Whoever is gone already needs no signal. */
export function signal(pid: number, which: NodeJS.Signals): void {
  try {
    if (pid > 1) process.kill(pid, which)
  } catch (error) {
    if ((error as { code?: string }).code !== 'ESRCH') throw error
  }
}
