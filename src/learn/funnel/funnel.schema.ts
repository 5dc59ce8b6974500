import { z } from 'zod'
import { Day } from '../../people/leads/leads.schema.ts'
import { Id } from '../../platform/shapes.ts'

/** The way of a lead that ends well. */
export const funnelStages = ['lead', 'mql', 'sal', 'sql', 'won'] as const

/** Leads opened on these days, else in this fiscal year so far; of people in a segment, if one is named. */
export const FunnelQuery = z.object({
  from: Day.optional(),
  until: Day.optional(),
  segment: Id.optional(),
  by: z.enum(['month']).optional(),
})
export type FunnelQuery = z.infer<typeof FunnelQuery>

/** `conversion`: of those who came as far as the stage before; null where nobody did. */
const Step = z.object({
  stage: z.enum(funnelStages),
  count: z.number().int(),
  conversion: z.number().nullable(),
})
export type Step = z.infer<typeof Step>

/** `months`: asked for with `by=month`; each step of `total` is the sum of theirs. */
export const Funnel = z.object({
  asOf: z.date(),
  from: Day,
  until: Day,
  total: z.array(Step),
  months: z.array(z.object({ month: z.string(), steps: z.array(Step) })).optional(),
})
export type Funnel = z.infer<typeof Funnel>
