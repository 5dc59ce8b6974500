import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'

/** `ask`: nothing is stored or sent before a yes. `notice`: it tracks at once, and a visitor may opt out. */
export const trackingModes = ['ask', 'notice'] as const
export const TrackingMode = z.enum(trackingModes)

export const Tracking = z.object({
  mode: TrackingMode,
  /** What to put on every page of the site. */
  code: z.string(),
  /** The last page that somebody (no machine) was seen on: it works. */
  lastSeen: z.object({ at: z.date(), url: z.string() }).nullable(),
  version: z.number().int(),
})
export type Tracking = z.infer<typeof Tracking>

export const ChangeTracking = z.object({ mode: TrackingMode, version: z.number().int() })

const Name = z.string().trim().min(1).max(60)
const Patterns = z.array(z.string().trim().min(1).max(200)).min(1).max(30)

/** What pages are called by their address: `*pricing*` fits any address with "pricing" behind the host. */
export const PageName = z.object({
  id: Id,
  name: z.string(),
  patterns: z.array(z.string()),
  important: z.boolean(),
  position: z.number().int(),
  version: z.number().int(),
})
export type PageName = z.infer<typeof PageName>

export const AddPageName = z.object({ name: Name, patterns: Patterns, important: z.boolean().default(false) })

export const ChangePageName = z.object({
  id: Id,
  version: z.number().int(),
  name: Name.optional(),
  patterns: Patterns.optional(),
  important: z.boolean().optional(),
  position: z.number().int().min(0).max(10_000).optional(),
})

export const channels = ['paid', 'mail', 'social', 'search', 'campaign', 'referral', 'direct'] as const

export const Visit = z.object({
  id: Id,
  personId: Id.nullable(),
  channel: z.enum(channels),
  landing: z.string(),
  /** What the first page is called here. */
  landingName: z.string().nullable(),
  referrer: z.string().nullable(),
  utmSource: z.string().nullable(),
  utmMedium: z.string().nullable(),
  utmCampaign: z.string().nullable(),
  clickKind: z.string().nullable(),
  firstAt: z.date(),
  lastAt: z.date(),
  pages: z.number().int(),
})
export type Visit = z.infer<typeof Visit>
