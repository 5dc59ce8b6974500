import { invitations, me } from './office/users/users.routes.ts'
import { leads } from './people/leads/leads.routes.ts'
import { offers } from './people/offers/offers.routes.ts'
import { events, persons } from './people/persons/persons.routes.ts'

/** What can be asked: the one declaration behind the typed client, REST and OpenAPI. */
export const router = { persons, leads, offers, events, me, invitations }

export type Router = typeof router
