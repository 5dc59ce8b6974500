import { sql } from 'kysely'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { pickedCondition } from '../../people/leads/together.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAll } from '../../timeline/timeline.ts'
import type { PlanMany } from './activities.schema.ts'
import { followNextAction } from './nextAction.ts'
import { refuseUnseen } from './write.ts'

/** Nobody works off more than this; it would be a mailing. */
const most = 5000

type Planned = { id: number; personId: number; companyId: number | null; leadId: number | null; clocked: boolean }

/**
 * Plans the same with everybody picked whom the actor sees, as one operation. `who: holders` gives each to whoever holds
 * their lead, if that is a person. Answers how many were planned.
 */
export async function planMany(act: Act, { picked, kind, who, subject, note, plannedAt }: PlanMany): Promise<number> {
  if (!plannedAt && kind !== 'task') throw withoutTime()
  if (act.byId === null) throw withoutDoer()
  const where = await pickedCondition(act, picked)
  const remindAt = (kind === 'task' || kind === 'meeting') && plannedAt ? plannedAt : null
  const { rows } = await sql<Planned>`
    with whom as materialized (
      select p.id, p.company_id, l.id as lead_id, l.stage,
        case when ${who === 'holders'} and h.kind = 'user' and h.active then h.id else ${act.byId}::bigint end as holder_id
      from person p
      left join lateral (
        select * from lead where person_id = p.id and closed_at is null
        order by holder_id is distinct from ${act.byId}::bigint, id limit 1 offset 0
      ) l on true
      left join holder h on h.id = l.holder_id
      where ${where} order by p.id limit ${most + 1}
    ), planned as (
      insert into activity (kind, person_id, company_id, lead_id, holder_id, subject, note, planned_at, remind_at, created_at, created_by)
      select ${kind}, w.id, w.company_id, w.lead_id, w.holder_id, ${subject}, ${note}, ${plannedAt ?? null}::timestamptz,
        ${remindAt}::timestamptz, ${act.at}, ${act.byId}::bigint
      from whom w order by w.id
      returning id, person_id, company_id, lead_id
    )
    select p.id, p.person_id, p.company_id, p.lead_id, coalesce(w.stage in ('sal', 'sql'), false) as clocked
    from planned p join whom w on w.id = p.person_id order by p.id`
    .execute(act.tx)
    .catch(refuseUnseen)
  if (rows.length > most) throw tooMany()
  await recordAll(
    act,
    rows.map(({ id, personId, companyId, leadId }) => ({
      kind: 'activity.planned' as const,
      personId,
      companyId,
      leadId,
      facts: { activityId: id, kind },
    })),
  )
  const clocked = rows.flatMap(row => (row.clocked && row.leadId !== null ? row.leadId : []))
  await asOwner(act, async owner => {
    for (const leadId of clocked) await followNextAction(owner, leadId)
  })
  return rows.length
}

const withoutTime = () =>
  new Refusal(
    'invalid',
    {
      en: 'Please say when. Only a ToDo may do without.',
      ja: '日時を指定してください。日時なしで登録できるのはToDoだけです。',
    },
    { field: 'plannedAt' },
  )

const withoutDoer = () =>
  new Refusal('invalid', { en: 'Please say who does it.', ja: '担当者を指定してください。' }, { field: 'who' })

const tooMany = () =>
  new Refusal('invalid', {
    en: `This can be planned with ${most.toLocaleString('en')} people at most. Narrow the list first.`,
    ja: `一度に予定できるのは${most.toLocaleString('ja')}人までです。先に条件を絞り込んでください。`,
  })
