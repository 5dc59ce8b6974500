import { z } from 'zod'
import { Id, Paging } from '../../platform/shapes.ts'

const text = (max: number) => z.string().trim().max(max)
const optional = (max: number) => text(max).nullish().transform(v => v || null)

export const companyKinds = ['group', 'company', 'site'] as const

/** What people may write about a company. The keys for matching are made from it. */
export const CompanyFields = z.object({
  name: text(200).min(1),
  nameKana: optional(200),
  nameEn: optional(200),
  kind: z.enum(companyKinds).default('company'),
  parentId: Id.nullish().transform(v => v ?? null),
  corporateNumber: optional(40),
  website: optional(300),
  domain: optional(200),
  phone: optional(60),
  postalCode: optional(20),
  prefecture: optional(20),
  address: optional(300),
  industry: optional(100),
  employees: z.coerce.number().int().min(0).max(10_000_000).nullish().transform(v => v ?? null),
  memo: optional(10_000),
  custom: z.record(z.string(), z.unknown()).default({}),
})
export type CompanyFields = z.infer<typeof CompanyFields>

export const CreateCompany = CompanyFields
export const ChangeCompany = CompanyFields.partial().extend({ id: Id, version: z.number().int(), customerSince: z.iso.date().nullish() })

export const Company = z.object({
  id: Id,
  kind: z.enum(companyKinds),
  parentId: Id.nullable(),
  parentName: z.string().nullable(),
  name: z.string(),
  nameKana: z.string().nullable(),
  nameEn: z.string().nullable(),
  corporateNumber: z.string().nullable(),
  domain: z.string().nullable(),
  website: z.string().nullable(),
  phone: z.string().nullable(),
  postalCode: z.string().nullable(),
  prefecture: z.string().nullable(),
  address: z.string().nullable(),
  industry: z.string().nullable(),
  employees: z.number().nullable(),
  customerSince: z.string().nullable(),
  memo: z.string().nullable(),
  custom: z.record(z.string(), z.unknown()),
  createdAt: z.date(),
  version: z.number().int(),
})
export type Company = z.infer<typeof Company>

/** Its place in the tree, and who works there as far as the reader may see. */
export const CompanyPage = Company.extend({
  children: z.array(z.object({ id: Id, name: z.string(), kind: z.enum(companyKinds) })),
  people: z.number().int(),
  departments: z.array(z.object({ name: z.string().nullable(), people: z.number().int() })),
  leads: z.array(z.object({ id: Id, stage: z.string(), personId: Id.nullable(), personName: z.string().nullable(), holderName: z.string().nullable(), clockAt: z.date().nullable() })),
})

export const companySorts = ['name', '-name', 'created', '-created'] as const

export const CompanyQuery = Paging.extend({
  q: z.string().max(200).optional(),
  kind: z.enum(companyKinds).optional(),
  parentId: Id.optional(),
  customer: z.stringbool().or(z.boolean()).optional(),
  sort: z.enum(companySorts).default('-created'),
})
export type CompanyQuery = z.infer<typeof CompanyQuery>
