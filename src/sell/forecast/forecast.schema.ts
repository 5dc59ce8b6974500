import { z } from 'zod'
import { Day } from '../../people/leads/leads.schema.ts'
import { Id } from '../../platform/shapes.ts'
import { Amount } from '../deals/deals.schema.ts'

export const Month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/)

/** Without a month, this one by the company's clock. `day`: as it stood at the end of that past day. */
export const ForecastQuery = z.object({ month: Month.optional(), day: Day.optional() })

const Count = z.object({ count: z.number().int(), sum: z.number().int() })

/** `quota` of a team: its own, else what its people and the teams below have together. `gap`: what is still to be won. */
const Figures = z.object({
  quota: z.number().int(),
  won: Count,
  open: Count.extend({ weighted: z.number().int() }),
  gap: z.number().int(),
})
export type Figures = z.infer<typeof Figures>

const Own = z.object({ amount: Amount, version: z.number().int() }).nullable()
const Line = Figures.extend({ id: Id, name: z.string(), own: Own })

export const Forecast = z.object({
  month: Month,
  from: Day,
  until: Day,
  /** The day whose end is shown; null: now. */
  day: Day.nullable(),
  total: Figures,
  teams: z.array(Line.extend({ parentId: Id.nullable() })),
  people: z.array(Line.extend({ teamId: Id.nullable() })),
})
export type Forecast = z.infer<typeof Forecast>

export const Quota = z.object({
  id: Id,
  userId: Id.nullable(),
  teamId: Id.nullable(),
  month: Month,
  amount: Amount,
  version: z.number().int(),
})
export const QuotaQuery = z.object({ month: Month.optional() })
/** After a change: with the operation by which it is taken back. */
export const SavedQuota = Quota.extend({ operationId: Id.nullable() })

/** Of a user or of a team. `version`: of the quota that was shown, so that two who set it at once both see it. */
export const SetQuota = z
  .object({
    userId: Id.optional(),
    teamId: Id.optional(),
    month: Month,
    amount: Amount,
    version: z.number().int().optional(),
  })
  .refine(q => (q.userId === undefined) !== (q.teamId === undefined), {
    path: ['userId'],
    message: 'A quota is of a user or of a team.',
  })
export type SetQuota = z.infer<typeof SetQuota>
