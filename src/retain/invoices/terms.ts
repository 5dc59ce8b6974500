import { sql } from 'kysely'
import { type Terms, usualTerms } from './due.ts'
import type { Rounding } from './money.ts'

/** How what a company orders is billed: its own row, else what is usual. */
export type Billing = Terms & {
  billToId: number
  customerCode: string
  department: string
  person: string
  rounding: Rounding
}

export type BillingRow = Partial<Terms> & Omit<Billing, keyof Terms>

/** Over company c, its own row b if it has one, and workspace w. */
export const billingColumns = sql`
  coalesce(b.bill_to_id, c.id) as bill_to_id, coalesce(b.customer_code, '') as customer_code, coalesce(b.department, '') as department,
  coalesce(b.person, '') as person, b.closing_day, b.pay_months, b.pay_day, b.holiday_shift,
  coalesce(b.tax_rounding, w.tax_rounding) as rounding`

export function billingFrom({ closingDay, payMonths, payDay, holidayShift, ...row }: BillingRow): Billing {
  const own = Object.entries({ closingDay, payMonths, payDay, holidayShift }).filter(([, value]) => value !== null)
  const { billToId, customerCode, department, person, rounding } = row
  return { ...usualTerms, ...Object.fromEntries(own), billToId, customerCode, department, person, rounding }
}
