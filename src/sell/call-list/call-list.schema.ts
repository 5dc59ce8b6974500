import { z } from 'zod'
import { Clock, Day, HolderRef, Stage } from '../../people/leads/leads.schema.ts'
import { TimelineEntry } from '../../people/persons/persons.schema.ts'
import { Id, Paging, page } from '../../platform/shapes.ts'
import { ActivityKind, Outcome } from '../activities/activities.schema.ts'

/** Why somebody is on the list now: they asked for this time; the clock has run out; the first contact or today's next action. */
export const ranks = ['appointed', 'overdue', 'due'] as const

export const CallItem = z.object({
  leadId: Id,
  rank: z.enum(ranks),
  clock: Clock,
  /** Held by a queue that the caller works off: whoever calls takes it. */
  queue: z.boolean(),
  holder: HolderRef,
  personId: Id.nullable(),
  name: z.string().nullable(),
  kana: z.string().nullable(),
  title: z.string().nullable(),
  temperature: z.enum(['hot', 'warm', 'cool']),
  department: z.string().nullable(),
  phone: z.string().nullable(),
  mobile: z.string().nullable(),
  companyId: Id.nullable(),
  company: z.string().nullable(),
  companyPhone: z.string().nullable(),
  tries: z.number().int(),
  lastCalls: z.array(z.object({ outcome: Outcome.nullable(), at: z.coerce.date() })),
  version: z.number().int(),
})
export type CallItem = z.infer<typeof CallItem>

export const CallListQuery = Paging.extend({ holder: Id.optional() })

/** `total`: how many are to be called now, on all pages. */
export const CallListPage = page(CallItem).extend({ total: z.number().int() })
export type CallListPage = z.infer<typeof CallListPage>

/** `phoneKey`: the number as one dials it. */
const Person = z.object({
  id: Id,
  name: z.string(),
  kana: z.string().nullable(),
  department: z.string().nullable(),
  title: z.string().nullable(),
  decisionLevel: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  phoneKey: z.string().nullable(),
  mobile: z.string().nullable(),
  mobileKey: z.string().nullable(),
  memo: z.string().nullable(),
  source: z.string().nullable(),
  exchangedOn: z.string().nullable(),
  exchangedBy: z.string().nullable(),
})

const Company = z.object({
  id: Id,
  name: z.string(),
  industry: z.string().nullable(),
  employees: z.number().int().nullable(),
  phone: z.string().nullable(),
  phoneKey: z.string().nullable(),
  prefecture: z.string().nullable(),
  address: z.string().nullable(),
  website: z.string().nullable(),
  customerSince: z.string().nullable(),
  memo: z.string().nullable(),
})

export const Colleague = z.object({
  personId: Id,
  name: z.string(),
  department: z.string().nullable(),
  title: z.string().nullable(),
  stage: Stage.nullable(),
  holder: HolderRef.nullable(),
  lastContact: z
    .object({ at: z.coerce.date(), kind: ActivityKind, outcome: Outcome.nullable(), by: z.string(), note: z.string() })
    .nullable(),
})

/** One screenful: whom to call, what is known of them, and what each outcome would do. */
export const CallScreen = z.object({
  item: CallItem,
  person: Person.nullable(),
  company: Company.nullable(),
  stageSince: z.date(),
  touchedAt: z.date().nullable(),
  /** Why now: the note of the offer by which the lead came. */
  why: z.object({ note: z.string(), from: z.string(), offeredAt: z.coerce.date() }).nullable(),
  /** What is planned next with them, if anything. */
  plan: z
    .object({ id: Id, kind: ActivityKind, subject: z.string(), note: z.string(), plannedAt: z.coerce.date() })
    .nullable(),
  phoneConsent: z
    .object({
      basis: z.string(),
      grantedAt: z.coerce.date(),
      grantedVia: z.string(),
      withdrawnAt: z.coerce.date().nullable(),
    })
    .nullable(),
  timeline: page(TimelineEntry),
  colleagues: z.array(Colleague),
  /** When they would be on the list again after each outcome, if it were saved now. */
  again: z.object({ absent: z.date(), blocked: z.date(), talked: z.date() }),
  absences: z.number().int(),
})
export type CallScreen = z.infer<typeof CallScreen>

/** `skip`: leads to leave out for now. */
export const NextQuery = z.object({
  skip: z
    .array(Id)
    .max(500)
    .or(Id.transform(id => [id]))
    .default([]),
  holder: Id.optional(),
})

/** `screen` is null when the list is worked off. `upcoming`: who comes after. */
export const NextCall = z.object({
  screen: CallScreen.nullable(),
  upcoming: z.array(CallItem),
  total: z.number().int(),
})
export type NextCall = z.infer<typeof NextCall>

/**
 * What came of a call. `at`: the asked time (recall), the next action (talked), the meeting (appointment). `to`: who gets
 * the appointment. `reason` and, for those that need a day, `until`: what to do after a refusal.
 */
export const CallOutcome = z.object({
  leadId: Id,
  outcome: Outcome,
  note: z.string().max(10_000).optional(),
  at: z.coerce.date().optional(),
  to: Id.optional(),
  reason: z.union([Id, z.string()]).optional(),
  until: Day.optional(),
  version: z.number().int().optional(),
})
export type CallOutcome = z.infer<typeof CallOutcome>

export const CallResult = z.object({
  leadId: Id,
  activityId: Id,
  outcome: Outcome,
  stage: Stage,
  /** When they come back on the list, if they do. */
  again: z.date().nullable(),
  offerId: Id.nullable(),
  absences: z.number().int(),
  /** Nobody answered five times in a row: better given back as unreachable. */
  suggestReturn: z.boolean(),
  version: z.number().int(),
  operationId: Id.nullable(),
})
export type CallResult = z.infer<typeof CallResult>
