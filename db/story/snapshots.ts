import { sql } from 'kysely'
import type { World } from '../../src/platform/world.ts'
import { sellers } from './staff.ts'
import type { Story } from './story.ts'
import { dayOf, dayText, timeOf } from './time.ts'

/** What was written down at the end of each day, and what was expected of each month. */
export async function keepSnapshots(world: World, story: Story): Promise<void> {
  await setQuotas(world, story)
  await snapshotDeals(world, story)
  await snapshotSegments(world, story)
}

/** Of large books of deals the last weeks are enough to look back on. */
const mostDays = (people: number, days: number) => (people > 20_000 ? Math.min(days, 35) : days)

async function setQuotas({ db }: World, story: Story): Promise<void> {
  const { staff, from, now } = story
  const { rows } = await sql<{ month: string; ownerId: number; won: number }>`
    select to_char(ordered_on, 'YYYY-MM-01') as month, owner_id, sum(amount)::bigint as won from deal where outcome = 'won' group by 1, 2`.execute(
    db,
  )
  const usual = rows.reduce((sum, r) => sum + r.won, 0) / Math.max(1, rows.length)
  const months = [
    ...new Set(
      Array.from({ length: dayOf(now) - dayOf(from) + 75 }, (_, n) => `${dayText(dayOf(from) + n).slice(0, 7)}-01`),
    ),
  ]
  const round = (yen: number) => Math.max(500_000, Math.round(yen / 500_000) * 500_000)
  const people = sellers(staff).flatMap((userId, n) =>
    months.map(month => ({ userId, teamId: null, month, amount: round(usual * (0.95 + 0.12 * (n % 3))) })),
  )
  const teams = [...new Set(sellers(staff).map(id => staff.teamOf.get(id)!))].flatMap(teamId =>
    months.map(month => ({
      userId: null,
      teamId,
      month,
      amount: round(
        1.08 *
          people
            .filter(p => p.month === month && staff.teamOf.get(p.userId) === teamId)
            .reduce((sum, p) => sum + p.amount, 0),
      ),
    })),
  )
  await db
    .insertInto('quota')
    .values([...people, ...teams])
    .execute()
}

/** Each open deal at each day's end, and those won in its month; see sell/forecast/snapshots.ts. */
async function snapshotDeals({ db }: World, { now, plan }: Story): Promise<void> {
  const today = dayOf(now)
  for (let day = today - mostDays(plan.people, plan.days); day < today; day++) {
    const ended = new Date(timeOf(day + 1, 0))
    await sql`
      insert into deal_snapshot (day, deal_id, pipeline_id, stage_id, owner_id, team_id, amount, probability, certainty, expected_close, outcome, ordered_on)
      select ${dayText(day)}::date, d.id, d.pipeline_id, s.id, d.owner_id, h.team_id, d.amount, coalesce(d.probability, s.probability), d.certainty, d.expected_close,
        case when d.closed_at < ${ended} then d.outcome end, case when d.closed_at < ${ended} then d.ordered_on end
      from deal d join deal_step e on e.deal_id = d.id and e.entered_at < ${ended} and (e.left_at is null or e.left_at >= ${ended})
      join deal_stage s on s.id = e.stage_id join holder h on h.id = d.owner_id
      where d.opened_at < ${ended} and (d.closed_at is null or d.closed_at >= ${ended}
        or d.outcome = 'won' and d.ordered_on >= date_trunc('month', ${dayText(day)}::date))`.execute(db)
  }
  await sql`
    insert into quota_snapshot (day, user_id, team_id, month, amount)
    select d.day, q.user_id, q.team_id, q.month, q.amount from (select distinct day from deal_snapshot) d
    join quota q on q.month >= date_trunc('month', d.day)`.execute(db)
}

async function snapshotSegments({ db }: World, { trend, settings }: Story): Promise<void> {
  const rows = [...trend.days()].flatMap(({ list, day, people }) => {
    const segmentId = settings.segments.get(list)
    return segmentId === undefined ? [] : [{ day: dayText(day), segmentId, people }]
  })
  for (let from = 0; from < rows.length; from += 5_000)
    await db
      .insertInto('segmentSnapshot')
      .values(rows.slice(from, from + 5_000))
      .execute()
}
