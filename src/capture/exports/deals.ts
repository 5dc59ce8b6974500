import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import { type Column, plain } from './columns.ts'
import type { filters } from './exports.schema.ts'
import { type Among, chosen, type Listed } from './listed.ts'

type Query = z.infer<(typeof filters)['deals']>

type Row = {
  id: number
  title: string
  companyName: string | null
  personName: string | null
  pipeline: string
  stage: { ja: string; en: string }
  owner: string
  amount: number
  chance: number
  certainty: string | null
  expectedClose: string | null
  outcome: 'won' | 'lost' | 'stopped' | null
  orderedOn: string | null
  reason: { ja: string; en: string } | null
  until: string | null
  competitor: string
  budget: string
  authority: string
  needs: string
  timeframe: string
  openedAt: Date
  closedAt: Date | null
}

const outcomes = {
  ja: { open: '進行中', won: '受注', lost: '失注', stopped: '停止' },
  en: { open: 'open', won: 'won', lost: 'lost', stopped: 'stopped' },
}

const columns: Column<Row>[] = [
  plain('title', '件名', 'Title'),
  plain('companyName', '会社名', 'Company'),
  plain('personName', '主担当者', 'Main contact'),
  plain('pipeline', 'パイプライン', 'Pipeline'),
  { key: 'stage', heading: { ja: 'フェーズ', en: 'Stage' }, value: (row, say) => row.stage[say.language] },
  plain('owner', '担当', 'Owner'),
  plain('amount', '金額', 'Amount'),
  plain('chance', '確率', 'Probability'),
  plain('certainty', '確度', 'Certainty'),
  plain('expectedClose', '受注予定日', 'Expected close'),
  {
    key: 'state',
    heading: { ja: '状態', en: 'State' },
    value: (row, say) => outcomes[say.language][row.outcome ?? 'open'],
  },
  plain('orderedOn', '受注日', 'Ordered on'),
  { key: 'reason', heading: { ja: '理由', en: 'Reason' }, value: (row, say) => row.reason?.[say.language] },
  plain('until', '再開検討日', 'Again on'),
  plain('competitor', '競合', 'Competitor'),
  plain('budget', '予算', 'Budget'),
  plain('authority', '決裁者', 'Who decides'),
  plain('needs', '必要性', 'Need'),
  plain('timeframe', '導入時期', 'Timeframe'),
  { key: 'opened', heading: { ja: '作成日', en: 'Opened on' }, value: (row, say) => say.day(row.openedAt) },
  { key: 'closed', heading: { ja: '終了日', en: 'Closed on' }, value: (row, say) => say.day(row.closedAt) },
]

/** Deals as their list shows them, latest first. */
export async function dealsListed(act: Act, query: Query, among: Among, most: number): Promise<Listed<Row>> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  const oneOf = (column: RawBuilder<unknown>, ids: number[] | undefined) => {
    if (ids) conditions.push(sql`${column} = any(${ids}::bigint[])`)
  }
  oneOf(sql`d.pipeline_id`, query.pipelineId)
  oneOf(sql`d.stage_id`, query.stageId)
  oneOf(sql`d.owner_id`, query.ownerId)
  oneOf(sql`d.reason_id`, query.reasonId)
  if (query.state) conditions.push(statesWhere(query.state, act.at))
  if (query.certainty) conditions.push(sql`d.certainty = any(${query.certainty}::text[])`)
  if (query.amountFrom !== undefined) conditions.push(sql`d.amount >= ${query.amountFrom}`)
  if (query.amountUntil !== undefined) conditions.push(sql`d.amount <= ${query.amountUntil}`)
  if (query.competitor) conditions.push(sql`strpos(lower(d.competitor), lower(${query.competitor})) > 0`)
  if (query.q)
    conditions.push(
      sql`strpos(lower(concat_ws(' ', d.title, c.name, p.family_name || p.given_name)), lower(${query.q})) > 0`,
    )
  const day = sql`case when d.outcome = 'won' then d.ordered_on when d.outcome is null then d.expected_close
    else (d.closed_at at time zone (select w.time_zone from workspace w))::date end`
  if (query.from) conditions.push(sql`${day} >= ${query.from}::date`)
  if (query.until) conditions.push(sql`${day} <= ${query.until}::date`)
  conditions.push(...standing(query, act.at), ...cameBy(query))
  const { rows } = await sql<{ id: number }>`
    select d.id from deal d join deal_stage s on s.id = d.stage_id left join company c on c.id = d.company_id left join person p on p.id = d.person_id
    where ${sql.join(conditions, sql` and `)} ${chosen(sql`d.id`, among)} order by d.opened_at desc, d.id desc limit ${most}`.execute(
    act.tx,
  )
  return { ids: rows.map(r => r.id), columns, read: ids => find(act, ids) }
}

const nextPlanned = sql`(select min(a.planned_at) from activity a
  where a.deal_id = d.id and a.done_at is null and a.cancelled_at is null)`

/** How long at its stage, and what of its next action. */
function standing(query: Query, at: Date): RawBuilder<unknown>[] {
  const zone = sql`(select w.time_zone from workspace w)`
  const age = sql`((${at}::timestamptz at time zone ${zone})::date - (d.stage_since at time zone ${zone})::date)`
  const next = {
    overdue: sql`${nextPlanned} <= ${at}`,
    none: sql`${nextPlanned} is null`,
    ahead: sql`${nextPlanned} > ${at}`,
  }
  return [
    ...(query.ageFrom === undefined ? [] : [sql`${age} >= ${query.ageFrom}`]),
    ...(query.ageUntil === undefined ? [] : [sql`${age} <= ${query.ageUntil}`]),
    ...(query.overstayed ? [sql`d.outcome is null and ${age} > s.stale_days`] : []),
    ...(query.next
      ? [
          sql`d.outcome is null and (${sql.join(
            query.next.map(one => next[one]),
            sql` or `,
          )})`,
        ]
      : []),
  ]
}

/** By which first or last touch they came. */
const cameBy = ({ firstTouch, lastTouch }: Query): RawBuilder<unknown>[] =>
  [
    { kinds: firstTouch, of: sql`x.first_kind` },
    { kinds: lastTouch, of: sql`x.last_kind` },
  ].flatMap(({ kinds, of }) =>
    kinds
      ? [sql`coalesce((select ${of} from deal_source x where x.deal_id = d.id), 'unknown') = any(${kinds}::text[])`]
      : [],
  )

/** Stalled: without a next action, or past it. */
function statesWhere(states: NonNullable<Query['state']>, at: Date): RawBuilder<unknown> {
  const stalled = sql`d.outcome is null and coalesce(${nextPlanned}, ${at}::timestamptz) <= ${at}::timestamptz`
  return sql`(coalesce(d.outcome, 'open') = any(${states}::text[]) or ${states.includes('stalled')} and ${stalled})`
}

async function find(act: Act, ids: number[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select d.id, d.title, c.name as company_name, nullif(trim(concat(p.family_name, ' ', p.given_name)), '') as person_name, pi.name as pipeline,
      jsonb_build_object('ja', s.name_ja, 'en', s.name_en) as stage, h.name as owner, d.amount,
      case d.outcome when 'won' then 100 when 'lost' then 0 when 'stopped' then 0 else coalesce(d.probability, s.probability) end as chance,
      d.certainty, d.expected_close, d.outcome, d.ordered_on, d.until, d.competitor, d.budget, d.authority, d.needs, d.timeframe,
      d.opened_at, d.closed_at, case when r.id is not null then jsonb_build_object('ja', r.name_ja, 'en', r.name_en) end as reason
    from deal d join deal_stage s on s.id = d.stage_id join pipeline pi on pi.id = d.pipeline_id join holder h on h.id = d.owner_id
    left join company c on c.id = d.company_id left join person p on p.id = d.person_id left join reason r on r.id = d.reason_id
    where d.id = any(${ids})`.execute(act.tx)
  return rows
}
