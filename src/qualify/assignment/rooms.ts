import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { rights } from '../../office/roles/rights.ts'

export type RuleRow = {
  id: number
  conditions: unknown
  receivers: number[]
  capacity: number | null
  answerDays: number | null
}

/** A receiver's place in a rule: whether it is their turn, who takes it for them today, and how much room there is. */
export type Room = {
  ruleId: number
  holderId: number
  place: number
  turn: number
  /** Themselves, or their deputy while they are away; null: nobody now. */
  to: number | null
  /** What they have now; what one rule gives them counts in all the others too. */
  load: { now: number }
  capacity: number | null
  served: number
}

export const hasRoom = ({ capacity, load }: Room): boolean => capacity === null || load.now < capacity

type Found = Pick<Room, 'ruleId' | 'holderId' | 'place' | 'turn' | 'to'> & { kind: string; load: number }

/** The receivers of these rules as they are today. Who is away is stood in for by their deputy, if that one is there. */
export async function roomsOf({ tx, at }: OwnerAct, rules: RuleRow[]): Promise<Room[]> {
  if (rules.length === 0) return []
  const { rows } = await sql<Found>`
    with place as (
      select r.id as rule_id, x.holder_id, x.place::int from assignment_rule r
      cross join lateral unnest(r.receivers) with ordinality as x(holder_id, place) where r.id = any(${rules.map(r => r.id)}::bigint[])
    ), able as (
      select h.id, h.kind, u.deputy_id, coalesce((${at}::timestamptz at time zone w.time_zone)::date
        between u.away_from and coalesce(u.away_until, 'infinity'), false) as away
      from holder h left join app_user u on u.id = h.id cross join workspace w
      where h.active and (h.kind = 'queue' or not u.is_program and u.roles && ${[...rights['lead.work']]}::text[])
    )
    select p.rule_id, p.holder_id, p.place, coalesce(t.turn, 0)::int as turn, s.id as "to", s.kind,
      case when s.id is null then 0 else (select count(*) from lead l where l.holder_id = s.id and l.closed_at is null)
        + (select count(*) from offer o where o.to_id = s.id and o.answer is null) end as load
    from place p left join assignment_turn t on t.rule_id = p.rule_id and t.holder_id = p.holder_id
    left join able a on a.id = p.holder_id
    left join able s on not s.away and s.id = case when a.away then a.deputy_id else a.id end
    order by p.rule_id, p.place`.execute(tx)
  const loads = new Map<number, { now: number }>()
  return rows.map(({ to, kind, load, ...row }) => {
    const shared = to === null ? { now: 0 } : (loads.get(to) ?? { now: load })
    if (to !== null) loads.set(to, shared)
    const capacity = kind === 'user' ? rules.find(r => r.id === row.ruleId)!.capacity : null
    return { ...row, to, load: shared, capacity, served: 0 }
  })
}
