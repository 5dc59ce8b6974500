import { z } from 'zod'
import { Id, Paging } from '../../platform/shapes.ts'

export const notificationKinds = [
  'offer.given',
  'offer.accepted',
  'offer.returned',
  'offer.expired',
  'lead.overdue',
  'team.overdue',
  'activity.due',
  'person.warmed',
  'invoice.overdue',
  'import.done',
  'book.handedOver',
] as const
export const NotificationKind = z.enum(notificationKinds)
export type NotificationKind = z.infer<typeof NotificationKind>

const Named = z.object({ id: Id, name: z.string() })

export const Notification = z.object({
  id: Id,
  kind: NotificationKind,
  /** How many events of the kind it folds: the offers of one act, the overdue leads of one day. */
  count: z.number().int(),
  title: z.string(),
  at: z.date(),
  read: z.boolean(),
  by: Named.nullable(),
  person: Named.nullable(),
  companyName: z.string().nullable(),
  leadId: Id.nullable(),
  /** The facts of the (first) event: offerId, activityId, importId and the like. */
  facts: z.record(z.string(), z.unknown()),
})
export type Notification = z.infer<typeof Notification>

export const NotificationQuery = Paging.extend({ unread: z.stringbool().or(z.boolean()).default(false) })

/** Those named, or all. */
export const ReadNotifications = z.object({ ids: z.array(Id).max(500).optional() })

export const Unread = z.object({ unread: z.number().int() })
