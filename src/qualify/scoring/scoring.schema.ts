import { z } from 'zod'
import { Rules } from '../../people/segments/rules.schema.ts'
import { Id } from '../../platform/shapes.ts'

export const temperatures = ['hot', 'warm', 'cool'] as const
export const Temperature = z.enum(temperatures)
export type Temperature = z.infer<typeof Temperature>

/** What they did themselves: it keeps somebody lively. */
export const actKinds = [
  'page.viewed',
  'document.requested',
  'inquiry.received',
  'seminar.attended',
  'form.submitted',
  'mail.clicked',
] as const

/** What can give points of intent: acts of theirs, and how our own with them ended. */
export const scoredKinds = [...actKinds, 'activity.done'] as const
export const ScoredKind = z.enum(scoredKinds)
export type ScoredKind = z.infer<typeof ScoredKind>

/** A line counts until it has halved so often; what is left of it then is less than a tenth of a percent. */
export const lifeInHalves = 10

const Points = z
  .number()
  .int()
  .min(-1000)
  .max(1000)
  .refine(n => n !== 0, { message: 'A rule gives points or takes some.' })
const Name = z.string().trim().min(1).max(60)
const Days = z.number().int().min(1)

/** Who fulfils the conditions has the points. */
const fit = { about: z.literal('fit'), name: Name, points: Points, conditions: Rules }

/**
 * Each such event gives points, which halve every `halfLifeDays`; at most `cap` count at a time. `facts`: what the event's
 * facts must contain. `page`: of a page view, any page, an important one, or the pages of one name.
 */
const intent = {
  about: z.literal('intent'),
  name: Name,
  points: Points,
  eventKind: ScoredKind,
  facts: z.record(z.string().max(40), z.union([z.string().max(200), z.number(), z.boolean()])).default({}),
  page: z.enum(['important', 'named']).nullable().default(null),
  pageId: Id.nullable().default(null),
  halfLifeDays: Days.max(3650),
  cap: z.number().int().min(1).max(100_000),
}

const kept = {
  id: Id,
  cardId: Id,
  position: z.number().int(),
  version: z.number().int(),
  /** Against the version in force: `changed` says otherwise there, `new` was not there. */
  since: z.enum(['same', 'changed', 'new']),
}

export const FitRule = z.object({ ...kept, ...fit })
export const IntentRule = z.object({ ...kept, ...intent, pageName: z.string().nullable() })
export const ScoringRule = z.discriminatedUnion('about', [FitRule, IntentRule])
export type ScoringRule = z.infer<typeof ScoringRule>

export const AddRule = z.discriminatedUnion('about', [z.object(fit), z.object(intent)])
export type AddRule = z.infer<typeof AddRule>

/** What is left out stays as it is. A rule changes in the draft alone; one of the version in force is copied there first. */
export const ChangeRule = z.object({
  id: Id,
  version: z.number().int(),
  name: Name.optional(),
  points: Points.optional(),
  conditions: Rules.optional(),
  eventKind: ScoredKind.optional(),
  facts: intent.facts.unwrap().optional(),
  page: z.enum(['important', 'named']).nullable().optional(),
  pageId: Id.nullable().optional(),
  halfLifeDays: intent.halfLifeDays.optional(),
  cap: intent.cap.optional(),
  position: z.number().int().min(0).max(10_000).optional(),
})

/** `mqlIntent` and `mqlFit`: the line, both at once. `warmAt`, `hotAt`: intent. */
const thresholds = {
  mqlIntent: z.number().int().min(1).max(100_000),
  mqlFit: z.number().int().min(-1000).max(1000),
  warmAt: z.number().int().min(1).max(100_000),
  hotAt: z.number().int().min(1).max(100_000),
  warmActs: z.number().int().min(1).max(1000),
  keyPageDays: z.number().int().min(1).max(365),
  warmDays: Days.max(365),
  idleDays: Days.max(730),
  intentCap: z.number().int().min(1).max(100_000),
}
export const Thresholds = z.object(thresholds)
export type Thresholds = z.infer<typeof Thresholds>

export const Recount = z.object({
  state: z.enum(['running', 'stopped', 'done']),
  done: z.number().int(),
  total: z.number().int(),
  crossed: z.number().int(),
  startedAt: z.date(),
  endedAt: z.date().nullable(),
})

export const ScoringCard = z.object({
  id: Id,
  ...thresholds,
  state: z.enum(['draft', 'inForce', 'past']),
  createdAt: z.date(),
  publishedAt: z.date().nullable(),
  publishedBy: z.object({ id: Id, name: z.string() }).nullable(),
  endedAt: z.date().nullable(),
  rules: z.array(ScoringRule),
  recount: Recount.nullable(),
  version: z.number().int(),
})
export type ScoringCard = z.infer<typeof ScoringCard>

export const ChangeCard = z.object(thresholds).partial().extend({ id: Id, version: z.number().int() })

/** Whom a draft would move: people across the line now, with it, and of these the ones whose lead would be offered. */
export const Forecast = z.object({
  now: z.number().int(),
  would: z.number().int(),
  up: z.number().int(),
  down: z.number().int(),
  offered: z.number().int(),
  /** People by intent and fit, as the draft would have them: `x` and `y` are where a square of the picture begins. */
  spread: z.array(z.object({ x: z.number().int(), y: z.number().int(), people: z.number().int() })),
})
export type Forecast = z.infer<typeof Forecast>

/** One point line: what it gave then, what it counts now, and why less. */
export const ScoreLine = z.object({
  id: Id,
  about: z.enum(['fit', 'intent']),
  ruleId: Id,
  rule: z.string(),
  at: z.date(),
  eventId: Id.nullable(),
  eventKind: z.string().nullable(),
  /** What the page is called that was seen. */
  page: z.string().nullable(),
  points: z.number(),
  counts: z.number(),
  halfLifeDays: z.number().int().nullable(),
  /** The rule, or all of them together, count no more than their cap. */
  capped: z.boolean(),
})
export type ScoreLine = z.infer<typeof ScoreLine>

export const PersonScore = z.object({
  personId: Id,
  at: z.date(),
  /** The version that was in force then; null before there was one. */
  cardId: Id.nullable(),
  intent: z.number(),
  fit: z.number(),
  temperature: Temperature,
  /** Both intent and fit are across the line. */
  above: z.boolean(),
  thresholds: Thresholds.nullable(),
  /** Why they are lively beside what their intent says. */
  acts: z.object({ recent: z.number().int(), keyPageDays: z.number().int(), lastAt: z.date().nullable() }),
  lines: z.array(ScoreLine),
})
export type PersonScore = z.infer<typeof PersonScore>

/** `at`: as it was then. */
export const ScoreQuery = z.object({ id: Id, at: z.coerce.date().optional() })
