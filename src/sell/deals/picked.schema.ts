import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'
import { DealFilter } from './deals.schema.ts'

/** Deals that were picked in a list: some, or all that match, less a few. */
export const PickedDeals = z.object({
  ids: z.array(Id).max(100_000).optional(),
  matching: DealFilter.optional(),
  except: z.array(Id).max(100_000).default([]),
})
export type PickedDeals = z.infer<typeof PickedDeals>
