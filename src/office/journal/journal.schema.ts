import { z } from 'zod'
import { Id, Paging } from '../../platform/shapes.ts'

/** A value as it stands in a row; an id comes with what it is called. */
export const Value = z.unknown()

/** One field of a row: before the operation, as the operation left it, and now. */
export const FieldChange = z.object({ field: z.string(), was: Value, made: Value, is: Value })
export type FieldChange = z.infer<typeof FieldChange>

/**
 * Why a row does not go back by itself. `touched`: somebody changed it since. `gone`: it is not there any more. `refused`:
 * the present does not admit it (an address that is another's by now, a holder who has left). `consent`: who said no is
 * not asked again by an undo. `needed`: somebody has worked on since with what the operation brought in.
 */
export const whyLeft = ['touched', 'gone', 'refused', 'consent', 'needed'] as const
export const WhyLeft = z.enum(whyLeft)
export type WhyLeft = z.infer<typeof WhyLeft>

export const RowRef = z.object({ table: z.string().max(40), id: Id })
export type RowRef = z.infer<typeof RowRef>

/** `choosable`: it can be put back all the same, if somebody says so. */
export const LeftRow = RowRef.extend({
  name: z.string().nullable(),
  why: WhyLeft,
  choosable: z.boolean(),
  fields: z.array(FieldChange),
})
export type LeftRow = z.infer<typeof LeftRow>

export const Undone = z.object({ restored: z.number().int(), left: z.array(LeftRow) })
export type Undone = z.infer<typeof Undone>

/** Without `rows` the operation is undone; with them, these of the rows that were left are put back all the same. */
export const UndoOperation = z.object({ id: Id, rows: z.array(RowRef).max(10_000).optional() })

export const Operation = z.object({
  id: Id,
  /** The procedure that did it: persons.change. */
  name: z.string(),
  at: z.date(),
  by: z.object({ id: Id, name: z.string() }).nullable(),
  /** Whom or what it was about; of several, the first. */
  about: z.object({ personId: Id.nullable(), companyId: Id.nullable(), name: z.string() }).nullable(),
  /** How many rows it changed, as far as you may see them, by table. */
  rows: z.number().int(),
  tables: z.record(z.string(), z.number().int()),
  undoneAt: z.date().nullable(),
  undoes: Id.nullable(),
  /** Whether it is yours to undo. */
  mayUndo: z.boolean(),
  /** Whether you may undo it now: it has not been, and there is something to undo. */
  undoable: z.boolean(),
})
export type Operation = z.infer<typeof Operation>

export const OperationQuery = Paging.extend({ by: Id.optional(), name: z.string().max(100).optional() })
export type OperationQuery = z.infer<typeof OperationQuery>

export const ChangedRow = RowRef.extend({
  name: z.string().nullable(),
  act: z.enum(['update', 'delete']),
  /** Nothing has touched it since: undo puts it back. */
  restorable: z.boolean(),
  fields: z.array(FieldChange),
})
export type ChangedRow = z.infer<typeof ChangedRow>

export const OneOperation = Operation.extend({
  changes: z.array(ChangedRow),
  nextCursor: z.string().nullable(),
  left: z.number().int(),
})
export type OneOperation = z.infer<typeof OneOperation>

export const HistoryEntry = z.object({
  id: Id,
  at: z.date().nullable(),
  by: z.object({ id: Id, name: z.string() }).nullable(),
  operationId: Id.nullable(),
  operation: z.string().nullable(),
  undoneAt: z.date().nullable(),
  table: z.string(),
  rowId: Id,
  act: z.enum(['update', 'delete']),
  fields: z.array(FieldChange.omit({ is: true })),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

export const HistoryQuery = Paging.extend({ id: Id })
