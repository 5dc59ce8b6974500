import { page } from '../../platform/shapes.ts'
import { changing, reading } from '../roles/procedure.ts'
import { Notification, NotificationQuery, ReadNotifications, Unread } from './notifications.schema.ts'
import { countUnread, listNotifications, readNotifications } from './notifications.ts'

const tags = ['notifications']

export const notifications = {
  list: reading('office.read')
    .route({ method: 'GET', path: '/notifications', summary: 'What you were told', tags })
    .input(NotificationQuery)
    .output(page(Notification))
    .handler(({ input, context }) => listNotifications(context.act, input)),

  count: reading('office.read')
    .route({ method: 'GET', path: '/notifications/unread', summary: 'How many you have not read', tags })
    .output(Unread)
    .handler(({ context }) => countUnread(context.act)),

  read: changing('office.read')
    .route({ method: 'POST', path: '/notifications/read', summary: 'Mark these, or all, as read', tags })
    .input(ReadNotifications)
    .output(Unread)
    .handler(({ input, context }) => readNotifications(context.act, input)),
}
