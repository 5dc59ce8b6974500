import { z } from 'zod'
import { Visitor } from '../../people/identity/visitor.schema.ts'
import { Id, Paging } from '../../platform/shapes.ts'

export const formKinds = ['document', 'inquiry', 'seminar'] as const
export const FormKind = z.enum(formKinds)
export type FormKind = z.infer<typeof FormKind>

export const fieldKinds = ['text', 'email', 'tel', 'textarea', 'select', 'radio', 'checkbox', 'date', 'hidden'] as const
export const FormFieldKind = z.enum(fieldKinds)
export type FormFieldKind = z.infer<typeof FormFieldKind>

/** Where an answer goes; beside these, `person.custom.KEY` and `company.custom.KEY`. Null: a question of the form's own. */
export const targets = [
  'person.name',
  'person.familyName',
  'person.givenName',
  'person.familyNameKana',
  'person.givenNameKana',
  'person.email',
  'person.phone',
  'person.mobile',
  'person.department',
  'person.title',
  'person.postalCode',
  'person.address',
  'company.name',
  'company.website',
  'company.industry',
  'inquiry.subject',
  'inquiry.toBuy',
  'document',
] as const
export type Target = (typeof targets)[number]

const text = (max: number) => z.string().trim().max(max)

export const FormField = z.object({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,29}$/),
  kind: FormFieldKind,
  label: text(100).min(1),
  help: text(200).default(''),
  required: z.boolean().default(false),
  choices: z.array(text(100).min(1)).max(100).default([]),
  to: z
    .enum(targets)
    .or(z.string().regex(/^(person|company)\.custom\.[a-z][a-z0-9_]{0,39}$/))
    .nullable()
    .default(null),
  /** What a hidden field says. */
  value: text(200).default(''),
})
export type FormField = z.infer<typeof FormField>

const Slug = z
  .string()
  .max(60)
  .regex(/^[a-z0-9](-?[a-z0-9])*$/)

const settings = {
  name: text(100).min(1),
  slug: Slug,
  kind: FormKind,
  fields: z.array(FormField).min(1).max(50),
  /** How we came to know who fills it in. */
  source: text(200),
  productLineId: Id.nullable(),
  thanks: text(2000),
  /** Where a browser goes afterwards, instead of the words of thanks. */
  redirect: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .nullable(),
  /** Liquid: {{person.name}}, {{company.name}}, {{form.name}}, {{answers.KEY}}, {{sender.name}}. Empty: no mail. */
  mailSubject: text(200),
  mailBody: text(10_000),
  active: z.boolean(),
}

export const Wording = z.object({
  id: Id,
  number: z.number().int(),
  purpose: z.string(),
  consent: z.string(),
  createdAt: z.date(),
  by: z.string().nullable(),
})

export const FormListed = z.object({
  id: Id,
  name: z.string(),
  slug: z.string(),
  kind: FormKind,
  active: z.boolean(),
  url: z.string(),
  accepted: z.number().int(),
  spam: z.number().int(),
  lastAt: z.date().nullable(),
})
export type FormListed = z.infer<typeof FormListed>

export const Form = z.object({
  id: Id,
  ...settings,
  url: z.string(),
  /** Plain HTML to put on a page of one's own. */
  embed: z.string(),
  /** The latest first: that is the one shown. */
  wordings: z.array(Wording),
  accepted: z.number().int(),
  spam: z.number().int(),
  createdAt: z.date(),
  version: z.number().int(),
})
export type Form = z.infer<typeof Form>

/** Whatever is left out is made as it usually is for this kind of form. */
export const CreateForm = z.object({ name: settings.name, kind: FormKind, slug: Slug.optional() })
export const ChangeForm = z.object(settings).partial().extend({ id: Id, version: z.number().int() })
export type ChangeForm = z.infer<typeof ChangeForm>

export const AddWording = z.object({ id: Id, purpose: text(3000).min(1), consent: text(500) })

export const PreviewForm = z.object({
  name: z.string().max(100),
  fields: z.array(FormField).max(50),
  purpose: z.string().max(3000),
  consent: z.string().max(500),
  language: z.enum(['ja', 'en']),
})

const Said = z.union([z.string().max(10_000), z.array(z.string().max(200)).max(100)])

/** What somebody fills in: answers by the key of their field. `consented`: the box beside the wording was ticked. */
export const SubmitForm = z.object({
  id: Id,
  answers: z.record(z.string().max(40), Said),
  consented: z.boolean().default(false),
  visitor: Visitor.optional(),
})

export const Answer = z.object({ key: z.string(), label: z.string(), value: z.string() })
export type Answer = z.infer<typeof Answer>

export const verdicts = ['accepted', 'spam'] as const

export const SubmissionQuery = Paging.extend({ id: Id, verdict: z.enum(verdicts).default('accepted') })

export const whySpam = ['trap', 'fast', 'links', 'rate'] as const

export const Submission = z.object({
  id: Id,
  answers: z.array(Answer),
  consented: z.boolean(),
  wording: z.number().int(),
  person: z.object({ id: Id, name: z.string() }).nullable(),
  submittedAt: z.date(),
  verdict: z.enum(verdicts),
  /** Why it was taken for spam; `mail`: the thank-you mail could not be written. */
  why: z.array(z.enum([...whySpam, 'mail'])),
  judgedBy: z.string().nullable(),
})
export type Submission = z.infer<typeof Submission>
