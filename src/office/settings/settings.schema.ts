import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'
import { RoleName } from '../roles/rights.ts'

const Version = z.number().int()
const Text = (max: number) => z.string().trim().max(max)
const HHMM = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const TimeZone = z.string().refine(zone => {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }))
  } catch {
    return false
  }
}, 'Asia/Tokyo')

const workspaceFields = {
  name: Text(200),
  /** Who a mail comes from, and the postal address that the law wants under it. */
  senderName: Text(200),
  senderEmail: z.union([z.literal(''), z.email().max(254)]),
  postalAddress: Text(300),
  phone: Text(50),
  timeZone: TimeZone,
  /** The month in which the fiscal year begins. */
  fiscalMonth: z.number().int().min(1).max(12),
  /** Whoever was contacted within so many days is left alone by the next mailing and the next call. */
  touchDays: z.number().int().min(1).max(365),
  /** 1 is Monday. */
  workingDays: z.array(z.number().int().min(1).max(7)).min(1),
  dayStarts: HHMM,
  dayEnds: HHMM,
  language: z.enum(['ja', 'en']),
}

export const Workspace = z.object({ ...workspaceFields, version: Version })
export const ChangeWorkspace = z.object(workspaceFields).partial().extend({ version: Version })

export const Holiday = z.object({ id: Id, day: z.iso.date(), name: z.string(), version: Version })
export const AddHoliday = z.object({ day: z.iso.date(), name: Text(100).default('') })

export const RoleScope = z.object({ name: RoleName, scope: z.enum(['own', 'team', 'all']), version: Version })

export const reasonKinds = ['returned', 'disqualified', 'lost', 'stopped'] as const
const ReasonKind = z.enum(reasonKinds)

export const reasonWays = ['date', 'contact', 'scenario', 'competitor', 'fit', 'none'] as const
const reasonFields = {
  nameJa: z.string().trim().min(1).max(60),
  nameEn: z.string().trim().min(1).max(60),
  /** What it asks for, and how the lead comes back. */
  wayBack: z.enum(reasonWays),
  position: z.number().int().min(0).max(1000),
}
export const Reason = z.object({
  id: Id,
  kind: ReasonKind,
  code: z.string(),
  ...reasonFields,
  active: z.boolean(),
  version: Version,
})
export const ReasonQuery = z.object({
  kind: ReasonKind.optional(),
  all: z.stringbool().or(z.boolean()).default(false),
})
export const AddReason = z.object({
  kind: ReasonKind,
  ...reasonFields,
  position: reasonFields.position.default(100),
})
export const ChangeReason = z
  .object({ ...reasonFields, active: z.boolean() })
  .partial()
  .extend({ id: Id, version: Version })

const ProductName = z.string().trim().min(1).max(100)
export const ProductLine = z.object({ id: Id, name: z.string(), active: z.boolean(), version: Version })
export const AddProductLine = z.object({ name: ProductName })
export const ChangeProductLine = z
  .object({ name: ProductName, active: z.boolean() })
  .partial()
  .extend({ id: Id, version: Version })
