import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import { byOnePlan, planned } from '../../platform/lines.ts'
import { type FoundRates, ratesFrom, ratesOn } from '../products/taxes.ts'
import type { Terms } from './due.ts'
import { sumOf } from './money.ts'
import type { InvoiceKind, Paper } from './paper.schema.ts'
import { type Billing, type BillingRow, billingColumns, billingFrom } from './terms.ts'

/** A document as it is kept in its row. */
export type Written = {
  id: number
  kind: InvoiceKind
  orderId: number
  correctsId: number | null
  companyId: number
  billToId: number
  title: string
  tradedOn: string
  dueOn: string | null
  note: string
}

/** What would be printed just now, before number, day of issue and due day are known. */
export const paperOf = async (act: Pick<OwnerAct, 'tx'>, invoice: Written): Promise<Paper> =>
  (await paperFor(act, invoice)).paper

/** The same, with who is billed and on which terms. */
export async function paperFor(
  { tx }: Pick<OwnerAct, 'tx'>,
  invoice: Written,
): Promise<{ paper: Paper; billToId: number; terms: Terms }> {
  const found = await printed(tx, invoice)
  const { orderNumber, issuer, billedTo, corrects, lines } = found
  const billing = billingFrom(found)
  const paper: Paper = {
    kind: invoice.kind,
    number: null,
    issuedOn: null,
    tradedOn: invoice.tradedOn,
    dueOn: invoice.kind === 'credit' ? null : invoice.dueOn,
    title: invoice.title,
    orderNumber,
    customerCode: billing.customerCode,
    issuer,
    recipient: recipientOf(billedTo, billing),
    corrects,
    lines,
    ...sumOf(lines, ratesFrom(found.rates), billing.rounding),
    note: invoice.note,
  }
  return { paper, billToId: billedTo.id, terms: billing }
}

type Printed = BillingRow &
  Pick<Paper, 'orderNumber' | 'issuer' | 'corrects' | 'lines'> & { billedTo: BilledTo; rates: FoundRates }

type BilledTo = {
  id: number
  name: string
  postalCode: string | null
  prefecture: string | null
  address: string | null
}

/** All that is printed on a document, in one question. */
async function printed(tx: Tx, { id, kind, orderId, correctsId, companyId, billToId, tradedOn }: Written) {
  // By what is agreed now; what is given back goes to whom it was billed.
  const billed = sql`case when ${kind}::text = 'credit' then ${billToId}::bigint else coalesce(b.bill_to_id, c.id) end`
  // A correction is reckoned at the rates of what it corrects.
  const reckonedOn = sql`coalesce(x.traded_on, ${tradedOn}::date)`
  const { rows } = await byOnePlan(tx, () =>
    sql<Printed>`
    ${planned('paper')} select ${billingColumns}, o.number as order_number,
      jsonb_build_object('name', w.name, 'address', w.postal_address, 'phone', w.phone, 'registrationNumber', w.registration_number,
        'bankAccount', w.bank_account) as issuer,
      jsonb_build_object('id', t.id, 'name', t.name, 'postalCode', t.postal_code, 'prefecture', t.prefecture, 'address', t.address) as billed_to,
      case when x.id is not null then jsonb_build_object('number', coalesce(x.number, ''), 'issuedOn', coalesce(x.issued_on::text, ''),
        'tradedOn', x.traded_on) end as corrects,
      (select coalesce(jsonb_agg(jsonb_build_object('name', l.name, 'quantity', l.quantity, 'unit', l.unit, 'unitPrice', l.unit_price,
        'amount', l.amount, 'tax', l.tax) order by l.position, l.id), '[]') from invoice_line l where l.invoice_id = ${id}) as lines,
      ${ratesOn(reckonedOn)} as rates
    from company c cross join workspace w left join billing b on b.company_id = c.id
    join sales_order o on o.id = ${orderId} join company t on t.id = ${billed} left join invoice x on x.id = ${correctsId}::bigint
    where c.id = ${companyId}`.execute(tx),
  )
  return rows[0]!
}

function recipientOf({ name, postalCode, prefecture, address }: BilledTo, billing: Billing): Paper['recipient'] {
  const whole = prefecture && !address?.startsWith(prefecture) ? `${prefecture}${address ?? ''}` : (address ?? '')
  return { postalCode: postalCode ?? '', address: whole, lines: addressed(name, billing) }
}

/** A person is 様, a company or department 御中, never both. */
export function addressed(company: string, { department, person }: Pick<Billing, 'department' | 'person'>): string[] {
  if (person) return [company, [department, `${person} 様`].filter(Boolean).join('　')]
  return department ? [company, `${department} 御中`] : [`${company} 御中`]
}
