import { z } from 'zod'
import { Id, page } from '../../platform/shapes.ts'
import { asOwner } from '../roles/act.ts'
import { changing, reading } from '../roles/procedure.ts'
import { changeUser, deactivateUser, reactivateUser } from './change.ts'
import { listHolders } from './holders.ts'
import { inviteUser } from './invite.ts'
import { makeLink } from './links.ts'
import { changeMe, getMe, setPreference } from './me.ts'
import {
  ChangeMe,
  ChangeUser,
  Holder,
  Invited,
  InviteUser,
  Me,
  SetPasswordLink,
  SetPreference,
  User,
  UserQuery,
  UserVersion,
} from './users.schema.ts'
import { getUser, listUsers } from './users.ts'

const tags = ['users']

export const users = {
  list: reading('office.read')
    .route({ method: 'GET', path: '/users', summary: 'Who works here', tags })
    .input(UserQuery)
    .output(page(User))
    .handler(({ input, context }) => listUsers(context.act, input)),

  get: reading('office.read')
    .route({ method: 'GET', path: '/users/{id}', summary: 'A user', tags })
    .input(z.object({ id: Id }))
    .output(User)
    .handler(({ input, context }) => getUser(context.act, input.id)),

  create: changing('office.manage')
    .route({ method: 'POST', path: '/users', summary: 'Add a user: with a password, or with a link to set one', tags })
    .input(InviteUser)
    .output(Invited)
    .handler(({ input, context }) => inviteUser(context.act, context.world, input)),

  change: changing('office.manage')
    .route({ method: 'PATCH', path: '/users/{id}', summary: 'Change a user: name, roles, team, deputy, absence', tags })
    .input(ChangeUser)
    .output(User)
    .handler(({ input, context }) => changeUser(context.act, input)),

  deactivate: changing('office.manage')
    .route({
      method: 'POST',
      path: '/users/{id}/deactivate',
      summary: 'Somebody leaves: signed out, holding nothing',
      tags,
    })
    .input(UserVersion)
    .output(User)
    .handler(({ input, context }) => deactivateUser(context.act, input)),

  reactivate: changing('office.manage')
    .route({ method: 'POST', path: '/users/{id}/reactivate', summary: 'Somebody is back', tags })
    .input(UserVersion)
    .output(User)
    .handler(({ input, context }) => reactivateUser(context.act, input)),

  link: changing('office.manage')
    .route({ method: 'POST', path: '/users/{id}/link', summary: 'A new link to set a password', tags })
    .input(z.object({ id: Id }))
    .output(SetPasswordLink)
    .handler(({ input, context }) => asOwner(context.act, act => makeLink(act, context.world, input.id))),
}

export const holders = {
  list: reading('office.read')
    .route({ method: 'GET', path: '/holders', summary: 'Users and queues that can hold leads', tags })
    .output(z.object({ items: z.array(Holder), nextCursor: z.null() }))
    .handler(async ({ context }) => ({ items: await listHolders(context.act), nextCursor: null })),
}

export const me = {
  get: reading('office.read')
    .route({ method: 'GET', path: '/me', summary: 'Who you are and what you may do', tags })
    .output(Me)
    .handler(({ context }) => getMe(context.act, context.actor)),

  change: changing('office.read')
    .route({ method: 'PATCH', path: '/me', summary: 'Your name, language, mails, deputy and absence', tags })
    .input(ChangeMe)
    .output(Me)
    .handler(({ input, context }) => changeMe(context.act, context.actor, input)),

  setPreference: changing('office.read')
    .route({ method: 'PUT', path: '/me/preferences/{name}', summary: 'How you like a screen', tags })
    .input(SetPreference)
    .handler(({ input, context }) => setPreference(context.act, input)),
}
