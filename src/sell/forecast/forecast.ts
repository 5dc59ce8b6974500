import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { addDays, loadCalendar, localDay } from '../../office/calendar/workdays.ts'
import type { Act } from '../../office/roles/act.ts'
import { has } from '../../office/roles/rights.ts'
import { Refusal } from '../../platform/refusal.ts'
import { chance } from '../deals/deals.ts'
import type { Figures, Forecast, ForecastQuery } from './forecast.schema.ts'

type ByOwner = { ownerId: number; teamId: number | null } & Pick<Figures, 'won' | 'open'>
type QuotaOf = { userId: number | null; teamId: number | null; amount: number; version: number }
type Person = { id: number; name: string; teamId: number | null; sells: boolean }
type Team = { id: number; name: string; parentId: number | null }

/**
 * 予実: what is to be won in a month, what has been won, and what is open and expected in it, whole and weighted, by person
 * and by team. A past day is told from what was written down at its end.
 */
export async function forecast(act: Act, query: z.infer<typeof ForecastQuery>): Promise<Forecast> {
  const { timeZone } = await loadCalendar(act.tx)
  const today = localDay(act.at, timeZone)
  const day = query.day === undefined || query.day >= today ? null : query.day
  const month = query.month ?? (day ?? today).slice(0, 7)
  const from = `${month}-01`
  const until = lastDayOf(month)
  const owners = await byOwner(act, from, until, day)
  const quotas = await quotasOf(act, from, day)
  const { people, teams } = await office(act, [...owners.map(o => o.ownerId), ...quotas.flatMap(q => q.userId ?? [])])
  const teamOf = new Map([
    ...people.map(p => [p.id, p.teamId] as const),
    ...owners.map(o => [o.ownerId, o.teamId] as const),
  ])
  const own = (which: 'userId' | 'teamId', id: number) => {
    const quota = quotas.find(q => q[which] === id)
    return quota ? { amount: quota.amount, version: quota.version } : null
  }
  const ofPerson = (p: Person) =>
    figuresOf(
      own('userId', p.id)?.amount ?? 0,
      owners.filter(o => o.ownerId === p.id),
    )
  const below = (id: number): number[] => [id, ...teams.filter(t => t.parentId === id).flatMap(t => below(t.id))]
  const quotaOfTeam = (id: number): number =>
    own('teamId', id)?.amount ??
    sum(people.filter(p => teamOf.get(p.id) === id).map(p => own('userId', p.id)?.amount ?? 0)) +
      sum(teams.filter(t => t.parentId === id).map(t => quotaOfTeam(t.id)))
  const known = new Set(teams.map(t => t.id))
  const roots = teams.filter(t => t.parentId === null || !known.has(t.parentId))
  const alone = people.filter(p => !known.has(teamOf.get(p.id) ?? 0))
  const total = figuresOf(
    sum(roots.map(t => quotaOfTeam(t.id))) + sum(alone.map(p => own('userId', p.id)?.amount ?? 0)),
    owners,
  )
  return {
    month,
    from,
    until,
    day,
    total,
    teams: teams.map(t => ({
      ...t,
      own: own('teamId', t.id),
      ...figuresOf(
        quotaOfTeam(t.id),
        owners.filter(o => o.teamId !== null && below(t.id).includes(o.teamId)),
      ),
    })),
    people: people
      .filter(p => p.sells || own('userId', p.id) || owners.some(o => o.ownerId === p.id))
      .map(({ sells: _, ...p }) => ({
        ...p,
        teamId: teamOf.get(p.id) ?? null,
        own: own('userId', p.id),
        ...ofPerson({ ...p, sells: true }),
      })),
  }
}

const sum = (figures: number[]) => figures.reduce((all, one) => all + one, 0)

function figuresOf(quota: number, owners: ByOwner[]): Figures {
  const won = { count: sum(owners.map(o => o.won.count)), sum: sum(owners.map(o => o.won.sum)) }
  const open = {
    count: sum(owners.map(o => o.open.count)),
    sum: sum(owners.map(o => o.open.sum)),
    weighted: sum(owners.map(o => o.open.weighted)),
  }
  return { quota, won, open, gap: Math.max(0, quota - won.sum) }
}

const lastDayOf = (month: string) => addDays(`${addDays(`${month}-28`, 4).slice(0, 7)}-01`, -1)

/** What counts in a month: what was ordered in it, and what is open and expected in it. */
async function byOwner({ tx }: Act, from: string, until: string, day: string | null): Promise<ByOwner[]> {
  const source: RawBuilder<unknown> =
    day === null
      ? sql`select d.owner_id, h.team_id, d.amount, d.outcome, d.ordered_on, d.expected_close, ${chance} as chance
          from deal d join deal_stage s on s.id = d.stage_id join holder h on h.id = d.owner_id
          where d.outcome = 'won' and d.ordered_on between ${from}::date and ${until}::date
            or d.outcome is null and d.expected_close between ${from}::date and ${until}::date`
      : sql`select owner_id, team_id, amount, outcome, ordered_on, expected_close, probability as chance from deal_snapshot
          where day = ${day}::date and (outcome = 'won' and ordered_on between ${from}::date and ${until}::date
            or outcome is null and expected_close between ${from}::date and ${until}::date)`
  const { rows } = await sql<ByOwner>`
    select owner_id, team_id,
      jsonb_build_object('count', count(*) filter (where outcome = 'won'), 'sum', coalesce(sum(amount) filter (where outcome = 'won'), 0)) as won,
      jsonb_build_object('count', count(*) filter (where outcome is null), 'sum', coalesce(sum(amount) filter (where outcome is null), 0),
        'weighted', coalesce(sum(amount * chance / 100) filter (where outcome is null), 0)) as open
    from (${source}) x group by owner_id, team_id`.execute(tx)
  return rows
}

async function quotasOf({ tx }: Act, month: string, day: string | null): Promise<QuotaOf[]> {
  const { rows } = await sql<QuotaOf>`
    select user_id, team_id, amount, ${day === null ? sql`version` : sql`0 as version`}
    from ${day === null ? sql`quota` : sql`quota_snapshot`} where month = ${month}::date
      ${day === null ? sql`` : sql`and day = ${day}::date`}`.execute(tx)
  return rows
}

/** The people who sell and the teams with anybody of them, as far as the reader sees them; and whoever has figures. */
async function office(act: Act, withFigures: number[]): Promise<{ people: Person[]; teams: Team[] }> {
  const { rows: found } = await sql<Person & { roles: string[]; active: boolean }>`
    select h.id, h.name, h.team_id, u.roles, h.active, true as sells from holder h join app_user u on u.id = h.id
    where not u.is_program or h.id = any(${withFigures}::bigint[]) order by h.name, h.id`.execute(act.tx)
  const sight = act.actor?.sight ?? [0]
  const seen = (id: number, team: number | null) =>
    sight.includes(0) || sight.includes(id) || (team !== null && sight.includes(team))
  const people = found
    .map(({ roles, active, ...p }) => ({
      ...p,
      sells: active && has(roles, 'deal.work') && sellsHere(roles) && seen(p.id, p.teamId),
    }))
    .filter(p => p.sells || withFigures.includes(p.id))
  const { rows: all } = await sql<Team>`select id, name, parent_id from team order by name, id`.execute(act.tx)
  const above = (id: number | null): number[] => {
    const team = all.find(t => t.id === id)
    return team ? [team.id, ...above(team.parentId)] : []
  }
  const wanted = new Set(people.flatMap(p => above(p.teamId)))
  return { people, teams: all.filter(t => wanted.has(t.id) && seen(0, t.id)) }
}

/** Who administers may open deals, but is given no target for it. */
const sellsHere = (roles: string[]) => roles.some(r => r !== 'admin' && r !== 'marketer' && r !== 'viewer')

export function refuseDaysAhead(query: z.infer<typeof ForecastQuery>, today: string): void {
  if (query.day && query.day > today)
    throw new Refusal(
      'invalid',
      { en: 'This day is still to come.', ja: '未来の日付は指定できません。' },
      { field: 'day' },
    )
}
