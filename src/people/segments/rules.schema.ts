import { z } from 'zod'

/** A day from today, so that a saved list stays true tomorrow. `now`: this moment, for clocks. `-30d`: thirty days ago. */
export const relativeDays = ['now', 'yesterday', 'today', 'tomorrow', 'weekEnd', 'monthEnd'] as const
export const RelativeDay = z.enum(relativeDays)
const Day = z.union([z.iso.date(), RelativeDay, z.string().regex(/^[+-]\d{1,4}d$/)])

const Key = z.string().min(1).max(80)
const Text = z.string().trim().min(1).max(200)

/** `days`: within that many days, counted from midnight; 0: ever. */
const Did = z.object({ what: z.string().min(1).max(80), days: z.number().int().min(0).max(3650) })

/** One condition, as the filter chips of a list write it. */
export const Condition = z.discriminatedUnion('op', [
  z.object({ key: Key, op: z.enum(['has', 'is']), value: Text }),
  z.object({ key: Key, op: z.enum(['in', 'notIn']), value: z.array(z.string().max(200)).min(1).max(200) }),
  z.object({ key: Key, op: z.enum(['until', 'from', 'on']), value: Day }),
  z.object({ key: Key, op: z.enum(['atLeast', 'atMost']), value: z.number() }),
  z.object({ key: Key, op: z.enum(['did', 'didNot']), value: Did }),
  z.object({ key: Key, op: z.enum(['empty', 'notEmpty']) }),
])
export type Condition = z.infer<typeof Condition>

/** In an address the conditions are JSON. */
export const Conditions = z.preprocess((value, context) => {
  if (typeof value !== 'string') return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    context.issues.push({ code: 'custom', message: 'not JSON', input: value })
    return z.NEVER
  }
}, z.array(Condition).max(40))

/** Of these at least one must hold. */
export const AnyOf = z.object({ any: z.array(Condition).min(1).max(20) })

/** Who belongs to a list: whoever fulfils all of these. */
export const Rules = z.object({ all: z.array(z.union([AnyOf, Condition])).max(40) })
export type Rules = z.infer<typeof Rules>

export const isAnyOf = (rule: Rules['all'][number]): rule is z.infer<typeof AnyOf> => 'any' in rule
