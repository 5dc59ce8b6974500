import { z } from 'zod'
import { HolderRef, Stage } from '../../people/leads/leads.schema.ts'
import { Id } from '../../platform/shapes.ts'

/** `leadIds`: only these; without them the whole book. `to`: one, or several who are served in turn. */
export const HandOver = z.object({
  from: Id,
  to: z.union([Id.transform(id => [id]), z.array(Id).min(1).max(50)]),
  what: z.union([z.literal('all'), z.object({ leadIds: z.array(Id).min(1).max(100_000) })]).default('all'),
  note: z.string().max(2000).default(''),
})
export type HandOver = z.infer<typeof HandOver>

const Counts = z.object({
  leads: z.number().int(),
  deals: z.number().int(),
  offers: z.number().int(),
  activities: z.number().int(),
})

export const BookQuery = z.object({ from: Id })

/** What a user holds: what would move, if the whole book were handed over now. */
export const Book = Counts.extend({
  from: HolderRef,
  overdue: z.number().int(),
  stages: z.array(z.object({ stage: Stage, count: z.number().int() })),
})
export type Book = z.infer<typeof Book>

export const HandedOver = Counts.extend({
  operationId: Id.nullable(),
  to: z.array(z.object({ holder: HolderRef, leads: z.number().int() })),
})
export type HandedOver = z.infer<typeof HandedOver>
