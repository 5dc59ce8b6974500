import { z } from 'zod'
import { Picked } from '../../people/leads/leads.schema.ts'
import { Rules } from '../../people/segments/rules.schema.ts'
import { Id } from '../../platform/shapes.ts'

const Name = z.string().trim().min(1).max(60)

/**
 * Who fits is offered to the next of the receivers in turn. `capacity`: open leads and unanswered offers that a user may
 * have; `answerDays`: working days to answer (0: the same day); without them, no bound and the preset.
 */
const rule = {
  name: Name,
  conditions: Rules,
  receivers: z
    .array(Id)
    .min(1)
    .max(200)
    .refine(ids => new Set(ids).size === ids.length, { message: 'Each receiver once.' }),
  capacity: z.number().int().min(1).max(100_000).nullable(),
  answerDays: z.number().int().min(0).max(30).nullable(),
}

export const AddAssignmentRule = z.object({
  ...rule,
  capacity: rule.capacity.default(null),
  answerDays: rule.answerDays.default(null),
})
export type AddAssignmentRule = z.infer<typeof AddAssignmentRule>

export const ChangeAssignmentRule = z
  .object({ ...rule, active: z.boolean() })
  .partial()
  .extend({ id: Id, version: z.number().int() })

/** All of them, in the order in which they are to be tried. */
export const OrderRules = z.object({ ids: z.array(Id).min(1).max(500) })

export const Receiver = z.object({
  id: Id,
  kind: z.enum(['user', 'queue']),
  name: z.string(),
  /** Open leads and unanswered offers. */
  load: z.number().int(),
  /** How many this rule has given them. */
  given: z.number().int(),
  awayUntil: z.string().nullable(),
  /** They have left, or their role holds no leads any more: they are passed over. */
  gone: z.boolean(),
  /** Whose turn is next, with everybody present and room for all. */
  next: z.boolean(),
})

export const AssignmentRule = z.object({
  id: Id,
  ...rule,
  receivers: z.array(Receiver),
  position: z.number().int(),
  active: z.boolean(),
  version: z.number().int(),
})
export type AssignmentRule = z.infer<typeof AssignmentRule>

/** Why somebody is the one: a deal of theirs at the company, they knew the lead before, a rule, or nothing fits. */
export const routes = ['deal', 'former', 'rule', 'queue'] as const

/** Who would get this lead now. Nothing is given. */
export const TriedLead = z.object({
  leadId: Id,
  personName: z.string().nullable(),
  companyName: z.string().nullable(),
  to: z.object({ id: Id, kind: z.enum(['user', 'queue']), name: z.string() }),
  why: z.enum(routes),
  rule: z.object({ id: Id, name: z.string() }).nullable(),
  /** Rules that fit, but whose receivers are all away or full. */
  full: z.array(z.object({ id: Id, name: z.string() })),
})
export type TriedLead = z.infer<typeof TriedLead>

export const TryLead = z
  .object({ leadId: Id.optional(), personId: Id.optional() })
  .refine(t => t.leadId || t.personId, {
    path: ['personId'],
    message: 'A lead, or a person with one.',
  })

/** Leads picked in a list are offered by the rules. */
export const Assign = z
  .object({
    leadIds: z.array(Id).min(1).max(10_000).optional(),
    picked: Picked.optional(),
    note: z.string().max(2000).default(''),
  })
  .refine(a => a.leadIds || a.picked, { path: ['leadIds'], message: 'Leads, or people picked in a list.' })

export const Assigned = z.object({
  operationId: Id.nullable(),
  offers: z.array(z.object({ leadId: Id, to: Id })),
  refused: z.array(z.object({ leadId: Id, sentence: z.string() })),
})
