import { z } from 'zod'
import { FieldChange } from '../../office/journal/journal.schema.ts'
import { Id } from '../../platform/shapes.ts'
import type { Stage } from '../leads/leads.schema.ts'

/** How far a pursuit has come. Given back is further than never worked on: sales knows them. */
export const progressOf = (stage: Stage): number => ['lead', 'recycled', 'mql', 'sal', 'sql'].indexOf(stage)

export const MergePersons = z.object({ keep: Id, absorb: Id })

export const mergedTables = [
  'person',
  'identity',
  'post',
  'consent',
  'lead',
  'offer',
  'deal',
  'deal_contact',
  'sales_order',
  'activity',
] as const
export const MergedTable = z.enum(mergedTables)
export type MergedTable = z.infer<typeof MergedTable>

/**
 * What an un-merge cannot know by itself. `later`: came after the merge. `edited`: was changed after it. `refused`: could
 * not go back, for something else stands in its place. `with`: whose it is as long as nobody chooses.
 */
export const whyUndecided = ['later', 'edited', 'refused'] as const

export const Undecided = z.object({
  table: MergedTable,
  id: Id,
  /** Of a person: the one field that was edited. */
  field: z.string().nullable(),
  why: z.enum(whyUndecided),
  with: z.enum(['keep', 'absorb']),
  name: z.string().nullable(),
  fields: z.array(FieldChange),
})
export type Undecided = z.infer<typeof Undecided>

const PersonOfMerge = z.object({ id: Id, name: z.string(), email: z.string().nullable() })

export const Merge = z.object({
  id: Id,
  keep: PersonOfMerge,
  absorbed: PersonOfMerge,
  mergedAt: z.date(),
  by: z.object({ id: Id, name: z.string() }).nullable(),
  operationId: Id,
  undoneAt: z.date().nullable(),
  /** After an un-merge: what is left to choose. */
  left: z.array(Undecided),
})
export type Merge = z.infer<typeof Merge>

export const Choice = z.object({
  table: MergedTable,
  id: Id,
  field: z.string().max(60).nullish(),
  with: z.enum(['keep', 'absorb']),
})
export type Choice = z.infer<typeof Choice>

/** Without `choices` the merge is undone; with them, what was left is given to one or the other. */
export const UndoMerge = z.object({ id: Id, choices: z.array(Choice).max(1000).optional() })

/** Somebody who may be the same, and what speaks for it. */
export const Duplicate = z.object({
  id: Id,
  familyName: z.string(),
  givenName: z.string(),
  familyNameKana: z.string().nullable(),
  givenNameKana: z.string().nullable(),
  companyName: z.string().nullable(),
  department: z.string().nullable(),
  title: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  mobile: z.string().nullable(),
  because: z.array(z.enum(['name', 'kana', 'mobile', 'phone', 'company', 'address'])),
})
export type Duplicate = z.infer<typeof Duplicate>
