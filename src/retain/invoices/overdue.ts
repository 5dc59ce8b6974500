import { sql } from 'kysely'
import { loadCalendar, localDay, localMinutes } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { recordAll } from '../../timeline/timeline.ts'

const atOnce = 500

/** What should have been paid by yesterday is told once, when the day's work begins. Answers how many. */
export async function overdueInvoices(act: OwnerAct): Promise<number> {
  const { timeZone, dayStarts } = await loadCalendar(act.tx)
  const day = localDay(act.at, timeZone)
  const [hours = 0, minutes = 0] = dayStarts.split(':').map(Number)
  if (localMinutes(act.at, timeZone) < hours * 60 + minutes) return 0
  const { rows } = await sql<{
    invoiceId: number
    companyId: number
    personId: number | null
    dueOn: string
    left: number
    holderId: number | null
  }>`
    with late as (
      select invoice_id from receivable where paid < billed and told_on is null and due_on < ${day}::date
      order by due_on limit ${atOnce} for update skip locked
    ), told as (
      update receivable r set told_on = ${day}::date from late where r.invoice_id = late.invoice_id
      returning r.invoice_id, r.company_id, r.due_on, r.billed - r.paid as left
    )
    select t.invoice_id, t.company_id, o.person_id, t.due_on, t.left, d.owner_id as holder_id
    from told t join invoice i on i.id = t.invoice_id join sales_order o on o.id = i.order_id left join deal d on d.id = o.deal_id
    order by t.due_on, t.invoice_id`.execute(act.tx)
  await recordAll(
    act,
    rows.map(({ companyId, personId, invoiceId, dueOn, left, holderId }) => ({
      kind: 'invoice.overdue' as const,
      companyId,
      personId,
      facts: { invoiceId, dueOn, amount: left, ...(holderId === null ? {} : { holderId }) },
    })),
  )
  return rows.length
}
