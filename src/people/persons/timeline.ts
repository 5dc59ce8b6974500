import { sql } from 'kysely'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { byOnePlan, planned } from '../../platform/lines.ts'
import { type EventGroup, eventKinds, isMachineMade, kindsOf } from '../../timeline/vocabulary.ts'
import { namedPage } from '../identity/pages.ts'
import type { TimelineEntry } from './persons.schema.ts'

export type TimelineWanted = { limit: number; cursor?: string; group?: EventGroup[]; machine: boolean }

const idIn = (fact: string) =>
  sql`case when jsonb_typeof(e.facts -> ${fact}) = 'number' then (e.facts ->> ${fact})::bigint end`

/** What happened, latest first, as far as the actor may see. Names behind the facts' ids are as they are today. */
const timeline = (act: Act, whose: Whose, wanted: TimelineWanted) =>
  byOnePlan(act.tx, () => readTimeline(act, whose, wanted))

type Whose = { personId: number } | { companyId: number } | { dealId: number }

async function readTimeline(act: Act, whose: Whose, { limit, cursor, group, machine }: TimelineWanted) {
  const kinds = (group?.length ? group.flatMap(kindsOf) : eventKinds).filter(kind => machine || !isMachineMade(kind))
  const after = fromCursor(cursor)
  const is =
    'personId' in whose
      ? sql`e.person_id = ${whose.personId}`
      : 'companyId' in whose
        ? sql`e.company_id = ${whose.companyId}`
        : sql`(e.facts ? 'dealId' and (e.facts ->> 'dealId')::bigint = ${whose.dealId}
            or e.lead_id = (select d.lead_id from deal d where d.id = ${whose.dealId}) and e.kind in ('activity.planned', 'activity.done')
              and ${idIn('activityId')} in (select o.id from activity o where o.deal_id = ${whose.dealId}))`
  const happened = async ({ tx }: Act) => {
    const { rows } = await sql<{ event: object }>`
      ${planned(`timeline-${Object.keys(whose)[0]}${after ? '-after' : ''}`)} select to_jsonb(e) as event from event e
      where ${is} and e.kind = any(${kinds})
        ${after ? sql`and (e.occurred_at, e.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)` : sql``}
      order by e.occurred_at desc, e.id desc limit ${limit + 1}`.execute(tx)
    return rows.map(row => row.event)
  }
  const events = 'personId' in whose ? await ofPerson(act, whose.personId, happened) : await happened(act)
  const { rows } = await sql<TimelineEntry>`
    ${planned('timeline-names')} select e.id, e.kind, e.occurred_at, e.recorded_at, e.person_id, e.company_id, e.lead_id, e.facts,
      case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name, 'isProgram', coalesce(bu.is_program, false)) end as by,
      nullif(trim(concat(p.family_name, ' ', p.given_name)), '') as person_name,
      jsonb_strip_nulls(jsonb_build_object(
        'from', hf.name, 'fromKind', hf.kind, 'to', ht.name, 'toKind', ht.kind, 'holder', hh.name, 'holderKind', hh.kind, 'reasonJa', r.name_ja, 'reasonEn', r.name_en,
        'subject', nullif(a.subject, ''), 'note', coalesce(nullif(a.note, ''), nullif(o.note, '')), 'answerNote', o.answer_note,
        'plannedAt', a.planned_at, 'file', i.file_name, 'page', pn.name, 'important', case when pn.important then 'yes' end,
        'form', fo.name, 'answers', (select string_agg(format('%s: %s', x ->> 'label', x ->> 'value'), chr(10)) from jsonb_array_elements(su.answers) x where x ->> 'value' <> ''),
        'deal', dl.title, 'order', so.number, 'invoice', iv.number, 'fromJa', sf.name_ja, 'fromEn', sf.name_en, 'toJa', st.name_ja, 'toEn', st.name_en,
        'mailing', ml.name, 'link', mk.url,
        'formerPost', nullif(concat_ws(' ', fc.name, fp.department, fp.title), ''))) as words
    from jsonb_populate_recordset(null::event, ${JSON.stringify(events)}::jsonb) e
    left join holder b on b.id = e.by_id
    left join app_user bu on bu.id = e.by_id
    left join person p on p.id = e.person_id
    left join holder hf on hf.id = ${idIn('from')}
    left join holder ht on ht.id = ${idIn('to')}
    left join holder hh on hh.id = ${idIn('holderId')}
    left join reason r on r.id = ${idIn('reasonId')}
    left join activity a on a.id = ${idIn('activityId')}
    left join offer o on o.id = ${idIn('offerId')}
    left join import_run i on i.id = ${idIn('importId')}
    left join deal dl on dl.id = ${idIn('dealId')}
    left join sales_order so on so.id = ${idIn('orderId')}
    left join invoice iv on iv.id = ${idIn('invoiceId')}
    left join deal_stage sf on sf.id = ${idIn('fromStageId')}
    left join deal_stage st on st.id = ${idIn('toStageId')}
    left join post fp on fp.id = ${idIn('postId')}
    left join company fc on fc.id = fp.company_id
    left join lateral ${namedPage(sql`e.facts ->> 'url'`)} pn on e.kind = 'page.viewed'
    left join form fo on fo.id = ${idIn('formId')}
    left join mailing ml on ml.id = ${idIn('mailingId')}
    left join mail_link mk on mk.id = ${idIn('linkId')}
    left join submission su on su.id = ${idIn('submissionId')}
    order by e.occurred_at desc, e.id desc`.execute(act.tx)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, nextCursor: rows.length > limit && last ? toCursor([last.occurredAt, last.id]) : null }
}

/**
 * Whoever sees the person sees what happened to them: it is asked once, of the person, not of each event. What events point
 * to is another matter, and is looked up by the actor's own sight.
 */
async function ofPerson<T>(act: Act, personId: number, read: (act: Act) => Promise<T[]>): Promise<T[]> {
  const person = await act.tx.selectFrom('person').select('id').where('id', '=', personId).executeTakeFirst()
  return person ? asOwner(act, read) : []
}

export const personTimeline = (act: Act, personId: number, wanted: TimelineWanted) =>
  timeline(act, { personId }, wanted)
export const companyTimeline = (act: Act, companyId: number, wanted: TimelineWanted) =>
  timeline(act, { companyId }, wanted)
/** What happened to a deal, and what was done for it. */
export const dealTimeline = (act: Act, dealId: number, wanted: TimelineWanted) => timeline(act, { dealId }, wanted)
