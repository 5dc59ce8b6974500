import { z } from 'zod'
import { changing, reading, reporting } from '../../office/roles/procedure.ts'
import { Id } from '../../platform/shapes.ts'
import { countInSegment } from './count.ts'
import { ChangeSegment, Count, CountRules, CreateSegment, Segment, SegmentWithCount } from './segments.schema.ts'
import { changeSegment, createSegment, getSegment, listSegments, removeSegment } from './segments.ts'

const tags = ['segments']

export const segments = {
  list: reading('segment.read')
    .route({ method: 'GET', path: '/segments', summary: 'Your lists and those that are shared', tags })
    .output(z.object({ items: z.array(Segment), nextCursor: z.null() }))
    .handler(async ({ context }) => ({ items: await listSegments(context.act), nextCursor: null })),

  get: reporting('segment.read')
    .route({ method: 'GET', path: '/segments/{id}', summary: 'A list, and how many people are in it now', tags })
    .input(z.object({ id: Id, exact: z.stringbool().or(z.boolean()).default(false) }))
    .output(SegmentWithCount)
    .handler(async ({ input, context }) => {
      const segment = await getSegment(context.act, input.id)
      return { ...segment, people: await countInSegment(context.act, segment.rules, input.exact) }
    }),

  count: reporting('segment.read')
    .route({
      method: 'POST',
      path: '/segments/count',
      summary: 'How many people fulfil rules that are not saved yet',
      tags,
    })
    .input(CountRules)
    .output(Count)
    .handler(({ input, context }) => countInSegment(context.act, input.rules, input.exact)),

  create: changing('segment.edit')
    .route({ method: 'POST', path: '/segments', summary: 'Saves a list', tags })
    .input(CreateSegment)
    .output(Segment)
    .handler(({ input, context }) => createSegment(context.act, input)),

  change: changing('segment.edit')
    .route({ method: 'PATCH', path: '/segments/{id}', summary: 'Changes a list', tags })
    .input(ChangeSegment)
    .output(Segment)
    .handler(({ input, context }) => changeSegment(context.act, input)),

  remove: changing('segment.edit')
    .route({ method: 'DELETE', path: '/segments/{id}', summary: 'Removes a list; nobody in it is touched', tags })
    .input(z.object({ id: Id }))
    .output(z.object({ operationId: Id.nullable() }))
    .handler(async ({ input, context }) => {
      await removeSegment(context.act, input.id)
      return { operationId: context.act.operationId }
    }),
}
