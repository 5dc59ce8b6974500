import { z } from 'zod'
import { asOwner } from '../../office/roles/act.ts'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Refusal } from '../../platform/refusal.ts'
import { Id, page } from '../../platform/shapes.ts'
import {
  Lead,
  LeadQuery,
  MovedLead,
  MovedMany,
  OpenLead,
  OpenLeads,
  Picked,
  Transition,
  TransitionMany,
} from './leads.schema.ts'
import { openLead } from './leads.ts'
import { getLead, listLeads } from './list.ts'
import { nameLead } from './name.ts'
import { moveTogether, openLeadsOf } from './together.ts'
import { transition } from './transitions.ts'

const tags = ['leads']

export const leads = {
  list: reading('lead.read')
    .route({ method: 'GET', path: '/leads', summary: 'Leads, most urgent clock first', tags })
    .input(LeadQuery)
    .output(page(Lead))
    .handler(({ input, context }) => listLeads(context.act, input)),

  get: reading('lead.read')
    .route({ method: 'GET', path: '/leads/{id}', summary: 'A lead with its holder and clock', tags })
    .input(z.object({ id: Id }))
    .output(Lead)
    .handler(({ input, context }) => getLead(context.act, input.id)),

  create: changing('lead.work')
    .route({
      method: 'POST',
      path: '/leads',
      summary: 'Opens a lead of a person, or of a company whose person is not known yet',
      tags,
    })
    .input(OpenLead)
    .output(Lead)
    .handler(async ({ input: opening, context: { act } }) => {
      const whose = opening.personId
        ? await act.tx
            .selectFrom('person')
            .select(['id', 'companyId'])
            .where('id', '=', opening.personId)
            .where('mergedIntoId', 'is', null)
            .executeTakeFirst()
        : await act.tx.selectFrom('company').select('id').where('id', '=', opening.companyId!).executeTakeFirst()
      if (!whose)
        throw new Refusal('missing', {
          en: 'There is no such person or company.',
          ja: '指定された担当者または企業は存在しません。',
        })
      const id = await asOwner(act, owner => openLead(owner, { ...opening, trigger: 'hand' }))
      return getLead(act, id)
    }),

  transition: changing('lead.work')
    .route({ method: 'POST', path: '/leads/{id}/transitions', summary: 'Moves a lead to another stage', tags })
    .input(Transition)
    .output(MovedLead)
    .handler(async ({ input, context }) => {
      await transition(context.act, input)
      // With the owner's rights: who gives a lead away may have given away the sight of it, and still gets the answer.
      return { ...(await asOwner(context.act, act => getLead(act, input.id))), operationId: context.act.operationId }
    }),

  name: changing('lead.work')
    .route({
      method: 'POST',
      path: '/leads/{id}/name',
      summary: "Makes a company's lead that of somebody who works there",
      tags,
    })
    .input(z.object({ id: Id, personId: Id }))
    .output(Lead)
    .handler(async ({ input, context }) => getLead(context.act, await nameLead(context.act, input.id, input.personId))),

  ofPeople: reading('lead.read')
    .route({ method: 'POST', path: '/leads/of-people', summary: 'The open leads of people picked in a list', tags })
    .input(Picked)
    .output(OpenLeads)
    .handler(({ input, context }) => openLeadsOf(context.act, input)),

  transitionMany: changing('lead.work')
    .route({
      method: 'POST',
      path: '/leads/transitions',
      summary: 'Moves many leads to the same stage, for the same reason',
      tags,
    })
    .input(TransitionMany)
    .output(MovedMany)
    .handler(async ({ input, context }) => {
      const { moved, refused } = await moveTogether(context.act, input)
      return {
        operationId: context.act.operationId,
        moved,
        refused: refused.map(r => ({ leadId: r.leadId, sentence: r.sentence[context.actor.language] })),
      }
    }),
}
