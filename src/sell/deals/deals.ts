import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { byOnePlan, planned } from '../../platform/lines.ts'
import type { Deal, DealFilter, DealQuery, OneDeal, Sums } from './deals.schema.ts'
import { noSuchDeal } from './refusals.ts'
import { dealsWhere } from './where.ts'

const stageOf = (s: string) =>
  sql.raw(
    `jsonb_build_object('id', ${s}.id, 'ja', ${s}.name_ja, 'en', ${s}.name_en, 'position', ${s}.position, 'wins', ${s}.wins, 'staleDays', ${s}.stale_days)`,
  )

/** What is counted of a deal that has not been won yet. */
export const chance = sql<number>`case d.outcome when 'won' then 100 when 'lost' then 0 when 'stopped' then 0 else coalesce(d.probability, s.probability) end`

/** Over deal d, its stage s and its next action n. */
export const columns = sql`
  d.id, d.title, case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name) end as company,
  case when p.id is not null then jsonb_build_object('id', p.id, 'name', trim(p.family_name || ' ' || p.given_name)) end as person,
  d.lead_id, d.product_line_id, d.pipeline_id, ${stageOf('s')} as stage, d.stage_since,
  jsonb_build_object('id', h.id, 'name', h.name) as owner, d.amount, d.probability, ${chance} as chance, d.certainty, d.expected_close,
  jsonb_build_object('budget', d.budget, 'authority', d.authority, 'needs', d.needs, 'timeframe', d.timeframe) as bant,
  d.competitor, d.memo, d.outcome, d.closed_at, d.ordered_on, d.until,
  case when r.id is not null then jsonb_build_object('id', r.id, 'code', r.code, 'ja', r.name_ja, 'en', r.name_en) end as reason,
  n.next, d.opened_at, d.version`

/** The deal's next action: the earliest that is planned for it. */
export const nextAction = sql`left join lateral (
    select a.planned_at, jsonb_build_object('id', a.id, 'kind', a.kind, 'subject', a.subject, 'plannedAt', a.planned_at,
      'holder', jsonb_build_object('id', a.holder_id, 'name', (select x.name from holder x where x.id = a.holder_id))) as next
    from activity a where a.deal_id = d.id and a.done_at is null and a.cancelled_at is null and a.planned_at is not null
    order by a.planned_at, a.id limit 1 offset 0
  ) n on d.outcome is null`

export const joins = sql`
  join deal_stage s on s.id = d.stage_id join holder h on h.id = d.owner_id
  left join company c on c.id = d.company_id left join person p on p.id = d.person_id left join reason r on r.id = d.reason_id`

export type DealRow = Omit<Deal, 'stalled' | 'next'> & {
  next: (Omit<NonNullable<Deal['next']>, 'plannedAt'> & { plannedAt: string }) | null
}

/** Times within JSON are text. A deal without a next action, or past it, has stalled. */
export function asDeal({ next, ...row }: DealRow, at: Date): Deal {
  const planned = next && { ...next, plannedAt: new Date(next.plannedAt) }
  return { ...row, next: planned, stalled: row.outcome === null && (planned === null || planned.plannedAt <= at) }
}

/** One deal as the actor may see it, with its way and who takes part. */
export async function getDeal(act: Act, id: number): Promise<OneDeal> {
  const { rows } = await byOnePlan(act.tx, () =>
    sql<
      DealRow &
        Pick<OneDeal, 'contacts'> & { steps: { stage: Deal['stage']; enteredAt: string; leftAt: string | null }[] }
    >`
    ${planned('deal')} select ${columns},
      (select coalesce(jsonb_agg(jsonb_build_object('stage', ${stageOf('t')}, 'enteredAt', x.entered_at, 'leftAt', x.left_at) order by x.id), '[]')
       from deal_step x join deal_stage t on t.id = x.stage_id where x.deal_id = d.id) as steps,
      (select coalesce(jsonb_agg(jsonb_build_object('id', k.id, 'personId', k.person_id, 'name', trim(q.family_name || ' ' || q.given_name),
        'department', q.department, 'title', q.title, 'role', k.role, 'main', k.person_id is not distinct from d.person_id, 'version', k.version)
        order by k.person_id is not distinct from d.person_id desc, k.id), '[]')
       from deal_contact k join person q on q.id = k.person_id where k.deal_id = d.id) as contacts
    from deal d ${joins} ${nextAction} where d.id = ${id}`.execute(act.tx),
  )
  const row = rows[0]
  if (!row) throw noSuchDeal()
  const { steps, contacts, ...deal } = row
  const moment = (text: string | null) => (text === null ? null : new Date(text))
  return {
    ...asDeal(deal, act.at),
    contacts,
    steps: steps.map(step => ({ stage: step.stage, enteredAt: new Date(step.enteredAt), leftAt: moment(step.leftAt) })),
  }
}

/** What a list is sorted by, and as what its cursor is read. Empty values, where there are any, come last, whichever way. */
const sorts: Record<DealQuery['sort'], { by: RawBuilder<unknown>; type: string; none?: string }> = {
  stage: { by: sql`s.position`, type: 'int' },
  amount: { by: sql`d.amount`, type: 'bigint' },
  expectedClose: { by: sql`d.expected_close`, type: 'date', none: 'infinity' },
  next: { by: sql`n.planned_at`, type: 'timestamptz', none: 'infinity' },
  opened: { by: sql`d.opened_at`, type: 'timestamptz' },
  closed: { by: sql`d.closed_at`, type: 'timestamptz', none: 'infinity' },
  title: { by: sql`d.title`, type: 'text' },
  company: { by: sql`c.name`, type: 'text', none: '' },
}

const ended: readonly DealFilter['state'][number][] = ['won', 'lost', 'stopped', 'closed']

function sortOf({ sort, descending, state }: DealQuery) {
  const { by, type, none } = sorts[sort]
  // What has ended has its day, so an index gives the order.
  const whole = none === undefined || (sort === 'closed' && state.every(one => ended.includes(one)))
  const last = sql`${descending ? none?.replace(/^infinity/, '-infinity') : none}::${sql.raw(type)}`
  return { key: whole ? by : sql`coalesce(${by}, ${last})`, type: sql.raw(type) }
}

/** The next action where conditions ask for it: else it is looked up for what is shown alone. */
export const askedNextAction = ({ state, next }: Pick<DealFilter, 'state' | 'next'>, sort?: DealQuery['sort']) =>
  state.includes('stalled') || next || sort === 'next' ? nextAction : sql``

/** The page is found first, and then what is shown of it. */
export async function listDeals(act: Act, query: DealQuery): Promise<{ items: Deal[]; nextCursor: string | null }> {
  const { key, type } = sortOf(query)
  const way = sql.raw(query.descending ? 'desc' : 'asc')
  const beyond = sql.raw(query.descending ? '<' : '>')
  const after = fromCursor(query.cursor)
  const { rows } = await sql<DealRow & { key: string }>`
    with page as (
      select d.id, ${key} as key from deal d ${joins} ${askedNextAction(query, query.sort)}
      where ${dealsWhere(query, act.at)}
        ${after ? sql`and (${key}, d.id) ${beyond} (${after[0]}::${type}, ${after[1]}::bigint)` : sql``}
      order by ${key} ${way}, d.id ${way} limit ${query.limit + 1}
    )
    select ${columns}, page.key::text as key from page join deal d on d.id = page.id ${joins} ${nextAction}
    order by page.key ${way}, d.id ${way}`.execute(act.tx)
  const items = rows.slice(0, query.limit)
  const end = items.at(-1)
  return {
    items: items.map(({ key: _, ...row }) => asDeal(row, act.at)),
    nextCursor: rows.length > query.limit && end ? toCursor([end.key, end.id]) : null,
  }
}

/** How many, how much, and how much of it is to be expected. */
export async function sumDeals(act: Act, filter: DealFilter): Promise<z.infer<typeof Sums>> {
  const { rows } = await sql<z.infer<typeof Sums>>`
    select count(*) as count, coalesce(sum(d.amount), 0)::bigint as sum, coalesce(sum(d.amount * ${chance} / 100), 0)::bigint as weighted
    from deal d ${joins} ${askedNextAction(filter)} where ${dealsWhere(filter, act.at)}`.execute(act.tx)
  return rows[0]!
}
