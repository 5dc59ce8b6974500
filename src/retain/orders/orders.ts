import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { byOnePlan, planned } from '../../platform/lines.ts'
import type { OneOrder, Order, OrderFilter, OrderQuery, OrderSums, WonDeal } from './orders.schema.ts'
import { noSuchOrder } from './refusals.ts'

/** Over order o, its company c, person p, deal d, sum s and how far it is invoiced b. */
const columns = sql`
  o.id, o.number, o.title, jsonb_build_object('id', c.id, 'name', c.name) as company,
  case when p.id is not null then jsonb_build_object('id', p.id, 'name', trim(p.family_name || ' ' || p.given_name)) end as person,
  case when d.id is not null then jsonb_build_object('id', d.id, 'name', d.title) end as deal,
  o.ordered_on, o.inspected_on, s.amount, b.net as invoiced, b.state, o.version`

const joins = sql`
  join company c on c.id = o.company_id join order_billed b on b.order_id = o.id
  left join person p on p.id = o.person_id left join deal d on d.id = o.deal_id
  cross join lateral (select coalesce(sum(l.amount), 0)::bigint as amount from order_line l where l.order_id = o.id offset 0) s`

const like = (text: string) => `%${text.replace(/[\\%_]/g, sign => `\\${sign}`)}%`

function where({ q, state, companyId, dealId, month }: z.infer<typeof OrderFilter>): RawBuilder<unknown> {
  const conditions = [
    q?.trim() &&
      sql`(o.number ilike ${like(q.trim())} or o.title ilike ${like(q.trim())} or c.name ilike ${like(q.trim())})`,
    state === 'toInvoice' && sql`b.state <> 'invoiced'`,
    state !== 'all' && state !== 'toInvoice' && sql`b.state = ${state}`,
    companyId && sql`o.company_id = ${companyId}`,
    dealId && sql`o.deal_id = ${dealId}`,
    month && sql`o.ordered_on >= ${`${month}-01`}::date and o.ordered_on < ${`${month}-01`}::date + interval '1 month'`,
  ].filter(c => typeof c === 'object')
  return conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`
}

/** Orders as the actor may see them, the latest first. */
export async function listOrders(act: Act, { limit, cursor, ...filter }: OrderQuery) {
  const after = fromCursor(cursor)
  const { rows } = await sql<Order>`
    with page as (
      select o.id from sales_order o join order_billed b on b.order_id = o.id ${filter.q?.trim() ? sql`join company c on c.id = o.company_id` : sql``}
      where ${where(filter)} ${after ? sql`and (o.ordered_on, o.id) < (${after[0]}::date, ${after[1]}::bigint)` : sql``}
      order by o.ordered_on desc, o.id desc limit ${limit + 1}
    )
    select ${columns} from page join sales_order o on o.id = page.id ${joins} order by o.ordered_on desc, o.id desc`.execute(
    act.tx,
  )
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? toCursor([last.orderedOn, last.id]) : null }
}

export async function sumOrders(act: Act, filter: z.infer<typeof OrderFilter>): Promise<z.infer<typeof OrderSums>> {
  const { rows } = await sql<z.infer<typeof OrderSums>>`
    select count(*) as count, coalesce(sum(s.amount), 0)::bigint as amount, coalesce(sum(b.net), 0)::bigint as invoiced
    from sales_order o ${joins} where ${where(filter)}`.execute(act.tx)
  return rows[0]!
}

/** Won deals, as far as the actor sees them, whose order is not recorded yet; the latest first. */
export async function dealsToOrder(act: Act): Promise<z.infer<typeof WonDeal>[]> {
  const { rows } = await sql<z.infer<typeof WonDeal>>`
    select d.id, d.title, d.amount, d.ordered_on, jsonb_build_object('id', c.id, 'name', c.name) as company
    from deal d join company c on c.id = d.company_id
    where d.outcome = 'won' and not exists (select from sales_order o where o.deal_id = d.id)
    order by d.ordered_on desc, d.id desc limit 100`.execute(act.tx)
  return rows
}

/** One order with its lines, how far each is invoiced, and its documents. */
export async function getOrder(act: Act, id: number): Promise<OneOrder> {
  const { rows } = await byOnePlan(act.tx, () =>
    sql<OneOrder>`
    ${planned('order')} select ${columns}, o.memo,
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'productId', l.product_id, 'name', l.name, 'quantity', l.quantity, 'unit', l.unit,
        'unitPrice', l.unit_price, 'tax', l.tax, 'amount', l.amount, 'invoiced', u.issued, 'left', greatest(l.quantity - u.issued - u.drafted, 0)) order by l.position, l.id), '[]')
       from order_line l cross join lateral (${usedOf(sql`l.id`)}) u where l.order_id = o.id) as lines,
      (select coalesce(jsonb_agg(jsonb_build_object('id', i.id, 'kind', i.kind, 'state', i.state, 'number', i.number, 'issuedOn', i.issued_on,
        'total', i.total) order by i.id), '[]') from invoice i where i.order_id = o.id) as invoices
    from sales_order o ${joins} where o.id = ${id}`.execute(act.tx),
  )
  if (!rows[0]) throw noSuchOrder()
  return rows[0]
}

/**
 * How much of an order's line stands on documents that count: of an invoice that was revised the latest revision, and
 * drafts apart. A draft that corrects counts nothing until it is issued.
 */
export const usedOf = (lineId: RawBuilder<unknown>) => sql`
  select coalesce(sum(x.quantity) filter (where i.state = 'issued'), 0) as issued,
    coalesce(sum(x.quantity) filter (where i.state = 'draft'), 0) as drafted
  from invoice_line x join invoice i on i.id = x.invoice_id
  where x.order_line_id = ${lineId} and case i.state when 'draft' then i.kind = 'invoice'
    else i.kind <> 'credit' and not exists (
      select from invoice n where n.root_id = i.root_id and n.kind = 'revised' and n.state = 'issued' and n.sequence > coalesce(case i.kind when 'revised' then i.sequence end, 0)) end
  offset 0`
