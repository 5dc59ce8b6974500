import { trackingReactions } from './capture/tracking/tracking.reactions.ts'
import { mailingReactions } from './nurture/mailings/mailings.reactions.ts'
import { liveReactions } from './office/notifications/live.reactions.ts'
import { notificationReactions } from './office/notifications/notifications.reactions.ts'
import { leadReactions } from './people/leads/leads.reactions.ts'
import { crossings, scoringReactions } from './qualify/scoring/scoring.reactions.ts'
import { callsEndWithPursuit, plansFollowOffers } from './sell/activities/activities.reactions.ts'
import type { Reaction } from './timeline/reactions.ts'

/** What follows from what happens, in the order in which it is worked off. */
export const reactions: Reaction[] = [
  // First: whose a view is, is known to all that follow.
  ...trackingReactions,
  ...mailingReactions,
  ...leadReactions,
  ...scoringReactions,
  plansFollowOffers,
  callsEndWithPursuit,
  ...notificationReactions,
  ...liveReactions,
  // Last: lanes that offer wait for each other until the commit, so all else is done by then.
  crossings,
]
