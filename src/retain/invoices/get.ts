import { sql } from 'kysely'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { byOnePlan, planned } from '../../platform/lines.ts'
import type { Invoice, OneInvoice } from './invoices.schema.ts'
import { columnsOn, joins } from './list.ts'
import type { Paper } from './paper.schema.ts'
import { paperOf } from './paper.ts'
import { noSuchInvoice } from './refusals.ts'

type Found = Invoice &
  Pick<OneInvoice, 'note' | 'lines' | 'documents' | 'effectiveId'> & {
    paper: Paper | null
    orderId: number
    correctsId: number | null
    dueOnSet: string | null
  }

/** One document as the actor may see it: as it was printed, or of a draft as it would be. */
export async function getInvoice(act: Act, id: number): Promise<OneInvoice> {
  const day = sql`(select (${act.at}::timestamptz at time zone w.time_zone)::date from workspace w)`
  const { rows } = await byOnePlan(act.tx, () =>
    sql<Found>`
    ${planned('invoice')} select ${columnsOn(day)}, i.note, i.paper, i.order_id, i.corrects_id, case when i.state = 'draft' then i.due_on end as due_on_set,
      (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'orderLineId', l.order_line_id, 'name', l.name, 'quantity', l.quantity, 'unit', l.unit,
        'unitPrice', l.unit_price, 'tax', l.tax, 'amount', l.amount) order by l.position, l.id), '[]') from invoice_line l where l.invoice_id = i.id) as lines,
      (select coalesce(jsonb_agg(jsonb_build_object('id', n.id, 'kind', n.kind, 'number', n.number, 'state', n.state, 'total', n.total,
        'issuedOn', n.issued_on) order by n.id), '[]') from invoice n where n.root_id = i.root_id or n.id = i.id) as documents,
      (select n.id from invoice n where n.root_id = i.root_id and n.state = 'issued' and n.kind <> 'credit'
        order by n.kind = 'revised' desc, n.sequence desc limit 1) as effective_id
    from invoice i ${joins} where i.id = ${id}`.execute(act.tx),
  )
  if (!rows[0]) throw noSuchInvoice()
  const { paper, orderId, correctsId, ...row } = rows[0]
  if (paper) return { ...row, paper }
  const written = { ...row, orderId, correctsId, companyId: row.company.id, billToId: row.billTo.id }
  return { ...row, paper: await asOwner(act, act => paperOf(act, written)) }
}
