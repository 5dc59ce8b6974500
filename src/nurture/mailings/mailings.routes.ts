import { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import { changing, reading } from '../../office/roles/procedure.ts'
import { Id, page } from '../../platform/shapes.ts'
import type { World } from '../../platform/world.ts'
import { audienceOf } from './audience.ts'
import { scheduleMailing, sendMailing, unscheduleMailing } from './begin.ts'
import { pauseMailing, resumeMailing, stopMailing } from './control.ts'
import { addExclusion, listExclusions, removeExclusion } from './exclusions.ts'
import { Judgement } from './judge.schema.ts'
import {
  AddExclusion,
  Audience,
  ChangeMailing,
  CreateMailing,
  Exclusion,
  LinkResult,
  Mailing,
  MailingListed,
  MailingQuery,
  MailStanding,
  Preview,
  Previewed,
  Recipient,
  RecipientQuery,
  Schedule,
  Send,
} from './mailings.schema.ts'
import { changeMailing, createMailing, getMailing, listMailings, removeMailing } from './mailings.ts'
import { previewMailing, testMailing } from './preview.ts'
import { listJudgements, listLinks, listRecipients } from './results.ts'
import { holdBack, liftBounce, mailStandingOf, release } from './standing.ts'
import { judgeAgain } from './touches.ts'

const tags = ['mailings']
const ById = z.object({ id: Id })
const all = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), nextCursor: z.null() })
const does = (path: `/${string}`, summary: string) => ({ method: 'POST' as const, path, summary, tags })

/** What was done to it, and how it stands now. */
async function then({ act, world }: { act: Act; world: World }, id: number, done: Promise<unknown>) {
  await done
  return getMailing(act, id, world.mailer !== undefined)
}

export const mailings = {
  list: reading('mailing.read')
    .route({ method: 'GET', path: '/mailings', summary: 'Mailings, latest first, with what came of each', tags })
    .input(MailingQuery)
    .output(page(MailingListed))
    .handler(({ input, context }) => listMailings(context.act, input)),

  get: reading('mailing.read')
    .route({ method: 'GET', path: '/mailings/{id}', summary: 'A mailing, and how far it is', tags })
    .input(ById)
    .output(Mailing)
    .handler(({ input, context }) => getMailing(context.act, input.id, context.world.mailer !== undefined)),

  create: changing('mailing.edit')
    .route({ method: 'POST', path: '/mailings', summary: 'Write a mailing', tags })
    .input(CreateMailing)
    .output(Mailing)
    .handler(async ({ input, context }) =>
      getMailing(context.act, await createMailing(context.act, input), context.world.mailer !== undefined),
    ),

  change: changing('mailing.edit')
    .route({ method: 'PATCH', path: '/mailings/{id}', summary: 'Change a mailing that has not been sent', tags })
    .input(ChangeMailing)
    .output(Mailing)
    .handler(async ({ input, context }) => {
      await changeMailing(context.act, input)
      return getMailing(context.act, input.id, context.world.mailer !== undefined)
    }),

  remove: changing('mailing.edit')
    .route({ method: 'DELETE', path: '/mailings/{id}', summary: 'Remove a draft', tags })
    .input(ById)
    .output(z.object({ operationId: Id.nullable() }))
    .handler(async ({ input, context }) => {
      await removeMailing(context.act, input.id)
      return { operationId: context.act.operationId }
    }),

  audience: reading('mailing.read')
    .route({
      method: 'GET',
      path: '/mailings/{id}/audience',
      summary: 'How many would get it now, and how many not and why',
      tags,
    })
    .input(ById)
    .output(Audience)
    .handler(async ({ input, context }) => audienceOf(context.act, await getMailing(context.act, input.id, false))),

  preview: reading('mailing.read')
    .route(does('/mailings/{id}/preview', 'The mail as one person would get it; also of what is not kept yet'))
    .input(Preview)
    .output(Previewed)
    .handler(({ input, context }) => previewMailing(context.act, context.world.baseUrl, input)),

  test: changing('mailing.edit')
    .route(does('/mailings/{id}/test', 'Send it to yourself'))
    .input(ById)
    .output(z.object({ to: z.string() }))
    .handler(({ input, context }) => testMailing(context.act, context.world.baseUrl, input.id)),

  schedule: changing('mailing.send')
    .route(does('/mailings/{id}/schedule', 'Send it at a time to come'))
    .input(Schedule)
    .output(Mailing)
    .handler(({ input, context }) => then(context, input.id, scheduleMailing(context.act, input))),

  unschedule: changing('mailing.send')
    .route({
      method: 'DELETE',
      path: '/mailings/{id}/schedule',
      summary: 'Cancel the schedule: it is a draft again',
      tags,
    })
    .input(ById)
    .output(Mailing)
    .handler(({ input, context }) => then(context, input.id, unscheduleMailing(context.act, input))),

  send: changing('mailing.send')
    .route(does('/mailings/{id}/send', 'Send it now'))
    .input(Send)
    .output(Mailing)
    .handler(({ input, context }) => then(context, input.id, sendMailing(context.act, input))),

  pause: changing('mailing.send')
    .route(does('/mailings/{id}/pause', 'Send nothing more until it is resumed'))
    .input(ById)
    .output(Mailing)
    .handler(({ input, context }) => then(context, input.id, pauseMailing(context.act, input.id))),

  resume: changing('mailing.send')
    .route(does('/mailings/{id}/resume', 'Go on sending'))
    .input(ById)
    .output(Mailing)
    .handler(({ input, context }) => then(context, input.id, resumeMailing(context.act, input.id))),

  stop: changing('mailing.send')
    .route(does('/mailings/{id}/stop', 'End it for good: who waits gets none'))
    .input(ById)
    .output(Mailing)
    .handler(({ input, context }) => then(context, input.id, stopMailing(context.act, input.id))),

  recipients: reading('mailing.read')
    .route({
      method: 'GET',
      path: '/mailings/{id}/recipients',
      summary: 'To whom it went, and what they did with it',
      tags,
    })
    .input(RecipientQuery)
    .output(page(Recipient))
    .handler(({ input, context }) => listRecipients(context.act, input)),

  links: reading('mailing.read')
    .route({ method: 'GET', path: '/mailings/{id}/links', summary: 'Its links, by clicks', tags })
    .input(ById)
    .output(all(LinkResult))
    .handler(async ({ input, context }) => ({ items: await listLinks(context.act, input.id), nextCursor: null })),

  judgements: reading('mailing.read')
    .route({
      method: 'GET',
      path: '/mailings/{id}/judgements',
      summary: 'Openings and clicks: person or machine',
      tags,
    })
    .input(ById)
    .output(all(Judgement))
    .handler(async ({ input, context }) => ({ items: await listJudgements(context.act, input.id), nextCursor: null })),

  judge: changing('mailing.edit')
    .route(does('/mailings/{id}/judge', 'Judge anew which openings and clicks were machines'))
    .input(ById)
    .output(z.object({ judged: z.number().int() }))
    .handler(({ input, context }) => judgeAgain(context.act, input.id)),
}

export const mailExclusions = {
  list: reading('mailing.read')
    .route({ method: 'GET', path: '/mail-exclusions', summary: 'Whom no mailing goes to', tags })
    .output(all(Exclusion))
    .handler(async ({ context }) => ({ items: await listExclusions(context.act), nextCursor: null })),

  create: changing('mailing.edit')
    .route({ method: 'POST', path: '/mail-exclusions', summary: 'Exclude a domain, an address or a company', tags })
    .input(AddExclusion)
    .output(ById)
    .handler(({ input, context }) => addExclusion(context.act, input)),

  remove: changing('mailing.edit')
    .route({ method: 'DELETE', path: '/mail-exclusions/{id}', summary: 'Exclude this no more', tags })
    .input(ById)
    .output(z.object({ operationId: Id.nullable() }))
    .handler(async ({ input, context }) => {
      await removeExclusion(context.act, input.id)
      return { operationId: context.act.operationId }
    }),
}

export const mailStanding = {
  get: reading('person.read')
    .route({ method: 'GET', path: '/persons/{id}/mail-standing', summary: 'How mailings stand with a person', tags })
    .input(ById)
    .output(MailStanding)
    .handler(({ input, context }) => mailStandingOf(context.act, input.id)),

  hold: changing('person.edit')
    .route(does('/persons/{id}/mail-hold', 'Keep mailings away from a person'))
    .input(ById.extend({ note: z.string().trim().max(200).default('') }))
    .handler(({ input, context }) => holdBack(context.act, input)),

  release: changing('person.edit')
    .route({ method: 'DELETE', path: '/persons/{id}/mail-hold', summary: 'Let mailings go to a person again', tags })
    .input(ById)
    .handler(({ input, context }) => release(context.act, input.id)),

  liftBounce: changing('person.edit')
    .route({
      method: 'DELETE',
      path: '/persons/{id}/mail-bounce',
      summary: 'The address that was refused is right after all',
      tags,
    })
    .input(ById)
    .handler(({ input, context }) => liftBounce(context.act, input.id)),
}
