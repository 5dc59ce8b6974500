import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { domainOf, emailKey, isFreeMail, isRoleAddress } from './email.ts'

describe('emailKey', () => {
  test.each([
    ['Tanaka@Example.co.jp', 'tanaka@example.co.jp'],
    [' 田中 太郎 <tanaka@example.co.jp> ', 'tanaka@example.co.jp'],
    ['mailto:tanaka@example.co.jp?subject=a', 'tanaka@example.co.jp'],
    ['ｔａｎａｋａ＠ｅｘａｍｐｌｅ．ｊｐ', 'tanaka@example.jp'],
    ['tanaka@example.jp\u200b', 'tanaka@example.jp'],
    ['a..b.@docomo.ne.jp', 'a..b.@docomo.ne.jp'],
    ['x@日本語.jp', 'x@xn--wgv71a119e.jp'],
    ["o'neil+crm@example.jp", "o'neil+crm@example.jp"],
  ])('%s', (text, key) => {
    expect(emailKey(text)).toBe(key)
  })

  test.each([
    '',
    'tanaka',
    'tanaka@',
    '@example.jp',
    'tanaka@example',
    'a b@example.jp',
    'a..b@example.jp',
    'a@x.jp; b@x.jp',
    'a@@x.jp',
    'なし',
    'a@-x.jp',
  ])('%s is no address', text => {
    expect(emailKey(text)).toBeNull()
  })

  test('a key is its own key', () => {
    fc.assert(
      fc.property(fc.emailAddress(), address => {
        const key = emailKey(address)
        expect(key === null ? null : emailKey(key)).toBe(key)
      }),
    )
  })

  test('any text has an answer', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        expect(emailKey(text) ?? 'a@b').toContain('@')
      }),
    )
  })
})

test('the domain of a mail or web address', () => {
  expect(domainOf('a@Example.co.jp')).toBe('example.co.jp')
  expect(domainOf('https://www.example.co.jp/about?x=1')).toBe('example.co.jp')
  expect(domainOf('example.jp')).toBe('example.jp')
  expect(domainOf('なし')).toBeNull()
})

test('desks are told from people', () => {
  for (const desk of ['info@x.jp', 'INFO-tokyo@x.jp', 'sales2@x.jp', 'soumu@x.jp', 'no-reply@x.jp', 'info+a@x.jp'])
    expect(isRoleAddress(desk)).toBe(true)
  for (const person of ['tanaka@x.jp', 'sales.tanaka@x.jp', 'infoya@x.jp']) expect(isRoleAddress(person)).toBe(false)
})

test('free mail, carriers and providers say nothing about the employer', () => {
  for (const domain of [
    'gmail.com',
    'yahoo.co.jp',
    'docomo.ne.jp',
    'd.vodafone.ne.jp',
    'aa1.so-net.ne.jp',
    'GMAIL.COM',
  ])
    expect(isFreeMail(domain)).toBe(true)
  for (const domain of ['example.co.jp', 'notgmail.com', 'ne.jp', 'nttdocomo.com'])
    expect(isFreeMail(domain)).toBe(false)
})
