import { addDays, type Calendar, isWorkingDay } from '../../src/office/calendar/workdays.ts'
import type { Chance } from './chance.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** Japan knows no summer time, so the made-up office can reckon in whole numbers. */
const japan = 9 * HOUR

/** Days are counted from 1970 in Japan, times are milliseconds. */
export const dayOf = (time: number): number => Math.floor((time + japan) / DAY)
export const timeOf = (day: number, hours: number): number => Math.floor(day * DAY - japan + hours * HOUR)
export const hourOf = (time: number): number => ((((time + japan) % DAY) + DAY) % DAY) / HOUR

const texts = new Map<number, string>()

/** YYYY-MM-DD. */
export function dayText(day: number): string {
  let text = texts.get(day)
  if (text === undefined) texts.set(day, (text = new Date(day * DAY).toISOString().slice(0, 10)))
  return text
}

const two = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'))

/** As `toISOString`, of which millions are needed. */
export function iso(time: number): string {
  const day = Math.floor(time / DAY)
  const left = Math.floor(time - day * DAY)
  const seconds = Math.floor(left / 1000)
  const ms = left % 1000
  return `${dayText(day)}T${two[Math.floor(seconds / 3600)]}:${two[Math.floor(seconds / 60) % 60]}:${two[seconds % 60]}.${ms < 10 ? '00' : ms < 100 ? '0' : ''}${ms}Z`
}

export const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY

/** The office's own calendar for the years of the story, looked up instead of reckoned. */
export type Office = {
  working(day: number): boolean
  /** The n-th working day after this one; n = 0: this one, or the next that is. */
  after(day: number, n: number): number
  /** As `inWorkingDays` of the calendar. */
  within(time: number, n: number): number
  /** Some time of work between these two; the latter, if there is none. */
  between(chance: Chance, from: number, until: number): number
  calendar: Calendar
}

const ends = 18

export function openOffice(calendar: Calendar, first: number, last: number): Office {
  const works = new Uint8Array(last - first + 1)
  for (let day = first; day <= last; day++)
    works[day - first] = isWorkingDay(calendar, addDays(dayText(day), 0)) ? 1 : 0
  const working = (day: number) => works[day - first] === 1
  const after = (day: number, n: number) => {
    let at = day
    for (let left = n; left > 0; ) if (working(++at)) left--
    while (!working(at)) at++
    return at
  }
  return {
    working,
    after,
    within: (time, n) => {
      let day = dayOf(time)
      for (let left = n; ; ) {
        if (working(day) && left <= 0 && timeOf(day, ends) > time) return timeOf(day, ends)
        if (working(++day)) left--
      }
    },
    between: (chance, from, until) => {
      const days = dayOf(until) - dayOf(from)
      for (let tries = 0; tries < 6; tries++) {
        const day = dayOf(from) + Math.floor(days * chance.next() ** 1.4 + 0.5)
        const time = timeOf(day, 9.1 + 8.6 * chance.next())
        if (working(day) && time > from && time < until) return Math.floor(time)
      }
      return until
    },
    calendar,
  }
}

/** How lively each month is: fairs in spring and autumn, an empty August and turn of the year. January first. */
const months = [0.8, 1.15, 1.15, 0.85, 0.95, 1.15, 1.1, 0.7, 1.2, 1.3, 1.25, 0.75]
/** What of a day falls into which hour. */
const hours: [number, number][] = [
  [0, 1],
  [6, 1],
  [7, 3],
  [8, 6],
  [9, 11],
  [10, 13],
  [11, 11],
  [12, 8],
  [13, 11],
  [14, 12],
  [15, 12],
  [16, 11],
  [17, 9],
  [18, 5],
  [19, 3],
  [20, 3],
  [21, 3],
  [22, 3],
  [23, 2],
]

/** When people come to a website of an office's supplier: a time between these two, by month, weekday and hour. */
export type Crowd = { some(chance: Chance, from: number, until: number): number }

export function openCrowd(office: Office, first: number, last: number): Crowd {
  const sums = new Float64Array(last - first + 2)
  for (let day = first; day <= last; day++) {
    const month = Number(dayText(day).slice(5, 7)) - 1
    const growth = 0.75 + (0.5 * (day - first)) / Math.max(1, last - first)
    sums[day - first + 1] = sums[day - first]! + months[month]! * growth * (office.working(day) ? 1 : 0.22)
  }
  const at = (day: number) => sums[Math.max(0, Math.min(last - first + 1, day - first))]!
  return {
    some: (chance, from, until) => {
      const [low, high] = [at(dayOf(from)), at(dayOf(until) + 1)]
      const wanted = low + (high - low) * chance.next()
      let [left, right] = [0, last - first + 1]
      while (left < right - 1) {
        const middle = (left + right) >> 1
        if (sums[middle]! <= wanted) left = middle
        else right = middle
      }
      const time = timeOf(first + left, chance.weighted(hours) + chance.next())
      return Math.floor(Math.max(from, Math.min(until, time)))
    },
  }
}
