import { expect, test } from 'vitest'
import { momentOf, parseTime } from './moment.ts'

test.each([
  ['14:30', '14:30'],
  ['1430', '14:30'],
  ['930', '09:30'],
  ['14', '14:00'],
  ['９：０５', '09:05'],
  ['14時', '14:00'],
  ['14時半', '14:30'],
  ['14時05分', '14:05'],
  ['午後2時', '14:00'],
  ['午前9時半', '09:30'],
  ['正午', '12:00'],
  ['2pm', '14:00'],
  ['12am', '00:00'],
  ['2:30 pm', '14:30'],
  ['25', undefined],
  ['14:75', undefined],
  ['あとで', undefined],
  ['', undefined],
])('%s is read as %s', (typed, time) => {
  expect(parseTime(typed)).toBe(time)
})

test('a day and a time are a moment in the zone of the company', () => {
  expect(momentOf('2026-11-24', '14:30', 'Asia/Tokyo')).toEqual(new Date('2026-11-24T14:30:00+09:00'))
  expect(momentOf('2026-03-29', '12:00', 'Europe/Berlin')).toEqual(new Date('2026-03-29T12:00:00+02:00'))
  expect(momentOf('2026-10-25', '09:00', 'Europe/Berlin')).toEqual(new Date('2026-10-25T09:00:00+01:00'))
})
