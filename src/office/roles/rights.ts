import { z } from 'zod'

export const roleNames = [
  'admin',
  'marketer',
  'manager',
  'inside_sales',
  'field_sales',
  'success',
  'accounting',
  'viewer',
] as const
export const RoleName = z.enum(roleNames)
export type RoleName = z.infer<typeof RoleName>

const everybody: readonly RoleName[] = roleNames
const whoWorksWithPeople: readonly RoleName[] = [
  'admin',
  'marketer',
  'manager',
  'inside_sales',
  'field_sales',
  'success',
]
const whoReadsPeople: readonly RoleName[] = [...whoWorksWithPeople, 'viewer']
const whoSells: readonly RoleName[] = ['admin', 'manager', 'inside_sales', 'field_sales', 'success']
/** Who sets what is sold and on which terms, and makes out invoices. Reps place orders, and read what their customers owe. */
const whoBills: readonly RoleName[] = ['admin', 'manager', 'accounting']
const whoSteers: readonly RoleName[] = ['admin', 'marketer', 'manager']

/** Who may do what. Whose rows they may do it to is decided by sight, in the database. */
export const rights = {
  'office.read': everybody,
  'office.manage': ['admin'],
  'day.read': ['admin', 'manager'],
  'book.handOver': ['admin', 'manager'],
  'journal.read': everybody,
  'journal.undo': everybody.filter(role => role !== 'viewer'),
  'company.read': everybody,
  'company.edit': [...whoWorksWithPeople, 'accounting'],
  'person.read': whoReadsPeople,
  'person.edit': whoWorksWithPeople,
  'person.merge': whoWorksWithPeople,
  'person.export': whoSteers,
  'person.erase': ['admin'],
  'consent.edit': whoWorksWithPeople,
  'lead.read': whoReadsPeople,
  'lead.work': whoWorksWithPeople,
  'deal.read': whoReadsPeople,
  'deal.work': whoSells,
  'deal.manage': ['admin', 'manager'],
  'quota.manage': ['admin', 'manager'],
  'order.read': everybody,
  'order.edit': [...whoSells, 'accounting'],
  'product.manage': whoBills,
  'invoice.read': everybody,
  'invoice.edit': whoBills,
  'payment.edit': whoBills,
  'activity.read': whoReadsPeople,
  'activity.edit': whoWorksWithPeople,
  'segment.read': whoReadsPeople,
  'segment.edit': whoWorksWithPeople,
  'list.export': whoSteers,
  'import.run': whoSteers,
  'event.send': whoSteers,
  'mailing.read': ['admin', 'marketer', 'manager'],
  'mailing.edit': ['admin', 'marketer'],
  'mailing.send': ['admin', 'marketer'],
  'scoring.read': whoReadsPeople,
  'scoring.manage': ['admin', 'marketer'],
  'assignment.manage': ['admin', 'marketer'],
  'form.read': ['admin', 'marketer'],
  'form.manage': ['admin', 'marketer'],
} as const satisfies Record<string, readonly RoleName[]>

export type Right = keyof typeof rights

export function has(roles: readonly string[], right: Right): boolean {
  return rights[right].some(role => roles.includes(role))
}
