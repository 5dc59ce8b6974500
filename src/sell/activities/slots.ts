import {
  addDays,
  type Calendar,
  isWorkingDay,
  localDay,
  localMinutes,
  momentOf,
} from '../../office/calendar/workdays.ts'

export type Half = 'morning' | 'afternoon'

const minutesOf = (hhmm: string) => Number(hhmm.slice(0, 2)) * 60 + Number(hhmm.slice(3, 5))
const hhmmOf = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

/** Where the working day is divided: at noon, or in the middle of days that do not know a noon. */
export function middleOf({ dayStarts, dayEnds }: Calendar): number {
  const starts = minutesOf(dayStarts)
  const ends = minutesOf(dayEnds)
  return starts < 720 && ends > 720 ? 720 : Math.floor((starts + ends) / 2)
}

export const halfOf = (calendar: Calendar, at: Date): Half =>
  localMinutes(at, calendar.timeZone) < middleOf(calendar) ? 'morning' : 'afternoon'

/** The hour of a half day at which people are mostly at their desks: 10:30 and 14:30 of a day from nine to six. */
function slotOn(calendar: Calendar, day: string, half: Half): Date {
  const middle = middleOf(calendar)
  const morning = Math.floor((minutesOf(calendar.dayStarts) + middle) / 2)
  const afternoon = Math.min(middle + 150, Math.floor((middle + minutesOf(calendar.dayEnds)) / 2))
  return momentOf(day, hhmmOf(half === 'morning' ? morning : afternoon), calendar.timeZone)
}

const otherHalf = (half: Half): Half => (half === 'morning' ? 'afternoon' : 'morning')

/** The n-th working day after this one. A calendar without working days is a mistake in the settings: then any day is. */
function workingDayAfter(calendar: Calendar, day: string, n: number): string {
  let at = day
  let left = n
  for (let guard = 0; guard < 366 && left > 0; guard++) {
    at = addDays(at, 1)
    if (isWorkingDay(calendar, at)) left--
  }
  return left > 0 ? addDays(day, n) : at
}

/** How much of the working day must be left to try again on it. */
const enoughLeft = 180

/**
 * When to call again somebody who was not there: in the other half of the day. This afternoon after a morning's try, if
 * three hours of work are left; else the next working day.
 */
export function nextTry(calendar: Calendar, tried: Date): Date {
  const day = localDay(tried, calendar.timeZone)
  const half = halfOf(calendar, tried)
  const left = minutesOf(calendar.dayEnds) - localMinutes(tried, calendar.timeZone)
  if (half === 'morning' && left >= enoughLeft && isWorkingDay(calendar, day)) {
    const slot = slotOn(calendar, day, 'afternoon')
    if (slot > tried) return slot
  }
  return slotOn(calendar, workingDayAfter(calendar, day, 1), otherHalf(half))
}

export const blockedWorkingDays = 3

/** When the front desk did not put the call through: some days later, in the other half of the day. */
export const nextTryAfterBlock = (calendar: Calendar, tried: Date): Date =>
  slotOn(
    calendar,
    workingDayAfter(calendar, localDay(tried, calendar.timeZone), blockedWorkingDays),
    otherHalf(halfOf(calendar, tried)),
  )
