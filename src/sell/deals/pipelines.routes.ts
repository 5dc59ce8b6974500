import { z } from 'zod'
import { changing, reading } from '../../office/roles/procedure.ts'
import { ChangePipeline, NewPipeline, OrderPipelines, Pipeline, SavedPipeline } from './pipelines.schema.ts'
import { addPipeline, changePipeline, listPipelines, orderPipelines } from './pipelines.ts'

const tags = ['deals']
const Pipelines = z.object({ items: z.array(Pipeline) })

export const pipelines = {
  list: reading('deal.read')
    .route({ method: 'GET', path: '/pipelines', summary: 'Pipelines with their stages', tags })
    .input(z.object({ all: z.stringbool().or(z.boolean()).default(false) }))
    .output(Pipelines)
    .handler(async ({ input, context }) => ({ items: await listPipelines(context.act, input) })),

  create: changing('deal.manage')
    .route({
      method: 'POST',
      path: '/pipelines',
      summary: 'Another pipeline; its last stage is the win',
      tags,
      successStatus: 201,
    })
    .input(NewPipeline)
    .output(SavedPipeline)
    .handler(async ({ input, context: { act } }) => ({
      ...(await addPipeline(act, input)),
      operationId: act.operationId,
    })),

  change: changing('deal.manage')
    .route({ method: 'PATCH', path: '/pipelines/{id}', summary: 'Changes a pipeline, its gate or its stages', tags })
    .input(ChangePipeline)
    .output(SavedPipeline)
    .handler(async ({ input, context: { act } }) => ({
      ...(await changePipeline(act, input)),
      operationId: act.operationId,
    })),

  order: changing('deal.manage')
    .route({ method: 'PUT', path: '/pipelines/order', summary: 'Puts the pipelines in order', tags })
    .input(OrderPipelines)
    .output(Pipelines.extend({ operationId: SavedPipeline.shape.operationId }))
    .handler(async ({ input, context: { act } }) => ({
      items: await orderPipelines(act, input.ids),
      operationId: act.operationId,
    })),
}
