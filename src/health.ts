import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Standing } from './platform/replica.ts'
import type { World } from './platform/world.ts'
import { backlog } from './timeline/reactions.ts'

export const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string
}

export type Health = {
  status: 'ok' | 'unavailable'
  version: string
  database: 'ok' | 'away'
  reactions: { lagMs: number; waiting: number; parked: number } | null
  /** The replica for reports; null without one. Without it the primary answers, so it makes nobody unavailable. */
  replica: Standing | null
}

const patience = 1_500

/** Whether this process can serve. A database that does not answer in time counts as away. */
export async function healthOf(world: World): Promise<Health> {
  const [reactions, replica] = await Promise.all([
    inTime(backlog(world.db, world.clock.now()).catch(() => undefined)),
    world.replica && inTime(world.replica.standing()),
  ])
  if (!reactions) return { status: 'unavailable', version, database: 'away', reactions: null, replica: null }
  const standing = world.replica ? (replica ?? { state: 'away', lagMs: null }) : null
  return { status: 'ok', version, database: 'ok', reactions, replica: standing }
}

const inTime = <T>(asked: Promise<T>) => Promise.race([asked, sleep(patience, undefined, { ref: false })])
