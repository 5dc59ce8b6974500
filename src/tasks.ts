import { type Task, task } from './platform/jobs.ts'
import type { World } from './platform/world.ts'

/** What is due by the clock, looked at once a minute, one after the other; trouble with one does not keep the next from its turn. */
export const everyMinute: { name: string; run: (world: World) => Promise<unknown> }[] = []

const minute = task(
  'minute',
  async world => {
    for (const { name, run } of everyMinute) {
      await run(world).catch((error: unknown) => world.log.error({ err: error, work: name }, 'minute work failed'))
    }
  },
  { every: '* * * * *', retries: 0 },
)

/** Everything that waits in the queue is one of these. */
export const tasks: readonly Task<never>[] = [minute]
