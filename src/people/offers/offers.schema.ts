import { z } from 'zod'
import { Id, Paging } from '../../platform/shapes.ts'
import { Day, HolderRef, Stage } from '../leads/leads.schema.ts'

export const answers = ['accepted', 'returned', 'expired', 'withdrawn'] as const

export const Offer = z.object({
  id: Id,
  leadId: Id,
  personId: Id.nullable(),
  companyId: Id.nullable(),
  personName: z.string().nullable(),
  companyName: z.string().nullable(),
  stage: Stage,
  temperature: z.enum(['hot', 'warm', 'cool']),
  from: HolderRef,
  to: HolderRef,
  note: z.string(),
  offeredAt: z.date(),
  clockAt: z.date(),
  answer: z.enum(answers).nullable(),
  answeredAt: z.date().nullable(),
  reason: z.object({ id: Id, code: z.string(), ja: z.string(), en: z.string() }).nullable(),
  until: z.string().nullable(),
  version: z.number().int(),
})
export type Offer = z.infer<typeof Offer>

/** An offer after it was answered. `operationId`: what undo takes back. */
export const AnsweredOffer = Offer.extend({ operationId: Id.nullable() })

/** `to`: one holder, or several who are served in turn. `clockAt` or `clockOn`: by when to answer, a moment or the end of a day; else the preset. */
export const GiveOffers = z
  .object({
    leadIds: z.array(Id).max(100_000).optional(),
    segmentId: Id.optional(),
    to: z.union([Id, z.array(Id).min(1).max(100)]),
    note: z.string().max(2000).default(''),
    clockAt: z.coerce.date().optional(),
    clockOn: Day.optional(),
  })
  .refine(o => (o.leadIds === undefined) !== (o.segmentId === undefined), {
    path: ['leadIds'],
    message: 'Either leadIds or segmentId.',
  })

/** `operationId`: what undo takes back. */
export const Given = z.object({
  operationId: Id.nullable(),
  offers: z.array(z.object({ id: Id, leadId: Id, to: Id, answer: z.enum(answers).nullable() })),
  /** Leads that could not be offered, each with the sentence why. */
  refused: z.array(z.object({ leadId: Id, sentence: z.string() })),
})

export const AcceptOffer = z.object({ id: Id })

export const ReturnOffer = z.object({
  id: Id,
  reason: z.union([Id, z.string()]),
  until: Day.optional(),
  note: z.string().max(2000).optional(),
})

export const OfferQuery = Paging.extend({
  box: z.enum(['received', 'given', 'all']).default('received'),
  open: z.stringbool().or(z.boolean()).default(true),
})
