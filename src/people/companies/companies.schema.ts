import { z } from 'zod'
import { Id, Paging } from '../../platform/shapes.ts'
import { rowOf, shapeOf, text } from '../fields/written.schema.ts'
import { Stage } from '../leads/leads.schema.ts'
import { Conditions } from '../segments/rules.schema.ts'
import { companyFields } from './companyFields.schema.ts'

export const companyKinds = ['group', 'company', 'site'] as const
export const CompanyKind = z.enum(companyKinds)
export type CompanyKind = z.infer<typeof CompanyKind>

/** What people may write about a company. The keys for matching are made from it. */
export const CompanyFields = z.object({
  ...shapeOf(companyFields),
  name: text(companyFields.name.max).min(1),
  kind: CompanyKind.default('company'),
  parentId: Id.nullish().transform(v => v ?? null),
  custom: z.record(z.string(), z.unknown()).default({}),
})
export type CompanyFields = z.infer<typeof CompanyFields>

export const CreateCompany = CompanyFields

/** A default would write over what is there: only what is sent is changed. */
export const ChangeCompany = CompanyFields.extend({ kind: CompanyKind, custom: z.record(z.string(), z.unknown()) })
  .partial()
  .extend({ id: Id, version: z.number().int() })
export type ChangeCompany = z.infer<typeof ChangeCompany>

export const Company = z.object({
  id: Id,
  kind: CompanyKind,
  parentId: Id.nullable(),
  parentName: z.string().nullable(),
  ...rowOf(companyFields),
  name: z.string(),
  custom: z.record(z.string(), z.unknown()),
  createdAt: z.date(),
  version: z.number().int(),
})
export type Company = z.infer<typeof Company>

/** A line of the list. `people`: as many as the reader may see; null for whom people are none of their work. */
export const CompanyRow = Company.extend({ people: z.number().int().nullable() })
export type CompanyRow = z.infer<typeof CompanyRow>

const Kin = z.object({ id: Id, name: z.string(), kind: CompanyKind })

/** Its place in the tree, and who works there as far as the reader may see. */
export const CompanyPage = CompanyRow.extend({
  /** From the top down. */
  ancestors: z.array(Kin),
  children: z.array(Kin.extend({ people: z.number().int().nullable() })),
  departments: z.array(z.object({ name: z.string().nullable(), people: z.number().int() })),
  /** Open pursuits first, closed ones after; the latest hundred. */
  leads: z.array(
    z.object({
      id: Id,
      stage: Stage,
      personId: Id.nullable(),
      personName: z.string().nullable(),
      holderName: z.string().nullable(),
      clockAt: z.date().nullable(),
      version: z.number().int(),
    }),
  ),
})
export type CompanyPage = z.infer<typeof CompanyPage>

/** `created`: false when it was here already, which is then the answer. */
export const CreatedCompany = CompanyPage.extend({ created: z.boolean() })

export const companySorts = ['name', '-name', 'created', '-created', 'employees', '-employees'] as const

export const CompanyQuery = Paging.extend({
  q: z.string().max(200).optional(),
  kind: CompanyKind.optional(),
  parentId: Id.optional(),
  customer: z.stringbool().or(z.boolean()).optional(),
  filters: Conditions.optional(),
  sort: z.enum(companySorts).default('-created'),
})
export type CompanyQuery = z.infer<typeof CompanyQuery>
