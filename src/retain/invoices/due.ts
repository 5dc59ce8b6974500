import { addDays, type Calendar, isWorkingDay } from '../../office/calendar/workdays.ts'

/** 締め日・支払サイト. 31 is the end of a month. */
export type Terms = {
  closingDay: number
  payMonths: number
  payDay: number
  holidayShift: 'before' | 'after' | 'none'
}

/** 月末締め翌月末払い, and the next working day: what the Civil Code assumes where nothing is agreed. */
export const usualTerms: Terms = { closingDay: 31, payMonths: 1, payDay: 31, holidayShift: 'after' }

const lastOf = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()

/** The day of the n-th month after this one, not past its end. */
function dayIn(day: string, months: number, wanted: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1))
  const last = lastOf(first.getUTCFullYear(), first.getUTCMonth() + 1)
  return `${first.toISOString().slice(0, 8)}${String(Math.min(wanted, last)).padStart(2, '0')}`
}

/** The closing that a day falls into: that day itself, or the next. */
export function closingOf(day: string, { closingDay }: Pick<Terms, 'closingDay'>): string {
  const inMonth = dayIn(day, 0, closingDay)
  return day <= inMonth ? inMonth : dayIn(day, 1, closingDay)
}

/** When what was delivered on this day is to be paid. */
export function dueOn(day: string, terms: Terms, calendar: Calendar): string {
  const due = dayIn(closingOf(day, terms), terms.payMonths, terms.payDay)
  if (terms.holidayShift === 'none') return due
  let shifted = due
  for (let guard = 0; guard < 60 && !isWorkingDay(calendar, shifted); guard++)
    shifted = addDays(shifted, terms.holidayShift === 'before' ? -1 : 1)
  return shifted
}
