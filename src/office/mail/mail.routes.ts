import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'
import { changing, reading } from '../roles/procedure.ts'
import { MailQuery, Outbox } from './mail.schema.ts'
import { listMails, sendAgain } from './outbox.ts'

const tags = ['outbox']

export const outbox = {
  list: reading('office.manage')
    .route({ method: 'GET', path: '/outbox', summary: 'Mails that were written, and how each went', tags })
    .input(MailQuery)
    .output(Outbox)
    .handler(async ({ input, context }) => ({
      ...(await listMails(context.act, input)),
      canSend: context.world.mailer !== undefined,
    })),

  send: changing('office.manage')
    .route({
      method: 'POST',
      path: '/outbox/{id}/send',
      summary: 'Send a mail again that failed or may not have arrived',
      tags,
    })
    .input(z.object({ id: Id }))
    .handler(({ input, context }) => sendAgain(context.act, input.id)),
}
