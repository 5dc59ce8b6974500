import { activitySigns } from '../../ui/timeline/activitySigns.ts'
import type { ActivityKind } from './activities.schema.ts'

/** The sign of a kind of activity, as on the timeline. */
export function KindSign({ kind, size = 16 }: { kind: ActivityKind; size?: number }) {
  const Sign = activitySigns[kind]
  return Sign ? <Sign size={size} stroke={1.7} aria-hidden /> : null
}
