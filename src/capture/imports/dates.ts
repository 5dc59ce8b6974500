const eras: Record<string, number> = {
  令和: 2018,
  R: 2018,
  平成: 1988,
  H: 1988,
  昭和: 1925,
  S: 1925,
  大正: 1911,
  T: 1911,
  明治: 1867,
  M: 1867,
}
const months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ')

const yearFirst = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?$/
const compact = /^(\d{4})(\d{2})(\d{2})$/
const era = /^(令和|平成|昭和|大正|明治|[RHSTM])\s*(元|\d{1,2})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})日?$/i
const yearLast = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/
const dayMonthName = /^(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3})[a-z]*\.?[\s,-]+(\d{4})$/i
const monthNameDay = /^([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/i
const weekday = /\s*\(?[月火水木金土日](?:曜日?)?\)?$/
const clockTime =
  /[\sT]\s*(?:(午前|午後|AM|PM)\s*)?(\d{1,2})[:時](\d{2})分?(?::?(\d{2})(?:\.\d+)?秒?)?\s*(AM|PM)?\s*(?:Z|[+-]\d{2}:?\d{2})?$/i

/**
 * A calendar day as YYYY-MM-DD, or null when the text is none or could mean two (11/12/2026, 26/11/22). A time of day
 * behind it is left to `parseTime`; an offset behind that does not move the day.
 */
export function parseDate(text: string): string | null {
  if (text.length > 60) return null
  const plain = text.normalize('NFKC').replace(/^'/, '').trim()
  const day = withoutWeekday(plain.replace(clockTime, '').trim())
  const [y, m, d] = parts(day)
  if (y !== undefined && m !== undefined && d !== undefined) return calendarDay(y, m, d)
  return /^\d{5}(?:\.\d+)?$/.test(day) ? fromSerial(Number(day)).slice(0, 10) : null
}

// 日 ends a date and begins a weekday in brackets: only a bracketed or spaced one is a weekday.
function withoutWeekday(day: string): string {
  return /[(\s]/.test(day) ? day.replace(weekday, '') : day
}

function parts(day: string): number[] {
  const [, y, m, d] = yearFirst.exec(day) ?? compact.exec(day) ?? []
  if (y !== undefined) return [Number(y), Number(m), Number(d)]
  const [, name, eraYear, eraMonth, eraDay] = era.exec(day) ?? []
  const before = name === undefined ? undefined : eras[name.toUpperCase()]
  if (before !== undefined) return [before + (eraYear === '元' ? 1 : Number(eraYear)), Number(eraMonth), Number(eraDay)]
  const [, first, second, last] = yearLast.exec(day)?.map(Number) ?? []
  if (first !== undefined && second !== undefined && last !== undefined) return yearLastParts(first, second, last)
  const [, day1, month1, year1] = dayMonthName.exec(day) ?? []
  if (month1 !== undefined) return [Number(year1), months.indexOf(month1.toLowerCase()) + 1, Number(day1)]
  const [, month2, day2, year2] = monthNameDay.exec(day) ?? []
  return month2 === undefined ? [] : [Number(year2), months.indexOf(month2.toLowerCase()) + 1, Number(day2)]
}

/** Months and days change places between countries; only a number above 12 settles which is which. */
function yearLastParts(first: number, second: number, year: number): number[] {
  if (first > 12) return [year, second, first]
  if (second > 12 || first === second) return [year, first, second]
  return []
}

function calendarDay(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real && year >= 1868 && year <= 2199 ? date.toISOString().slice(0, 10) : null
}

/** The time of day written behind a date, as HH:MM; null when there is none. */
export function parseTime(text: string): string | null {
  if (text.length > 60) return null
  const plain = text.normalize('NFKC').replace(/^'/, '').trim()
  if (/^\d{5}\.\d+$/.test(plain)) return fromSerial(Number(plain)).slice(11) || null
  const [, before, hour, minute, , behind] = clockTime.exec(` ${plain}`) ?? []
  if (hour === undefined || Number(minute) > 59) return null
  const half = (before ?? behind ?? '').toUpperCase()
  const afternoon = half === '午後' || half === 'PM'
  const hours = half === '' ? Number(hour) : (Number(hour) % 12) + (afternoon ? 12 : 0)
  return hours > 23 ? null : `${String(hours).padStart(2, '0')}:${minute}`
}

const DAY = 86_400_000

/** Excel's count of days since 1900 (or 1904, as old Macs wrote it): YYYY-MM-DD, with HH:MM when it has a time. */
export function fromSerial(serial: number, since1904 = false): string {
  const days = since1904 ? serial + 1462 : serial
  // Excel counts a 29 February 1900 that never was.
  const epoch = Date.UTC(1899, 11, days < 60 ? 31 : 30)
  const iso = new Date(epoch + Math.round((days * DAY) / 1000) * 1000).toISOString()
  return Number.isInteger(serial) ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`
}
