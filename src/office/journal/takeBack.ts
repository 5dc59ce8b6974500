import type { Act, OwnerAct } from '../roles/act.ts'
import type { Changed } from './images.ts'
import type { RowRef, Undone, WhyLeft } from './journal.schema.ts'
import type { Journaled } from './journaled.ts'
import type { Restored } from './rows.ts'

/** How far an undo has come: rows it left, rows it put back. */
export type SoFar = { operationId: number; forced: boolean; left: (RowRef & { why: WhyLeft })[]; restored: RowRef[] }

export const isLeft = (soFar: SoFar, table: Journaled, id: number | null) =>
  soFar.left.some(l => l.table === table && l.id === id)

/**
 * What a room adds to the undoing of its rows. The journal puts rows back by itself; the room says which must stay, what
 * else follows when they went back (its events above all), and how what an operation brought in is taken back.
 */
export type TakeBack = {
  table: Journaled
  /** Rows, by id, that must not go back although nothing has touched them, each with the reason. */
  keeps?: (act: OwnerAct, rows: Changed[], soFar: SoFar) => Promise<Map<number, WhyLeft>>
  restored?: (act: OwnerAct, rows: Restored[], soFar: SoFar) => Promise<void>
  /** Rows that the operation inserted: what was taken back, and what stays; unless it says why, because others have worked on it since. */
  inserted?: (act: OwnerAct, soFar: SoFar) => Promise<{ taken: number[]; left: number[]; why?: WhyLeft }>
}

/** Operations of a kind that has an undo of its own: imports, merges. */
export type OwnUndo = {
  knows: (act: OwnerAct, operationId: number) => Promise<boolean>
  undo: (act: Act, operationId: number) => Promise<Undone>
}

export type Undoing = { takeBacks: TakeBack[]; ownUndos: OwnUndo[] }
