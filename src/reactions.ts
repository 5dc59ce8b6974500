import { callsEndWithPursuit, plansFollowOffers } from './sell/activities/activities.reactions.ts'
import type { Reaction } from './timeline/reactions.ts'

/** What follows from what happens, in the order in which it is worked off. */
export const reactions: Reaction[] = [plansFollowOffers, callsEndWithPursuit]
