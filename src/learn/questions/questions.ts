import { addDays, loadCalendar, localDay } from '../../office/calendar/workdays.ts'
import type { Act } from '../../office/roles/act.ts'
import { sourcesOfWon } from '../attribution/sources.ts'
import { fiscalYear } from '../fiscalYear.ts'
import { closing } from './closing.ts'
import { dealsList } from './lists.ts'
import { approach, cards, lookedAfter } from './people.ts'
import { parts, type Questions, type QuestionsQuery } from './questions.schema.ts'
import { segmentsNow } from './segments.ts'

const lastDayOf = (month: string) => addDays(`${addDays(`${month}-28`, 4).slice(0, 7)}-01`, -1)

/** The nine questions, answered as far as the actor sees. */
export async function answers(act: Act, query: QuestionsQuery): Promise<Questions> {
  const began = performance.now()
  const wanted = new Set(query.only ?? parts)
  const { timeZone } = await loadCalendar(act.tx)
  const today = localDay(act.at, timeZone)
  const month = today.slice(0, 7)
  const answered: Omit<Questions, 'asOf' | 'kept' | 'tookMs'> = {}
  if (wanted.has('lookedAfter')) answered.lookedAfter = await lookedAfter(act)
  if (wanted.has('approach')) answered.approach = await approach(act)
  if (wanted.has('segments')) answered.segments = await segmentsNow(act)
  if (wanted.has('cards')) answered.cards = await cards(act)
  if (wanted.has('closing')) answered.closing = await closing(act, `${month}-01`, lastDayOf(month))
  if (wanted.has('sources')) {
    const from = query.from ?? (await fiscalYear(act, today))
    const until = query.until ?? lastDayOf(month)
    const { count, sum, first, last } = await sourcesOfWon(act, from, until)
    answered.sources = { from, until, won: { count, sum, list: dealsList('won', from, until) }, first, last }
  }
  return { asOf: act.at, kept: false, tookMs: Math.round((performance.now() - began) * 10) / 10, ...answered }
}
