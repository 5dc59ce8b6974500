import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { phoneKey } from './phone.ts'

test.each([
  ['03-1234-5678', '+81312345678', null, null],
  ['０３（１２３４）５６７８（代）', '+81312345678', null, '代表'],
  ['03ー1234ー5678', '+81312345678', null, null],
  ['03-1234-5678 内線123', '+81312345678', '123', null],
  ['03(1234)5678(内)123', '+81312345678', '123', null],
  ['03-1234-5678 ext.12', '+81312345678', '12', null],
  ['代表 03-1234-5678 / FAX 03-1234-5679', '+81312345678', null, '代表'],
  ['TEL:06-6345-1111(直通)', '+81663451111', null, '直通'],
  ['090-1234-5678（携帯）', '+819012345678', null, '携帯'],
  ['+81 (0)3-1234-5678', '+81312345678', null, null],
  ['81-3-1234-5678', '+81312345678', null, null],
  ['312345678', '+81312345678', null, null],
  ['9012345678', '+819012345678', null, null],
  ['120123456', '+81120123456', null, null],
  ["'+81312345678", '+81312345678', null, null],
  ['+1 650-253-0000', '+16502530000', null, null],
])('%s', (text, e164, extension, label) => {
  expect(phoneKey(text)).toEqual({ e164, extension, label })
})

test.each(['', 'なし', '内線 55', '110', '1234567890', '21234567', '081312345678', '9.01E+09'])(
  '%s is no number',
  text => {
    expect(phoneKey(text)).toBeNull()
  },
)

test('width and separators make no difference, and any text has an answer', () => {
  const digits = fc.stringMatching(/^0[36][2-9]\d{7}$/)
  fc.assert(
    fc.property(digits, fc.constantFrom('-', '－', ' ', '−', '‐', '.'), (number, separator) => {
      const written = [number.slice(0, 2), number.slice(2, 6), number.slice(6)].join(separator)
      expect(phoneKey(written)).toEqual(phoneKey(number))
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => phoneKey(text) === null || /\d/.test(text.normalize('NFKC'))),
  )
})
