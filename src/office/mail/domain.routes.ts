import { z } from 'zod'
import { makeSigningKey, signingKeyIn } from '../../platform/dkim.ts'
import type { World } from '../../platform/world.ts'
import type { Act } from '../roles/act.ts'
import { changing, reading } from '../roles/procedure.ts'
import { MailCheck, MailDomain } from './domain.schema.ts'
import { checkMailDomain, mailDomain, signedAlready } from './domain.ts'

const tags = ['outbox']

const now = (act: Act, { dataDir, mailer }: World) =>
  mailDomain(act, { key: signingKeyIn(dataDir)(), smtpHost: mailer?.host })

export const mailDomains = {
  get: reading('office.manage')
    .route({ method: 'GET', path: '/mail-domain', summary: 'What the DNS has to say about mails from here', tags })
    .output(MailDomain)
    .handler(({ context }) => now(context.act, context.world)),

  check: reading('office.manage')
    .route({ method: 'GET', path: '/mail-domain/check', summary: 'What the DNS says now', tags })
    .output(z.object({ items: z.array(MailCheck), nextCursor: z.null() }))
    .handler(async ({ context }) => ({
      items: await checkMailDomain(await now(context.act, context.world)),
      nextCursor: null,
    })),

  sign: changing('office.manage')
    .route({ method: 'POST', path: '/mail-domain/key', summary: 'Make the key that mails are signed with', tags })
    .output(MailDomain)
    .handler(({ context }) => {
      const { dataDir } = context.world
      if (signingKeyIn(dataDir)()) throw signedAlready()
      makeSigningKey(dataDir)
      return now(context.act, context.world)
    }),
}
