import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { DASHES } from './fold.ts'
import { remember } from './remember.ts'

export type PhoneKey = { e164: string; extension: string | null; label: string | null }

const dashes = new RegExp(`[${DASHES}ー]`, 'g')

const labels: [string, RegExp][] = [
  ['直通', /直通|ダイヤルイン|direct/i],
  ['携帯', /携帯(?:電話)?|モバイル|ケータイ|mobile|cell(?:ular)?/i],
  ['代表', /代表(?:電話|番号)?|[([]代[)\]]|代(?=\s*[:)]|\s*$)/],
  ['FAX', /fax|ファックス|ファクス|ファクシミリ/i],
  ['自宅', /自宅|home/i],
]

/**
 * One telephone number of a cell, with 内線 and 代表 taken off first: the number parser gives up on them.
 * Zeros that Excel has eaten are put back only where exactly one Japanese number can have been meant.
 */
export const phoneKey = remember((text: string): PhoneKey | null => {
  if (text.length > 200) return null
  const plain = text
    .normalize('NFKC')
    .replace(/^'/, '')
    .replace(dashes, '-')
    .split(/[/、;\n]|,(?=\s*[+0(])/)[0]
  if (plain === undefined) return null
  const { rest, extension } = withoutExtension(plain)
  const label = labels.find(([, pattern]) => pattern.test(rest))?.[0] ?? null
  const number = labels
    .reduce((left, [, pattern]) => left.replace(pattern, ' '), rest)
    .replace(/(?:電話|番号|tel(?:ephone)?|phone|ph|代)\s*[.:]?/gi, ' ')
    .replace(/[()[\]{}<>:.]/g, ' ')
    .trim()
  if (!/^\+?[\d\s-]+$/.test(number)) return null
  const e164 = international(number)
  return e164 === null ? null : { e164, extension, label }
})

function withoutExtension(text: string): { rest: string; extension: string | null } {
  const found =
    /[([]?\s*(?:内線|内(?=[\s:)]*\d)|ext(?:ension)?|(?<=\d\s*)x|#)\s*(?:番号)?[\s:.)-]*(\d{1,8})\s*[)\]]?/i.exec(text)
  if (found?.[1] === undefined) return { rest: text, extension: null }
  return { rest: `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`, extension: found[1] }
}

function international(number: string): string | null {
  const digits = number.replace(/\D/g, '')
  if (number.startsWith('+')) return valid(`+${digits.replace(/^810/, '81')}`)
  if (digits.startsWith('010')) return valid(`+${digits.slice(3)}`)
  if (digits.startsWith('0')) return valid(digits)
  if (/^81[1-9]\d{8,9}$/.test(digits)) return valid(`+${digits}`)
  if (/^[5789]0\d{8}$/.test(digits) || /^[1-9]\d{8}$/.test(digits)) return valid(`0${digits}`)
  return null
}

function valid(number: string): string | null {
  const parsed = parsePhoneNumberFromString(number, 'JP')
  return parsed?.isValid() ? parsed.number : null
}
