import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
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

/** Who is billed: by what is agreed now. What is given back goes to whom it was billed. */
export const billToOf = async (tx: Tx, { kind, companyId, billToId }: Written): Promise<number> =>
  kind === 'credit' ? billToId : (await billingOf(tx, companyId)).billToId

/** What would be printed just now, before number, day of issue and due day are known. */
export async function paperOf({ tx }: Pick<OwnerAct, 'tx'>, invoice: Written): Promise<Paper> {
  const billing = await billingOf(tx, invoice.companyId)
  const corrects = invoice.correctsId === null ? null : await correctedBy(tx, invoice.correctsId)
  const lines = await linesOf(tx, invoice.id)
  // A correction is reckoned at the rates of what it corrects.
  const rates = await ratesOn(tx, corrects?.tradedOn ?? invoice.tradedOn)
  const { orderNumber } = await tx
    .selectFrom('salesOrder')
    .select('number as orderNumber')
    .where('id', '=', invoice.orderId)
    .executeTakeFirstOrThrow()
  return {
    kind: invoice.kind,
    number: null,
    issuedOn: null,
    tradedOn: invoice.tradedOn,
    dueOn: invoice.kind === 'credit' ? null : invoice.dueOn,
    title: invoice.title,
    orderNumber,
    customerCode: billing.customerCode,
    issuer: await issuerOf(tx),
    recipient: await recipientOf(tx, await billToOf(tx, invoice), billing),
    corrects,
    lines,
    ...sumOf(lines, rates, billing.rounding),
    note: invoice.note,
  }
}

async function linesOf(tx: Tx, invoiceId: number): Promise<PaperLine[]> {
  const { rows } = await sql<PaperLine>`
    select name, quantity, unit, unit_price, amount, tax from invoice_line where invoice_id = ${invoiceId} order by position, id`.execute(
    tx,
  )
  return rows
}

async function issuerOf(tx: Tx): Promise<Paper['issuer']> {
  return tx
    .selectFrom('workspace')
    .select(['name', 'postalAddress as address', 'phone', 'registrationNumber', 'bankAccount'])
    .executeTakeFirstOrThrow()
}

async function correctedBy(tx: Tx, id: number): Promise<NonNullable<Paper['corrects']>> {
  const found = await tx
    .selectFrom('invoice')
    .select(['number', 'issuedOn', 'tradedOn'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  return { number: found.number ?? '', issuedOn: found.issuedOn ?? '', tradedOn: found.tradedOn }
}

async function recipientOf(tx: Tx, billToId: number, billing: Billing): Promise<Paper['recipient']> {
  const company = await tx
    .selectFrom('company')
    .select(['name', 'postalCode', 'prefecture', 'address'])
    .where('id', '=', billToId)
    .executeTakeFirstOrThrow()
  const { name, postalCode, prefecture, address } = company
  const whole = prefecture && !address?.startsWith(prefecture) ? `${prefecture}${address ?? ''}` : (address ?? '')
  return { postalCode: postalCode ?? '', address: whole, lines: addressed(name, billing) }
}

/** A person is 様, a company or department 御中, never both. */
export function addressed(company: string, { department, person }: Pick<Billing, 'department' | 'person'>): string[] {
  if (person) return [company, [department, `${person} 様`].filter(Boolean).join('　')]
  return department ? [company, `${department} 御中`] : [`${company} 御中`]
}
