import { useFormat } from '../../ui/format.ts'

/** A day to wake up, as short as one says it: the first of a month is the month, this year's year goes without saying. */
export function useUntil(): (day: string) => string {
  const format = useFormat()
  return day => {
    const [locale, month] = format.language === 'ja' ? (['ja-JP', 'numeric'] as const) : (['en-GB', 'short'] as const)
    const thisYear = day.slice(0, 4) === format.today().slice(0, 4)
    const shape: Intl.DateTimeFormatOptions = day.endsWith('-01') ? { month: 'long' } : { month, day: 'numeric' }
    const write = new Intl.DateTimeFormat(locale, {
      ...shape,
      ...(thisYear ? {} : { year: 'numeric' }),
      timeZone: 'UTC',
    })
    return write.format(new Date(`${day}T00:00:00Z`))
  }
}
