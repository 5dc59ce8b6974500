import { Id, Paging, page } from '../../platform/shapes.ts'
import { changing, reading } from '../roles/procedure.ts'
import { personHistory, rowHistory } from './history.ts'
import {
  HistoryEntry,
  HistoryQuery,
  OneOperation,
  Operation,
  OperationQuery,
  Undone,
  UndoOperation,
} from './journal.schema.ts'
import { getOperation, listOperations } from './operations.ts'
import type { Undoing } from './takeBack.ts'
import { undo } from './undoOperation.ts'

const tags = ['journal']

/** `undoing`: how each room takes its rows back; an entrance gathers them. */
export const journalRoutes = (undoing: Undoing) => ({
  list: reading('journal.read')
    .route({
      method: 'GET',
      path: '/operations',
      summary: "What was done: your own, and everybody's if you see all",
      tags,
    })
    .input(OperationQuery)
    .output(page(Operation))
    .handler(({ input, context }) => listOperations(context.act, input)),

  get: reading('journal.read')
    .route({
      method: 'GET',
      path: '/operations/{id}',
      summary: 'One operation: its rows before and after, and what an undo would leave',
      tags,
    })
    .input(Paging.extend({ id: Id }))
    .output(OneOperation)
    .handler(({ input: { id, ...paging }, context }) => getOperation(context.act, id, paging)),

  undo: changing('journal.undo')
    .route({
      method: 'POST',
      path: '/operations/{id}/undo',
      summary: 'Takes an operation back; with rows, also these of the rows that were left',
      tags,
    })
    .input(UndoOperation)
    .output(Undone)
    .handler(({ input, context }) => undo(context.act, input.id, undoing, input.rows)),

  ofPerson: reading('person.read')
    .route({
      method: 'GET',
      path: '/persons/{id}/history',
      summary: 'Who changed what of a person, latest first',
      tags: ['persons'],
    })
    .input(HistoryQuery)
    .output(page(HistoryEntry))
    .handler(({ input: { id, ...paging }, context }) => personHistory(context.act, id, paging)),

  ofCompany: reading('company.read')
    .route({
      method: 'GET',
      path: '/companies/{id}/history',
      summary: 'Who changed what of a company, latest first',
      tags: ['companies'],
    })
    .input(HistoryQuery)
    .output(page(HistoryEntry))
    .handler(({ input: { id, ...paging }, context }) => rowHistory(context.act, 'company', id, paging)),
})
