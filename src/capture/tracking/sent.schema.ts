import { z } from 'zod'
import { Visitor } from '../../people/identity/visitor.schema.ts'

const DAY = 86_400_000

/** What a database cannot hold is left out: a title that ends in half a character is a title all the same. */
const text = (max: number) =>
  z.string().transform(value => value.toWellFormed().replaceAll('\u0000', '').slice(0, max).trim())

/** What the snippet sends: a visitor and what they looked at, each view with a key of its own and its age in milliseconds. */
export const SentViews = z.object({
  v: Visitor,
  /** Steered by a program. */
  b: z.boolean().nullish(),
  e: z
    .array(
      z.object({
        k: z.string().regex(/^[\w-]{1,40}$/),
        u: z.string().min(1).max(4000),
        t: text(300).optional(),
        r: text(2000).optional(),
        /** A clock that was set back meanwhile says something negative. */
        a: z.number().transform(age => Math.min(Math.max(age, 0), 30 * DAY)),
      }),
    )
    .min(1)
    .max(50),
})
export type SentViews = z.infer<typeof SentViews>
