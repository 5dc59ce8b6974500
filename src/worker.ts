import { setTimeout as sleep } from 'node:timers/promises'
import { isAway } from './platform/db.ts'
import { type Jobs, startJobs } from './platform/jobs.ts'
import { listen } from './platform/live.ts'
import type { World } from './platform/world.ts'
import { reactions } from './reactions.ts'
import { tasks } from './tasks.ts'
import { drainLane } from './timeline/reactions.ts'

export type Workers = {
  /** Takes up again what was in the hands of a worker that is no more. */
  takeOver(): Promise<void>
  stop(): Promise<void>
}

const safetyPoll = 1_000
/** After a batch a lane rests so long: what comes meanwhile goes together, and a batch of ten costs little more than of one. */
const rest = 25
const longestWait = 5_000

/** The work behind the screens: reactions, a loop for each lane, and the queue. */
export async function startWorkers(world: World, url: string): Promise<Workers> {
  const stopping = new AbortController()
  const { signal } = stopping
  let wake = Promise.withResolvers<void>()
  const ears = listen(url, {
    channels: {
      inbox() {
        wake.resolve()
        wake = Promise.withResolvers()
      },
    },
  })
  const lanes = await world.db.selectFrom('lane').select('id').orderBy('id').execute()
  const loops = lanes.map(lane => workLane(lane.id))
  const jobs = keepJobs(world, url, signal)

  async function workLane(lane: number) {
    let trouble = 0
    while (!signal.aborted) {
      const woken = wake.promise
      try {
        await drainLane(world.db, lane, reactions, world.clock.now, failure =>
          world.log.error(failure, 'an event was parked'),
        )
        trouble = 0
        await pause(rest)
        await Promise.race([woken, pause(safetyPoll)])
      } catch (error) {
        trouble += 1
        if (!isAway(error)) world.log.error({ err: error, lane }, 'a lane of reactions stumbled and tries again')
        await pause(Math.min(longestWait, 100 * 2 ** trouble))
      }
    }
  }
  const pause = (ms: number) => sleep(ms, undefined, { signal }).catch(() => {})

  return {
    takeOver: () => jobs.takeOver(),
    async stop() {
      stopping.abort()
      wake.resolve()
      await Promise.all([...loops, ears.stop(), jobs.ended])
    },
  }
}

/** The queue is started again until it runs, should the database be away just then. */
function keepJobs(world: World, url: string, signal: AbortSignal): Pick<Jobs, 'takeOver'> & { ended: Promise<void> } {
  let jobs: Jobs | undefined

  async function keepOn() {
    while (!jobs && !signal.aborted) {
      jobs = await startJobs(url, world, tasks).catch(async error => {
        world.log.warn({ err: error }, 'the queue does not start yet')
        await sleep(longestWait, undefined, { signal }).catch(() => {})
        return undefined
      })
    }
    if (!signal.aborted) await new Promise(done => signal.addEventListener('abort', done, { once: true }))
    await jobs?.stop()
  }
  return { ended: keepOn(), takeOver: async () => jobs?.takeOver() }
}
