import { addDays, loadCalendar, localDay } from '../../office/calendar/workdays.ts'
import type { Act } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { fiscalYear } from '../fiscalYear.ts'
import type { Period } from './funnel.schema.ts'

export type Days = { from: string; until: string }

/** The days that are meant, and those before them to compare with: as many months back, else as many days. */
export async function daysOf(
  act: Act,
  { period, from, until }: { period: Period; from?: string | undefined; until?: string | undefined },
): Promise<{ timeZone: string; days: Days; before: Days }> {
  const { timeZone } = await loadCalendar(act.tx)
  const today = localDay(act.at, timeZone)
  if (!from && !until) {
    const { days, back } = await named(act, period, today)
    return { timeZone, days, before: { from: monthsBack(days.from, back), until: monthsBack(days.until, back) } }
  }
  const days = { from: from ?? (await fiscalYear(act, until ?? today)), until: until ?? today }
  if (days.from > days.until)
    throw new Refusal(
      'invalid',
      { en: 'The period ends before it begins.', ja: '期間の終了日は開始日以降にしてください。' },
      { field: 'until' },
    )
  const length = (Date.parse(days.until) - Date.parse(days.from)) / 86_400_000 + 1
  return { timeZone, days, before: { from: addDays(days.from, -length), until: addDays(days.from, -1) } }
}

async function named(act: Act, period: Period, today: string): Promise<{ days: Days; back: number }> {
  const month = `${today.slice(0, 7)}-01`
  const year = await fiscalYear(act, today)
  const intoYear =
    (Number(today.slice(0, 4)) - Number(year.slice(0, 4))) * 12 + Number(today.slice(5, 7)) - Number(year.slice(5, 7))
  switch (period) {
    case 'month':
      return { days: { from: month, until: today }, back: 1 }
    case 'lastMonth':
      return { days: { from: monthsBack(month, 1), until: addDays(month, -1) }, back: 1 }
    case 'quarter':
      return { days: { from: monthsBack(month, intoYear % 3), until: today }, back: 3 }
    case 'fiscalYear':
      return { days: { from: year, until: today }, back: 12 }
    case 'twelveMonths':
      return { days: { from: monthsBack(month, 11), until: today }, back: 12 }
  }
}

/** The same day so many months ago; of a month's last day, that month's last day. */
function monthsBack(day: string, count: number): string {
  const months = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 - count
  const first = `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}-01`
  const last = addDays(addDays(first, 32).replace(/..$/, '01'), -1)
  const isLast = addDays(day, 1).endsWith('-01')
  const same = `${first.slice(0, 8)}${day.slice(8)}`
  return isLast || same > last ? last : same
}
