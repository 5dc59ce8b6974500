import { z } from 'zod'
import { Day, HolderRef, Stage } from '../../people/leads/leads.schema.ts'
import { Id, Paging } from '../../platform/shapes.ts'

/** The way of a lead that ends well. */
export const funnelStages = ['lead', 'mql', 'sal', 'sql', 'won'] as const
export const FunnelStage = z.enum(funnelStages)
export type FunnelStage = z.infer<typeof FunnelStage>

/** By the company's calendar: quarters and years are fiscal ones. What has begun is meant as far as it has come. */
export const periods = ['month', 'lastMonth', 'quarter', 'fiscalYear', 'twelveMonths'] as const
export const Period = z.enum(periods)
export type Period = z.infer<typeof Period>

const Which = z.object({
  period: Period.default('fiscalYear'),
  from: Day.optional(),
  until: Day.optional(),
  segment: Id.optional(),
})

/** Leads opened in a period, or between any two days; of people in a segment, if one is named. */
export const FunnelQuery = Which.extend({ by: z.enum(['month']).optional() })
export type FunnelQuery = z.input<typeof FunnelQuery>

/** Of these, the leads that came as far as a stage, whenever that was. */
export const FunnelLeadsQuery = Which.extend({ ...Paging.shape, stage: FunnelStage.default('lead') })
export type FunnelLeadsQuery = z.input<typeof FunnelLeadsQuery>

/** `conversion`: of those who came as far as the stage before; null where nobody did. `list`: the page that shows them. */
const Step = z.object({
  stage: FunnelStage,
  count: z.number().int(),
  conversion: z.number().nullable(),
  list: z.string(),
})
export type Step = z.infer<typeof Step>

const Told = z.object({ from: Day, until: Day, total: z.array(Step) })

/**
 * `before`: the period to compare with, as far into it. `months`: asked for with `by=month`; each step of `total` is the sum
 * of theirs. `asOf`: what takes long is answered as it was counted last.
 */
export const Funnel = Told.extend({
  asOf: z.date(),
  before: Told,
  months: z.array(z.object({ month: z.string(), steps: z.array(Step) })).optional(),
})
export type Funnel = z.infer<typeof Funnel>

/** A lead of the funnel: `reached` is as far as it came, `stage` where it is now. */
export const FunnelLead = z.object({
  id: Id,
  personId: Id.nullable(),
  personName: z.string().nullable(),
  companyId: Id.nullable(),
  companyName: z.string().nullable(),
  openedAt: z.date(),
  reached: FunnelStage,
  stage: Stage,
  holder: HolderRef.nullable(),
})
export type FunnelLead = z.infer<typeof FunnelLead>
