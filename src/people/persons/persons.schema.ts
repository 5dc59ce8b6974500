import { z } from 'zod'
import { Id, Paging } from '../../platform/shapes.ts'
import { optional, rowOf, shapeOf, text } from '../fields/written.schema.ts'
import { Clock, HolderRef, Stage } from '../leads/leads.schema.ts'
import { Conditions } from '../segments/rules.schema.ts'
import { personFields } from './personFields.schema.ts'

const fields = {
  ...shapeOf(personFields),
  familyName: text(personFields.familyName.max),
  givenName: text(personFields.givenName.max),
  companyId: Id.nullish().transform(v => v ?? null),
  custom: z.record(z.string(), z.unknown()),
}

/** What people may write about a person. The keys for matching are made from it. */
export const PersonFields = z.object({
  ...fields,
  familyName: fields.familyName.default(''),
  givenName: fields.givenName.default(''),
  custom: fields.custom.default({}),
})
export type PersonFields = z.infer<typeof PersonFields>

/** `companyName` finds the company by its name, or makes it. */
export const CreatePerson = PersonFields.extend({ companyName: optional(200) }).refine(
  p => p.familyName || p.givenName || p.email || p.phone || p.mobile,
  {
    path: ['familyName'],
    message: 'A person needs a name, a mail address or a phone number.',
  },
)

/**
 * What is left out stays as it is: no default may stand in for it. `moved`: a new post from that day on (異動); the
 * present one becomes a former one. Without it the present post is corrected.
 */
export const ChangePerson = z
  .object(fields)
  .partial()
  .extend({ id: Id, version: z.number().int(), companyName: optional(200).optional(), moved: z.iso.date().optional() })

export const personStages = [...Stage.options, 'customer'] as const

export const PersonRow = z.object({
  id: Id,
  ...rowOf(personFields),
  familyName: z.string(),
  givenName: z.string(),
  companyId: Id.nullable(),
  companyName: z.string().nullable(),
  decisionLevel: z.string().nullable(),
  custom: z.record(z.string(), z.unknown()),
  createdAt: z.date(),
  /** Derived: the open lead's stage, else customer if their company is one, else nothing. */
  stage: z.enum(personStages).nullable(),
  leadId: Id.nullable(),
  holder: HolderRef.nullable(),
  clock: Clock.nullable(),
  /** How much they want it, how well they fit, how lively they are: see the score. */
  intent: z.number(),
  fit: z.number(),
  temperature: z.enum(['hot', 'warm', 'cool']),
  offeredTo: z.string().nullable(),
  nextAt: z.date().nullable(),
  lastTouchedAt: z.date().nullable(),
  version: z.number().int(),
})
export type PersonRow = z.infer<typeof PersonRow>

export const Person = PersonRow.extend({
  inPostSince: z.string().nullable(),
  mergedIntoId: Id.nullable(),
  leads: z.array(
    z.object({
      id: Id,
      stage: Stage,
      productLine: z.string(),
      holder: HolderRef.nullable(),
      clock: Clock.nullable(),
      openedAt: z.date(),
      closedAt: z.date().nullable(),
      version: z.number().int(),
    }),
  ),
  posts: z.array(
    z.object({
      id: Id,
      companyId: Id.nullable(),
      companyName: z.string().nullable(),
      department: z.string().nullable(),
      title: z.string().nullable(),
      fromOn: z.string().nullable(),
      untilOn: z.string(),
    }),
  ),
  identities: z.array(
    z.object({ id: Id, kind: z.string(), value: z.string(), strength: z.string(), concludedAt: z.date() }),
  ),
  consents: z.array(
    z.object({
      id: Id,
      channel: z.enum(['mail', 'phone']),
      basis: z.string(),
      grantedAt: z.date(),
      grantedVia: z.string(),
      withdrawnAt: z.date().nullable(),
      withdrawnVia: z.string().nullable(),
    }),
  ),
})
export type Person = z.infer<typeof Person>

export const Created = Person.extend({
  /** False when the address was known already: this is that person. */ created: z.boolean(),
})

export const personSorts = [
  'name',
  '-name',
  'created',
  '-created',
  'clock',
  '-clock',
  'company',
  '-company',
  'intent',
  '-intent',
] as const

export const PersonQuery = Paging.extend({
  q: z.string().max(200).optional(),
  stage: z.enum(personStages).optional(),
  holder: Id.optional(),
  segment: Id.optional(),
  companyId: Id.optional(),
  source: z.string().max(200).optional(),
  /** Conditions as the filter chips of a list write them; all must hold. */
  filters: Conditions.optional(),
  sort: z.enum(personSorts).default('-created'),
})
export type PersonQuery = z.infer<typeof PersonQuery>

export const TimelineEntry = z.object({
  id: Id,
  kind: z.string(),
  occurredAt: z.date(),
  recordedAt: z.date(),
  by: z.object({ id: Id, name: z.string(), isProgram: z.boolean() }).nullable(),
  personId: Id.nullable(),
  personName: z.string().nullable(),
  companyId: Id.nullable(),
  leadId: Id.nullable(),
  facts: z.record(z.string(), z.unknown()),
  /** Words that belong to the facts' ids as they are today: names of holders, reasons, the note of an activity. */
  words: z.record(z.string(), z.string()),
})
export type TimelineEntry = z.infer<typeof TimelineEntry>

export const TimelineQuery = Paging.extend({
  id: Id,
  group: z
    .array(z.enum(['contact', 'web', 'lead', 'trade', 'record', 'office']))
    .or(z.enum(['contact', 'web', 'lead', 'trade', 'record', 'office']).transform(g => [g]))
    .optional(),
  machine: z.stringbool().or(z.boolean()).default(true),
})
