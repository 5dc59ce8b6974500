import { z } from 'zod'
import { Clock, HolderRef, Stage } from '../../people/leads/leads.schema.ts'
import { answers } from '../../people/offers/offers.schema.ts'
import { Id } from '../../platform/shapes.ts'
import { Activity } from '../activities/activities.schema.ts'

const About = z.object({
  leadId: Id,
  personId: Id.nullable(),
  personName: z.string().nullable(),
  companyId: Id.nullable(),
  companyName: z.string().nullable(),
})

export const ClockItem = About.extend({ stage: Stage, clock: Clock, holder: HolderRef })

export const WaitingOffer = About.extend({
  id: Id,
  stage: Stage,
  from: z.string(),
  to: HolderRef,
  note: z.string(),
  offeredAt: z.date(),
  clockAt: z.date(),
  /** The clock or a rule gave it, not a colleague: somebody woke up. */
  woke: z.boolean(),
})

export const AnsweredOffer = About.extend({
  id: Id,
  to: z.string(),
  answer: z.enum(answers),
  answeredAt: z.date(),
  reason: z.object({ ja: z.string(), en: z.string() }).nullable(),
  until: z.string().nullable(),
  note: z.string().nullable(),
})

/** One's day. Lists are cut at `shown`; the counts are whole. */
export const Today = z.object({
  /** Whose clocks these are: one's own, and of those one stands in for. */
  holders: z.array(Id),
  counts: z.object({
    overdue: z.number().int(),
    dueToday: z.number().int(),
    activities: z.number().int(),
    offers: z.number().int(),
    toCall: z.number().int(),
    holds: z.number().int(),
  }),
  clocks: z.array(ClockItem),
  activities: z.array(Activity),
  offers: z.array(WaitingOffer),
  answered: z.array(AnsweredOffer),
  /** For marketing: what waits to be approached, and what became of the offers of the last 30 days. */
  marketing: z
    .object({
      toApproach: z.number().int(),
      nurtured: z.number().int(),
      offered: z.number().int(),
      given: z.number().int(),
      accepted: z.number().int(),
      returned: z.number().int(),
      expired: z.number().int(),
      reasons: z.array(z.object({ ja: z.string(), en: z.string(), count: z.number().int() })),
    })
    .optional(),
  /** For admins: which parts of the set-up are there. */
  setup: z
    .object({
      company: z.boolean(),
      teams: z.boolean(),
      colleagues: z.boolean(),
      sender: z.boolean(),
      people: z.boolean(),
    })
    .optional(),
})
export type Today = z.infer<typeof Today>
