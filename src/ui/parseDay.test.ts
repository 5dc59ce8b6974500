import { expect, test } from 'vitest'
import { parseDay } from './parseDay.ts'

const today = '2026-11-22'

test.each([
  ['2026/12/01', '2026-12-01'],
  ['２０２６年１２月１日', '2026-12-01'],
  ['12/1', '2026-12-01'],
  ['1201', '2026-12-01'],
  ['20270104', '2027-01-04'],
  ['1/4', '2027-01-04'],
  ['30', '2026-11-30'],
  ['5日', '2026-12-05'],
  ['今日', '2026-11-22'],
  ['明日', '2026-11-23'],
  ['+10', '2026-12-02'],
])('「%s」 typed on 22 November 2026 is %s', (typed, day) => {
  expect(parseDay(typed, today)).toBe(day)
})

test.each(['', '来月', '13/1', '2/30', '2026/02/30'])('「%s」 is no day', typed => {
  expect(parseDay(typed, today)).toBeUndefined()
})
