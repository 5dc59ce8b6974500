import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkDigit, corporateNumber } from './corporateNumber.ts'

test.each(['7000012050002', 'T7000012050002', '７０００－０１２０－５０００２', ' t7000 0120 50002'])('%s', text => {
  expect(corporateNumber(text)).toBe('7000012050002')
})

test.each(['', '7000012050003', '700001205000', '70000120500022', '7.00001E+12', '0000012050002'])(
  '%s is refused',
  text => {
    expect(corporateNumber(text)).toBeNull()
  },
)

test('a wrong digit is noticed, except 0 for 9', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^\d{12}$/), fc.nat({ max: 11 }), fc.nat({ max: 9 }), (base, at, digit) => {
      const number = `${checkDigit(base)}${base}`
      expect(corporateNumber(number)).toBe(number)
      const changed = `${base.slice(0, at)}${digit}${base.slice(at + 1)}`
      const alike = changed === base || [changed[at], base[at]].toSorted().join('') === '09'
      expect(corporateNumber(`${number[0]}${changed}`) === null).toBe(!alike)
    }),
  )
})
