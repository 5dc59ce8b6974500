import { z } from 'zod'
import { Day as CalendarDay } from '../../people/leads/leads.schema.ts'
import { Id } from '../../platform/shapes.ts'

export const DayQuery = z.object({ date: CalendarDay.optional(), team: Id.optional() })
export type DayQuery = z.infer<typeof DayQuery>

const count = z.number().int()

export const UserDay = z.object({
  user: z.object({
    id: Id,
    name: z.string(),
    active: z.boolean(),
    team: z.string().nullable(),
    roles: z.array(z.string()),
  }),
  done: z.object({ call: count, visit: count, mail: count, meeting: count, note: count, task: count }),
  outcomes: z.object({
    talked: count,
    absent: count,
    blocked: count,
    recall: count,
    appointment: count,
    refused: count,
  }),
  accepted: count,
  returned: count,
  moved: count,
  holds: count,
  overdue: count,
  oldestClock: z.date().nullable(),
  offersWaiting: count,
  offersLate: count,
})
export type UserDay = z.infer<typeof UserDay>

/** What was done on a day, and how things stand now. */
export const ManagersDay = z.object({
  date: z.string(),
  asOf: z.date(),
  users: z.array(UserDay),
  queues: z.array(
    z.object({ id: Id, name: z.string(), holds: count, overdue: count, offersWaiting: count, offersLate: count }),
  ),
  /** Open leads that nobody who works here holds: must be none. */
  withoutOwner: count,
})
export type ManagersDay = z.infer<typeof ManagersDay>
