import { z } from 'zod'
import { open, reading } from '../roles/procedure.ts'
import { acceptFirst } from './firstAdmin.ts'
import { getMe } from './me.ts'
import { AcceptFirst, Me } from './users.schema.ts'

export const me = {
  get: reading('office.read')
    .route({ method: 'GET', path: '/me', summary: 'Who you are and what you may do', tags: ['users'] })
    .output(Me)
    .handler(({ context }) => getMe(context.act, context.actor)),
}

export const invitations = {
  acceptFirst: open
    .route({
      method: 'POST',
      path: '/invitations/first',
      summary: 'Make the first admin with the one-time link',
      tags: ['users'],
    })
    .input(AcceptFirst)
    .output(z.object({ id: z.number(), email: z.string() }))
    .handler(({ input, context }) => acceptFirst(context.world, input)),
}
