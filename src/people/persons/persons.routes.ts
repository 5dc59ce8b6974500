import { z } from 'zod'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id, page } from '../../platform/shapes.ts'
import { changePerson } from './change.ts'
import { createPerson } from './create.ts'
import { privacyRoutes } from './erase.routes.ts'
import { Received, receiveEvents, SentEvents } from './events.ts'
import { getPerson } from './get.ts'
import { countPersons, listPersons, sourcesOf } from './list.ts'
import { mergeRoutes } from './merge.routes.ts'
import {
  ChangePerson,
  Created,
  CreatePerson,
  Person,
  PersonQuery,
  PersonRow,
  TimelineEntry,
  TimelineQuery,
} from './persons.schema.ts'
import { personTimeline } from './timeline.ts'

const tags = ['persons']
const Count = z.object({ count: z.number().int(), exact: z.boolean() })

export const persons = {
  ...mergeRoutes,
  ...privacyRoutes,

  list: reading('person.read')
    .route({ method: 'GET', path: '/persons', summary: 'People, as far as you may see', tags })
    .input(PersonQuery)
    .output(page(PersonRow))
    .handler(({ input, context }) => listPersons(context.act, input)),

  count: reading('person.read')
    .route({ method: 'GET', path: '/persons/count', summary: 'How many there are: bounded at first, then exact', tags })
    .input(PersonQuery.partial().extend({ exact: z.stringbool().or(z.boolean()).default(false) }))
    .output(Count)
    .handler(async ({ input: { exact, ...query }, context }) => {
      const count = await countPersons(context.act, query, exact ? undefined : 1000)
      return { count: exact ? count : Math.min(count, 1000), exact: exact || count <= 1000 }
    }),

  sources: reading('person.read')
    .route({ method: 'GET', path: '/persons/sources', summary: 'How we came to know the people you see', tags })
    .output(z.array(z.string()))
    .handler(({ context }) => sourcesOf(context.act)),

  get: reading('person.read')
    .route({
      method: 'GET',
      path: '/persons/{id}',
      summary: 'A person with leads, posts, identities and consents',
      tags,
    })
    .input(z.object({ id: Id }))
    .output(Person)
    .handler(({ input, context }) => getPerson(context.act, input.id)),

  create: changing('person.edit')
    .route({
      method: 'POST',
      path: '/persons',
      summary: 'Makes a person; an address already known answers with that person',
      tags,
    })
    .input(CreatePerson)
    .output(Created)
    .handler(async ({ input, context }) => {
      const { id, created } = await createPerson(context.act, input, context.actor.isProgram ? 'api' : 'hand')
      return { ...(await getPerson(context.act, id)), created }
    }),

  change: changing('person.edit')
    .route({
      method: 'PATCH',
      path: '/persons/{id}',
      summary: 'Changes a person, if nobody has since the version was read',
      tags,
    })
    .input(ChangePerson)
    .output(Person)
    .handler(async ({ input, context }) => {
      await changePerson(context.act, input)
      return getPerson(context.act, input.id)
    }),

  timeline: reading('person.read')
    .route({ method: 'GET', path: '/persons/{id}/timeline', summary: 'What happened, latest first', tags })
    .input(TimelineQuery)
    .output(page(TimelineEntry))
    .handler(async ({ input: { id, ...wanted }, context }) => {
      const person = await getPerson(context.act, id)
      return personTimeline(context.act, person.id, wanted)
    }),
}

export const events = {
  send: changing('event.send')
    .route({
      method: 'POST',
      path: '/events',
      summary: 'Records what other programs saw; the same key again is not doubled',
      tags: ['events'],
      inputStructure: 'detailed',
      successStatus: 202,
    })
    .input(z.object({ body: SentEvents }))
    .output(Received)
    .handler(({ input, context }) => receiveEvents(context.act, input.body)),
}
