import { sql } from 'kysely'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { stale } from '../../platform/stale.ts'
import { needCompany } from '../orders/place.ts'
import { noSuchCompany } from '../orders/refusals.ts'
import type { Billing, ChangeBilling, Trade } from './billing.schema.ts'
import { usualTerms } from './due.ts'
import { today } from './list.ts'

/** How a company is billed: what was agreed, else what is usual. */
export async function getBilling(act: Act, companyId: number): Promise<Billing> {
  const { rows } = await sql<Partial<Billing>>`
    select c.id as company_id, jsonb_build_object('id', t.id, 'name', t.name) as bill_to,
      coalesce(b.customer_code, '') as customer_code, coalesce(b.department, '') as department,
      coalesce(b.person, '') as person, b.closing_day, b.pay_months, b.pay_day,
      b.holiday_shift, b.tax_rounding, coalesce(b.version, 0) as version
    from company c left join billing b on b.company_id = c.id join company t on t.id = coalesce(b.bill_to_id, c.id) where c.id = ${companyId}`.execute(
    act.tx,
  )
  if (!rows[0]) throw noSuchCompany()
  const own = Object.fromEntries(Object.entries(rows[0]).filter(([, value]) => value !== null))
  return { ...usualTerms, taxRounding: null, ...own } as Billing
}

/** Changes how a company is billed. Invoices that are issued stand as they were printed; drafts follow. */
export async function changeBilling(act: Act, { companyId, version, ...patch }: ChangeBilling): Promise<Billing> {
  if (patch.billToId) await needCompany(act, patch.billToId)
  const values = { ...patch, ...(patch.billToId === companyId ? { billToId: null } : {}) }
  await asOwner(act, async act => {
    await getBilling(act, companyId)
    const written =
      version === 0
        ? await act.tx
            .insertInto('billing')
            .values({ ...values, companyId, operationId: act.operationId })
            .onConflict(oc => oc.column('companyId').doNothing())
            .returning('id')
            .executeTakeFirst()
        : await act.tx
            .updateTable('billing')
            .set({ ...values, version })
            .where('companyId', '=', companyId)
            .where('version', '=', version)
            .returning('id')
            .executeTakeFirst()
    if (!written) throw stale(await getBilling(act, companyId), patch)
  })
  return getBilling(act, companyId)
}

/** R64: what has been traded with a company and all that belongs to it: the parent totals its children. */
export async function tradeOf(act: Act, companyId: number): Promise<Trade> {
  const day = await today(act)
  const { rows } = await sql<Trade>`
    with recursive below as (
      select id from company where id = ${companyId} union select c.id from company c join below b on c.parent_id = b.id
    ), ordered as (
      select o.id, (select coalesce(sum(l.amount), 0) from order_line l where l.order_id = o.id) as amount, b.net, b.state
      from sales_order o join order_billed b on b.order_id = o.id where o.company_id in (select id from below)
    ), owed as (
      select billed, paid, due_on from receivable where company_id in (select id from below)
    )
    select (select count(*) from ordered) as orders, (select coalesce(sum(amount), 0)::bigint from ordered) as ordered,
      (select coalesce(sum(greatest(amount - net, 0)), 0)::bigint from ordered where state <> 'invoiced') as to_invoice,
      (select coalesce(sum(billed), 0)::bigint from owed) as billed, (select coalesce(sum(paid), 0)::bigint from owed) as paid,
      (select coalesce(sum(billed - paid), 0)::bigint from owed) as left,
      (select coalesce(sum(billed - paid), 0)::bigint from owed where paid < billed and due_on < ${day}::date) as overdue,
      (select count(*) - 1 from below) as below`.execute(act.tx)
  return rows[0]!
}
