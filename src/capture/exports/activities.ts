import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import { type Column, plain } from './columns.ts'
import type { filters } from './exports.schema.ts'
import { type Among, chosen, type Listed } from './listed.ts'

type Query = z.infer<(typeof filters)['activities']>

type Row = {
  id: number
  kind: string
  doneAt: Date | null
  plannedAt: Date | null
  companyName: string | null
  personName: string | null
  email: string | null
  subject: string
  note: string
  outcome: string | null
  by: string
}

const words: Record<'ja' | 'en', Record<string, string>> = {
  ja: {
    call: '架電',
    visit: '訪問',
    mail: 'メール',
    meeting: '面談',
    note: 'メモ',
    task: 'ToDo',
    talked: '通話',
    absent: '不在',
    blocked: '受付ブロック',
    recall: '再架電',
    appointment: 'アポ獲得',
    refused: 'お断り',
  },
  en: {
    call: 'call',
    visit: 'visit',
    mail: 'mail',
    meeting: 'meeting',
    note: 'note',
    task: 'task',
    talked: 'talked',
    absent: 'absent',
    blocked: 'blocked',
    recall: 'recall',
    appointment: 'appointment',
    refused: 'refused',
  },
}

const columns: Column<Row>[] = [
  { key: 'kind', heading: { ja: '種別', en: 'Kind' }, value: (row, say) => words[say.language][row.kind] },
  { key: 'doneAt', heading: { ja: '実施日時', en: 'Done at' }, value: (row, say) => say.moment(row.doneAt) },
  { key: 'plannedAt', heading: { ja: '予定日時', en: 'Planned at' }, value: (row, say) => say.moment(row.plannedAt) },
  plain('companyName', '会社名', 'Company'),
  plain('personName', '氏名', 'Name'),
  plain('email', 'メールアドレス', 'Email'),
  plain('subject', '件名', 'Subject'),
  plain('note', '内容', 'Note'),
  {
    key: 'outcome',
    heading: { ja: '結果', en: 'Outcome' },
    value: (row, say) => row.outcome && words[say.language][row.outcome],
  },
  plain('by', '担当者', 'By'),
]

/** What was done and is planned, latest first. */
export async function activitiesListed(act: Act, query: Query, among: Among, most: number): Promise<Listed<Row>> {
  const conditions: RawBuilder<unknown>[] = [sql`a.cancelled_at is null`]
  if (query.personId) conditions.push(sql`a.person_id = ${query.personId}`)
  if (query.companyId) conditions.push(sql`a.company_id = ${query.companyId}`)
  if (query.holder) conditions.push(sql`a.holder_id = ${query.holder}`)
  if (query.kind) conditions.push(sql`a.kind = ${query.kind}`)
  if (query.doneFrom) conditions.push(sql`a.done_at >= ${query.doneFrom}`)
  if (query.doneUntil) conditions.push(sql`a.done_at < ${query.doneUntil}`)
  const { rows } = await sql<{ id: number }>`
    select a.id from activity a where ${sql.join(conditions, sql` and `)} ${chosen(sql`a.id`, among)}
    order by coalesce(a.done_at, a.planned_at, a.created_at) desc, a.id desc limit ${most}`.execute(act.tx)
  return {
    ids: rows.map(r => r.id),
    columns,
    async read(ids) {
      const found = await sql<Row>`
        select a.id, a.kind, a.done_at, a.planned_at, c.name as company_name, p.email, a.subject, a.note, a.outcome, h.name as by,
          nullif(trim(concat(p.family_name, ' ', p.given_name)), '') as person_name
        from activity a join holder h on h.id = a.holder_id left join person p on p.id = a.person_id left join company c on c.id = a.company_id
        where a.id = any(${ids})`.execute(act.tx)
      return found.rows
    },
  }
}
