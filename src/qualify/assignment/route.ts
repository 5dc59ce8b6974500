import { sql } from 'kysely'
import { inWorkingDays, loadCalendar } from '../../office/calendar/workdays.ts'
import type { OwnerAct } from '../../office/roles/act.ts'
import { dealOwnersAt } from '../../people/leads/deals.ts'
import { queueFor } from '../../people/leads/leads.ts'
import { askingOf } from '../../people/segments/asking.ts'
import { Rules } from '../../people/segments/rules.schema.ts'
import { segmentWhere } from '../../people/segments/where.ts'
import { planned } from '../../platform/lines.ts'
import type { routes } from './assignment.schema.ts'
import { hasRoom, type Room, type RuleRow, roomsOf } from './rooms.ts'

export type Route = {
  leadId: number
  to: number
  why: (typeof routes)[number]
  ruleId: number | null
  /** Rules that fit, but where nobody had room. */
  full: number[]
  clockAt?: Date
}

/**
 * Who is offered which of these leads: the owner of a deal that is open at the company; who held a recycled lead before;
 * the next in turn of the first rule that fits and has a receiver with room; else inside sales. `not`: whom each was
 * offered to already. Unless it is only tried, the turns are taken: two who route at once come one after the other and serve different people.
 */
export async function routeLeads(
  act: OwnerAct,
  leadIds: number[],
  { not = new Map(), only, trying = false }: { not?: Map<number, number[]>; only?: 'rules'; trying?: boolean } = {},
): Promise<Route[]> {
  if (leadIds.length === 0) return []
  const { tx } = act
  const owners = only ? new Map<number, number>() : await dealOwnersAt(act, leadIds)
  const former = only ? new Map<number, number>() : await formerHolders(act, leadIds)
  const calendar = await loadCalendar(tx)
  const insideSales = only ? null : await queueFor(tx, 'inside_sales')
  // Whoever routes by the rules waits here for whoever does already: the later, and the more seldom, the better.
  const byRules = leadIds.filter(id => !owners.has(id) && !former.has(id))
  const rules = byRules.length === 0 ? [] : await rulesInForce(act, trying)
  const fitting = await rulesThatFit(act, rules, byRules)
  const rooms = await roomsOf(act, rules)
  const routed: Route[] = []
  for (const leadId of leadIds) {
    const known = owners.get(leadId) ?? former.get(leadId)
    if (known !== undefined) {
      routed.push({ leadId, to: known, why: owners.has(leadId) ? 'deal' : 'former', ruleId: null, full: [] })
      continue
    }
    const full: number[] = []
    const taken = await takeTurn(act, rules, rooms, fitting.get(leadId) ?? [], not.get(leadId) ?? [], full)
    if (taken) {
      const { rule, to } = taken
      const clockAt = rule.answerDays === null ? {} : { clockAt: inWorkingDays(calendar, act.at, rule.answerDays) }
      routed.push({ leadId, to, why: 'rule', ruleId: rule.id, full, ...clockAt })
    } else if (insideSales !== null) routed.push({ leadId, to: insideSales, why: 'queue', ruleId: null, full })
  }
  if (!trying) await writeTurns(act, rooms)
  return routed
}

async function rulesInForce({ tx }: OwnerAct, trying: boolean): Promise<RuleRow[]> {
  const { rows } = await sql<RuleRow>`
    select id, conditions, receivers, capacity, answer_days from assignment_rule where active order by position, id ${trying ? sql`` : sql`for no key update`}`.execute(
    tx,
  )
  return rows
}

async function takeTurn(
  act: OwnerAct,
  rules: RuleRow[],
  rooms: Room[],
  fitting: number[],
  not: number[],
  full: number[],
): Promise<{ rule: RuleRow; to: number } | undefined> {
  for (const rule of rules.filter(r => fitting.includes(r.id))) {
    const inTurn = rooms.filter(r => r.ruleId === rule.id).toSorted((a, b) => a.turn - b.turn || a.place - b.place)
    for (const one of inTurn) {
      if (one.to === null || not.includes(one.to) || !(await hasRoom(act, one, rules))) continue
      one.load.given++
      one.turn = Math.max(0, ...inTurn.map(r => r.turn)) + 1
      one.served++
      return { rule, to: one.to }
    }
    full.push(rule.id)
  }
  return undefined
}

async function writeTurns({ tx }: OwnerAct, rooms: Room[]): Promise<void> {
  const served = rooms
    .filter(r => r.served > 0)
    .map(r => ({ rule: r.ruleId, holder: r.holderId, turn: r.turn, served: r.served }))
  if (served.length === 0) return
  await sql`
    insert into assignment_turn (rule_id, holder_id, turn, given)
    select t.rule, t.holder, t.turn, t.served from jsonb_to_recordset(${JSON.stringify(served)}::jsonb) as t(rule bigint, holder bigint, turn bigint, served integer)
    on conflict (rule_id, holder_id) do update set turn = excluded.turn, given = assignment_turn.given + excluded.given`.execute(
    tx,
  )
}

/** Who knew a recycled lead last, or stands in for them. */
async function formerHolders({ tx, at }: OwnerAct, leadIds: number[]): Promise<Map<number, number>> {
  const { rows } = await sql<{ leadId: number; id: number }>`
    ${planned('former-holders')} select l.id as lead_id, case when (${at}::timestamptz at time zone w.time_zone)::date
        between u.away_from and coalesce(u.away_until, 'infinity') then s.id else u.id end as id
    from lead l join app_user u on u.id = l.former_holder_id join holder h on h.id = u.id and h.active
    left join holder s on s.id = u.deputy_id and s.active
    cross join workspace w where l.id = any(${leadIds}::bigint[]) and l.stage = 'recycled'`.execute(tx)
  return new Map(rows.flatMap(r => (r.id === null ? [] : [[r.leadId, r.id]])))
}

/** Which rules fit which lead. A company's lead, whose person is not known yet, fits those that ask for nothing. */
async function rulesThatFit(act: OwnerAct, rules: RuleRow[], leadIds: number[]): Promise<Map<number, number[]>> {
  if (rules.length === 0) return new Map()
  const asked = rules.map(rule => ({ id: rule.id, conditions: Rules.parse(rule.conditions) }))
  const asking = await askingOf(act, { all: asked.flatMap(a => a.conditions.all) })
  const fits = asked.map(
    ({ id, conditions }) =>
      sql`case when ${conditions.all.length === 0} or p.id is not null and ${segmentWhere(conditions, asking)} then ${id}::bigint end`,
  )
  const { rows } = await sql<{ id: number; fitting: number[] }>`
    select l.id, array_remove(array[${sql.join(fits)}], null) as fitting
    from lead l left join person p on p.id = l.person_id where l.id = any(${leadIds}::bigint[])`.execute(act.tx)
  return new Map(rows.map(r => [r.id, r.fitting]))
}
