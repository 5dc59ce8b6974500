import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'
import { Rules } from './rules.schema.ts'

const Name = z.string().trim().min(1).max(60)
const Columns = z.array(z.string().min(1).max(80)).max(60).nullable()
const Sort = z.string().max(80).nullable()

/** A list with a name: who is in it, which columns it shows, in which order. */
export const Segment = z.object({
  id: Id,
  name: z.string(),
  rules: Rules,
  columns: Columns,
  sort: Sort,
  shared: z.boolean(),
  owner: z.object({ id: Id, name: z.string() }).nullable(),
  /** Whether the one who asks may change it. */
  mine: z.boolean(),
  createdAt: z.date(),
  version: z.number().int(),
})
export type Segment = z.infer<typeof Segment>

/** `exact: false`: there are more than this. */
export const Count = z.object({ count: z.number().int(), exact: z.boolean() })
export type Count = z.infer<typeof Count>

export const SegmentWithCount = Segment.extend({ people: Count })

export const CreateSegment = z.object({
  name: Name,
  rules: Rules,
  columns: Columns.default(null),
  sort: Sort.default(null),
  shared: z.boolean().default(false),
})
export type CreateSegment = z.infer<typeof CreateSegment>

export const ChangeSegment = z.object({
  id: Id,
  version: z.number().int(),
  name: Name.optional(),
  rules: Rules.optional(),
  columns: Columns.optional(),
  sort: Sort.optional(),
  shared: z.boolean().optional(),
})
export type ChangeSegment = z.infer<typeof ChangeSegment>

/** `exact`: count them all, however many. */
export const CountRules = z.object({ rules: Rules, exact: z.boolean().default(false) })
