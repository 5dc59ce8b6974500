import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { byOnePlan, planned } from '../../platform/lines.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Payment, PaymentFilter, PaymentQuery } from './payments.schema.ts'

const select = sql`
  select p.id, jsonb_build_object('id', i.id, 'number', i.number, 'title', i.title) as invoice,
    jsonb_build_object('id', c.id, 'name', c.name) as company, jsonb_build_object('id', b.id, 'name', b.name) as bill_to,
    p.paid_on, p.amount, p.fee, p.method, p.note, p.reverses_id, p.replaces_id,
    exists (select from payment x where x.reverses_id = p.id) as corrected,
    case when h.id is not null then jsonb_build_object('id', h.id, 'name', h.name) end as by, p.created_at
  from payment p join invoice i on i.id = p.invoice_id join company c on c.id = i.company_id join company b on b.id = i.bill_to_id
  left join holder h on h.id = p.created_by`

function where({ invoiceId, companyId, month }: z.infer<typeof PaymentFilter>): RawBuilder<unknown> {
  const conditions = [
    // A document that corrects has no payments of its own: they are its root's.
    invoiceId && sql`p.invoice_id = (select coalesce(n.root_id, n.id) from invoice n where n.id = ${invoiceId})`,
    companyId && sql`(i.company_id = ${companyId} or i.bill_to_id = ${companyId})`,
    month && sql`p.paid_on >= ${`${month}-01`}::date and p.paid_on < ${`${month}-01`}::date + interval '1 month'`,
  ].filter(c => typeof c === 'object')
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
}

/** What came in, the latest first. */
export async function listPayments(act: Act, { limit, cursor, ...filter }: PaymentQuery) {
  const after = fromCursor(cursor)
  const { rows } = await sql<Payment>`
    ${select} where ${where(filter)} ${after ? sql`and (p.paid_on, p.id) < (${after[0]}::date, ${after[1]}::bigint)` : sql``}
    order by p.paid_on desc, p.id desc limit ${limit + 1}`.execute(act.tx)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? toCursor([last.paidOn, last.id]) : null }
}

export async function getPayment(act: Act, id: number): Promise<Payment> {
  const { rows } = await byOnePlan(act.tx, () =>
    sql<Payment>`${planned('payment')} ${select} where p.id = ${id}`.execute(act.tx),
  )
  if (!rows[0]) throw noSuchPayment()
  return rows[0]
}

/** What is left to be paid of an invoice; below zero when too much has come in. */
export async function leftOf({ tx }: Act, invoiceId: number): Promise<number> {
  const { billed, paid } = await tx
    .selectFrom('receivable')
    .select(['billed', 'paid'])
    .where('invoiceId', '=', invoiceId)
    .executeTakeFirstOrThrow()
  return billed - paid
}

export const noSuchPayment = () =>
  new Refusal('missing', { en: 'There is no such payment.', ja: 'この入金は見つかりません。' })
