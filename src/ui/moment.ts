/** The moment when clocks in this time zone show that day (YYYY-MM-DD) and time (HH:MM). */
export function momentOf(day: string, time: string, timeZone: string): Date {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
  const shown = (at: number) => Date.parse(`${format.format(new Date(at)).replace(' ', 'T')}Z`)
  const first = wanted - (shown(wanted) - wanted)
  // Across a change of summer time the first guess is an hour off.
  return new Date(first - (shown(first) - wanted))
}

/** Reads a time as people type it: 14:30, 1430, 930, 14, 14時半, 午後2時. Answers HH:MM, or undefined for what is no time. */
export function parseTime(text: string): string | undefined {
  const said = text.normalize('NFKC').trim().toLowerCase().replace('正午', '12時')
  const found =
    /^(午前|午後|am|pm)?\s*(\d{1,2})(?:[:時](\d{2}|半)?分?)?\s*(am|pm)?$/.exec(said) ??
    /^(午前|午後)?(\d{1,2})(\d{2})$/.exec(said)
  if (!found) return undefined
  const half = found[1] ?? found[4]
  const later = (half === '午後' || half === 'pm') && Number(found[2]) < 12
  const hours = Number(found[2]) + (later ? 12 : 0) - (half === 'am' && found[2] === '12' ? 12 : 0)
  const minutes = found[3] === '半' ? 30 : Number(found[3] ?? 0)
  if (hours > 23 || minutes > 59) return undefined
  return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
}
