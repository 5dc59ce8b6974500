import { enqueue, task } from '../../platform/jobs.ts'
import type { World } from '../../platform/world.ts'
import { recount } from './recount.ts'

export const recountTask = task<{ cardId: number }>('scoring: recount', (world, { cardId }, stopping) =>
  recount(world, cardId, stopping),
)

export const scoringTasks = [recountTask]

/** Once a minute: what should be counting anew and may have fallen off the queue goes on. */
export async function tendRecounts({ db }: World): Promise<void> {
  const under = await db.selectFrom('scoringRecount').select('cardId').where('state', '=', 'running').execute()
  for (const { cardId } of under) await enqueue(db, recountTask, { cardId })
}
