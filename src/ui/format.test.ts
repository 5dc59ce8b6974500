import { expect, test } from 'vitest'
import { formatFor } from './format.ts'
import { hearServerTime } from './now.ts'

const ja = formatFor('ja', 'Asia/Tokyo')
const en = formatFor('en', 'Asia/Tokyo')

test('dates and money are written as a Japanese office writes them', () => {
  expect(ja.date('2026-11-22')).toBe('2026/11/22（日）')
  expect(ja.short('2026-11-22')).toBe('11/22（日）')
  expect(ja.month('2026-11-22')).toBe('2026年11月')
  expect(ja.money(1_200_000)).toBe('￥1,200,000')
  expect(ja.money(-500)).toBe('−￥500')
  expect(en.date('2026-11-22')).toBe('Sun, 22 Nov 2026')
  expect(en.money(1_200_000)).toBe('¥1,200,000')
})

test('an instant falls on the day it has in the time zone of the company', () => {
  const late = '2026-11-22T15:30:00Z'
  expect(ja.day(late)).toBe('2026-11-23')
  expect(ja.dateTime(new Date(late))).toBe('2026/11/23（月）00:30')
  expect(formatFor('ja', 'UTC').day(late)).toBe('2026-11-22')
})

test('days and minutes are counted from the time at the server', () => {
  hearServerTime('2026-11-22T05:00:00Z')
  expect(ja.today()).toBe('2026-11-22')
  expect(ja.daysFromToday('2026-11-25')).toBe(3)
  expect(ja.daysFromToday('2026-11-20')).toBe(-2)
  expect(ja.ago('2026-11-22T04:57:00Z')).toBe('3分前')
})
