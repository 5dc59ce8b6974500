import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'
import { ratesOn } from '../products/taxes.ts'
import { sumOf } from './money.ts'
import type { InvoiceKind, Paper, PaperLine } from './paper.schema.ts'
import { type Billing, billingOf } from './terms.ts'

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

/** The same, with who is billed. */
export async function paperFor(
  { tx }: Pick<OwnerAct, 'tx'>,
  invoice: Written,
): Promise<{ paper: Paper; billToId: number }> {
  const billing = await billingOf(tx, invoice.companyId)
  // By what is agreed now; what is given back goes to whom it was billed.
  const billToId = invoice.kind === 'credit' ? invoice.billToId : billing.billToId
  const corrects = invoice.correctsId === null ? null : await correctedBy(tx, invoice.correctsId)
  const lines = await linesOf(tx, invoice.id)
  // A correction is reckoned at the rates of what it corrects.
  const rates = await ratesOn(tx, corrects?.tradedOn ?? invoice.tradedOn)
  const { orderNumber, issuer, recipient } = await partiesOf(tx, invoice.orderId, billToId, billing)
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
    recipient,
    corrects,
    lines,
    ...sumOf(lines, rates, billing.rounding),
    note: invoice.note,
  }
  return { paper, billToId }
}

async function linesOf(tx: Tx, invoiceId: number): Promise<PaperLine[]> {
  const { rows } = await sql<PaperLine>`
    ${planned('invoice-lines')} select name, quantity, unit, unit_price, amount, tax from invoice_line where invoice_id = ${invoiceId} order by position, id`.execute(
    tx,
  )
  return rows
}

type Parties = Pick<Paper, 'issuer' | 'recipient'> & { orderNumber: string }

/** Who writes to whom, about which order. */
async function partiesOf(tx: Tx, orderId: number, billToId: number, billing: Billing): Promise<Parties> {
  const { rows } = await sql<{
    orderNumber: string
    issuer: Paper['issuer']
    name: string
    postalCode: string | null
    prefecture: string | null
    address: string | null
  }>`
    ${planned('invoice-parties')} select o.number as order_number, c.name, c.postal_code, c.prefecture, c.address,
      jsonb_build_object('name', w.name, 'address', w.postal_address, 'phone', w.phone, 'registrationNumber', w.registration_number,
        'bankAccount', w.bank_account) as issuer
    from sales_order o, company c, workspace w where o.id = ${orderId} and c.id = ${billToId}`.execute(tx)
  const { orderNumber, issuer, name, postalCode, prefecture, address } = rows[0]!
  const whole = prefecture && !address?.startsWith(prefecture) ? `${prefecture}${address ?? ''}` : (address ?? '')
  const recipient = { postalCode: postalCode ?? '', address: whole, lines: addressed(name, billing) }
  return { orderNumber, issuer, recipient }
}

async function correctedBy(tx: Tx, id: number): Promise<NonNullable<Paper['corrects']>> {
  const found = await tx
    .selectFrom('invoice')
    .select(['number', 'issuedOn', 'tradedOn'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { number: found.number ?? '', issuedOn: found.issuedOn ?? '', tradedOn: found.tradedOn }
}

/** A person is 様, a company or department 御中, never both. */
export function addressed(company: string, { department, person }: Pick<Billing, 'department' | 'person'>): string[] {
  if (person) return [company, [department, `${person} 様`].filter(Boolean).join('　')]
  return department ? [company, `${department} 御中`] : [`${company} 御中`]
}
