import holidayJp from '@holiday-jp/holiday_jp'
import { sql } from 'kysely'
import type { Tx } from '../../platform/db.ts'
import { planned } from '../../platform/lines.ts'

/** When the company works. `working`: ISO weekdays, 1 is Monday. `dayEnds`: local time, HH:MM. */
export type Calendar = {
  timeZone: string
  working: number[]
  holidays: Set<string>
  dayStarts: string
  dayEnds: string
}

export async function loadCalendar(tx: Tx): Promise<Calendar> {
  const { rows } = await sql<CalendarRow>`${planned('calendar')} select ${calendarColumns} from workspace w`.execute(tx)
  return calendarFrom(rows[0]!)
}

export type CalendarRow = {
  timeZone: string
  workingDays: number[]
  holidays: string[]
  dayStarts: string
  dayEnds: string
}

/** Over workspace w. */
export const calendarColumns = sql`
  w.time_zone, w.working_days, w.day_starts, w.day_ends, array(select day::text from holiday) as holidays`

export const calendarFrom = (row: CalendarRow): Calendar => ({
  timeZone: row.timeZone,
  working: row.workingDays,
  holidays: new Set(row.holidays),
  dayStarts: row.dayStarts.slice(0, 5),
  dayEnds: row.dayEnds.slice(0, 5),
})

const formats = new Map<string, Intl.DateTimeFormat>()

function partsOf(time: Date, timeZone: string): { day: string; minutes: number } {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
    formats.set(timeZone, format)
  }
  const [day = '', clock = ''] = format.format(time).split(' ')
  const [h = 0, m = 0] = clock.split(':').map(Number)
  return { day, minutes: h * 60 + m }
}

/** The day, YYYY-MM-DD, that it is there at that time. */
export const localDay = (time: Date, timeZone: string): string => partsOf(time, timeZone).day

/** Minutes since midnight there. */
export const localMinutes = (time: Date, timeZone: string): number => partsOf(time, timeZone).minutes

/** The moment when clocks there show this day and HH:MM. */
export function momentOf(day: string, hhmm: string, timeZone: string): Date {
  const asUtc = Date.parse(`${day}T${hhmm}:00Z`)
  const shown = partsOf(new Date(asUtc), timeZone)
  const offset = Date.parse(`${shown.day}T00:00:00Z`) + shown.minutes * 60_000 - asUtc
  const guess = new Date(asUtc - offset)
  // Across a change of summer time the first guess is an hour off.
  const again = partsOf(guess, timeZone)
  const miss = Date.parse(`${again.day}T00:00:00Z`) + again.minutes * 60_000 - asUtc
  return new Date(guess.getTime() - miss)
}

export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * 86_400_000).toISOString().slice(0, 10)
}

export function isWorkingDay(calendar: Calendar, day: string): boolean {
  const noon = new Date(`${day}T12:00:00`)
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay() || 7
  if (!calendar.working.includes(weekday) || calendar.holidays.has(day)) return false
  return !(calendar.timeZone === 'Asia/Tokyo' && holidayJp.isHoliday(noon))
}

/** The end of the n-th working day after this moment; n = 0: the end of this day, or of the next working day. */
export function inWorkingDays(calendar: Calendar, from: Date, n: number): Date {
  let day = localDay(from, calendar.timeZone)
  let left = n
  // A year without a single working day is a mistake in the settings, not a reason to loop for ever.
  for (let guard = 0; guard < 366; guard++) {
    if (isWorkingDay(calendar, day)) {
      const ends = momentOf(day, calendar.dayEnds, calendar.timeZone)
      if (left <= 0 && ends > from) return ends
    }
    day = addDays(day, 1)
    if (isWorkingDay(calendar, day)) left--
  }
  return momentOf(addDays(localDay(from, calendar.timeZone), n), calendar.dayEnds, calendar.timeZone)
}

/** The end of the working day on, or next after, this day. */
export function endOfDayOn(calendar: Calendar, day: string): Date {
  let at = day
  for (let guard = 0; guard < 366 && !isWorkingDay(calendar, at); guard++) at = addDays(at, 1)
  return momentOf(at, calendar.dayEnds, calendar.timeZone)
}
