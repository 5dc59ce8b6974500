import { sql } from 'kysely'
import type { z } from 'zod'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { rights } from '../../office/roles/rights.ts'
import { askingOf } from '../../people/segments/asking.ts'
import { checkRules } from '../../people/segments/check.ts'
import { isAnyOf, type Rules } from '../../people/segments/rules.schema.ts'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import type { AddAssignmentRule, AssignmentRule, ChangeAssignmentRule } from './assignment.schema.ts'

/** The rules in the order in which they are tried, with their receivers as they are today. */
export async function listAssignmentRules(act: Act, id?: number): Promise<AssignmentRule[]> {
  const { rows } = await sql<AssignmentRule>`
    select r.id, r.name, r.conditions, r.capacity, r.answer_days, r.position, r.active, r.version, x.receivers
    from assignment_rule r cross join workspace w
    cross join lateral (
      select jsonb_agg(jsonb_build_object('id', h.id, 'kind', h.kind, 'name', h.name, 'given', coalesce(t.given, 0),
        'load', (select count(*) from lead l where l.holder_id = h.id and l.closed_at is null) + (select count(*) from offer o where o.to_id = h.id and o.answer is null),
        'awayUntil', case when (${act.at}::timestamptz at time zone w.time_zone)::date between u.away_from and coalesce(u.away_until, 'infinity') then coalesce(u.away_until::text, '') end,
        'gone', not h.active or h.kind = 'user' and not u.roles && ${[...rights['lead.work']]}::text[],
        'next', t.place = 1) order by p.place) as receivers
      from unnest(r.receivers) with ordinality as p(holder_id, place)
      join holder h on h.id = p.holder_id left join app_user u on u.id = h.id
      left join lateral (select s.given, s.place from (
        select q.holder_id, n.given, row_number() over (order by coalesce(n.turn, 0), q.place) as place
        from unnest(r.receivers) with ordinality as q(holder_id, place) left join assignment_turn n on n.rule_id = r.id and n.holder_id = q.holder_id
      ) s where s.holder_id = p.holder_id) t on true
    ) x
    where ${id === undefined ? sql`true` : sql`r.id = ${id}`} order by r.position, r.id`.execute(act.tx)
  return rows
}

async function getAssignmentRule(act: Act, id: number): Promise<AssignmentRule> {
  const [rule] = await listAssignmentRules(act, id)
  if (!rule) throw noSuchRule()
  return rule
}

/** Adds a rule behind the others. */
export async function addAssignmentRule(act: Act, input: AddAssignmentRule): Promise<AssignmentRule> {
  await check(act, input)
  const id = await asOwner(act, async ({ tx, at, byId }) => {
    const { rows } = await sql<{ id: number }>`
      insert into assignment_rule (name, conditions, receivers, capacity, answer_days, position, created_at, created_by)
      values (${input.name}, ${JSON.stringify(input.conditions)}, ${input.receivers}::bigint[], ${input.capacity}::int, ${input.answerDays}::int,
        (select coalesce(max(position), 0) + 1 from assignment_rule), ${at}, ${byId}::bigint) returning id`.execute(tx)
    return rows[0]!.id
  })
  return getAssignmentRule(act, id)
}

export async function changeAssignmentRule(
  act: Act,
  { id, version, conditions, ...patch }: z.infer<typeof ChangeAssignmentRule>,
): Promise<AssignmentRule> {
  const rule = await getAssignmentRule(act, id)
  await check(act, {
    ...(conditions ? { conditions } : {}),
    ...(patch.receivers ? { receivers: patch.receivers } : {}),
  })
  const changed = await asOwner(act, ({ tx }) =>
    tx
      .updateTable('assignmentRule')
      .set({ ...patch, ...(conditions ? { conditions: JSON.stringify(conditions) } : {}), version })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst(),
  )
  if (!changed) throw stale(rule, { ...patch, ...(conditions ? { conditions } : {}) })
  return getAssignmentRule(act, id)
}

export async function removeAssignmentRule(act: Act, id: number): Promise<void> {
  const gone = await asOwner(act, ({ tx }) =>
    tx.deleteFrom('assignmentRule').where('id', '=', id).returning('id').executeTakeFirst(),
  )
  if (!gone) throw noSuchRule()
}

/** Puts them in this order. One that is not named stays behind those that are. */
export async function orderRules(act: Act, ids: number[]): Promise<AssignmentRule[]> {
  await asOwner(act, ({ tx }) =>
    sql`
      update assignment_rule r set position = n.place from (
        select r.id, row_number() over (order by x.place nulls last, r.position, r.id)::int as place
        from assignment_rule r left join unnest(${ids}::bigint[]) with ordinality as x(id, place) on x.id = r.id
      ) n where n.id = r.id and r.position <> n.place`.execute(tx),
  )
  return listAssignmentRules(act)
}

async function check(act: Act, { conditions, receivers }: { conditions?: Rules; receivers?: number[] }): Promise<void> {
  if (conditions) {
    const all = conditions.all.flatMap(rule => (isAnyOf(rule) ? rule.any : [rule]))
    if (all.some(c => c.key === 'holder' && (c.op === 'in' || c.op === 'notIn') && c.value.includes('me')))
      throw new Refusal(
        'invalid',
        { en: '"Me" is nobody when a rule decides.', ja: 'ルールの条件に「自分」は指定できません。' },
        { field: 'conditions', key: 'holder' },
      )
    checkRules(conditions, await askingOf(act, conditions))
  }
  if (!receivers) return
  const { rows } = await sql<{ id: number }>`
    select h.id from holder h left join app_user u on u.id = h.id where h.id = any(${receivers}::bigint[]) and h.active
      and (h.kind = 'queue' or not u.is_program and u.roles && ${[...rights['lead.work']]}::text[])`.execute(act.tx)
  if (rows.length < receivers.length)
    throw new Refusal(
      'invalid',
      {
        en: 'One of these cannot hold leads. Choose others.',
        ja: 'リードを受け持てない割り当て先が含まれています。選び直してください。',
      },
      { field: 'receivers' },
    )
}

const noSuchRule = () =>
  new Refusal('missing', { en: 'There is no such assignment rule.', ja: 'この割り当てルールは存在しません。' })
