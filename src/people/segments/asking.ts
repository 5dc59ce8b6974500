import { sql } from 'kysely'
import { addDays, localDay, momentOf } from '../../office/calendar/workdays.ts'
import type { Act } from '../../office/roles/act.ts'
import { planned } from '../../platform/lines.ts'
import { Refusal, type Sentence } from '../../platform/refusal.ts'
import { ownOf } from '../consent/noMail.ts'
import type { Field } from '../fields/fields.schema.ts'
import { isAnyOf, Rules } from './rules.schema.ts'

/** Who asks and when: what relative days and "me" in rules come to. */
export type Asking = {
  at: Date
  today: string
  timeZone: string
  /** Whoever was contacted within so many days counts as touched. */
  touchDays: number
  me: number | null
  /** The domains that we write mails from. */
  ownDomains: string[]
  teams: { id: number; parentId: number | null }[]
  fields: Pick<Field, 'about' | 'key' | 'kind' | 'choices'>[]
  /** Lists that the rules name, with those that these name. */
  segments: Map<number, Rules>
}

/** `of`: the list that the rules are to be saved as, which they must not lead back to. */
export async function askingOf(act: Act, rules: Rules = { all: [] }, of?: number): Promise<Asking> {
  const { timeZone, touchDays, senderEmail, fields, teams } = await ofTheOffice(act)
  const segments = new Map<number, Rules>()
  await loadNamed(act, rules, segments, of === undefined ? [] : [of])
  const me = act.actor?.id ?? act.byId
  return {
    at: act.at,
    today: localDay(act.at, timeZone),
    timeZone,
    touchDays,
    me,
    ownDomains: ownOf([senderEmail]),
    teams,
    fields,
    segments,
  }
}

type Office = Pick<Asking, 'timeZone' | 'touchDays' | 'teams' | 'fields'> & { senderEmail: string }

/** In one question: it goes before each page of a list that is narrowed by anything, and before each count. */
async function ofTheOffice(act: Act): Promise<Office> {
  const { rows } = await sql<Office>`
    ${planned('asking')} select w.time_zone, w.touch_days, w.sender_email,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'parentId', parent_id)), '[]') from team) as teams,
      (select coalesce(jsonb_agg(jsonb_build_object('about', about, 'key', key, 'kind', kind, 'choices', choices)), '[]')
        from custom_field) as fields
    from workspace w`.execute(act.tx)
  return rows[0]!
}

/** A list may name others, but not in a circle. */
async function loadNamed(act: Act, rules: Rules, loaded: Map<number, Rules>, above: number[]): Promise<void> {
  for (const id of namedIn(rules)) {
    if (above.includes(id))
      throw refuse({
        en: 'These lists name each other in a circle, so nobody could say who is in them.',
        ja: 'セグメント同士が互いを参照しているため、対象者を決められません。',
      })
    if (!loaded.has(id)) {
      const segment = await act.tx.selectFrom('segment').select('rules').where('id', '=', id).executeTakeFirst()
      if (!segment)
        throw refuse({
          en: 'The rules name a list that is not there any more, or not yours to see.',
          ja: '条件で参照しているセグメントが見つかりません（削除されたか、閲覧できません）。',
        })
      loaded.set(id, Rules.parse(segment.rules))
    }
    await loadNamed(act, loaded.get(id)!, loaded, [...above, id])
  }
}

function namedIn(rules: Rules): number[] {
  const conditions = rules.all.flatMap(rule => (isAnyOf(rule) ? rule.any : [rule]))
  return conditions.flatMap(c =>
    c.key === 'segment' && (c.op === 'in' || c.op === 'notIn')
      ? c.value.map(value => (/^\d{1,15}$/.test(value) ? Number(value) : 0))
      : [],
  )
}

const refuse = (sentence: Sentence) => new Refusal('invalid', sentence, { field: 'rules', key: 'segment' })

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
