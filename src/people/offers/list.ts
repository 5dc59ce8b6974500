import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { Refusal } from '../../platform/refusal.ts'
import { isToActor } from './answerable.ts'
import type { Offer, OfferQuery } from './offers.schema.ts'

async function find(
  act: Act,
  where: RawBuilder<unknown>,
  limit: number,
  order: RawBuilder<unknown> = sql`o.id desc`,
): Promise<Offer[]> {
  const { rows } = await sql<Offer>`
    select o.id, o.lead_id, l.person_id, l.company_id, nullif(trim(concat(p.family_name, ' ', p.given_name)), '') as person_name, c.name as company_name,
      l.stage, coalesce((select s.temperature from score s where s.person_id = l.person_id), 'cool') as temperature,
      jsonb_build_object('id', f.id, 'kind', f.kind, 'name', f.name) as "from", jsonb_build_object('id', t.id, 'kind', t.kind, 'name', t.name) as "to",
      o.note, o.offered_at, o.clock_at, o.answer, o.answered_at, o.until, o.version,
      case when r.id is not null then jsonb_build_object('id', r.id, 'code', r.code, 'ja', r.name_ja, 'en', r.name_en) end as reason
    from offer o
    join lead l on l.id = o.lead_id
    join holder f on f.id = coalesce(o.given_by, o.from_id)
    join holder t on t.id = o.to_id
    left join person p on p.id = l.person_id
    left join company c on c.id = l.company_id
    left join reason r on r.id = o.reason_id
    where ${where} order by ${order} limit ${limit}`.execute(act.tx)
  return rows
}

/** Offers to me and to the queues I work off, or those that I gave: what waits for an answer by its clock, all of them by age. */
export async function listOffers(
  act: Act,
  { box, open, limit, cursor }: z.infer<typeof OfferQuery>,
): Promise<{ items: Offer[]; nextCursor: string | null }> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (box === 'received') conditions.push(isToActor(act, 't'))
  if (box === 'given') conditions.push(sql`(o.given_by = ${act.byId} or o.from_id = ${act.byId})`)
  if (open) conditions.push(sql`o.answer is null`)
  const after = fromCursor(cursor)
  if (after)
    conditions.push(
      open
        ? sql`(o.clock_at, o.id) > (${after[0]}::timestamptz, ${after[1]}::bigint)`
        : sql`o.id < ${after[0]}::bigint`,
    )
  const found = await find(
    act,
    sql.join(conditions, sql` and `),
    limit + 1,
    open ? sql`o.clock_at, o.id` : sql`o.id desc`,
  )
  const items = found.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    nextCursor: found.length > limit && last ? toCursor(open ? [last.clockAt, last.id] : [last.id]) : null,
  }
}

export async function getOffer(act: Act, id: number): Promise<Offer> {
  const [offer] = await find(act, sql`o.id = ${id}`, 1)
  if (!offer) throw new Refusal('missing', { en: 'There is no such offer.', ja: 'この打診は存在しません。' })
  return offer
}
