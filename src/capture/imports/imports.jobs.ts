import { enqueue, task } from '../../platform/jobs.ts'
import type { World } from '../../platform/world.ts'
import { runImport } from './run.ts'
import { undoImport } from './undo.ts'

export const runTask = task<{ importId: number }>('imports: run', (world, { importId }, stopping) =>
  runImport(world, importId, stopping),
)

export const undoTask = task<{ importId: number }>('imports: undo', (world, { importId }, stopping) =>
  undoImport(world, importId, stopping),
)

export const importTasks = [runTask, undoTask]

const keptDays = 30

/**
 * Once a minute: puts on the queue whatever should be running and may have fallen off it, and lets go of drafts that
 * nobody came back to, with their files.
 */
export async function tendImports({ db, clock }: World): Promise<void> {
  const under = await db
    .selectFrom('importRun')
    .select(['id', 'state'])
    .where('state', 'in', ['running', 'undoing'])
    .execute()
  for (const { id, state } of under) await enqueue(db, state === 'running' ? runTask : undoTask, { importId: id })
  const old = new Date(clock.now().getTime() - keptDays * 86_400_000)
  const gone = await db
    .deleteFrom('importRun')
    .where('state', '=', 'draft')
    .where('createdAt', '<', old)
    .returning('uploadId')
    .execute()
  const uploads = gone.flatMap(g => g.uploadId ?? [])
  if (uploads.length > 0) await db.deleteFrom('upload').where('id', 'in', uploads).execute()
}
