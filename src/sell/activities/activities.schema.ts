import { z } from 'zod'
import { Stage } from '../../people/leads/leads.schema.ts'
import { Id, Paging } from '../../platform/shapes.ts'

export const activityKinds = ['call', 'visit', 'mail', 'meeting', 'note', 'task'] as const
export const ActivityKind = z.enum(activityKinds)
export type ActivityKind = z.infer<typeof ActivityKind>

export const outcomes = ['talked', 'absent', 'blocked', 'recall', 'appointment', 'refused'] as const
export const Outcome = z.enum(outcomes)
export type Outcome = z.infer<typeof Outcome>

export const Activity = z.object({
  id: Id,
  kind: ActivityKind,
  personId: Id.nullable(),
  personName: z.string().nullable(),
  companyId: Id.nullable(),
  companyName: z.string().nullable(),
  leadId: Id.nullable(),
  deal: z.object({ id: Id, title: z.string() }).nullable(),
  /** Of the lead, while it is open. */
  leadStage: Stage.nullable(),
  holder: z.object({ id: Id, name: z.string() }),
  subject: z.string(),
  note: z.string(),
  plannedAt: z.date().nullable(),
  remindAt: z.date().nullable(),
  doneAt: z.date().nullable(),
  outcome: Outcome.nullable(),
  cancelledAt: z.date().nullable(),
  createdAt: z.date(),
  version: z.number().int(),
})
export type Activity = z.infer<typeof Activity>

/** After a change: with the operation by which it is taken back. */
export const SavedActivity = Activity.extend({ operationId: Id.nullable() })

export const Subject = z.string().trim().max(200)
export const Note = z.string().max(10_000)

/**
 * With `plannedAt` it is planned; without, it is done (at `doneAt`, else now). A task without a date is a ToDo to be done
 * some time. `remindAt`: null for no reminder; tasks and meetings remind at their time unless told otherwise.
 */
export const NewActivity = z
  .object({
    kind: ActivityKind,
    personId: Id.optional(),
    companyId: Id.optional(),
    leadId: Id.optional(),
    /** Concluded where it is not said: the one open deal of the lead. */
    dealId: Id.optional(),
    holderId: Id.optional(),
    subject: Subject.default(''),
    note: Note.default(''),
    plannedAt: z.coerce.date().optional(),
    remindAt: z.coerce.date().nullable().optional(),
    doneAt: z.coerce.date().optional(),
    outcome: Outcome.optional(),
  })
  .refine(a => !(a.plannedAt && a.doneAt), { path: ['plannedAt'], message: 'Either planned or done.' })
export type NewActivity = z.infer<typeof NewActivity>

export const ChangeActivity = z.object({
  id: Id,
  version: z.number().int(),
  subject: Subject.optional(),
  note: Note.optional(),
  plannedAt: z.coerce.date().nullable().optional(),
  remindAt: z.coerce.date().nullable().optional(),
  holderId: Id.optional(),
})
export type ChangeActivity = z.infer<typeof ChangeActivity>

export const DoActivity = z.object({
  id: Id,
  outcome: Outcome.optional(),
  note: Note.optional(),
  doneAt: z.coerce.date().optional(),
})
export type DoActivity = z.infer<typeof DoActivity>

export const states = ['open', 'done', 'cancelled', 'all'] as const

export const ActivityQuery = Paging.extend({
  personId: Id.optional(),
  companyId: Id.optional(),
  leadId: Id.optional(),
  dealId: Id.optional(),
  holder: Id.optional(),
  kind: ActivityKind.optional(),
  state: z.enum(states).default('all'),
  plannedFrom: z.coerce.date().optional(),
  plannedUntil: z.coerce.date().optional(),
})
export type ActivityQuery = z.infer<typeof ActivityQuery>

/** The same with everybody who was picked in a list. `who` does it: the one who plans, or whoever holds each of them. */
