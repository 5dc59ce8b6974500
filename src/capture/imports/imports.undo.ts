import type { OwnUndo } from '../../office/journal/takeBack.ts'
import { asOwner } from '../../office/roles/act.ts'
import { named, removedOf } from './leftovers.ts'
import { beginUndo, type UndoProgress, undoStep } from './undo.ts'

/** Undoing the operation of an import, wherever it is asked for, takes back what the import brought too. */
export const importUndo: OwnUndo = {
  async knows(act, operationId) {
    return (
      (await act.tx.selectFrom('importRun').select('id').where('operationId', '=', operationId).executeTakeFirst()) !==
      undefined
    )
  },
  async undo(act, operationId) {
    const { id } = await asOwner(act, act =>
      act.tx.selectFrom('importRun').select('id').where('operationId', '=', operationId).executeTakeFirstOrThrow(),
    )
    await beginUndo(act, id)
    const done = await asOwner(act, async act => {
      while (await undoStep(act, id));
      return act.tx.selectFrom('importRun').select('undone').where('id', '=', id).executeTakeFirstOrThrow()
    })
    const { removed, restored, leftovers } = done.undone as UndoProgress
    const left = await named(act, leftovers)
    return {
      restored: removedOf(removed).removed + restored,
      left: left.map(l => ({ ...l, why: 'touched' as const, choosable: false, fields: [] })),
    }
  },
}
