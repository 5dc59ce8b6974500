import { useMeIfAny } from './me.tsx'
import { now } from './now.ts'
import type { Language } from './words/language.ts'
import { useTongue } from './words/tongue.tsx'

/**
 * Dates, figures and money as this office writes them, in the company's time zone.
 *
 *   const format = useFormat()
 *   format.date('2026-11-22')       2026/11/22（日）      format.dateTime(instant)   2026/11/22（日）14:05
 *   format.short('2026-11-22')      11/22（日）           format.ago(instant)        3分前
 *   format.number(1200000)          1,200,000             format.money(1200000)      ￥1,200,000
 *
 * A plain date (YYYY-MM-DD) is that calendar day everywhere; an instant (ISO with time) is shown in the company's zone.
 */
export type Format = ReturnType<typeof makeFormat>

/** YYYY-MM-DD, an instant in ISO form, or a Date. */
export type Moment = string | Date

export function isoOf(value: Moment): string {
  return typeof value === 'string' ? value : value.toISOString()
}

/** A calendar day without a time. */
export function isPlain(value: Moment): value is string {
  return typeof value === 'string' && plain.test(value)
}

const plain = /^\d{4}-\d{2}-\d{2}$/
const dayMs = 86_400_000

export function useFormat(): Format {
  const zone = useMeIfAny()?.company.timeZone ?? 'Asia/Tokyo'
  return formatFor(useTongue().language, zone)
}

/** Formats are costly to make and asked for in every cell. */
const made = new Map<string, Format>()

export function formatFor(language: Language, timeZone: string): Format {
  const name = `${language} ${timeZone}`
  const known = made.get(name)
  if (known) return known
  const fresh = makeFormat(language, timeZone)
  made.set(name, fresh)
  return fresh
}

function makeFormat(language: Language, timeZone: string) {
  const locale = language === 'ja' ? 'ja-JP' : 'en-GB'
  const make = (options: Intl.DateTimeFormatOptions, zone: string) =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  const long: Intl.DateTimeFormatOptions =
    language === 'ja'
      ? { year: 'numeric', month: '2-digit', day: '2-digit', weekday: 'short' }
      : { year: 'numeric', month: 'short', day: 'numeric', weekday: 'short' }
  const { year: _year, ...withoutYear } = long
  const dates = { plain: make(long, 'UTC'), instant: make(long, timeZone) }
  const shorts = { plain: make(withoutYear, 'UTC'), instant: make(withoutYear, timeZone) }
  const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone })
  const calendar = new Intl.DateTimeFormat('sv-SE', { timeZone })
  const month = new Intl.DateTimeFormat(locale, {
    year: 'numeric',
    month: 'long',
    timeZone: 'UTC',
  })
  const figures = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  // An office writes 3分前 without the space.
  const ago = (value: number, unit: Intl.RelativeTimeFormatUnit) =>
    language === 'ja' ? relative.format(value, unit).replaceAll(' ', '') : relative.format(value, unit)

  const write = (kind: typeof dates, value: Moment) => {
    const text = isPlain(value)
      ? kind.plain.format(new Date(`${value}T00:00:00Z`))
      : kind.instant.format(new Date(value))
    return language === 'ja' ? text.replace('(', '（').replace(')', '）') : text
  }
  /** The calendar day, YYYY-MM-DD, that this value falls on in the company's zone. */
  const day = (value: Moment) => (isPlain(value) ? value : calendar.format(new Date(value)))

  return {
    language,
    timeZone,
    day,
    today: () => day(now()),
    /** Whole calendar days from today; negative is past. */
    daysFromToday: (value: Moment) => Math.round((Date.parse(day(value)) - Date.parse(day(now()))) / dayMs),
    date: (value: Moment) => write(dates, value),
    short: (value: Moment) => write(shorts, value),
    month: (value: string) => month.format(new Date(`${value.slice(0, 7)}-01T00:00:00Z`)),
    time: (value: Moment) => clock.format(new Date(value)),
    dateTime: (value: Moment) =>
      `${write(dates, value)}${language === 'ja' ? '' : ' '}${clock.format(new Date(value))}`,
    ago: (value: Moment) => {
      const seconds = (new Date(value).getTime() - now().getTime()) / 1000
      const size = Math.abs(seconds)
      if (size < 45) return ago(0, 'second')
      if (size < 3600) return ago(Math.round(seconds / 60), 'minute')
      if (size < 86_400) return ago(Math.round(seconds / 3600), 'hour')
      if (size < 30 * 86_400) return ago(Math.round(seconds / 86_400), 'day')
      return write(dates, value)
    },
    number: (value: number) => figures.format(value),
    percent: (share: number) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share),
    money: (amount: number) =>
      `${amount < 0 ? '−' : ''}${language === 'ja' ? '￥' : '¥'}${figures.format(Math.abs(amount))}`,
    list: (parts: readonly string[]) => parts.join(language === 'ja' ? '・' : ', '),
  }
}
