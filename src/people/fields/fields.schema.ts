import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'

export const fieldKinds = ['text', 'number', 'date', 'choice', 'boolean'] as const
export const FieldKind = z.enum(fieldKinds)
export type FieldKind = z.infer<typeof FieldKind>

export const FieldAbout = z.enum(['person', 'company'])
export type FieldAbout = z.infer<typeof FieldAbout>

/** A field of the customer's own. `filterable`: an index keeps lists and segments that ask for it quick. */
export const Field = z.object({
  id: Id,
  about: FieldAbout,
  key: z.string(),
  label: z.string(),
  kind: FieldKind,
  choices: z.array(z.string()),
  filterable: z.boolean(),
  position: z.number().int(),
  version: z.number().int(),
})
export type Field = z.infer<typeof Field>

const Label = z.string().trim().min(1).max(60)
const Choices = z.array(z.string().trim().min(1).max(100)).max(200)

/** Key, kind and what it is about stay for ever: values are stored under them. Without a key one is made. */
export const CreateField = z.object({
  about: FieldAbout,
  key: z
    .string()
    .regex(/^[a-z][a-z0-9_]{0,39}$/)
    .optional(),
  label: Label,
  kind: FieldKind,
  choices: Choices.default([]),
  filterable: z.boolean().default(false),
})
export type CreateField = z.infer<typeof CreateField>

export const ChangeField = z.object({
  id: Id,
  version: z.number().int(),
  label: Label.optional(),
  choices: Choices.optional(),
  filterable: z.boolean().optional(),
  position: z.number().int().min(0).max(10_000).optional(),
})
export type ChangeField = z.infer<typeof ChangeField>
