import { sql } from 'kysely'
import { inWorkingDays, loadCalendar } from '../../office/calendar/workdays.ts'
import type { Act } from '../../office/roles/act.ts'
import { presets } from '../../people/leads/leads.ts'
import { companyTimeline, personTimeline } from '../../people/persons/timeline.ts'
import { byOnePlan, planned } from '../../platform/lines.ts'
import { Refusal } from '../../platform/refusal.ts'
import { nextTry, nextTryAfterBlock } from '../activities/slots.ts'
import { type CallItem, CallScreen, type NextCall } from './call-list.schema.ts'
import { callItem, firstCalls, listOf } from './call-list.ts'

type Facts = Pick<
  CallScreen,
  'person' | 'company' | 'stageSince' | 'touchedAt' | 'why' | 'plan' | 'phoneConsent' | 'absences'
>

/** How many who come next are shown beside the one who is called. */
const upcoming = 8

/** Whom to call next, with all that one screen shows. `skip`: whom to leave out for now. */
export async function nextCall(act: Act, query: { skip: number[]; holder?: number }): Promise<NextCall> {
  const { items, total } = await firstCalls(act, await listOf(act, query.holder), query.skip, upcoming + 1)
  const [first, ...rest] = items
  return { screen: first ? await screenOf(act, first) : null, upcoming: rest, total }
}

/** The screen of one lead. */
export async function callScreen(act: Act, leadId: number): Promise<CallScreen> {
  const item = await callItem(act, leadId)
  if (!item)
    throw new Refusal('missing', {
      en: 'There is no such open lead.',
      ja: 'このリードは存在しないか、すでにクローズされています。',
    })
  return screenOf(act, item)
}

/** Five questions to the database, each answered by an index. */
async function screenOf(act: Act, item: CallItem): Promise<CallScreen> {
  const { facts, colleagues } = await byOnePlan(act.tx, async () => ({
    facts: await factsOf(act, item),
    colleagues: await colleaguesOf(act, item),
  }))
  const last = { limit: 20, machine: true }
  const timeline = item.personId
    ? await personTimeline(act, item.personId, last)
    : await companyTimeline(act, item.companyId!, last)
  const calendar = await loadCalendar(act.tx)
  // Dates inside JSON come as text: the shape reads them.
  return CallScreen.parse({
    item,
    ...facts,
    timeline,
    colleagues,
    again: {
      absent: nextTry(calendar, act.at),
      blocked: nextTryAfterBlock(calendar, act.at),
      talked: inWorkingDays(calendar, act.at, presets.nextActionWorkingDays),
    },
  })
}

async function factsOf(act: Act, { leadId }: CallItem): Promise<Facts> {
  const { rows } = await sql<Facts>`
    ${planned('call-facts')} select l.stage_since, l.touched_at,
      case when p.id is not null then jsonb_build_object('id', p.id, 'name', trim(p.family_name || ' ' || p.given_name),
        'kana', nullif(concat_ws(' ', p.family_name_kana, p.given_name_kana), ''), 'department', p.department, 'title', p.title,
        'decisionLevel', p.decision_level, 'email', p.email, 'phone', p.phone, 'phoneKey', p.phone_key, 'mobile', p.mobile, 'mobileKey', p.mobile_key, 'memo', p.memo,
        'source', p.source, 'exchangedOn', p.exchanged_on, 'exchangedBy', p.exchanged_by) end as person,
      case when c.id is not null then jsonb_build_object('id', c.id, 'name', c.name, 'industry', c.industry, 'employees', c.employees,
        'phone', c.phone, 'phoneKey', c.phone_key, 'prefecture', c.prefecture, 'address', c.address, 'website', c.website,
        'customerSince', c.customer_since, 'memo', c.memo) end as company,
      (select jsonb_build_object('note', o.note, 'from', coalesce(g.name, f.name), 'offeredAt', o.offered_at)
       from offer o join holder f on f.id = o.from_id left join holder g on g.id = o.given_by
       where o.lead_id = l.id and o.answer = 'accepted' order by o.id desc limit 1) as why,
      (select jsonb_build_object('id', a.id, 'kind', a.kind, 'subject', a.subject, 'note', a.note, 'plannedAt', a.planned_at)
       from activity a where a.lead_id = l.id and a.done_at is null and a.cancelled_at is null and a.planned_at is not null
       order by a.planned_at limit 1) as plan,
      (select jsonb_build_object('basis', k.basis, 'grantedAt', k.granted_at, 'grantedVia', k.granted_via, 'withdrawnAt', k.withdrawn_at)
       from consent k where k.person_id = p.id and k.channel = 'phone'
       order by (k.withdrawn_at is null) desc, k.granted_at desc limit 1) as phone_consent,
      ${absencesOf(sql`l.id`)} as absences
    from lead l
    left join person p on p.id = l.person_id
    left join company c on c.id = coalesce(p.company_id, l.company_id)
    where l.id = ${leadId}`.execute(act.tx)
  return rows[0]!
}

/** How many times in a row nobody was there, up to now. */
export const absencesOf = (leadId: ReturnType<typeof sql>) => sql`(
  select count(*) from (
    select every(a.outcome is not distinct from 'absent') over (order by a.done_at desc, a.id desc) as still
    from activity a where a.lead_id = ${leadId} and a.done_at is not null and a.kind = 'call') calls
  where still)`

/** The others at the company whom the caller may see, and how it went with them last. */
async function colleaguesOf(act: Act, { companyId, personId }: CallItem): Promise<CallScreen['colleagues']> {
  if (!companyId) return []
  const { rows } = await sql<CallScreen['colleagues'][number]>`
    ${planned('call-colleagues')} select p.id as person_id, trim(p.family_name || ' ' || p.given_name) as name, p.department, p.title, l.stage,
      case when h.id is not null then jsonb_build_object('id', h.id, 'kind', h.kind, 'name', h.name) end as holder,
      case when a.id is not null then jsonb_build_object('at', a.done_at, 'kind', a.kind, 'outcome', a.outcome, 'by', b.name,
        'note', a.note) end as last_contact
    from (select * from person where company_id = ${companyId} and id is distinct from ${personId} and merged_into_id is null
          order by id limit 50) p
    left join lateral (
      select stage, holder_id from lead where person_id = p.id and closed_at is null order by id limit 1) l on true
    left join holder h on h.id = l.holder_id
    left join lateral (
      select * from activity where person_id = p.id and done_at is not null and kind in ('call', 'visit', 'mail', 'meeting')
      order by done_at desc limit 1) a on true
    left join holder b on b.id = a.holder_id
    order by a.done_at desc nulls last, p.id limit 12`.execute(act.tx)
  return rows
}
