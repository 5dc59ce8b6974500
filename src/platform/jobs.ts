import { sql } from 'kysely'
import { fromKysely, PgBoss, type Queue } from 'pg-boss'
import type { Db, Tx } from './db.ts'
import { longestSilence } from './presence.ts'
import type { World } from './world.ts'

/**
 * Work with the outside world, or long work: done by a worker, retried with growing pauses. The handler is shallow: it
 * calls a verb, which makes sure by its own rows that nothing is done twice.
 */
export type Task<Data extends object = object> = {
  name: string
  run: (world: World, data: Data, stopping: AbortSignal) => Promise<void>
  /** How many at once in one process. */
  atOnce?: number
  /** Like cron, in UTC: once a period in the whole installation, whoever does it. */
  every?: string
  retries?: number
}

export const task = <Data extends object>(
  name: string,
  run: Task<Data>['run'],
  how: Pick<Task, 'atOnce' | 'every' | 'retries'> = {},
): Task<Data> => ({ name, run, ...how })

/**
 * Puts a task on the queue within the caller's transaction (which must have the owner's rights): it exists if the
 * transaction commits. The same task with the same data waits only once, and never runs twice at the same time.
 */
export async function enqueue<Data extends object>(
  tx: Tx | Db,
  { name }: { name: string } & Partial<Task<Data>>,
  data: Data,
): Promise<void> {
  const boss = new PgBoss({ db: fromKysely(tx.withoutPlugins()), useListenNotify: true })
  await boss.send(queueName(name), data, { singletonKey: JSON.stringify(data) })
}

// pg-boss allows letters, digits and a few marks in the name of a queue.
const queueName = (name: string) => name.replace(/[^\w.-]+/g, '-')

const queueOf = ({ name, retries = 5 }: Task): Queue => ({
  name: queueName(name),
  // By key, one waits and one works.
  policy: 'stately',
  notify: true,
  retryLimit: retries,
  retryDelay: 5,
  retryBackoff: true,
  retryDelayMax: 600,
  heartbeatSeconds: 10,
  expireInSeconds: 24 * 3600,
  deleteAfterSeconds: 24 * 3600,
})

/** Makes what the queue needs in the database. Part of migrating. */
export async function prepareJobs(url: string, tasks: readonly Task<never>[]): Promise<void> {
  const boss = new PgBoss({ connectionString: url, max: 1, supervise: false, schedule: false, registerInstance: false })
  boss.on('error', () => {})
  await boss.start()
  try {
    for (const task of tasks as readonly Task[]) {
      const { name, policy, ...changeable } = queueOf(task)
      await boss.createQueue(name, { policy, ...changeable })
      await boss.updateQueue(name, changeable)
    }
  } finally {
    await boss.stop({ graceful: false })
  }
}

export type Jobs = {
  /** Puts back on the queue what is in the hands of workers that are no more. */
  takeOver(): Promise<void>
  stop(): Promise<void>
}

/** What the queue asks takes milliseconds: a database that does not answer is not waited for. Handed on to node-postgres. */
const patient = (connectionString: string) => ({ connectionString, query_timeout: 20_000 })

/** Works off the queue. What is in hand when stopped is told so by its signal and is taken up again by whoever comes next. */
export async function startJobs(url: string, world: World, tasks: readonly Task<never>[]): Promise<Jobs> {
  const boss = new PgBoss({
    ...patient(url),
    max: 4,
    useListenNotify: true,
    registerInstance: false,
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  boss.on('error', error => world.log.debug({ err: error }, 'the queue is in trouble and tries again'))
  const stopping = new AbortController()
  await boss.start()
  for (const task of tasks as readonly Task[]) {
    const queue = queueName(task.name)
    await boss.work<object>(
      queue,
      { localConcurrency: task.atOnce ?? 1, notifyPollingIntervalSeconds: 2, heartbeatRefreshSeconds: 2 },
      async ([job]) => {
        if (!job) return
        try {
          // Whoever was silent for so long that another has taken the job over leaves it to them.
          await task.run(world, job.data ?? {}, AbortSignal.any([stopping.signal, job.signal]))
        } catch (error) {
          if (!stopping.signal.aborted)
            world.log.warn({ err: error, task: task.name }, 'a task failed and is tried again')
          throw error
        }
      },
    )
    if (task.every) await boss.schedule(queue, task.every, {}, { singletonKey: '{}' })
  }
  return {
    takeOver: () => takeOver(boss, world.db),
    async stop() {
      stopping.abort()
      await boss.stop({ graceful: true, timeout: 5_000 })
    },
  }
}

/**
 * Jobs of which nothing was heard for as long as a process may be silent: whoever had them is dead by now, or put out. Not
 * a failure of theirs, so it counts as no attempt and waits for no pause. Where the same task waits already, that will do.
 */
async function takeOver(boss: PgBoss, db: Db): Promise<void> {
  await db.transaction().execute(async tx => {
    const { rows } = await sql<{ id: string; name: string; twin: boolean }>`
      select j.id, j.name, exists (select from pgboss.job t where t.name = j.name and t.state = 'created'
        and coalesce(t.singleton_key, '') = coalesce(j.singleton_key, '')) as twin
      from pgboss.job j where j.state = 'active' and j.heartbeat_on < clock_timestamp() - ${longestSilence} * interval '1 ms'
      for update of j skip locked`.execute(tx)
    const how = { db: fromKysely(tx.withoutPlugins()) }
    for (const { id, name, twin } of rows) {
      await boss.cancel(name, id, how)
      if (!twin) await boss.resume(name, id, how)
    }
  })
}
