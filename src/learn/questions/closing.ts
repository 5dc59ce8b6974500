import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { dealsList } from './lists.ts'
import type { Questions } from './questions.schema.ts'

type Sums = { open: number; sum: number; weighted: number; won: number; wonSum: number }

/** R79: what may still be won this month, by the company's calendar, and what has been, against the quota. */
export async function closing(act: Act, from: string, until: string): Promise<Questions['closing']> {
  const { rows } = await sql<Sums>`
    select count(*) filter (where d.outcome is null) as open,
      coalesce(sum(d.amount) filter (where d.outcome is null), 0)::bigint as sum,
      coalesce(sum(d.amount * coalesce(d.probability, s.probability) / 100) filter (where d.outcome is null), 0)::bigint as weighted,
      count(*) filter (where d.outcome = 'won') as won,
      coalesce(sum(d.amount) filter (where d.outcome = 'won'), 0)::bigint as won_sum
    from deal d join deal_stage s on s.id = d.stage_id
    where d.outcome is null and d.expected_close between ${from}::date and ${until}::date
      or d.outcome = 'won' and d.ordered_on between ${from}::date and ${until}::date`.execute(act.tx)
  const { open, sum, weighted, won, wonSum } = rows[0]!
  return {
    month: from.slice(0, 7),
    count: open,
    sum,
    weighted,
    list: dealsList('open', from, until),
    won: { count: won, sum: wonSum, list: dealsList('won', from, until) },
    quota: await quotaOf(act, from),
  }
}

/** A team's own quota counts; without one, what its people and the teams below have together. */
async function quotaOf({ tx }: Act, month: string): Promise<number> {
  const { rows: quotas } = await sql<{
    userId: number | null
    teamId: number | null
    ofTeam: number | null
    amount: number
  }>`
    select q.user_id, q.team_id, h.team_id as of_team, q.amount from quota q left join holder h on h.id = q.user_id
    where q.month = ${month}::date`.execute(tx)
  const teams = await tx.selectFrom('team').select(['id', 'parentId']).execute()
  const total = (amounts: number[]) => amounts.reduce((all, one) => all + one, 0)
  const people = (team: number | null) => quotas.filter(q => q.userId !== null && q.ofTeam === team).map(q => q.amount)
  const ofTeam = (id: number): number =>
    quotas.find(q => q.teamId === id)?.amount ??
    total(people(id)) + total(teams.filter(t => t.parentId === id).map(t => ofTeam(t.id)))
  return total(people(null)) + total(teams.filter(t => t.parentId === null).map(t => ofTeam(t.id)))
}
