import { type RawBuilder, sql } from 'kysely'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { companiesPicked } from '../../people/companies/picked.ts'
import { pickedCondition } from '../../people/leads/together.ts'
import { Refusal } from '../../platform/refusal.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { dealsPicked } from '../deals/picked.ts'
import { followNextAction } from './nextAction.ts'
import type { PlanMany } from './planMany.schema.ts'
import { refuseUnseen } from './write.ts'

/** Nobody works off more than this; it would be a mailing. */
const most = 5000

type Planned = {
  id: number
  personId: number | null
  companyId: number | null
  leadId: number | null
  clocked: boolean
}

/**
 * Plans the same with everybody picked whom the actor sees, as one operation: once a person, a company or a deal. `who:
 * holders` gives each to whoever holds the lead or owns the deal, if that is a person. Answers how many were planned.
 */
export async function planMany(act: Act, input: PlanMany): Promise<number> {
  const { kind, subject, note, plannedAt } = input
  if (!plannedAt && kind !== 'task') throw withoutTime()
  if (act.byId === null) throw withoutDoer()
  const remindAt = (kind === 'task' || kind === 'meeting') && plannedAt ? plannedAt : null
  const { rows } = await sql<Planned>`
    with whom as materialized (${await whomOf(act, input)} limit ${most + 1}), planned as (
      insert into activity (kind, person_id, company_id, lead_id, deal_id, holder_id, subject, note, planned_at, remind_at, created_at, created_by)
      select ${kind}, w.person_id, w.company_id, w.lead_id, w.deal_id, w.holder_id, ${subject}, ${note}, ${plannedAt ?? null}::timestamptz,
        ${remindAt}::timestamptz, ${act.at}, ${act.byId}::bigint
      from whom w
      returning id, person_id, company_id, lead_id
    )
    select p.id, p.person_id, p.company_id, p.lead_id,
      coalesce((select l.stage in ('sal', 'sql') from lead l where l.id = p.lead_id), false) as clocked
    from planned p order by p.id`
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

/** With whom, for which pursuit, and who does it. */
async function whomOf(act: Act, { picked, deals, who }: PlanMany) {
  const me = sql`${act.byId}::bigint`
  const holder = sql`case when ${who === 'holders'} and h.kind = 'user' and h.active then h.id else ${me} end as holder_id`
  if (deals)
    return sql`
      select d.person_id, d.company_id, d.lead_id, d.id as deal_id, ${holder}
      from deal d join holder h on h.id = d.owner_id
      where d.outcome is null and d.id in (${dealsPicked(act, deals)}) order by d.id`
  const lead = (of: RawBuilder<unknown>) => sql`
    left join lateral (
      select * from lead where ${of} and closed_at is null order by holder_id is distinct from ${me}, id limit 1 offset 0
    ) l on true
    left join holder h on h.id = l.holder_id`
  if (picked?.companies)
    return sql`
      select null::bigint as person_id, c.id as company_id, l.id as lead_id, null::bigint as deal_id, ${holder}
      from company c ${lead(sql`person_id is null and company_id = c.id`)}
      where ${await companiesPicked(act, picked.companies)} order by c.id`
  return sql`
    select p.id as person_id, p.company_id, l.id as lead_id, null::bigint as deal_id, ${holder}
    from person p ${lead(sql`person_id = p.id`)}
    where ${await pickedCondition(act, picked ?? { except: [] })} order by p.id`
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
