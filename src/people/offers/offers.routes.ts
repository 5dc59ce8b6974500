import { z } from 'zod'
import { asOwner } from '../../office/roles/act.ts'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id, page } from '../../platform/shapes.ts'
import { leadsInSegment } from '../segments/condition.ts'
import { acceptOffer, returnOffer } from './answer.ts'
import { offerLeads } from './give.ts'
import { getOffer, listOffers } from './list.ts'
import { AcceptOffer, AnsweredOffer, Given, GiveOffers, Offer, OfferQuery, ReturnOffer } from './offers.schema.ts'

const tags = ['offers']

export const offers = {
  list: reading('lead.read')
    .route({ method: 'GET', path: '/offers', summary: 'Offers to you, or that you gave', tags })
    .input(OfferQuery)
    .output(page(Offer))
    .handler(({ input, context }) => listOffers(context.act, input)),

  get: reading('lead.read')
    .route({ method: 'GET', path: '/offers/{id}', summary: 'An offer', tags })
    .input(z.object({ id: Id }))
    .output(Offer)
    .handler(({ input, context }) => getOffer(context.act, input.id)),

  give: changing('lead.work')
    .route({
      method: 'POST',
      path: '/offers',
      summary: 'Offers leads, or all of a segment, to one holder or to several in turn',
      tags,
    })
    .input(GiveOffers)
    .output(Given)
    .handler(async ({ input, context }) => {
      const { act, actor } = context
      const leadIds = input.leadIds ?? (await leadsInSegment(act, input.segmentId!))
      const { offers, refused } = await offerLeads(act, {
        ...input,
        leadIds,
        to: Array.isArray(input.to) ? input.to : [input.to],
      })
      return {
        operationId: act.operationId,
        offers,
        refused: refused.map(r => ({ leadId: r.leadId, sentence: r.sentence[actor.language] })),
      }
    }),

  accept: changing('lead.work')
    .route({ method: 'POST', path: '/offers/{id}/accept', summary: 'Takes the lead: it is yours from now on', tags })
    .input(AcceptOffer)
    .output(AnsweredOffer)
    .handler(async ({ input, context }) => {
      await acceptOffer(context.act, input.id)
      return { ...(await asOwner(context.act, act => getOffer(act, input.id))), operationId: context.act.operationId }
    }),

  return: changing('lead.work')
    .route({ method: 'POST', path: '/offers/{id}/return', summary: 'Gives the lead back with a reason', tags })
    .input(ReturnOffer)
    .output(AnsweredOffer)
    .handler(async ({ input, context }) => {
      await returnOffer(context.act, input)
      return { ...(await asOwner(context.act, act => getOffer(act, input.id))), operationId: context.act.operationId }
    }),
}
