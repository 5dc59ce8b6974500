import { open } from '../roles/procedure.ts'
import { acceptFirst } from './firstAdmin.ts'
import { acceptLink, forgotPassword, lookAtLink } from './links.ts'
import { Accepted, AcceptFirst, AcceptLink, ForgotPassword, LookAtLink, Welcome } from './users.schema.ts'

const tags = ['welcome']

/** What somebody may do who cannot sign in yet. The token is in the body: addresses end up in logs. */
export const welcome = {
  look: open
    .route({ method: 'POST', path: '/welcome/look', summary: 'What a link is for, without using it', tags })
    .input(LookAtLink)
    .output(Welcome)
    .handler(({ input, context }) => lookAtLink(context.world, input.token)),

  first: open
    .route({ method: 'POST', path: '/welcome/first', summary: 'Make the first admin and name the company', tags })
    .input(AcceptFirst)
    .output(Accepted)
    .handler(({ input, context }) => acceptFirst(context.world, input)),

  accept: open
    .route({
      method: 'POST',
      path: '/welcome/accept',
      summary: 'Set the password of an invited user, or a new one',
      tags,
    })
    .input(AcceptLink)
    .output(Accepted)
    .handler(({ input, context }) => acceptLink(context.world, input)),

  forgot: open
    .route({ method: 'POST', path: '/welcome/forgot', summary: 'Mail a link to set a new password', tags })
    .input(ForgotPassword)
    .handler(({ input, context }) => forgotPassword(context.world, input.email)),
}
