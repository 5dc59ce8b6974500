import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Calendar, isWorkingDay, localDay, localMinutes } from '../../office/calendar/workdays.ts'
import { halfOf, nextTry, nextTryAfterBlock } from './slots.ts'

const office: Calendar = {
  timeZone: 'Asia/Tokyo',
  working: [1, 2, 3, 4, 5],
  holidays: new Set(['2026-06-04']),
  dayStarts: '09:00',
  dayEnds: '18:00',
}
const jst = (text: string) => new Date(`${text}+09:00`)

const hhmm = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`

describe('不在 comes back by itself', () => {
  test.each([
    ['in the morning: this afternoon', '2026-06-01T10:00', '2026-06-01T14:30'],
    ['just before noon: this afternoon', '2026-06-01T11:55', '2026-06-01T14:30'],
    ['in the afternoon: tomorrow morning', '2026-06-01T15:00', '2026-06-02T10:30'],
    ['after work: tomorrow morning', '2026-06-01T20:00', '2026-06-02T10:30'],
    ['on Friday afternoon: Monday morning', '2026-06-05T15:00', '2026-06-08T10:30'],
    ["before the company's own holiday: the day after", '2026-06-03T15:00', '2026-06-05T10:30'],
    ['on a Sunday morning: Monday afternoon', '2026-05-31T10:00', '2026-06-01T14:30'],
    ['before a public holiday: the day after', '2026-07-17T16:00', '2026-07-21T10:30'],
  ])('%s', (_name, tried, again) => {
    expect(nextTry(office, jst(tried))).toEqual(jst(again))
  })

  test('受付ブロック: three working days later, at another hour', () => {
    expect(nextTryAfterBlock(office, jst('2026-06-01T10:00'))).toEqual(jst('2026-06-05T14:30'))
    expect(nextTryAfterBlock(office, jst('2026-06-01T15:00'))).toEqual(jst('2026-06-05T10:30'))
  })

  const calendars = fc
    .record({
      timeZone: fc.constantFrom('Asia/Tokyo', 'UTC', 'America/New_York', 'Europe/Berlin'),
      working: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      starts: fc.integer({ min: 5 * 60, max: 13 * 60 }),
      length: fc.integer({ min: 120, max: 10 * 60 }),
      off: fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 15 }),
    })
    .map(
      ({ starts, length, off, ...c }): Calendar => ({
        ...c,
        dayStarts: hhmm(starts),
        dayEnds: hhmm(starts + length),
        holidays: new Set(off.map(n => new Date(Date.UTC(2026, 2, 1 + n)).toISOString().slice(0, 10))),
      }),
    )
  // Around the changes of summer time of both continents.
  const moments = fc.date({
    min: new Date('2026-03-01T00:00:00Z'),
    max: new Date('2026-04-05T00:00:00Z'),
    noInvalidDate: true,
  })

  test.each([
    ['absent', nextTry],
    ['blocked', nextTryAfterBlock],
  ] as const)(
    'whatever the calendar, it is later, in working hours and in another half of the day: %s',
    (_name, again) => {
      fc.assert(
        fc.property(calendars, moments, (calendar, tried) => {
          const at = again(calendar, tried)
          const minutes = hhmm(localMinutes(at, calendar.timeZone))
          expect(at.getTime()).toBeGreaterThan(tried.getTime())
          expect(isWorkingDay(calendar, localDay(at, calendar.timeZone))).toBe(true)
          expect(minutes >= calendar.dayStarts && minutes < calendar.dayEnds).toBe(true)
          expect(halfOf(calendar, at)).not.toBe(halfOf(calendar, tried))
        }),
        { numRuns: 500 },
      )
    },
  )
})
