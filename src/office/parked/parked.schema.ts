import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'

/** An event that a reaction could not digest. The rest went on without it. */
export const Parked = z.object({
  eventId: Id,
  kind: z.string(),
  reaction: z.string(),
  error: z.string(),
  occurredAt: z.date(),
  parkedAt: z.date(),
  personId: Id.nullable(),
})

export const RetryParked = z.object({ eventId: Id, reaction: z.string().max(200) })
