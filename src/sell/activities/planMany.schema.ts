import { z } from 'zod'
import { Picked } from '../../people/leads/leads.schema.ts'
import { Id } from '../../platform/shapes.ts'
import { PickedDeals } from '../deals/picked.schema.ts'
import { ActivityKind, Note, Subject } from './activities.schema.ts'

/** With people or companies that were picked, or for deals. */
export const PlanMany = z.object({
  picked: Picked.optional(),
  deals: PickedDeals.optional(),
  kind: ActivityKind.exclude(['note']),
  who: z.enum(['me', 'holders']).default('me'),
  subject: Subject.default(''),
  note: Note.default(''),
  plannedAt: z.coerce.date().optional(),
})
export type PlanMany = z.infer<typeof PlanMany>

/** `operationId`: what undo takes back. */
export const PlannedMany = z.object({ operationId: Id.nullable(), planned: z.number().int() })
