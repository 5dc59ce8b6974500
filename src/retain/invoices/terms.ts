import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import { type Terms, usualTerms } from './due.ts'
import type { Rounding } from './money.ts'

/** How what this company orders is billed: its own row, else what is usual. */
export type Billing = Terms & {
  billToId: number
  customerCode: string
  department: string
  person: string
  rounding: Rounding
}

export async function billingOf(tx: Tx, companyId: number): Promise<Billing> {
  const { rows } = await sql<Partial<Terms> & Omit<Billing, keyof Terms>>`
    ${planned('billing')} select coalesce(b.bill_to_id, c.id) as bill_to_id, coalesce(b.customer_code, '') as customer_code, coalesce(b.department, '') as department,
      coalesce(b.person, '') as person, b.closing_day, b.pay_months, b.pay_day, b.holiday_shift,
      coalesce(b.tax_rounding, w.tax_rounding) as rounding
    from company c cross join workspace w left join billing b on b.company_id = c.id
    where c.id = ${companyId}`.execute(tx)
  const { billToId, customerCode, department, person, rounding, ...own } = rows[0]!
  const terms = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null))
  return { ...usualTerms, ...terms, billToId, customerCode, department, person, rounding }
}
