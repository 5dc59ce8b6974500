import type { Reaction } from '../../timeline/reactions.ts'
import { visitsOfViews } from './visits.ts'

export const trackingReactions: Reaction[] = [
  {
    name: 'tracking: views make visits',
    kinds: ['page.viewed'],
    effects: false,
    rebuildable: true,
    run: visitsOfViews,
  },
]
