import { z } from 'zod'
import { Id, Paging } from '../../platform/shapes.ts'
import { Condition } from '../segments/rules.schema.ts'

export const stages = ['lead', 'mql', 'sal', 'sql', 'won', 'recycled', 'disqualified'] as const
export const Stage = z.enum(stages)
export type Stage = z.infer<typeof Stage>

export const clockPurposes = ['sign_of_life', 'answer', 'first_contact', 'next_action', 'wake'] as const
export const ClockFor = z.enum(clockPurposes)
export type ClockFor = z.infer<typeof ClockFor>

/** Which stages may follow which: the table of the lifecycle. Everything else is refused. */
export const nextStages: Record<Stage, readonly Stage[]> = {
  lead: ['mql', 'disqualified'],
  mql: ['sal', 'lead', 'recycled', 'disqualified'],
  sal: ['sql', 'recycled', 'disqualified'],
  sql: ['won', 'recycled', 'disqualified'],
  won: [],
  recycled: ['mql', 'lead', 'disqualified'],
  disqualified: ['lead'],
}

export const isOpen = (stage: Stage) => stage !== 'won' && stage !== 'disqualified'

export const Day = z.iso.date()

export const Clock = z.object({ at: z.date(), for: ClockFor })

export const HolderRef = z.object({ id: Id, kind: z.enum(['user', 'queue']), name: z.string() })

/** `answerable`: it is to the reader, or they may answer for whom it is to. */
export const OpenOffer = z.object({
  id: Id,
  from: HolderRef,
  to: HolderRef,
  note: z.string(),
  offeredAt: z.date(),
  clockAt: z.date(),
  answerable: z.boolean(),
})

export const Lead = z.object({
  id: Id,
  personId: Id.nullable(),
  companyId: Id.nullable(),
  personName: z.string().nullable(),
  companyName: z.string().nullable(),
  productLineId: Id,
  productLine: z.string(),
  stage: Stage,
  stageSince: z.date(),
  holder: HolderRef.nullable(),
  clock: Clock.nullable(),
  reason: z.object({ id: Id, code: z.string(), ja: z.string(), en: z.string() }).nullable(),
  offer: OpenOffer.nullable(),
  nextActivity: z.object({ id: Id, kind: z.string(), subject: z.string(), plannedAt: z.date() }).nullable(),
  touchedAt: z.date().nullable(),
  openedAt: z.date(),
  closedAt: z.date().nullable(),
  version: z.number().int(),
})
export type Lead = z.infer<typeof Lead>

/** A lead after it was moved. `operationId`: what undo takes back. */
export const MovedLead = Lead.extend({ operationId: Id.nullable() })

export const LeadQuery = Paging.extend({
  stage: Stage.optional(),
  holder: Id.optional(),
  personId: Id.optional(),
  companyId: Id.optional(),
  overdue: z.stringbool().or(z.boolean()).optional(),
})

export const OpenLead = z
  .object({
    personId: Id.optional(),
    companyId: Id.optional(),
    productLineId: Id.optional(),
  })
  .refine(l => l.personId || l.companyId, { path: ['personId'], message: 'A lead is of a person or of a company.' })

/** `reason`: the id or the code of a reason from the list. `until`: for "not now", the day to wake up. */
export const Transition = z.object({
  id: Id,
  to: Stage,
  reason: z.union([Id, z.string()]).optional(),
  until: Day.optional(),
  note: z.string().max(2000).optional(),
})

/** Companies that were picked in a list: some, or all that match, less a few. */
export const PickedCompanies = z.object({
  ids: z.array(Id).max(100_000).optional(),
  matching: z.object({ q: z.string().max(200).optional(), filters: z.array(Condition).max(40).default([]) }).optional(),
  except: z.array(Id).max(100_000).default([]),
})
export type PickedCompanies = z.infer<typeof PickedCompanies>

/** People picked in a list: some by id, or everybody who matches, less a few. */
export const Picked = z.object({
  personIds: z.array(Id).max(100_000).optional(),
  matching: z.object({ q: z.string().max(200).optional(), filters: z.array(Condition).max(40).default([]) }).optional(),
  /** Whoever works at these companies; offered are also the leads of those where nobody is known. */
  companies: PickedCompanies.optional(),
  except: z.array(Id).max(100_000).default([]),
})
export type Picked = z.infer<typeof Picked>

/** What a bulk act would touch: people, their open leads, and apart from these the ones that wait for an answer already. */
export const OpenLeads = z.object({ people: z.number().int(), leadIds: z.array(Id), offeredIds: z.array(Id) })

/** What can be done to many at once: what needs a reason and nobody's agreement. */
export const TransitionMany = Transition.omit({ id: true, note: true }).extend({
  leadIds: z.array(Id).min(1).max(100_000),
  to: z.enum(['recycled', 'disqualified']),
})

/** `operationId`: what undo takes back. */
export const MovedMany = z.object({
  operationId: Id.nullable(),
  moved: z.number().int(),
  refused: z.array(z.object({ leadId: Id, sentence: z.string() })),
})
