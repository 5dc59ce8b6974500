import { z } from 'zod'
import type { OwnUndo } from '../../office/journal/takeBack.ts'
import { must } from '../../office/roles/act.ts'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id } from '../../platform/shapes.ts'
import { getMerge, mergesOf } from './merge.get.ts'
import { Duplicate, Merge, MergePersons, UndoMerge } from './merge.schema.ts'
import { duplicatesOf } from './merge.suggestions.ts'
import { mergePersons } from './merge.ts'
import { unmerge } from './merge.undo.ts'

const tags = ['persons']

/** Part of `persons`. */
export const mergeRoutes = {
  merge: changing('person.merge')
    .route({
      method: 'POST',
      path: '/persons/merge',
      summary: 'Two people are one: the second becomes the first',
      tags,
    })
    .input(MergePersons)
    .output(Merge)
    .handler(async ({ input, context }) => getMerge(context.act, await mergePersons(context.act, input))),

  duplicates: reading('person.read')
    .route({ method: 'GET', path: '/persons/{id}/duplicates', summary: 'Who may be the same person', tags })
    .input(z.object({ id: Id }))
    .output(z.array(Duplicate))
    .handler(({ input, context }) => duplicatesOf(context.act, input.id)),

  merges: reading('person.read')
    .route({ method: 'GET', path: '/persons/{id}/merges', summary: 'Merges that a person is part of', tags })
    .input(z.object({ id: Id }))
    .output(z.array(Merge))
    .handler(({ input, context }) => mergesOf(context.act, input.id)),
}

export const merges = {
  get: reading('person.read')
    .route({
      method: 'GET',
      path: '/merges/{id}',
      summary: 'A merge, and after an un-merge what is left to choose',
      tags,
    })
    .input(z.object({ id: Id }))
    .output(Merge)
    .handler(({ input, context }) => getMerge(context.act, input.id)),

  undo: changing('person.merge')
    .route({
      method: 'POST',
      path: '/merges/{id}/undo',
      summary: 'They are two after all; with choices, gives what was left to one or the other',
      tags,
    })
    .input(UndoMerge)
    .output(Merge)
    .handler(async ({ input: { id, choices }, context }) => {
      await unmerge(context.act, id, choices)
      return getMerge(context.act, id)
    }),
}

/** The journal knows an operation that was a merge, and leaves its undo to this room. */
export const mergeUndo: OwnUndo = {
  knows: async (act, operationId) =>
    (await act.tx.selectFrom('personMerge').select('id').where('operationId', '=', operationId).executeTakeFirst()) !==
    undefined,
  undo: async (act, operationId) => {
    must(act, 'person.merge')
    const { id } = await act.tx
      .selectFrom('personMerge')
      .select('id')
      .where('operationId', '=', operationId)
      .executeTakeFirstOrThrow()
    await unmerge(act, id)
    const { left } = await getMerge(act, id)
    return {
      restored: 1,
      left: left.map(({ table, id, name, fields, why }) => ({
        table,
        id,
        name,
        fields,
        choosable: false,
        why: why === 'refused' ? ('refused' as const) : ('touched' as const),
      })),
    }
  },
}
