import { z } from 'zod'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { changing, reading } from '../../office/roles/procedure.ts'
import { TimelineEntry, TimelineQuery } from '../../people/persons/persons.schema.ts'
import { dealTimeline } from '../../people/persons/timeline.ts'
import { Id, page } from '../../platform/shapes.ts'
import { boardOf } from './board.ts'
import { addContact, changeContact, removeContact } from './contacts.ts'
import {
  AddContact,
  Board,
  BoardQuery,
  ChangeContact,
  Contact,
  Deal,
  DealFilter,
  DealQuery,
  NewDeal,
  OneDeal,
  PatchDeal,
  RemoveContact,
  SavedDeal,
  Sums,
} from './deals.schema.ts'
import { getDeal, listDeals, sumDeals } from './deals.ts'
import { openDeal } from './open.ts'
import { patchDeal } from './patch.ts'
import { PickedDeals } from './picked.schema.ts'
import { peopleInDeals } from './picked.ts'

const tags = ['deals']
const One = z.object({ id: Id })
// With the owner's rights: who gives a deal away may have given away the sight of it, and still gets the answer.
const saved = async (act: Act, id: number) => ({
  ...(await asOwner(act, owner => getDeal(owner, id))),
  operationId: act.operationId,
})
const Contacts = z.object({ items: z.array(Contact), operationId: Id.nullable() })
const contactsOf = async (act: Act, id: number) => ({
  items: (await getDeal(act, id)).contacts,
  operationId: act.operationId,
})

export const deals = {
  list: reading('deal.read')
    .route({ method: 'GET', path: '/deals', summary: 'Deals, open ones unless asked otherwise', tags })
    .input(DealQuery)
    .output(page(Deal))
    .handler(({ input, context }) => listDeals(context.act, input)),

  count: reading('deal.read')
    .route({ method: 'GET', path: '/deals/count', summary: 'How many deals, how much, and how much weighted', tags })
    .input(DealFilter)
    .output(Sums)
    .handler(({ input, context }) => sumDeals(context.act, input)),

  board: reading('deal.read')
    .route({ method: 'GET', path: '/deals/board', summary: 'The open deals of a pipeline, a column a stage', tags })
    .input(BoardQuery)
    .output(Board)
    .handler(({ input, context }) => boardOf(context.act, input)),

  people: reading('deal.read')
    .route({
      method: 'POST',
      path: '/deals/people',
      summary: 'Everybody who takes part in deals that were picked',
      tags,
    })
    .input(PickedDeals)
    .output(z.object({ personIds: z.array(Id) }))
    .handler(({ input, context }) => peopleInDeals(context.act, input)),

  get: reading('deal.read')
    .route({ method: 'GET', path: '/deals/{id}', summary: 'A deal with its way and who takes part', tags })
    .input(One)
    .output(OneDeal)
    .handler(({ input, context }) => getDeal(context.act, input.id)),

  create: changing('deal.work')
    .route({
      method: 'POST',
      path: '/deals',
      summary: 'Opens a deal, if enough of BANT is known; its lead becomes an opportunity',
      tags,
      successStatus: 201,
    })
    .input(NewDeal)
    .output(SavedDeal)
    .handler(async ({ input, context }) => saved(context.act, await openDeal(context.act, input))),

  change: changing('deal.work')
    .route({
      method: 'PATCH',
      path: '/deals/{id}',
      summary: 'Changes a deal: what is written about it, its stage, or how it ended',
      tags,
    })
    .input(PatchDeal)
    .output(SavedDeal)
    .handler(async ({ input, context }) => {
      await patchDeal(context.act, input)
      return saved(context.act, input.id)
    }),

  timeline: reading('deal.read')
    .route({ method: 'GET', path: '/deals/{id}/timeline', summary: 'What happened to a deal, latest first', tags })
    .input(TimelineQuery)
    .output(page(TimelineEntry))
    .handler(async ({ input: { id, ...wanted }, context }) => {
      const deal = await getDeal(context.act, id)
      return dealTimeline(context.act, deal.id, wanted)
    }),

  contacts: reading('deal.read')
    .route({ method: 'GET', path: '/deals/{id}/contacts', summary: 'Who takes part in a deal, in which role', tags })
    .input(One)
    .output(z.object({ items: z.array(Contact) }))
    .handler(async ({ input, context }) => ({ items: (await getDeal(context.act, input.id)).contacts })),

  addContact: changing('deal.work')
    .route({
      method: 'POST',
      path: '/deals/{id}/contacts',
      summary: 'Somebody takes part in a deal',
      tags,
      successStatus: 201,
    })
    .input(AddContact)
    .output(Contacts)
    .handler(async ({ input, context }) => {
      await addContact(context.act, input)
      return contactsOf(context.act, input.id)
    }),

  changeContact: changing('deal.work')
    .route({
      method: 'PATCH',
      path: '/deals/{id}/contacts/{contactId}',
      summary: "Changes somebody's role in a deal",
      tags,
    })
    .input(ChangeContact)
    .output(Contacts)
    .handler(async ({ input, context }) => {
      await changeContact(context.act, input)
      return contactsOf(context.act, input.id)
    }),

  removeContact: changing('deal.work')
    .route({ method: 'DELETE', path: '/deals/{id}/contacts/{contactId}', summary: 'Takes somebody off a deal', tags })
    .input(RemoveContact)
    .output(Contacts)
    .handler(async ({ input, context }) => {
      await removeContact(context.act, input)
      return contactsOf(context.act, input.id)
    }),
}
