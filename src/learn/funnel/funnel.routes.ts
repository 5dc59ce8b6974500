import { reporting } from '../../office/roles/procedure.ts'
import { page } from '../../platform/shapes.ts'
import { Funnel, FunnelLead, FunnelLeadsQuery, FunnelQuery } from './funnel.schema.ts'
import { funnelLeads, funnel as funnelOf } from './funnel.ts'

const tags = ['learn']

export const funnel = {
  get: reporting('lead.read')
    .route({
      method: 'GET',
      path: '/funnel',
      summary: 'How far the leads of a period came, from the first stage to the win',
      tags,
    })
    .input(FunnelQuery)
    .output(Funnel)
    .handler(({ input, context }) => funnelOf(context.act, input)),

  leads: reporting('lead.read')
    .route({
      method: 'GET',
      path: '/funnel/leads',
      summary: 'The leads of a period that came as far as a stage, the latest first',
      tags,
    })
    .input(FunnelLeadsQuery)
    .output(page(FunnelLead))
    .handler(({ input, context }) => funnelLeads(context.act, input)),
}
