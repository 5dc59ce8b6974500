import { expect, test } from 'vitest'
import { isStrong, weaknessOf } from './password.schema.ts'

const email = 'tanaka@example.co.jp'

test.each([
  ['', 'short'],
  ['nine char', 'short'],
  ['a'.repeat(129), 'long'],
  ['aaaaabbbbb', 'guessable'],
  ['password2026', 'guessable'],
  ['1234567890', 'guessable'],
  ['Tanaka2026!!', 'guessable'],
  ['x TANAKA@example.co.jp', 'guessable'],
])('%j is refused as %s', (password, why) => {
  expect(weaknessOf(password, email)).toBe(why)
})

test('a few words will do, and more of them are strong', () => {
  for (const password of ['hashi ueno', 'ねこがはしのうえでねる', 'c0rrect-horse'])
    expect(weaknessOf(password, email)).toBeUndefined()
  expect(isStrong('hashi ueno')).toBe(false)
  expect(isStrong('hashi no ue no neko')).toBe(true)
})

test('as long as nobody has said their address, only the password itself counts', () => {
  expect(weaknessOf('hashi no ue', '')).toBeUndefined()
})
