import { z } from 'zod'
import { whyNoMail } from '../../people/consent/consent.schema.ts'
import { Picked } from '../../people/leads/leads.schema.ts'
import { Id, Paging } from '../../platform/shapes.ts'

export const mailingStates = ['draft', 'scheduled', 'sending', 'paused', 'sent', 'stopped'] as const
export const MailingState = z.enum(mailingStates)
export type MailingState = z.infer<typeof MailingState>

export const recipientStates = ['waiting', 'sending', 'sent', 'bounced', 'failed', 'unknown', 'excluded'] as const
export const RecipientState = z.enum(recipientStates)
export type RecipientState = z.infer<typeof RecipientState>

/** Why somebody gets none, in the order in which it is asked: each person counts once, with the first that applies. */
export const whyNots = [...whyNoMail, 'double'] as const
export const WhyNot = z.enum(whyNots)
export type WhyNot = z.infer<typeof WhyNot>

const Line = (max: number) => z.string().trim().max(max)
const Whole = z.number().int()
const contents = {
  name: Line(100).min(1),
  subject: Line(200),
  preheader: Line(200),
  /** Plain text with a small markup (# heading, **bold**, - list, [text](https://…)) and fields in {{ }}. */
  body: z.string().max(50_000),
  /** Empty: as the company has set it. */
  senderName: Line(200),
  senderEmail: z.union([z.literal(''), z.email().max(254)]),
  segmentId: Id.nullable(),
  /** People who were picked in a list, in place of a segment. */
  picked: Picked.nullable(),
  /** Mails a minute. */
  rate: Whole.min(1).max(6000),
}

const Named = z.object({ id: Id, name: z.string() }).nullable()

export const Figures = z.object({
  waiting: Whole,
  sending: Whole,
  sent: Whole,
  bounced: Whole,
  failed: Whole,
  unknown: Whole,
  excluded: Whole,
  opened: Whole,
  clicked: Whole,
  unsubscribed: Whole,
})
export type Figures = z.infer<typeof Figures>

export const MailingListed = z.object({
  id: Id,
  name: z.string(),
  subject: z.string(),
  state: MailingState,
  segment: Named,
  /** How many were picked by hand; null for a segment or a filtered list. */
  picked: Whole.nullable(),
  scheduledAt: z.date().nullable(),
  startedAt: z.date().nullable(),
  endedAt: z.date().nullable(),
  createdAt: z.date(),
  by: Named,
  figures: Figures,
})
export type MailingListed = z.infer<typeof MailingListed>

export const Mailing = MailingListed.extend({
  preheader: z.string(),
  body: z.string(),
  senderName: z.string(),
  senderEmail: z.string(),
  segmentId: Id.nullable(),
  whom: Picked.nullable(),
  rate: Whole,
  /** Why it does not go on. */
  problem: z.string().nullable(),
  /** Without a mail server its mails lie in the outbox. */
  outbox: z.boolean(),
  canSend: z.boolean(),
  version: Whole,
})
export type Mailing = z.infer<typeof Mailing>

export const CreateMailing = z.object({
  ...contents,
  subject: contents.subject.default(''),
  preheader: contents.preheader.default(''),
  body: contents.body.default(''),
  senderName: contents.senderName.default(''),
  senderEmail: contents.senderEmail.default(''),
  segmentId: contents.segmentId.default(null),
  picked: contents.picked.default(null),
  rate: contents.rate.default(300),
})
export type CreateMailing = z.infer<typeof CreateMailing>

export const ChangeMailing = z.object(contents).partial().extend({ id: Id, version: Whole })
export type ChangeMailing = z.infer<typeof ChangeMailing>

export const MailingQuery = Paging.extend({ state: MailingState.optional() })

/** Who would get it now, and who would not and why. */
export const Audience = z.object({
  total: Whole,
  receive: Whole,
  excluded: z.array(z.object({ why: WhyNot, count: Whole })),
})
export type Audience = z.infer<typeof Audience>

/** What is being written may be looked at before it is kept. */
export const Preview = z.object({
  id: Id,
  personId: Id.optional(),
  subject: contents.subject.optional(),
  preheader: contents.preheader.optional(),
  body: contents.body.optional(),
})
export const Previewed = z.object({
  subject: z.string(),
  preheader: z.string(),
  html: z.string(),
  text: z.string(),
  from: z.string(),
  person: Named,
})

export const Schedule = z.object({ id: Id, version: Whole, at: z.coerce.date() })
export const Send = z.object({ id: Id, version: Whole })

export const RecipientQuery = Paging.extend({
  id: Id,
  state: RecipientState.optional(),
  why: WhyNot.optional(),
  did: z.enum(['opened', 'clicked', 'unsubscribed']).optional(),
})

export const Recipient = z.object({
  id: Id,
  personId: Id,
  name: z.string().nullable(),
  companyName: z.string().nullable(),
  state: RecipientState,
  why: WhyNot.nullable(),
  address: z.string().nullable(),
  error: z.string().nullable(),
  sentAt: z.date().nullable(),
  openedAt: z.date().nullable(),
  clickedAt: z.date().nullable(),
  unsubscribedAt: z.date().nullable(),
})
export type Recipient = z.infer<typeof Recipient>

export const LinkResult = z.object({ position: Whole, url: z.string(), clicks: Whole, people: Whole, machines: Whole })

export const whyExcluded = ['own', 'competitor', 'other'] as const
export const Exclusion = z.object({
  id: Id.nullable(),
  kind: z.enum(['domain', 'address', 'company']),
  value: z.string(),
  companyId: Id.nullable(),
  why: z.enum(whyExcluded),
  note: z.string(),
  createdAt: z.date().nullable(),
})
export type Exclusion = z.infer<typeof Exclusion>

export const AddExclusion = z.object({
  kind: z.enum(['domain', 'address', 'company']),
  value: Line(254).optional(),
  companyId: Id.optional(),
  why: z.enum(whyExcluded).default('other'),
  note: Line(200).default(''),
})

/** How mailings stand with one person. */
export const MailStanding = z.object({
  hold: z.object({ id: Id, note: z.string(), heldAt: z.date(), by: Named }).nullable(),
  bounce: z.object({ id: Id, address: z.string(), bouncedAt: z.date(), reason: z.string() }).nullable(),
})
export type MailStanding = z.infer<typeof MailStanding>
