/**
 * Reads a date as people in an office type it: 2026/11/22, 11/22, 1122, 22, 今日, 明日, 明後日, +3.
 * Without a year it is the next such day from today on. Answers undefined for what is no date.
 */
export function parseDay(text: string, today: string): string | undefined {
  const said = text.normalize('NFKC').trim().toLowerCase()
  const word = words[said]
  if (word !== undefined) return shift(today, word)
  const ahead = /^\+(\d{1,3})$/.exec(said)
  if (ahead) return shift(today, Number(ahead[1]))
  const parts = /^(?:(\d{4})[/.\-年])?(\d{1,2})[/.\-月](\d{1,2})日?$/.exec(said)
  if (parts) return near(today, parts[1], Number(parts[2]), Number(parts[3]))
  const packed = /^(\d{4})?(\d{2})(\d{2})$/.exec(said)
  if (packed) return near(today, packed[1], Number(packed[2]), Number(packed[3]))
  const dayOnly = /^(\d{1,2})日?$/.exec(said)
  if (!dayOnly) return undefined
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))]
  const here = make(year, month, Number(dayOnly[1]))
  return here && here >= today
    ? here
    : make(month === 12 ? year + 1 : year, month === 12 ? 1 : month + 1, Number(dayOnly[1]))
}

const words: Record<string, number> = {
  今日: 0,
  本日: 0,
  today: 0,
  明日: 1,
  tomorrow: 1,
  明後日: 2,
  あさって: 2,
  昨日: -1,
  yesterday: -1,
}

export function shift(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

function near(today: string, year: string | undefined, month: number, day: number): string | undefined {
  if (year) return make(Number(year), month, day)
  const here = Number(today.slice(0, 4))
  const thisYear = make(here, month, day)
  return thisYear && thisYear >= today ? thisYear : make(here + 1, month, day)
}

function make(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined
}
