import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import type { LeadQuery } from '../../people/leads/leads.schema.ts'
import { segmentCondition } from '../../people/segments/condition.ts'
import { type Column, plain } from './columns.ts'
import { type Among, chosen, type Listed } from './listed.ts'

type Query = Partial<z.infer<typeof LeadQuery>> & { segment?: number }

type Row = {
  id: number
  companyName: string | null
  department: string | null
  title: string | null
  familyName: string | null
  givenName: string | null
  email: string | null
  phone: string | null
  mobile: string | null
  stage: string
  holder: string | null
  offeredTo: string | null
  clockAt: Date | null
  nextAt: Date | null
  touchedAt: Date | null
  reason: { ja: string; en: string } | null
  productLine: string
  openedAt: Date
  closedAt: Date | null
}

const columns: Column<Row>[] = [
  plain('companyName', '会社名', 'Company'),
  plain('department', '部署', 'Department'),
  plain('title', '役職', 'Title'),
  plain('familyName', '姓', 'Family name'),
  plain('givenName', '名', 'Given name'),
  plain('email', 'メールアドレス', 'Email'),
  plain('phone', '電話番号', 'Phone'),
  plain('mobile', '携帯電話', 'Mobile'),
  { key: 'stage', heading: { ja: 'ステージ', en: 'Stage' }, value: (row, say) => say.stage(row.stage) },
  plain('holder', '保有者', 'Holder'),
  plain('offeredTo', '打診先', 'Offered to'),
  { key: 'clock', heading: { ja: '期限', en: 'Clock' }, value: (row, say) => say.day(row.clockAt) },
  { key: 'next', heading: { ja: '次の予定', en: 'Next date' }, value: (row, say) => say.moment(row.nextAt) },
  { key: 'last', heading: { ja: '最終接触', en: 'Last contact' }, value: (row, say) => say.moment(row.touchedAt) },
  { key: 'reason', heading: { ja: '理由', en: 'Reason' }, value: (row, say) => row.reason?.[say.language] },
  plain('productLine', '商材', 'Product line'),
  { key: 'opened', heading: { ja: '開始日', en: 'Opened on' }, value: (row, say) => say.day(row.openedAt) },
  { key: 'closed', heading: { ja: '終了日', en: 'Closed on' }, value: (row, say) => say.day(row.closedAt) },
]

/** Leads, most urgent clock first. */
export async function leadsListed(act: Act, query: Query, among: Among, most: number): Promise<Listed<Row>> {
  const conditions: RawBuilder<unknown>[] = [sql`true`]
  if (query.stage) conditions.push(sql`l.stage = ${query.stage}`)
  // Only open leads have one.
  if (query.holder) conditions.push(sql`l.holder_id = ${query.holder} and l.closed_at is null`)
  if (query.personId) conditions.push(sql`l.person_id = ${query.personId}`)
  if (query.companyId) conditions.push(sql`l.company_id = ${query.companyId}`)
  if (query.overdue) conditions.push(sql`l.clock_at < ${act.at}`)
  if (query.segment)
    conditions.push(
      sql`exists (select from person p where p.id = l.person_id and ${await segmentCondition(act, query.segment)})`,
    )
  const { rows } = await sql<{ id: number }>`
    select l.id from lead l where ${sql.join(conditions, sql` and `)} ${chosen(sql`l.id`, among)}
    order by coalesce(l.clock_at, 'infinity'::timestamptz), l.id limit ${most}`.execute(act.tx)
  return { ids: rows.map(r => r.id), columns, read: ids => find(act, ids) }
}

async function find(act: Act, ids: number[]): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select l.id, c.name as company_name, p.department, p.title, p.family_name, p.given_name, p.email, p.phone, p.mobile, l.stage,
      h.name as holder, oh.name as offered_to, l.clock_at, n.planned_at as next_at, l.touched_at, pl.name as product_line, l.opened_at, l.closed_at,
      case when r.id is not null then jsonb_build_object('ja', r.name_ja, 'en', r.name_en) end as reason
    from lead l
    join product_line pl on pl.id = l.product_line_id
    left join person p on p.id = l.person_id
    left join company c on c.id = l.company_id
    left join holder h on h.id = l.holder_id
    left join reason r on r.id = l.reason_id
    left join offer o on o.lead_id = l.id and o.answer is null
    left join holder oh on oh.id = o.to_id
    left join lateral (
      select planned_at from activity where lead_id = l.id and done_at is null and cancelled_at is null order by planned_at limit 1 offset 0
    ) n on true
    where l.id = any(${ids})`.execute(act.tx)
  return rows
}
