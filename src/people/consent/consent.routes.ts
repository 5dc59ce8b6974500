import { z } from 'zod'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id } from '../../platform/shapes.ts'
import { ConsentsOf, GrantConsent, OptOut, WithdrawConsent } from './consent.schema.ts'
import { consentsOf, grantConsent, optOut, withdrawConsent } from './consent.ts'

const tags = ['consents']

export const consents = {
  list: reading('person.read')
    .route({ method: 'GET', path: '/persons/{id}/consents', summary: 'What a person has granted and withdrawn', tags })
    .input(z.object({ id: Id }))
    .output(ConsentsOf)
    .handler(({ input, context }) => consentsOf(context.act, input.id)),

  grant: changing('consent.edit')
    .route({
      method: 'POST',
      path: '/persons/{id}/consents',
      summary: 'Writes down a lawful basis with its evidence',
      tags,
    })
    .input(GrantConsent)
    .output(ConsentsOf)
    .handler(async ({ input, context }) => {
      await grantConsent(context.act, input)
      return consentsOf(context.act, input.id)
    }),

  withdraw: changing('consent.edit')
    .route({
      method: 'POST',
      path: '/consents/{id}/withdraw',
      summary: 'Takes a consent back, on the word of the person',
      tags,
    })
    .input(WithdrawConsent)
    .output(ConsentsOf)
    .handler(async ({ input, context }) => consentsOf(context.act, await withdrawConsent(context.act, input))),

  optOut: changing('consent.edit')
    .route({ method: 'POST', path: '/persons/{id}/opt-outs', summary: 'They want no more by this channel', tags })
    .input(OptOut)
    .output(ConsentsOf)
    .handler(async ({ input, context }) => {
      await optOut(context.act, input)
      return consentsOf(context.act, input.id)
    }),
}
