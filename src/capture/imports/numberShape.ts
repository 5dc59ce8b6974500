import { fromSerial } from './dates.ts'

/** What the number format of a cell makes of its number: a day, a time, digits with leading zeros, or just a number. */
export type NumberShape = { kind: 'number' } | { kind: 'date' } | { kind: 'time' } | { kind: 'digits'; pattern: string }

const number: NumberShape = { kind: 'number' }

export function shapeOf(id: number, code: string | undefined): NumberShape {
  if (code === undefined) return builtIn(id)
  const sections = code.replace(/"[^"]*"|\\(.)|[_*]./g, '$1').split(';')
  const digits = (sections.at(-1) ?? '').replace(/\[[^\]]*\]/g, '').trim()
  // 000-0000 and its conditional forms: how Excel keeps the zeros of postal codes and customer numbers.
  if (/^[0-]*0[0-]*0$/.test(digits) && (digits.match(/0/g)?.length ?? 0) > 1) return { kind: 'digits', pattern: digits }
  const letters = (sections[0] ?? '')
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    .replace(/general|g\/標準|e[+-]/gi, '')
  if (/[ydgea]/i.test(letters.replace(/am\/pm|a\/p/gi, ''))) return { kind: 'date' }
  if (/[hs]/i.test(letters)) return { kind: 'time' }
  return /m/i.test(letters) ? { kind: 'date' } : number
}

function builtIn(id: number): NumberShape {
  if ((id >= 18 && id <= 21) || id === 32 || id === 33 || (id >= 45 && id <= 47)) return { kind: 'time' }
  if ((id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return { kind: 'date' }
  return number
}

export function writeNumber(value: number, shape: NumberShape, since1904: boolean): string {
  if (!Number.isFinite(value)) return ''
  if (shape.kind === 'digits' && Number.isInteger(value) && value >= 0) return pad(value, shape.pattern)
  if (shape.kind === 'date' && value >= 1 && value < 2_958_466) return fromSerial(value, since1904)
  if ((shape.kind === 'time' || shape.kind === 'date') && value >= 0 && value < 1)
    return fromSerial(value + 60).slice(11) || '00:00'
  if (shape.kind === 'time' && value < 2_958_466 && value >= 1) return fromSerial(value, since1904)
  return plainNumber(value)
}

function pad(value: number, pattern: string): string {
  const zeros = pattern.match(/0/g)?.length ?? 0
  const digits = String(value).padStart(zeros, '0')
  let next = digits.length - zeros
  const head = digits.slice(0, next)
  return head + pattern.replace(/0/g, () => digits[next++] ?? '')
}

const fifteenDigits = new Intl.NumberFormat('en-US', { useGrouping: false, maximumSignificantDigits: 15 })

/** Never with an exponent, and with the fifteen digits that Excel itself shows: 0.1+0.2 is 0.3. */
function plainNumber(value: number): string {
  return Number.isSafeInteger(value) ? String(value) : fifteenDigits.format(value)
}
