import { reading } from '../../office/roles/procedure.ts'
import { Funnel, FunnelQuery } from './funnel.schema.ts'
import { funnel as funnelOf } from './funnel.ts'

export const funnel = {
  get: reading('lead.read')
    .route({
      method: 'GET',
      path: '/funnel',
      summary: 'How far the leads of a period came, from the first stage to the win',
      tags: ['learn'],
    })
    .input(FunnelQuery)
    .output(Funnel)
    .handler(({ input, context }) => funnelOf(context.act, input)),
}
