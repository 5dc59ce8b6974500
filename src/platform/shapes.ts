import { z } from 'zod'

/** An id in a path or a query: text there, a number in JSON. */
export const Id = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER)

/** What every list takes: how many, and where the last page ended. */
export const Paging = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(80),
  cursor: z.string().max(500).optional(),
})

/** What every list answers. */
export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), nextCursor: z.string().nullable() })

/** How long a password is: people's, and the one that the settings give to the first admin. */
export const shortestPassword = 10
export const longestPassword = 128
