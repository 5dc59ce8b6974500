import { liveReactions } from './office/notifications/live.reactions.ts'
import { notificationReactions } from './office/notifications/notifications.reactions.ts'
import { leadReactions } from './people/leads/leads.reactions.ts'
import { callsEndWithPursuit, plansFollowOffers } from './sell/activities/activities.reactions.ts'
import type { Reaction } from './timeline/reactions.ts'

/** What follows from what happens, in the order in which it is worked off. */
export const reactions: Reaction[] = [
  ...leadReactions,
  plansFollowOffers,
  callsEndWithPursuit,
  ...notificationReactions,
  ...liveReactions,
]
