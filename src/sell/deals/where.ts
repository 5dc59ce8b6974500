import { type RawBuilder, sql } from 'kysely'
import type { DealFilter } from './deals.schema.ts'

const like = (text: string) => `%${text.replace(/[\\%_]/g, sign => `\\${sign}`)}%`

function stateWhere(state: DealFilter['state'][number], at: Date): RawBuilder<unknown> {
  switch (state) {
    case 'open':
      return sql`d.outcome is null`
    case 'stalled':
      return sql`d.outcome is null and (n.planned_at is null or n.planned_at <= ${at})`
    case 'closed':
      return sql`d.outcome is not null`
    case 'all':
      return sql`true`
    default:
      return sql`d.outcome = ${state}`
  }
}

function nextWhere(next: NonNullable<DealFilter['next']>[number], at: Date): RawBuilder<unknown> {
  if (next === 'none') return sql`n.planned_at is null`
  return next === 'overdue' ? sql`n.planned_at <= ${at}` : sql`n.planned_at > ${at}`
}

/** Of somebody who did nothing and whom nobody entered, nothing is known. */
const cameBy = (kind: RawBuilder<unknown>, kinds: readonly string[]) => sql`(
  d.id in (select x.deal_id from deal_source x where ${kind} = any(${kinds}::text[]))
  ${kinds.includes('unknown') ? sql`or not exists (select from deal_source x where x.deal_id = d.id)` : sql``})`

/** Which deals, over deal d, its stage s, company c, person p, owner h and next action n. */
export function dealsWhere(filter: DealFilter, at: Date): RawBuilder<unknown> {
  const { q, state, pipelineId, stageId, ownerId, teamId, personId, companyId, leadId, reasonId, certainty } = filter
  const zone = sql`(select w.time_zone from workspace w)`
  const day = sql`case when d.outcome = 'won' then d.ordered_on when d.outcome is null then d.expected_close
    else (d.closed_at at time zone ${zone})::date end`
  const age = sql`((${at}::timestamptz at time zone ${zone})::date - (d.stage_since at time zone ${zone})::date)`
  const conditions = [
    !state.includes('all') &&
      sql`(${sql.join(
        state.map(one => stateWhere(one, at)),
        sql` or `,
      )})`,
    q?.trim() &&
      sql`(d.title ilike ${like(q.trim())} or c.name ilike ${like(q.trim())}
      or replace(p.family_name || p.given_name, ' ', '') ilike ${like(q.replace(/\s/g, ''))})`,
    pipelineId && sql`d.pipeline_id = any(${pipelineId}::bigint[])`,
    stageId && sql`d.stage_id = any(${stageId}::bigint[])`,
    ownerId && sql`d.owner_id = any(${ownerId}::bigint[])`,
    teamId &&
      sql`h.team_id in (with recursive below as (select id from team where id = ${teamId}
      union select t.id from team t join below b on t.parent_id = b.id) select id from below)`,
    personId && sql`exists (select from deal_contact k where k.deal_id = d.id and k.person_id = ${personId})`,
    companyId && sql`d.company_id = ${companyId}`,
    leadId && sql`d.lead_id = ${leadId}`,
    reasonId && sql`d.reason_id = any(${reasonId}::bigint[])`,
    filter.competitor && sql`d.competitor ilike ${like(filter.competitor)}`,
    certainty && sql`d.certainty = any(${certainty}::text[])`,
    filter.amountFrom !== undefined && sql`d.amount >= ${filter.amountFrom}`,
    filter.amountUntil !== undefined && sql`d.amount <= ${filter.amountUntil}`,
    filter.from && sql`${day} >= ${filter.from}::date`,
    filter.until && sql`${day} <= ${filter.until}::date`,
    filter.firstTouch && cameBy(sql`x.first_kind`, filter.firstTouch),
    filter.lastTouch && cameBy(sql`x.last_kind`, filter.lastTouch),
    filter.ageFrom !== undefined && sql`${age} >= ${filter.ageFrom}`,
    filter.ageUntil !== undefined && sql`${age} <= ${filter.ageUntil}`,
    filter.overstayed && sql`d.outcome is null and ${age} > s.stale_days`,
    filter.next &&
      sql`d.outcome is null and (${sql.join(
        filter.next.map(one => nextWhere(one, at)),
        sql` or `,
      )})`,
  ].filter(c => c !== undefined && c !== false && c !== '' && c !== 0)
  return conditions.length > 0 ? sql`${sql.join(conditions, sql` and `)}` : sql`true`
}
