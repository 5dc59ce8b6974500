import { z } from 'zod'
import { Id, Paging } from '../../platform/shapes.ts'

/** `ask`: nothing is stored or sent before a yes. `notice`: it tracks at once, and a visitor may opt out. */
export const trackingModes = ['ask', 'notice'] as const
export const TrackingMode = z.enum(trackingModes)

export const keepChoices = [12, 18, 24, 36, 60] as const
const KeepMonths = z.number().int().min(3).max(240)

export const Tracking = z.object({
  mode: TrackingMode,
  /** What to put on every page of the site. */
  code: z.string(),
  /** The last page that somebody (no machine) was seen on: it works. */
  lastSeen: z.object({ at: z.date(), url: z.string() }).nullable(),
  /** How many months views are kept of people on no deal; null: for ever. */
  keepWebMonths: KeepMonths.nullable(),
  /** What was taken out of the timeline because of it: up to which month, and how many views. */
  swept: z.object({ month: z.iso.date(), gone: z.number().int() }).nullable(),
  version: z.number().int(),
})
export type Tracking = z.infer<typeof Tracking>

export const ChangeTracking = z.object({
  mode: TrackingMode.optional(),
  keepWebMonths: KeepMonths.nullable().optional(),
  version: z.number().int(),
})

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

export const devices = ['pc', 'phone', 'tablet'] as const
export type Device = (typeof devices)[number]

export const Visit = z.object({
  id: Id,
  /** Null: nobody knows yet who it was. */
  personId: Id.nullable(),
  personName: z.string().nullable(),
  company: z.object({ id: Id, name: z.string() }).nullable(),
  channel: z.enum(channels),
  landing: z.string(),
  /** What the first page is called here. */
  landingName: z.string().nullable(),
  referrer: z.string().nullable(),
  utmSource: z.string().nullable(),
  utmMedium: z.string().nullable(),
  utmCampaign: z.string().nullable(),
  clickKind: z.string().nullable(),
  device: z.enum(devices).nullable(),
  firstAt: z.date(),
  lastAt: z.date(),
  pages: z.number().int(),
  /** What was read, in that order, as it is called here; of many, the first. */
  read: z.array(z.string()),
})
export type Visit = z.infer<typeof Visit>

/** Without a day, today. */
export const VisitQuery = Paging.extend({
  day: z.iso.date().optional(),
  who: z.enum(['known', 'anonymous']).optional(),
})
export type VisitQuery = z.infer<typeof VisitQuery>

export const DayOfVisits = z.object({
  day: z.iso.date(),
  visits: z.number().int(),
  visitors: z.number().int(),
  anonymous: z.number().int(),
  pages: z.number().int(),
  /** Views of machines: kept, and in none of the other figures. */
  machines: z.number().int(),
  /** `source`: the campaign, else the site that it came from. */
  sources: z.array(z.object({ channel: z.enum(channels), source: z.string().nullable(), visits: z.number().int() })),
  companies: z.array(z.object({ id: Id, name: z.string(), visits: z.number().int() })),
})
export type DayOfVisits = z.infer<typeof DayOfVisits>
