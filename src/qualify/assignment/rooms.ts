import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { rights } from '../../office/roles/rights.ts'
import { planned } from '../../platform/lines.ts'

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
  load: Load
  capacity: number | null
  served: number
}

/** What they had, once that was asked, and were given since; what one rule gives them counts in all the others too. */
type Load = { had: number | null; given: number }

/** Asked of whose turn it is, not of all: to count what a large team has takes longer than all else of an offer. */
export async function hasRoom({ tx }: OwnerAct, { to, capacity, load }: Room, rules: RuleRow[]): Promise<boolean> {
  if (capacity === null) return true
  if (load.had === null) {
    // No rule asks for more.
    const most = Math.max(...rules.map(r => r.capacity ?? 0))
    const { rows } = await sql<{ had: number }>`
      ${planned('receiver-load')} select count(*) as had from (
        select 1 from lead l where l.holder_id = ${to} and l.closed_at is null
        union all select 1 from offer o where o.to_id = ${to} and o.answer is null limit ${most}) w`.execute(tx)
    load.had = rows[0]!.had
  }
  return load.had + load.given < capacity
}

type Found = Pick<Room, 'ruleId' | 'holderId' | 'place' | 'turn' | 'to'> & { kind: string }

/** The receivers of these rules as they are today. Who is away is stood in for by their deputy, if that one is there. */
export async function roomsOf({ tx, at }: OwnerAct, rules: RuleRow[]): Promise<Room[]> {
  if (rules.length === 0) return []
  const { rows } = await sql<Found>`
    ${planned('receivers')} with place as (
      select r.id as rule_id, x.holder_id, x.place::int from assignment_rule r
      cross join lateral unnest(r.receivers) with ordinality as x(holder_id, place) where r.id = any(${rules.map(r => r.id)}::bigint[])
    ), able as (
      select h.id, h.kind, u.deputy_id, coalesce((${at}::timestamptz at time zone w.time_zone)::date
        between u.away_from and coalesce(u.away_until, 'infinity'), false) as away
      from holder h left join app_user u on u.id = h.id cross join workspace w
      where h.active and (h.kind = 'queue' or not u.is_program and u.roles && ${[...rights['lead.work']]}::text[])
    )
    select p.rule_id, p.holder_id, p.place, coalesce(t.turn, 0)::int as turn, s.id as "to", s.kind
    from place p left join assignment_turn t on t.rule_id = p.rule_id and t.holder_id = p.holder_id
    left join able a on a.id = p.holder_id
    left join able s on not s.away and s.id = case when a.away then a.deputy_id else a.id end
    order by p.rule_id, p.place`.execute(tx)
  const loads = new Map<number, Load>()
  return rows.map(({ kind, ...row }) => {
    const load = loads.get(row.to ?? 0) ?? { had: null, given: 0 }
    loads.set(row.to ?? 0, load)
    const capacity = kind === 'user' ? rules.find(r => r.id === row.ruleId)!.capacity : null
    return { ...row, load, capacity, served: 0 }
  })
}
