import { z } from 'zod'
import { CompanyQuery } from '../../people/companies/companies.schema.ts'
import { LeadQuery } from '../../people/leads/leads.schema.ts'
import { PersonQuery } from '../../people/persons/persons.schema.ts'
import { Id, Paging } from '../../platform/shapes.ts'

export const exportables = ['persons', 'companies', 'leads', 'activities', 'deals'] as const
export const Exportable = z.enum(exportables)
export type Exportable = z.infer<typeof Exportable>

export const exportFormats = ['csv', 'csv-cp932', 'xlsx'] as const
export const ExportFormat = z.enum(exportFormats)
export type ExportFormat = z.infer<typeof ExportFormat>

const ActivityFilter = z.object({
  personId: Id.optional(),
  companyId: Id.optional(),
  holder: Id.optional(),
  kind: z.string().max(20).optional(),
  doneFrom: z.coerce.date().optional(),
  doneUntil: z.coerce.date().optional(),
})

const Kinds = z.array(z.string().max(20)).max(20).optional()
const Ids = z.array(Id).max(200).optional()

/** As the list of deals asks, several of a kind at once. */
const DealFilter = z.object({
  q: z.string().max(200).optional(),
  state: z.array(z.enum(['open', 'stalled', 'won', 'lost', 'stopped'])).optional(),
  pipelineId: Ids,
  stageId: Ids,
  ownerId: Ids,
  reasonId: Ids,
  certainty: z.array(z.enum(['A', 'B', 'C'])).optional(),
  amountFrom: z.number().int().optional(),
  amountUntil: z.number().int().optional(),
  competitor: z.string().max(200).optional(),
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
  firstTouch: Kinds,
  lastTouch: Kinds,
  ageFrom: z.number().int().optional(),
  ageUntil: z.number().int().optional(),
  overstayed: z.boolean().optional(),
  next: z.array(z.enum(['overdue', 'none', 'ahead'])).optional(),
})

const paging = { limit: true, cursor: true } as const

/** The filters are those of the lists: what a list shows is what its export holds. */
export const filters = {
  persons: PersonQuery.omit(paging).partial(),
  companies: CompanyQuery.omit(paging).partial(),
  leads: LeadQuery.omit(paging),
  activities: ActivityFilter,
  deals: DealFilter,
}

export const ExportList = z.object({
  what: Exportable,
  format: ExportFormat.default('csv'),
  /** Of persons and leads: those in this list. */
  segmentId: Id.optional(),
  /** The query of the list of the same name, without its paging. */
  filter: z.record(z.string(), z.unknown()).default({}),
  /** These alone, as far as you may see them. */
  ids: z.array(Id).min(1).max(200_000).optional(),
  /** All but these. */
  except: z.array(Id).max(200_000).default([]),
  /** Which columns, in this order; all of them where nothing is said. */
  columns: z.array(z.string().max(60)).min(1).max(200).optional(),
})
export type ExportList = z.infer<typeof ExportList>

/** 持ち出し: who took which list out, when, how many rows. */
export const Exported = z.object({
  id: Id,
  what: Exportable,
  format: ExportFormat,
  filter: z.record(z.string(), z.unknown()),
  rows: z.number().int(),
  at: z.date(),
  by: z.object({ id: Id, name: z.string() }).nullable(),
})
export type Exported = z.infer<typeof Exported>

export const ExportQuery = Paging.extend({ what: Exportable.optional() })
