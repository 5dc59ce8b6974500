import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { addDays, localDay } from '../../office/calendar/workdays.ts'
import type { Act } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import type { Invoice, InvoiceFilter, InvoiceQuery, InvoiceSums } from './invoices.schema.ts'

/** What a week is to whoever looks what money comes next. */
const soon = 7

export async function today({ tx, at }: Pick<Act, 'tx' | 'at'>): Promise<string> {
  const { timeZone } = await tx.selectFrom('workspace').select('timeZone').executeTakeFirstOrThrow()
  return localDay(at, timeZone)
}

/** Over invoice i, who ordered c, who is billed b, order o and, of a root, what is owed r. */
export const columnsOn = (day: RawBuilder<unknown>) => sql`
  i.id, i.kind, i.number, i.title, ${standingOn(day)} as standing, jsonb_build_object('id', c.id, 'name', c.name) as company,
  jsonb_build_object('id', b.id, 'name', b.name) as bill_to, jsonb_build_object('id', o.id, 'number', o.number) as "order",
  i.root_id, i.traded_on, i.issued_on, coalesce(r.due_on, i.due_on) as due_on, i.net, i.tax, i.total,
  r.billed, r.paid, r.billed - r.paid as left, i.version`

const standingOn = (
  day: RawBuilder<unknown>,
) => sql`case when i.state = 'draft' then 'draft' when r.invoice_id is null then 'issued'
  when r.paid >= r.billed then 'paid' when r.due_on < ${day} then 'overdue' else 'unpaid' end`

export const joins = sql`
  join company c on c.id = i.company_id join company b on b.id = i.bill_to_id join sales_order o on o.id = i.order_id
  left join receivable r on r.invoice_id = i.id`

/** Drafts, which have no day yet, before all that is issued. */
const latest = sql`coalesce(i.issued_on, '9999-12-31')`

const like = (text: string) => `%${text.replace(/[\\%_]/g, sign => `\\${sign}`)}%`
const within = (column: RawBuilder<unknown>, month: string) =>
  sql`${column} >= ${`${month}-01`}::date and ${column} < ${`${month}-01`}::date + interval '1 month'`

export function where(filter: InvoiceFilter, day: string): RawBuilder<unknown> {
  const { q, state, companyId, orderId, kind, month, due } = filter
  const conditions = [
    state === 'draft' && sql`i.state = 'draft'`,
    state === 'issued' && sql`i.state = 'issued'`,
    state === 'unpaid' && sql`r.paid < r.billed`,
    state === 'overdue' && sql`r.paid < r.billed and r.due_on < ${day}::date`,
    state === 'dueSoon' && sql`r.paid < r.billed and r.due_on between ${day}::date and ${addDays(day, soon)}::date`,
    state === 'paid' && sql`r.paid >= r.billed`,
    state === 'surplus' && sql`r.paid > r.billed`,
    q?.trim() &&
      sql`(i.number ilike ${like(q.trim())} or i.title ilike ${like(q.trim())} or c.name ilike ${like(q.trim())}
        or b.name ilike ${like(q.trim())} or o.number ilike ${like(q.trim())})`,
    companyId && sql`(i.company_id = ${companyId} or i.bill_to_id = ${companyId})`,
    orderId && sql`i.order_id = ${orderId}`,
    kind && sql`i.kind = ${kind}`,
    month && within(latest, month),
    due && within(sql`r.due_on`, due),
  ].filter(c => typeof c === 'object')
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
}

/** What conditions are about: names where letters are looked for, and what is owed looked up by the document, unless it leads. */
function fromOf({ q, state, due }: InvoiceFilter): RawBuilder<unknown> {
  if (q?.trim()) return sql`invoice i ${joins}`
  if (due || ['unpaid', 'overdue', 'dueSoon', 'surplus'].includes(state))
    return sql`receivable r join invoice i on i.id = r.invoice_id`
  return sql`invoice i left join lateral (select * from receivable x where x.invoice_id = i.id offset 0) r on true`
}

/**
 * Invoices as the actor may see them: what is owed by the day on which it is due, what is drafted or issued the latest first.
 */
export async function listInvoices(act: Act, { limit, cursor, ...filter }: InvoiceQuery) {
  const day = await today(act)
  const byDue = ['unpaid', 'overdue', 'dueSoon'].includes(filter.state)
  const key = byDue ? sql`r.due_on` : latest
  const [way, beyond] = byDue ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`]
  const after = fromCursor(cursor)
  const { rows } = await sql<Invoice & { key: string }>`
    with page as (
      select i.id, ${key} as key from ${fromOf(filter)}
      where ${where(filter, day)} ${after ? sql`and (${key}, i.id) ${beyond} (${after[0]}::date, ${after[1]}::bigint)` : sql``}
      order by ${key} ${way}, i.id ${way} limit ${limit + 1}
    )
    select ${columnsOn(sql`${day}::date`)}, page.key from page join invoice i on i.id = page.id ${joins} order by page.key ${way}, i.id ${way}`.execute(
    act.tx,
  )
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return {
    items: items.map(({ key: _, ...row }) => row),
    nextCursor: rows.length > limit && last ? toCursor([last.key, last.id]) : null,
  }
}

/** The foot of the list: how many, and what they come to. A revision counts with what it changed. */
export async function sumInvoices(act: Act, filter: InvoiceFilter): Promise<z.infer<typeof InvoiceSums>> {
  const day = await today(act)
  const owed = !['draft', 'issued', 'all'].includes(filter.state)
  const total = owed
    ? sql`r.billed`
    : sql`coalesce(i.effect, case i.kind when 'invoice' then i.total when 'credit' then -i.total else 0 end)`
  const { rows } = await sql<z.infer<typeof InvoiceSums>>`
    select count(*) as count, coalesce(sum(${total}), 0)::bigint as total, coalesce(sum(r.paid), 0)::bigint as paid,
      coalesce(sum(r.billed - r.paid), 0)::bigint as left
    from ${fromOf(filter)} where ${where(filter, day)}`.execute(act.tx)
  return rows[0]!
}
