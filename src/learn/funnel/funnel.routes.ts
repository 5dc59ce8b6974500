import { reporting, standing } from '../../office/roles/procedure.ts'
import { page } from '../../platform/shapes.ts'
import { lastOrNow, listsAsTheyAre } from '../kept.ts'
import { Funnel, FunnelLead, FunnelLeadsQuery, FunnelQuery } from './funnel.schema.ts'
import { funnelLeads, funnel as funnelOf } from './funnel.ts'

const tags = ['learn']

export const funnel = {
  get: standing('lead.read', false)
    .route({
      method: 'GET',
      path: '/funnel',
      summary: 'How far the leads of a period came, from the first stage to the win',
      tags,
    })
    .input(FunnelQuery)
    .output(Funnel)
    .handler(async ({ input, context: { world, actor } }) => {
      const asked = { ...input, lists: await listsAsTheyAre(world) }
      return (await lastOrNow(world, actor, { part: 'funnel', asked, count: act => funnelOf(act, input) })).answer
    }),

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
