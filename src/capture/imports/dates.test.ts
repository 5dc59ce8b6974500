import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromSerial, parseDate, parseTime } from './dates.ts'

test.each([
  '2026/11/22',
  '2026-11-22',
  '2026.11.22',
  '20261122',
  '2026年11月22日',
  '２０２６年１１月２２日（日）',
  '2026/11/22(日)',
  '2026/11/22 10:30',
  '2026-11-22T10:30:00+09:00',
  '令和8年11月22日',
  'R8.11.22',
  'r8/11/22',
  '11/22/2026',
  '22.11.2026',
  'Nov 22, 2026',
  '22 November 2026',
  '46348',
  '46348.5',
])('%s', text => {
  expect(parseDate(text)).toBe('2026-11-22')
})

test.each([
  ['令和元年5月1日', '2019-05-01'],
  ['平成31年4月30日', '2019-04-30'],
  ['S64.1.7', '1989-01-07'],
  ['2024/2/29', '2024-02-29'],
  ['5/5/2026', '2026-05-05'],
])('%s is %s', (text, day) => {
  expect(parseDate(text)).toBe(day)
})

test.each([
  '',
  'なし',
  '11/12/2026',
  '26/11/22',
  '11/22',
  '2026/11',
  '2026/2/30',
  '2026/13/1',
  '0001/1/1',
  '123',
  '1234567',
  '2026年',
])('%s is no certain day', text => {
  expect(parseDate(text)).toBeNull()
})

test.each([
  ['2026/11/22 9:05', '09:05'],
  ['2026-11-22T10:30:00', '10:30'],
  ['2026年11月22日 14時05分', '14:05'],
  ['2026/11/22 午後 3:00', '15:00'],
  ['2026/11/22 12:10 AM', '00:10'],
  ['46348.75', '18:00'],
  ['2026/11/22', null],
  ['2026/11/22 25:00', null],
])('the time of %s is %s', (text, time) => {
  expect(parseTime(text)).toBe(time)
})

test('any day survives every way it is written', () => {
  const day = fc.date({ min: new Date('1990-01-01'), max: new Date('2100-12-31'), noInvalidDate: true })
  fc.assert(
    fc.property(day, date => {
      const iso = date.toISOString().slice(0, 10)
      const [y, m, d] = iso.split('-').map(Number)
      const serial = Math.round(Date.parse(iso) / 86_400_000) + 25_569
      for (const text of [iso, `${y}/${m}/${d}`, `${y}年${m}月${d}日`, iso.replaceAll('-', ''), String(serial)])
        expect(parseDate(text)).toBe(iso)
    }),
  )
})

test('serials of the two Excel calendars', () => {
  expect(fromSerial(1)).toBe('1900-01-01')
  expect(fromSerial(61)).toBe('1900-03-01')
  expect(fromSerial(44_886, true)).toBe('2026-11-22')
})
