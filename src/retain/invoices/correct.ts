import { sql } from 'kysely'
import { loadCalendar, localDay } from '../../office/calendar/workdays.ts'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { lockInvoice } from './draft.ts'
import { getInvoice } from './get.ts'
import type { CorrectInvoice } from './invoices.schema.ts'
import { asWritten, type Line, linesLeft, reckon, writeInvoiceLines } from './lines.ts'
import { correctedSince, creditsAreNotCorrected, notIssued } from './refusals.ts'

/** 返還請求書: a draft of what is given back or taken off. Issuing it lowers what is owed. Answers the new id. */
export const creditInvoice = (act: Act, given: CorrectInvoice) => correct(act, 'credit', given)

/** 修正: a draft that, once issued, stands in place of what it corrects. The first document stays as it was printed. */
export const reviseInvoice = (act: Act, given: CorrectInvoice) => correct(act, 'revised', given)

async function correct(act: Act, kind: 'credit' | 'revised', given: CorrectInvoice): Promise<number> {
  await getInvoice(act, given.id)
  return asOwner(act, async act => {
    const wrong = await lockInvoice(act, given.id)
    if (wrong.state !== 'issued') throw notIssued()
    if (wrong.kind === 'credit') throw creditsAreNotCorrected()
    await mustCountNow(act, wrong)
    const lines = given.lines
      ? asWritten(await linesLeft(act.tx, wrong.orderId), given.lines)
      : await linesOf(act, wrong.id)
    const { timeZone } = await loadCalendar(act.tx)
    const invoice = await act.tx
      .insertInto('invoice')
      .values({
        kind,
        orderId: wrong.orderId,
        rootId: wrong.rootId,
        correctsId: wrong.id,
        companyId: wrong.companyId,
        billToId: wrong.billToId,
        title: wrong.title,
        // A revision is of the same transaction; a return is one of its own day.
        tradedOn: kind === 'revised' ? wrong.tradedOn : localDay(act.at, timeZone),
        note: given.note,
        createdAt: act.at,
        createdBy: act.byId,
        operationId: act.operationId,
      })
      .returningAll()
      .executeTakeFirstOrThrow()
    await writeInvoiceLines(act, invoice.id, lines)
    await reckon(act, { ...invoice, kind })
    return invoice.id
  })
}

async function linesOf({ tx }: OwnerAct, invoiceId: number): Promise<Line[]> {
  return tx
    .selectFrom('invoiceLine')
    .select(['orderLineId', 'name', 'quantity', 'unit', 'unitPrice', 'tax'])
    .where('invoiceId', '=', invoiceId)
    .orderBy('position')
    .orderBy('id')
    .execute()
}

/** Only the document that counts now is corrected: one correction after the other, never two beside one another. */
export async function mustCountNow(
  { tx }: OwnerAct,
  { id, rootId }: { id: number; rootId: number | null },
): Promise<void> {
  const latest = await effectiveOf(tx, rootId)
  if (latest && latest.id !== id) throw correctedSince(latest.number)
}

/** Of a root: the latest revision that was issued, else itself. */
export async function effectiveOf(tx: OwnerAct['tx'], rootId: number | null) {
  const { rows } = await sql<{ id: number; number: string; total: number; net: number }>`
    select id, number, total, net from invoice where root_id = ${rootId} and state = 'issued' and kind <> 'credit'
    order by kind = 'revised' desc, sequence desc limit 1`.execute(tx)
  return rows[0]
}
