import { sql } from 'kysely'
import { camel } from '../../office/journal/journaled.ts'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { wholePerson } from './erase.evidence.ts'

type Row = Record<string, unknown>
export type PersonExport = { exportedAt: Date; person: Row; mergedPersons: Row[] } & Record<string, unknown>

/**
 * Everything that is stored about a person, in one readable file: for them to have (開示請求). It is written down who took
 * it out and when.
 */
export async function exportPerson(act: Act, id: number): Promise<PersonExport> {
  const seen = await act.tx.selectFrom('person').select('id').where('id', '=', id).executeTakeFirst()
  if (!seen) throw new Refusal('missing', { en: 'There is no such person.', ja: 'この担当者は存在しません。' })
  return asOwner(act, async act => {
    const ids = await wholePerson(act.tx, id)
    const parts: Record<string, Row[]> = {}
    for (const [name, query] of Object.entries(everything)) parts[name] = await read(act, query(ids))
    const { persons = [], ...rest } = parts
    const rows = Object.values(parts).reduce((sum, part) => sum + part.length, 0)
    await act.tx
      .insertInto('exportLog')
      .values({
        what: 'person',
        format: 'json',
        filter: JSON.stringify({ personId: id }),
        rows,
        at: act.at,
        byId: act.byId,
      })
      .execute()
    const own = persons.find(p => p.mergedIntoId === null) ?? persons[0]!
    return { exportedAt: act.at, person: own, mergedPersons: persons.filter(p => p !== own), ...rest }
  })
}

const named = (table: string, id: string) => sql.raw(`(select name from ${table} n where n.id = ${id})`)

/** Each part by the ids of the person's records. Ids of colleagues and companies come with their names. */
const everything: Record<string, (ids: number[]) => ReturnType<typeof sql>> = {
  persons: ids => sql`
    select to_jsonb(t) - array['grams', 'seen_by'] || jsonb_build_object('company', ${named('company', 't.company_id')}, 'created_by', ${named('holder', 't.created_by')}) as row
    from person t where t.id = any(${ids}) order by t.id`,
  posts: ids =>
    sql`select to_jsonb(t) || jsonb_build_object('company', ${named('company', 't.company_id')}) as row from post t where t.person_id = any(${ids}) order by t.id`,
  identities: ids => sql`select to_jsonb(t) as row from identity t where t.person_id = any(${ids}) order by t.id`,
  consents: ids =>
    sql`select to_jsonb(t) || jsonb_build_object('created_by', ${named('holder', 't.created_by')}) as row from consent t where t.person_id = any(${ids}) order by t.id`,
  leads: ids => sql`
    select to_jsonb(t) - 'seen_by' || jsonb_build_object('holder', ${named('holder', 't.holder_id')}, 'product_line', ${named('product_line', 't.product_line_id')},
      'reason', (select name_ja from reason r where r.id = t.reason_id)) as row from lead t where t.person_id = any(${ids}) order by t.id`,
  offers: ids => sql`
    select to_jsonb(t) || jsonb_build_object('from', ${named('holder', 't.from_id')}, 'to', ${named('holder', 't.to_id')}) as row
    from offer t join lead l on l.id = t.lead_id where l.person_id = any(${ids}) order by t.id`,
  deals: ids => sql`
    select to_jsonb(t) - 'seen_by' || jsonb_build_object('owner', ${named('holder', 't.owner_id')}, 'company', ${named('company', 't.company_id')},
      'stage', (select name_ja from deal_stage s where s.id = t.stage_id), 'reason', (select name_ja from reason r where r.id = t.reason_id)) as row
    from deal t where t.person_id = any(${ids}) order by t.id`,
  dealContacts: ids =>
    sql`select to_jsonb(t) || jsonb_build_object('deal', (select d.title from deal d where d.id = t.deal_id)) as row from deal_contact t where t.person_id = any(${ids}) order by t.id`,
  orders: ids => sql`
    select to_jsonb(t) || jsonb_build_object('company', ${named('company', 't.company_id')}, 'created_by', ${named('holder', 't.created_by')}) as row
    from sales_order t where t.person_id = any(${ids}) order by t.id`,
  activities: ids =>
    sql`select to_jsonb(t) || jsonb_build_object('holder', ${named('holder', 't.holder_id')}) as row from activity t where t.person_id = any(${ids}) order by t.id`,
  events: ids => sql`
    select to_jsonb(t) || jsonb_build_object('by', ${named('holder', 't.by_id')}) as row from event t where t.person_id = any(${ids}) order by t.occurred_at, t.id`,
  scores: ids =>
    sql`select to_jsonb(t) - array['told_temperature', 'told_above'] as row from score t where t.person_id = any(${ids})`,
  scoreLines: ids => sql`
    select to_jsonb(t) || jsonb_build_object('rule', r.name) as row from score_line t join scoring_rule r on r.id = t.condition_id
    where t.person_id = any(${ids}) order by t.at, t.id`,
  visits: ids => sql`select to_jsonb(t) as row from visit t where t.person_id = any(${ids}) order by t.first_at, t.id`,
  submissions: ids => sql`
    select to_jsonb(t) || jsonb_build_object('form', f.name, 'purpose', w.purpose, 'consent', w.consent) as row
    from submission t join form f on f.id = t.form_id join form_wording w on w.id = t.wording_id where t.person_id = any(${ids}) order by t.id`,
  merges: ids =>
    sql`select to_jsonb(t) - array['kept', 'undecided', 'event_ids'] as row from person_merge t where t.keep_id = any(${ids}) or t.absorb_id = any(${ids}) order by t.id`,
  formerValues: ids => sql`
    select jsonb_build_object('table', t.table_name, 'id', t.row_id, 'act', t.act, 'at', o.at, 'by', ${named('holder', 'o.by_id')}, 'before', t.before - array['grams', 'seen_by']) as row
    from journal t left join operation o on o.id = t.operation_id where t.person_id = any(${ids}) order by t.id`,
  imports: ids => sql`
    select to_jsonb(t) || jsonb_build_object('file', i.file_name, 'imported_at', i.created_at) as row
    from import_row t join import_run i on i.id = t.import_id where t.person_id = any(${ids}) order by t.import_id, t.row_no`,
  mailings: ids => sql`
    select to_jsonb(t) - 'token' || jsonb_build_object('mailing', m.name, 'subject', m.subject,
      'touches', (select coalesce(jsonb_agg(to_jsonb(o) - array['id', 'recipient_id'] order by o.at, o.id), '[]') from mail_touch o where o.recipient_id = t.id),
      'bounces', (select coalesce(jsonb_agg(to_jsonb(b) - array['id', 'recipient_id'] order by b.id), '[]') from mail_bounce b where b.recipient_id = t.id)) as row
    from mailing_recipient t join mailing m on m.id = t.mailing_id where t.person_id = any(${ids}) order by t.id`,
  mailHolds: ids => sql`
    select to_jsonb(t) || jsonb_build_object('held_by', ${named('holder', 't.held_by')}) as row from mail_hold t where t.person_id = any(${ids}) order by t.id`,
  mails: ids => sql`
    select to_jsonb(t) as row from mail t where t.person_id = any(${ids})
      or lower(t.to_address) in (select value from identity where kind = 'email' and person_id = any(${ids})) order by t.id`,
}

async function read(act: OwnerAct, query: ReturnType<typeof sql>): Promise<Row[]> {
  const { rows } = await query.execute(act.tx)
  return (rows as { row: Row }[]).map(({ row }) =>
    Object.fromEntries(Object.entries(row).map(([key, value]) => [camel(key), value])),
  )
}
