import { sql } from 'kysely'
import type { Changed } from '../../office/journal/images.ts'
import type { WhyLeft } from '../../office/journal/journal.schema.ts'
import type { Restored } from '../../office/journal/rows.ts'
import { isLeft, type SoFar, type TakeBack } from '../../office/journal/takeBack.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { refreshSight } from '../leads/sight.ts'

type OfferOf = {
  id: number
  leadId: number
  personId: number | null
  companyId: number | null
  fromId: number
  toId: number
  answer: string | null
}

async function offersOf(act: OwnerAct, ids: number[]): Promise<OfferOf[]> {
  const { rows } = await sql<OfferOf>`
    select o.id, o.lead_id, l.person_id, l.company_id, o.from_id, o.to_id, o.answer from offer o join lead l on l.id = o.lead_id
    where o.id = any(${ids}::bigint[]) order by o.id`.execute(act.tx)
  return rows
}

/** An offer stays with its lead: where the lead could not go back, the answer stands. */
async function keeps(act: OwnerAct, rows: Changed[], soFar: SoFar): Promise<Map<number, WhyLeft>> {
  const offers = await offersOf(
    act,
    rows.map(r => r.id),
  )
  return new Map(
    offers.filter(o => isLeft(soFar, 'lead', o.leadId) || soFar.forced).map(o => [o.id, 'needed' as const]),
  )
}

/** An answer that was taken back leaves the offer open: it is given again. */
async function restored(act: OwnerAct, rows: Restored[]): Promise<void> {
  const reopened = rows.filter(r => r.old && r.old.answer !== null && r.now.answer === null)
  const offers = await offersOf(
    act,
    rows.map(r => r.id),
  )
  const again = offers.filter(o => reopened.some(r => r.id === o.id))
  await recordAll(
    act,
    again.map(o => ({
      kind: 'offer.given' as const,
      leadId: o.leadId,
      personId: o.personId,
      companyId: o.companyId,
      facts: { offerId: o.id, from: o.fromId, to: o.toId, trigger: 'undo' as const },
    })),
  )
  await refreshSight(
    act.tx,
    offers.map(o => o.leadId),
  )
}

/** Offers that the operation gave are withdrawn, unless they were answered or their lead has gone its way since. */
async function inserted(act: OwnerAct, soFar: SoFar): Promise<{ taken: number[]; left: number[] }> {
  const { rows } = await sql<{ id: number }>`
    select distinct (e.facts ->> 'offerId')::bigint as id from event e
    where e.operation_id = ${soFar.operationId} and e.kind = 'offer.given'
      and not exists (select from journal j where j.operation_id = ${soFar.operationId} and j.table_name = 'offer' and j.row_id = (e.facts ->> 'offerId')::bigint
        and j.act = 'update' and j.before ->> 'answer' is not null)`.execute(act.tx)
  const offers = await offersOf(
    act,
    rows.map(r => r.id),
  )
  const changed = await sql<{
    id: number
  }>`select row_id as id from journal where operation_id = ${soFar.operationId} and table_name = 'offer'`.execute(
    act.tx,
  )
  // An offer that the operation only readdressed has gone back with its row.
  const given = offers.filter(o => !changed.rows.some(c => c.id === o.id))
  const open = given.filter(o => o.answer === null && !isLeft(soFar, 'lead', o.leadId))
  if (open.length > 0) {
    await act.tx
      .updateTable('offer')
      .set({ answer: 'withdrawn', answeredAt: act.at, answeredBy: act.byId })
      .where(
        'id',
        'in',
        open.map(o => o.id),
      )
      .execute()
    await recordAll(
      act,
      open.map(o => ({
        kind: 'offer.withdrawn' as const,
        leadId: o.leadId,
        personId: o.personId,
        companyId: o.companyId,
        facts: { offerId: o.id, from: o.fromId, to: o.toId },
      })),
    )
    await refreshSight(
      act.tx,
      open.map(o => o.leadId),
    )
  }
  return {
    taken: open.map(o => o.id),
    left: given.filter(o => o.answer !== 'withdrawn' && !open.includes(o)).map(o => o.id),
  }
}

export const offerTakeBack: TakeBack = { table: 'offer', keeps, restored, inserted }
