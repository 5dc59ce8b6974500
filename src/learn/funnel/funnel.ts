import { sql } from 'kysely'
import { addDays, loadCalendar, localDay, momentOf } from '../../office/calendar/workdays.ts'
import type { Act } from '../../office/roles/act.ts'
import { segmentCondition } from '../../people/segments/condition.ts'
import { Refusal } from '../../platform/refusal.ts'
import { fiscalYear } from '../fiscalYear.ts'
import { type Funnel, type FunnelQuery, funnelStages, type Step } from './funnel.schema.ts'

/**
 * R32: of the leads that were opened in a period, how many came as far as each stage, whenever that was. A lead counts
 * once in a stage and in those before it, so conversions never exceed the whole.
 */
export async function funnel(act: Act, query: FunnelQuery): Promise<Funnel> {
  const { timeZone } = await loadCalendar(act.tx)
  const today = localDay(act.at, timeZone)
  const from = query.from ?? (await fiscalYear(act, today))
  const until = query.until ?? today
  if (from > until)
    throw new Refusal(
      'invalid',
      { en: 'The period ends before it begins.', ja: '期間の終了日は開始日以降にしてください。' },
      { field: 'until' },
    )
  const ofSegment =
    query.segment === undefined
      ? sql``
      : sql`and exists (select from person p where p.id = l.person_id and p.merged_into_id is null
          and ${await segmentCondition(act, query.segment)})`
  const { rows } = await sql<{ month: string; reached: number; count: number }>`
    with opened as (
      select l.id, to_char(l.opened_at at time zone ${timeZone}, 'YYYY-MM') as month from lead l
      where l.opened_at >= ${momentOf(from, '00:00', timeZone)} and l.opened_at < ${momentOf(addDays(until, 1), '00:00', timeZone)}
        ${ofSegment}
    ),
    reached as (
      select o.id, o.month, greatest(1, max(array_position(${[...funnelStages]}::text[], coalesce(e.facts ->> 'to', e.facts ->> 'stage')))) as reached
      from opened o left join event e on e.lead_id = o.id and e.kind in ('lead.opened', 'lead.moved')
      group by o.id, o.month
    )
    select month, reached, count(*) as count from reached group by month, reached order by month`.execute(act.tx)
  return {
    asOf: act.at,
    from,
    until,
    total: stepsOf(rows),
    ...(query.by === 'month'
      ? {
          months: [...new Set(rows.map(r => r.month))].map(month => ({
            month,
            steps: stepsOf(rows.filter(r => r.month === month)),
          })),
        }
      : {}),
  }
}

function stepsOf(rows: readonly { reached: number; count: number }[]): Step[] {
  const counts = funnelStages.map((_, i) => rows.filter(r => r.reached > i).reduce((sum, r) => sum + r.count, 0))
  return funnelStages.map((stage, i) => {
    const before = counts[i - 1]
    return { stage, count: counts[i]!, conversion: before ? counts[i]! / before : null }
  })
}
