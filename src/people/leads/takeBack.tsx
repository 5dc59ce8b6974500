import { api } from '../../ui/api.ts'

/** How an act on leads is undone: by the journal, as one operation. For `useAct(…, { undo: takeBack })`. */
export const takeBack = async ({ operationId }: { operationId: number | null }): Promise<void> => {
  if (operationId !== null) await api.journal.undo({ id: operationId })
}
