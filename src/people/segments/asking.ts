import { addDays, localDay, momentOf } from '../../office/calendar/workdays.ts'
import type { Act } from '../../office/roles/act.ts'
import type { Field } from '../fields/fields.schema.ts'

/** Who asks and when: what relative days and "me" in rules come to. */
export type Asking = {
  at: Date
  today: string
  timeZone: string
  me: number | null
  teams: { id: number; parentId: number | null }[]
  fields: Pick<Field, 'about' | 'key' | 'kind' | 'choices'>[]
}

export async function askingOf(act: Act): Promise<Asking> {
  const { timeZone } = await act.tx.selectFrom('workspace').select('timeZone').executeTakeFirstOrThrow()
  const fields = await act.tx.selectFrom('customField').select(['about', 'key', 'kind', 'choices']).execute()
  const teams = await act.tx.selectFrom('team').select(['id', 'parentId']).execute()
  return {
    at: act.at,
    today: localDay(act.at, timeZone),
    timeZone,
    me: act.actor?.id ?? act.byId,
    teams,
    fields: fields as Asking['fields'],
  }
}

/** A team and those below it. */
export function teamsBelow(teams: Asking['teams'], id: number): number[] {
  return [id, ...teams.filter(t => t.parentId === id).flatMap(t => teamsBelow(teams, t.id))]
}

/** The calendar day that a day in a rule means today. */
export function dayMeant(asking: Pick<Asking, 'today'>, value: string): string {
  const { today } = asking
  switch (value) {
    case 'now':
    case 'today':
      return today
    case 'yesterday':
      return addDays(today, -1)
    case 'tomorrow':
      return addDays(today, 1)
    case 'weekEnd':
      return addDays(today, (7 - weekday(today)) % 7)
    case 'monthEnd':
      return addDays(`${addDays(`${today.slice(0, 7)}-28`, 4).slice(0, 7)}-01`, -1)
  }
  return /^[+-]/.test(value) ? addDays(today, Number(value.slice(0, -1))) : value
}

/** Sunday is 0: a week ends with it. */
const weekday = (day: string) => new Date(`${day}T00:00:00Z`).getUTCDay()

/** When that day begins there, and when it is over. `now` is a moment, not a day. */
export function spanMeant(asking: Asking, value: string): { from: Date; until: Date } {
  if (value === 'now') return { from: asking.at, until: asking.at }
  const day = dayMeant(asking, value)
  return { from: momentOf(day, '00:00', asking.timeZone), until: momentOf(addDays(day, 1), '00:00', asking.timeZone) }
}

/** Since when "within so many days" counts: midnight, so that a list stands still through the day. Null: ever. */
export function since(asking: Asking, days: number): Date | null {
  return days === 0 ? null : momentOf(addDays(asking.today, -days), '00:00', asking.timeZone)
}
