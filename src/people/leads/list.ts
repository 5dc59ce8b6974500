import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { Refusal } from '../../platform/refusal.ts'
import { isToActor, steers } from '../offers/answerable.ts'
import type { Lead, LeadQuery } from './leads.schema.ts'

type Found = Omit<Lead, 'clock' | 'offer' | 'nextActivity'> & {
  clockAt: Date | null
  clockFor: string | null
  offerId: number | null
  offerNote: string | null
  offeredAt: Date | null
  offerClockAt: Date | null
  offeredBy: Lead['holder']
  offeredTo: Lead['holder']
  answerable: boolean
  activityId: number | null
  activityKind: string | null
  activitySubject: string | null
  plannedAt: Date | null
}

async function find(act: Act, where: RawBuilder<unknown>, limit: number): Promise<Lead[]> {
  const { rows } = await sql<Found>`
    select l.id, l.person_id, l.company_id, nullif(trim(concat(p.family_name, ' ', p.given_name)), '') as person_name, c.name as company_name,
      l.product_line_id, pl.name as product_line, l.stage, l.stage_since, l.clock_at, l.clock_for, l.touched_at, l.opened_at, l.closed_at, l.version,
      case when h.id is not null then jsonb_build_object('id', h.id, 'kind', h.kind, 'name', h.name) end as holder,
      case when r.id is not null then jsonb_build_object('id', r.id, 'code', r.code, 'ja', r.name_ja, 'en', r.name_en) end as reason,
      o.id as offer_id, o.note as offer_note, o.offered_at, o.clock_at as offer_clock_at, coalesce(${steers(act)} or ${isToActor(act, 'oh')}, false) as answerable,
      case when fh.id is not null then jsonb_build_object('id', fh.id, 'kind', fh.kind, 'name', fh.name) end as offered_by,
      case when oh.id is not null then jsonb_build_object('id', oh.id, 'kind', oh.kind, 'name', oh.name) end as offered_to,
      n.id as activity_id, n.kind as activity_kind, n.subject as activity_subject, n.planned_at
    from lead l
    join product_line pl on pl.id = l.product_line_id
    left join person p on p.id = l.person_id
    left join company c on c.id = l.company_id
    left join holder h on h.id = l.holder_id
    left join reason r on r.id = l.reason_id
    left join offer o on o.lead_id = l.id and o.answer is null
    left join holder oh on oh.id = o.to_id
    left join holder fh on fh.id = coalesce(o.given_by, o.from_id)
    left join lateral (
      select * from activity where lead_id = l.id and done_at is null and cancelled_at is null order by planned_at limit 1 offset 0
    ) n on true
    where ${where} order by coalesce(l.clock_at, 'infinity'::timestamptz), l.id limit ${limit}`.execute(act.tx)
  return rows.map(
    ({
      clockAt,
      clockFor,
      offerId,
      offerNote,
      offeredAt,
      offerClockAt,
      offeredBy,
      offeredTo,
      answerable,
      activityId,
      activityKind,
      activitySubject,
      plannedAt,
      ...lead
    }) => ({
      ...lead,
      clock: clockAt ? { at: clockAt, for: clockFor as NonNullable<Lead['clock']>['for'] } : null,
      offer: offerId
        ? {
            id: offerId,
            note: offerNote!,
            offeredAt: offeredAt!,
            clockAt: offerClockAt!,
            from: offeredBy!,
            to: offeredTo!,
            answerable,
          }
        : null,
      nextActivity: activityId
        ? { id: activityId, kind: activityKind!, subject: activitySubject!, plannedAt: plannedAt! }
        : null,
    }),
  )
}

/** Leads whom the actor sees, most urgent clock first; closed ones last. */
export async function listLeads(
  act: Act,
  query: z.infer<typeof LeadQuery>,
): Promise<{ items: Lead[]; nextCursor: string | null }> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (query.stage) conditions.push(sql`l.stage = ${query.stage}`)
  // Only open leads have one.
  if (query.holder) conditions.push(sql`l.holder_id = ${query.holder} and l.closed_at is null`)
  if (query.personId) conditions.push(sql`l.person_id = ${query.personId}`)
  if (query.companyId) conditions.push(sql`l.company_id = ${query.companyId}`)
  if (query.overdue) conditions.push(sql`l.clock_at < ${act.at}`)
  const after = fromCursor(query.cursor)
  if (after)
    conditions.push(
      sql`(coalesce(l.clock_at, 'infinity'::timestamptz), l.id) > (${after[0]}::timestamptz, ${after[1]}::bigint)`,
    )
  const found = await find(act, sql.join(conditions, sql` and `), query.limit + 1)
  const items = found.slice(0, query.limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: found.length > query.limit && last ? toCursor([last.clock?.at ?? 'infinity', last.id]) : null,
  }
}

export async function getLead(act: Act, id: number): Promise<Lead> {
  const [lead] = await find(act, sql`l.id = ${id}`, 1)
  if (!lead) throw new Refusal('missing', { en: 'There is no such lead.', ja: 'このリードは存在しません。' })
  return lead
}
