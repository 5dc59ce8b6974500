import { z } from 'zod'
import { Day } from '../../people/leads/leads.schema.ts'
import { choicesOf } from '../../people/segments/keys.schema.ts'
import { Id } from '../../platform/shapes.ts'

export const parts = ['lookedAfter', 'approach', 'segments', 'cards', 'closing', 'sources'] as const
export type Part = (typeof parts)[number]

const Parts = z.array(z.enum(parts)).min(1)
/** Without `only`, all of them. `from`, `until`: the days in which deals were won; else this fiscal year. */
export const QuestionsQuery = z.object({
  only: z.union([Parts, z.enum(parts).transform(one => [one])]).optional(),
  from: Day.optional(),
  until: Day.optional(),
})
export type QuestionsQuery = z.infer<typeof QuestionsQuery>

/** `list`: the page that shows just those who were counted. */
export const Counted = z.object({ count: z.number().int(), list: z.string() })
export type Counted = z.infer<typeof Counted>

export const Waterfall = z.object({
  all: Counted,
  bars: z.array(Counted.extend({ reach: z.enum(choicesOf['reach.mail']) })),
  /** Of the mail alone: to whom a mailing to everybody would go now. What is left out after it is out of regard for colleagues. */
  mailable: Counted.optional(),
  free: Counted,
})
export type Waterfall = z.infer<typeof Waterfall>

const Money = z.object({ count: z.number().int(), sum: z.number().int() })

export const touchKinds = ['visit', 'form', 'import', 'card', 'event', 'mail', 'entry', 'unknown'] as const

/** Deals that came the same way, the largest of them by name. `label`: which site, form, list or event; null where the kind says it all. */
export const Source = Money.extend({
  kind: z.enum(touchKinds),
  label: z.string().nullable(),
  deals: z.array(z.object({ id: Id, title: z.string(), amount: z.number().int() })),
})
export type Source = z.infer<typeof Source>

/** `kept`: some of it was counted before, the oldest as of `asOf`. `tookMs`: how long answering took here, all parts that were asked for together. */
export const Questions = z.object({
  asOf: z.date(),
  kept: z.boolean(),
  tookMs: z.number(),
  lookedAfter: z
    .object({ overdue: Counted, stalled: Counted, withoutHolder: z.object({ count: z.number().int() }) })
    .optional(),
  approach: z.object({ days: z.number().int(), mail: Waterfall, phone: Waterfall }).optional(),
  /** `trend`: how many at the end of each of the last days; empty for who does not see everybody. */
  segments: z
    .array(
      Counted.extend({
        id: Id,
        name: z.string(),
        trend: z.array(z.object({ day: Day, people: z.number().int() })),
      }),
    )
    .optional(),
  cards: Counted.optional(),
  closing: Counted.extend({
    month: z.string(),
    sum: z.number().int(),
    weighted: z.number().int(),
    won: Money.extend({ list: z.string() }),
    quota: z.number().int(),
  }).optional(),
  sources: z
    .object({
      from: Day,
      until: Day,
      won: Money.extend({ list: z.string() }),
      first: z.array(Source),
      last: z.array(Source),
    })
    .optional(),
})
export type Questions = z.infer<typeof Questions>
