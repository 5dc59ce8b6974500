import { sql } from 'kysely'
import { type Calendar, loadCalendar, localDay } from '../../office/calendar/workdays.ts'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { ahead, planned, sendAhead } from '../../platform/lines.ts'
import { stale } from '../../platform/stale.ts'
import { record } from '../../timeline/timeline.ts'
import { effectiveOf, mustCountNow } from './correct.ts'
import { nextNumber } from './counter.ts'
import { lockDraft } from './draft.ts'
import { dueOn, type Terms } from './due.ts'
import { getInvoice } from './get.ts'
import type { IssueInvoice } from './invoices.schema.ts'
import type { Paper } from './paper.schema.ts'
import { paperFor } from './paper.ts'
import {
  belowCredits,
  belowZero,
  dueBeforeIssue,
  issuedAhead,
  moreThanBilled,
  needsIssuer,
  noSuchInvoice,
} from './refusals.ts'

type Draft = Awaited<ReturnType<typeof lockDraft>>

/**
 * Issues a draft: it gets its number and its due day, and all that is printed is kept as it is now. From here on it is
 * never changed, deleted or undone.
 */
export async function issueInvoice(act: Act, { id, version, issuedOn }: IssueInvoice): Promise<void> {
  const seen = await act.tx.selectFrom('invoice').select('id').where('id', '=', id).executeTakeFirst()
  if (!seen) throw noSuchInvoice()
  await asOwner(act, async act => {
    const draft = await lockDraft(act, id)
    if (version !== undefined && draft.version !== version) throw stale(await getInvoice(act, id), {})
    const calendar = await loadCalendar(act.tx)
    const today = localDay(act.at, calendar.timeZone)
    const day = issuedOn ?? today
    if (day > today) throw issuedAhead()
    const { paper, billToId, terms } = await paperFor(act, draft)
    draft.billToId = billToId
    if (!paper.issuer.name) throw needsIssuer()
    if (paper.total < 0) throw belowZero()
    const due = draft.kind === 'credit' ? null : (draft.dueOn ?? dueOf(draft, day, terms, calendar))
    if (due && due < day) throw dueBeforeIssue()
    const { effect, rootId } = await effectOf(act, draft, paper)
    const { sequence, number } = await nextNumber(act.tx, draft.kind)
    const printed: Paper = { ...paper, number, issuedOn: day, dueOn: due }
    const issued = {
      state: 'issued',
      sequence,
      number,
      rootId,
      billToId: draft.billToId,
      effect,
      net: paper.net,
      tax: paper.tax,
      total: paper.total,
      dueOn: due,
      issuedOn: day,
      issuedAt: act.at,
      issuedBy: act.byId,
      paper: JSON.stringify(printed),
    }
    await sendAhead(act.tx, act.tx.updateTable('invoice').set(issued).where('id', '=', id))
    await owe(act, { ...draft, rootId }, effect, due)
    await refreshOrder(act, draft.orderId)
    await tell(act, { ...draft, rootId }, { total: paper.total, effect, due })
  })
}

/** By the terms of who ordered, from the day of delivery; of something invoiced late, from the day of issue. */
function dueOf(draft: Draft, day: string, terms: Terms, calendar: Calendar): string {
  const due = dueOn(draft.tradedOn, terms, calendar)
  return due >= day ? due : dueOn(day, terms, calendar)
}

/** What the document changes in what is owed, and the invoice that it belongs to. */
async function effectOf(act: OwnerAct, draft: Draft, { total }: Paper): Promise<{ effect: number; rootId: number }> {
  if (draft.kind === 'invoice') return { effect: total, rootId: draft.id }
  const rootId = draft.rootId!
  await mustCountNow(act, { id: draft.correctsId!, rootId })
  const { billed } = await act.tx
    .selectFrom('receivable')
    .select('billed')
    .where('invoiceId', '=', rootId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const present = (await effectiveOf(act.tx, rootId))!.total
  const effect = draft.kind === 'credit' ? -total : total - present
  if (billed + effect < 0) throw draft.kind === 'credit' ? moreThanBilled(billed) : belowCredits(present - billed)
  return { effect, rootId }
}

/** What has been paid already and is not owed any more after a correction is a surplus, which is shown. */
async function owe(act: OwnerAct, draft: Draft & { rootId: number }, effect: number, due: string | null) {
  if (draft.kind === 'invoice') {
    const { companyId, billToId } = draft
    const owed = { invoiceId: draft.id, companyId, billToId, dueOn: due!, billed: effect }
    return sendAhead(act.tx, act.tx.insertInto('receivable').values(owed))
  }
  await sql`
    ${ahead} update receivable set billed = billed + ${effect}, surplus = greatest(paid - (billed + ${effect}), 0),
      bill_to_id = case when ${due}::date is null then bill_to_id else ${draft.billToId} end, due_on = coalesce(${due}::date, due_on),
      told_on = case when ${due}::date > due_on then null else told_on end
    where invoice_id = ${draft.rootId}`.execute(act.tx)
}

/** How far the order is invoiced by now, by the documents that count. */
async function refreshOrder({ tx }: OwnerAct, orderId: number): Promise<void> {
  await sql`
    ${ahead} ${planned('refresh-order')} with counts as (
      select distinct on (root_id) id, net from invoice
      where order_id = ${orderId} and state = 'issued' and kind <> 'credit' order by root_id, kind = 'revised' desc, sequence desc
    ), line as (
      select l.quantity <= coalesce(sum(x.quantity), 0) as done, coalesce(sum(x.quantity), 0) > 0 as begun
      from order_line l left join invoice_line x on x.order_line_id = l.id and x.invoice_id in (select id from counts)
      where l.order_id = ${orderId} group by l.id
    )
    update order_billed set net = (select coalesce(sum(net), 0) from counts),
      state = (select case when bool_and(done) then 'invoiced' when bool_or(begun) then 'part' else 'open' end from line)
    where order_id = ${orderId}`.execute(tx)
}

async function tell(
  act: OwnerAct,
  draft: Draft & { rootId: number },
  { total, effect, due }: { total: number; effect: number; due: string | null },
): Promise<void> {
  const concerning = { companyId: draft.companyId, personId: draft.personId }
  if (draft.kind === 'invoice')
    await record(act, 'invoice.issued', concerning, {
      invoiceId: draft.id,
      orderId: draft.orderId,
      amount: total,
      dueOn: due!,
    })
  else
    await record(act, 'invoice.corrected', concerning, {
      invoiceId: draft.rootId,
      byInvoiceId: draft.id,
      kind: draft.kind,
      amount: effect,
    })
}
