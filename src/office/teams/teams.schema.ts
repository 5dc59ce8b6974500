import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'

const Name = z.string().trim().min(1).max(100)

export const Team = z.object({
  id: Id,
  name: z.string(),
  parent: z.object({ id: Id, name: z.string() }).nullable(),
  /** The queue that work can be offered to. */
  queueId: Id,
  members: z.number().int(),
  version: z.number().int(),
})
export type Team = z.infer<typeof Team>

export const CreateTeam = z.object({ name: Name, parentId: Id.nullish() })
export const ChangeTeam = z
  .object({ name: Name, parentId: Id.nullable() })
  .partial()
  .extend({ id: Id, version: z.number().int() })
