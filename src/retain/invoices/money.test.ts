import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Calendar } from '../../office/calendar/workdays.ts'
import { dueOn, usualTerms } from './due.ts'
import { sumOf } from './money.ts'
import { addressed } from './paper.ts'

const rates = { standard: 10, reduced: 8, exempt: 0, out: 0 }

test('D7: tax is rounded once for each rate, not line by line', () => {
  const lines = Array.from({ length: 3 }, () => ({ tax: 'standard' as const, amount: 105 }))
  // Line by line it would be 10 + 10 + 10.
  expect(sumOf(lines, rates, 'floor')).toEqual({
    rates: [{ code: 'standard', percent: 10, net: 315, tax: 31 }],
    net: 315,
    tax: 31,
    total: 346,
  })
  expect(sumOf(lines, rates, 'round').tax).toBe(32)
  expect(sumOf(lines, rates, 'ceil').tax).toBe(32)
  const mixed = [...lines, { tax: 'reduced' as const, amount: 1001 }, { tax: 'exempt' as const, amount: 500 }]
  expect(sumOf(mixed, rates, 'floor')).toMatchObject({ net: 1816, tax: 31 + 80, total: 1927 })
  expect(sumOf(mixed, rates, 'floor').rates.map(r => r.code)).toEqual(['standard', 'reduced', 'exempt'])
})

test('sums always add up, whatever is sold at whatever rate, and what is taken off mirrors what was added', () => {
  const line = fc.record({
    tax: fc.constantFrom('standard' as const, 'reduced' as const, 'exempt' as const, 'out' as const),
    amount: fc.integer({ min: -10_000_000_000, max: 10_000_000_000 }),
  })
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 40 }),
      fc.constantFrom('floor' as const, 'round' as const, 'ceil' as const),
      (lines, rounding) => {
        const sum = sumOf(lines, rates, rounding)
        expect(sum.net).toBe(lines.reduce((total, one) => total + one.amount, 0))
        expect(sum.net + sum.tax).toBe(sum.total)
        expect(sum.rates.reduce((total, one) => total + one.tax, 0)).toBe(sum.tax)
        for (const rate of sum.rates) {
          expect(Number.isInteger(rate.tax)).toBe(true)
          expect(Math.abs(rate.tax - (rate.net * rate.percent) / 100)).toBeLessThan(1)
        }
        const off = sumOf(
          lines.map(one => ({ ...one, amount: -one.amount })),
          rates,
          rounding,
        )
        expect(off.total + sum.total).toBe(0)
      },
    ),
  )
})

const calendar: Calendar = {
  timeZone: 'Asia/Tokyo',
  working: [1, 2, 3, 4, 5],
  holidays: new Set(['2026-06-30']),
  dayStarts: '09:00',
  dayEnds: '18:00',
}

test('D7: 締め日・支払サイト decide the due day; a holiday shifts it', () => {
  // End of month, end of next month: 31 May 2026 is a Sunday.
  expect(dueOn('2026-04-15', { ...usualTerms, holidayShift: 'none' }, calendar)).toBe('2026-05-31')
  expect(dueOn('2026-04-15', usualTerms, calendar)).toBe('2026-06-01')
  expect(dueOn('2026-04-15', { ...usualTerms, holidayShift: 'before' }, calendar)).toBe('2026-05-29')
  // The company's own holiday counts too.
  expect(dueOn('2026-05-10', usualTerms, calendar)).toBe('2026-07-01')
  // Closed on the 20th, paid on the 10th two months later: the 21st falls into the next closing.
  const terms = { closingDay: 20, payMonths: 2, payDay: 10, holidayShift: 'none' as const }
  expect(dueOn('2026-04-20', terms, calendar)).toBe('2026-06-10')
  expect(dueOn('2026-04-21', terms, calendar)).toBe('2026-07-10')
  // The end of February, and over the turn of the year.
  expect(dueOn('2026-01-31', { ...usualTerms, holidayShift: 'none' }, calendar)).toBe('2026-02-28')
  expect(dueOn('2026-12-05', { ...usualTerms, holidayShift: 'none' }, calendar)).toBe('2027-01-31')
  // A golden week is skipped whole.
  expect(dueOn('2026-04-01', { closingDay: 31, payMonths: 1, payDay: 3, holidayShift: 'after' }, calendar)).toBe(
    '2026-05-07',
  )
})

test('様 for a person, 御中 for a company or department, never both', () => {
  expect(addressed('髙﨑㈱', { department: '', person: '' })).toEqual(['髙﨑㈱ 御中'])
  expect(addressed('髙﨑㈱', { department: '経理部', person: '' })).toEqual(['髙﨑㈱', '経理部 御中'])
  expect(addressed('髙﨑㈱', { department: '経理部', person: '山田 花子' })).toEqual(['髙﨑㈱', '経理部　山田 花子 様'])
  expect(addressed('髙﨑㈱', { department: '', person: '山田 花子' })).toEqual(['髙﨑㈱', '山田 花子 様'])
})
