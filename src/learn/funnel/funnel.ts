import { type RawBuilder, sql } from 'kysely'
import { addDays, momentOf } from '../../office/calendar/workdays.ts'
import type { Act } from '../../office/roles/act.ts'
import { segmentCondition } from '../../people/segments/condition.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import {
  type Funnel,
  type FunnelLead,
  FunnelLeadsQuery,
  FunnelQuery,
  funnelStages,
  type Step,
} from './funnel.schema.ts'
import { type Days, daysOf } from './period.ts'

/**
 * R32: of the leads that were opened in a period, how many came as far as each stage, whenever that was. A lead counts
 * once in a stage and in those before it, so conversions never exceed the whole.
 */
export async function funnel(act: Act, query: FunnelQuery): Promise<Funnel> {
  const { by, segment, ...period } = FunnelQuery.parse(query)
  const { timeZone, days, before } = await daysOf(act, period)
  const { rows, earlier } = await counted(act, days, before, segment, timeZone)
  const months = [...new Set(rows.map(r => r.month))].toSorted()
  return {
    asOf: act.at,
    ...days,
    total: stepsOf(rows, days, segment),
    before: { ...before, total: stepsOf(earlier, before, segment) },
    ...(by === 'month'
      ? {
          months: months.map(month => ({
            month,
            steps: stepsOf(
              rows.filter(r => r.month === month),
              within(month, days),
              segment,
            ),
          })),
        }
      : {}),
  }
}

/** The very leads that a step counted, the latest first. */
export async function funnelLeads(
  act: Act,
  query: FunnelLeadsQuery,
): Promise<{ items: FunnelLead[]; nextCursor: string | null }> {
  const { stage, limit, cursor, segment, ...period } = FunnelLeadsQuery.parse(query)
  const { timeZone, days } = await daysOf(act, period)
  const after = fromCursor(cursor)
  const { rows } = await sql<Omit<FunnelLead, 'reached'> & { reached: number; at: string }>`
    with ${await reached(act, [days], segment, timeZone)},
    listed as (
      select * from reached r where r.reached >= ${funnelStages.indexOf(stage) + 1}
        ${after ? sql`and (r.opened_at, r.id) < (${after[0]}::timestamptz, ${after[1]}::bigint)` : sql``}
      order by r.opened_at desc, r.id desc limit ${limit + 1}
    )
    select l.id, l.person_id, nullif(trim(concat(p.family_name, ' ', p.given_name)), '') as person_name, c.id as company_id, c.name as company_name,
      l.opened_at, r.opened_at::text as at, r.reached, l.stage,
      case when h.id is not null then jsonb_build_object('id', h.id, 'kind', h.kind, 'name', h.name) end as holder
    from listed r join lead l on l.id = r.id
    left join person p on p.id = l.person_id left join company c on c.id = coalesce(l.company_id, p.company_id) left join holder h on h.id = l.holder_id
    order by r.opened_at desc, r.id desc`.execute(act.tx)
  const last = rows[limit - 1]
  return {
    items: rows.slice(0, limit).map(({ at: _, ...row }) => ({ ...row, reached: funnelStages[row.reached - 1]! })),
    nextCursor: rows.length > limit && last ? toCursor([last.at, last.id]) : null,
  }
}

/** `reached`: the leads opened in these periods, each with how far it came (1: not beyond being a lead). */
async function reached(
  act: Act,
  periods: Days[],
  segment: number | undefined,
  timeZone: string,
): Promise<RawBuilder<unknown>> {
  const within = periods.map(
    ({ from, until }) =>
      sql`l.opened_at >= ${momentOf(from, '00:00', timeZone)} and l.opened_at < ${momentOf(addDays(until, 1), '00:00', timeZone)}`,
  )
  const ofSegment =
    segment === undefined
      ? sql``
      : sql`and exists (select from person p where p.id = l.person_id and p.merged_into_id is null
          and ${await segmentCondition(act, segment)})`
  return sql`reached as (
      select l.id, l.opened_at, l.reached from lead l
      where (${sql.join(within, sql` or `)}) ${ofSegment}
    )`
}

type Counted = { month: string; reached: number; count: number }

/**
 * Both periods in one reading: who is in a segment is what costs. Months are told apart by when they begin, which is a
 * comparison; to write out the month of each lead would cost more than all the rest.
 */
async function counted(
  act: Act,
  days: Days,
  before: Days,
  segment: number | undefined,
  timeZone: string,
): Promise<{ rows: Counted[]; earlier: Counted[] }> {
  const months = monthsOf(days)
  const begins = [before.from, addDays(before.until, 1), days.from, ...months.slice(1).map(month => `${month}-01`)]
  const moments = begins.map(day => momentOf(day, '00:00', timeZone).toISOString())
  // The planner cannot know that there are few months, and would sort a million leads on disk for fear of as many groups.
  await sql`select set_config('enable_sort', 'off', true)`.execute(act.tx)
  const { rows } = await sql<Omit<Counted, 'month'> & { nth: number }>`
    with ${await reached(act, [before, days], segment, timeZone)}
    select width_bucket(opened_at, ${moments}::timestamptz[]) as nth, reached, count(*) as count from reached group by 1, 2`.execute(
    act.tx,
  )
  await sql`select set_config('enable_sort', 'on', true)`.execute(act.tx)
  const named = rows.map(({ nth, ...row }) => ({ month: months[nth - 3] ?? '', ...row }))
  return { rows: named.filter(r => r.month !== ''), earlier: named.filter(r => r.month === '') }
}

/** The months that these days lie in. */
function monthsOf({ from, until }: Days): string[] {
  const months: string[] = []
  for (let first = `${from.slice(0, 7)}-01`; first <= until; first = addDays(first, 32).replace(/..$/, '01'))
    months.push(first.slice(0, 7))
  return months
}

function stepsOf(rows: readonly Counted[], days: Days, segment: number | undefined): Step[] {
  const counts = funnelStages.map((_, i) => rows.filter(r => r.reached > i).reduce((sum, r) => sum + r.count, 0))
  return funnelStages.map((stage, i) => {
    const before = counts[i - 1]
    const asked = new URLSearchParams({
      ...days,
      stage,
      ...(segment === undefined ? {} : { segment: String(segment) }),
    })
    return {
      stage,
      count: counts[i]!,
      conversion: before ? counts[i]! / before : null,
      list: `/funnel/leads?${asked}`,
    }
  })
}

/** Of a month, the days that lie within these. */
function within(month: string, { from, until }: Days): Days {
  const first = `${month}-01`
  const last = addDays(addDays(first, 32).replace(/..$/, '01'), -1)
  return { from: first < from ? from : first, until: last > until ? until : last }
}
