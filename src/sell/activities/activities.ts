import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { Activity, ActivityQuery } from './activities.schema.ts'

const columns = sql`
  select a.id, a.kind, a.person_id, nullif(trim(p.family_name || ' ' || p.given_name), '') as person_name,
    a.company_id, c.name as company_name, a.lead_id,
    case when d.id is not null then jsonb_build_object('id', d.id, 'title', d.title) end as deal, l.stage as lead_stage, jsonb_build_object('id', h.id, 'name', h.name) as holder, a.subject, a.note,
    a.planned_at, a.remind_at, a.done_at, a.outcome, a.cancelled_at, a.created_at, a.version
  from activity a
  join holder h on h.id = a.holder_id
  left join person p on p.id = a.person_id
  left join company c on c.id = a.company_id
  left join lead l on l.id = a.lead_id and l.closed_at is null
  left join deal d on d.id = a.deal_id`

/** One activity, as the actor may see it. */
export async function getActivity(act: Act, id: number): Promise<Activity> {
  const { rows } = await sql<Activity>`${columns} where a.id = ${id}`.execute(act.tx)
  if (!rows[0]) throw noSuchActivity()
  return rows[0]
}

/**
 * Activities by person, company, lead, holder or time. What is open comes by its date, those without one last; what is
 * done, and everything together, comes newest first.
 */
export async function listActivities(
  act: Act,
  query: ActivityQuery,
  and?: RawBuilder<unknown>,
): Promise<{ items: Activity[]; nextCursor: string | null }> {
  const { personId, companyId, leadId, dealId, holder, kind, state, plannedFrom, plannedUntil, limit } = query
  const conditions = [
    personId && sql`a.person_id = ${personId}`,
    companyId && sql`a.company_id = ${companyId}`,
    leadId && sql`a.lead_id = ${leadId}`,
    dealId && sql`a.deal_id = ${dealId}`,
    holder && sql`a.holder_id = ${holder}`,
    kind && sql`a.kind = ${kind}`,
    plannedFrom && sql`a.planned_at >= ${plannedFrom}`,
    plannedUntil && sql`a.planned_at < ${plannedUntil}`,
    state === 'open' && sql`a.done_at is null and a.cancelled_at is null`,
    state === 'done' && sql`a.done_at is not null`,
    state === 'cancelled' && sql`a.cancelled_at is not null`,
    after(state, fromCursor(query.cursor)),
    and,
  ].filter(c => c !== undefined && c !== false && c !== 0)
  const order = {
    open: sql`a.planned_at, a.id`,
    done: sql`a.done_at desc, a.id desc`,
    cancelled: sql`a.id desc`,
    all: sql`a.id desc`,
  }[state]
  const where = conditions.length > 0 ? sql`where ${sql.join(conditions, sql` and `)}` : sql``
  const { rows } = await sql<Activity>`${columns} ${where} order by ${order} limit ${limit + 1}`.execute(act.tx)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const end =
    last && (state === 'open' ? [last.plannedAt, last.id] : state === 'done' ? [last.doneAt, last.id] : [last.id])
  return { items, nextCursor: rows.length > limit && end ? toCursor(end) : null }
}

function after(state: ActivityQuery['state'], cursor: unknown[] | undefined) {
  if (!cursor) return undefined
  const [at, id] = cursor
  if (state === 'done') return sql`(a.done_at, a.id) < (${at}::timestamptz, ${id}::bigint)`
  if (state !== 'open') return sql`a.id < ${at}::bigint`
  if (at === null) return sql`a.planned_at is null and a.id > ${id}::bigint`
  return sql`((a.planned_at, a.id) > (${at}::timestamptz, ${id}::bigint) or a.planned_at is null)`
}

export const noSuchActivity = () =>
  new Refusal('missing', { en: 'There is no such activity.', ja: 'この活動は存在しません。' })
