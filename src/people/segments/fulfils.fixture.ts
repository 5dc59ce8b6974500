import type { TestWorld } from '../../../test/database.ts'
import type { Condition, Rules } from './rules.schema.ts'

const DAY = 86_400_000

/** Everything there is, as plain rows. */
export async function everything({ db }: TestWorld) {
  return {
    persons: await db.selectFrom('person').selectAll().orderBy('id').execute(),
    companies: await db.selectFrom('company').selectAll().execute(),
    leads: await db.selectFrom('lead').selectAll().execute(),
    offers: await db.selectFrom('offer').selectAll().execute(),
    activities: await db.selectFrom('activity').selectAll().execute(),
    events: await db.selectFrom('event').selectAll().execute(),
    consents: await db.selectFrom('consent').selectAll().execute(),
    holders: await db.selectFrom('holder').selectAll().execute(),
    teams: await db.selectFrom('team').selectAll().execute(),
    scores: await db.selectFrom('score').selectAll().execute(),
  }
}
export type Everything = Awaited<ReturnType<typeof everything>>
type Person = Everything['persons'][number]
type Lead = Everything['leads'][number]
export type Viewer = { now: Date; me: number }

const dayOf = (time: Date) => new Date(time.getTime() + 9 * 3_600_000).toISOString().slice(0, 10)
const plus = (day: string, n: number) => new Date(Date.parse(day) + n * DAY).toISOString().slice(0, 10)

function meant(value: string, now: Date): string {
  const today = dayOf(now)
  const known: Record<string, string> = {
    now: today,
    today,
    yesterday: plus(today, -1),
    tomorrow: plus(today, 1),
    weekEnd: '2026-06-07',
    monthEnd: '2026-06-30',
  }
  return known[value] ?? (/^[+-]/.test(value) ? plus(today, Number.parseInt(value)) : value)
}

const fold = (text: string) => text.normalize('NFKC').toLowerCase()
const positive = (op: Condition['op']) => op !== 'notIn' && op !== 'empty' && op !== 'didNot'

/** The rules read aloud, person by person: what the SQL must agree with. */
export function fulfils(rules: Rules, person: Person, all: Everything, viewer: Viewer): boolean {
  const open = all.leads.filter(l => l.personId === person.id && !l.closedAt)
  const ofLead: Condition[] = []
  const rest = rules.all.every(rule => {
    if ('any' in rule) return rule.any.some(c => holds(c, person, all, viewer))
    if (!positive(rule.op) || !asksLead(rule)) return holds(rule, person, all, viewer)
    ofLead.push(rule)
    return true
  })
  return rest && (ofLead.length === 0 || open.some(l => ofLead.every(c => leadHolds(c, l, all, viewer))))
}

const asksLead = (c: Condition) =>
  c.key === 'clock' ||
  c.key === 'holder' ||
  (c.key === 'stage' &&
    (c as { value: string[] }).value.every(s => !['won', 'disqualified', 'customer', 'none'].includes(s)))

function holds(c: Condition, p: Person, all: Everything, viewer: Viewer): boolean {
  if (!positive(c.op)) {
    const op = { notIn: 'in', empty: 'notEmpty', didNot: 'did' }[c.op as 'notIn']
    return !holds({ ...c, op } as Condition, p, all, viewer)
  }
  const open = all.leads.filter(l => l.personId === p.id && !l.closedAt)
  if (asksLead(c)) return open.some(l => leadHolds(c, l, all, viewer))
  const company = all.companies.find(x => x.id === p.companyId)
  if (c.op === 'did') return did(c.value, p, all, viewer.now)
  if (c.key === 'stage' && c.op === 'in')
    return c.value.some(stage => {
      if (stage === 'customer' || stage === 'none')
        return open.length === 0 && Boolean(company?.customerSince) === (stage === 'customer')
      if (stage === 'won' || stage === 'disqualified')
        return open.length === 0 && all.leads.some(l => l.personId === p.id && l.stage === stage)
      return open.some(l => l.stage === stage)
    })
  if (c.key === 'temperature' && c.op === 'in')
    return c.value.includes(all.scores.find(s => s.personId === p.id)?.temperature ?? 'cool')
  if (c.key === 'offer' && c.op === 'in')
    return c.value.includes(all.offers.some(o => !o.answer && open.some(l => l.id === o.leadId)) ? 'open' : 'none')
  if (c.key.startsWith('consent.') && c.op === 'in') return c.value.includes(standing(p, c.key.slice(8), all))
  return compare(c, valueOf(c.key, p, company, all), viewer.now)
}

function leadHolds(c: Condition, l: Lead, all: Everything, { now, me }: Viewer): boolean {
  if (c.key === 'clock') return compare(c, l.clockAt, now)
  const values = (c as { value: string[] }).value
  if (c.key === 'stage') return values.includes(l.stage)
  const holder = all.holders.find(h => h.id === l.holderId)!
  const above = (team: number | null): number[] =>
    team === null ? [] : [team, ...above(all.teams.find(t => t.id === team)!.parentId)]
  return values.some(v =>
    v === 'me'
      ? holder.id === me
      : v === 'queue'
        ? holder.kind === 'queue'
        : v.startsWith('team:')
          ? above(holder.teamId).includes(Number(v.slice(5)))
          : holder.id === Number(v),
  )
}

function did({ what, days }: { what: string; days: number }, p: Person, all: Everything, now: Date): boolean {
  const recent = (at: Date | null) => at !== null && (days === 0 || dayOf(at) >= plus(dayOf(now), -days))
  const contact = ['call', 'visit', 'mail', 'meeting']
  const [, kind, outcome] = what.split('.')
  const acted = all.activities.some(
    a =>
      a.personId === p.id &&
      recent(a.doneAt) &&
      (what === 'approach' || what === 'any'
        ? contact.includes(a.kind)
        : what.startsWith('activity.') && a.kind === kind && (!outcome || a.outcome === outcome)),
  )
  const signs = ['page.viewed', 'document.requested', 'inquiry.received', 'seminar.attended', 'mail.clicked']
  return (
    acted ||
    all.events.some(
      e => e.personId === p.id && recent(e.occurredAt) && (what === 'any' ? signs.includes(e.kind) : e.kind === what),
    )
  )
}

function standing(p: Person, channel: string, all: Everything): string {
  const theirs = all.consents.filter(c => c.personId === p.id && c.channel === channel)
  const no = theirs.flatMap(c => c.withdrawnAt ?? [])
  const lawful = theirs.some(
    c => !c.withdrawnAt && (no.length === 0 || (c.basis === 'opt_in' && no.every(at => c.grantedAt > at))),
  )
  if (lawful && channel === 'mail' && disqualified(p, all)) return 'closed'
  return lawful ? 'lawful' : no.length > 0 ? 'optedOut' : 'none'
}

function disqualified(p: Person, all: Everything): boolean {
  const theirs = all.leads.filter(l => l.personId === p.id)
  const last = theirs.toSorted((a, b) => (b.closedAt?.getTime() ?? 0) - (a.closedAt?.getTime() ?? 0) || b.id - a.id)[0]
  return theirs.every(l => l.closedAt) && last?.stage === 'disqualified'
}

function valueOf(
  key: string,
  p: Person,
  company: Everything['companies'][number] | undefined,
  all: Everything,
): unknown {
  const planned = all.activities.filter(a => a.personId === p.id && !a.doneAt && !a.cancelledAt)
  if (key === 'name') return p.familyName + p.givenName
  if (key === 'nextActivity')
    return extreme(
      planned.map(a => a.plannedAt),
      Math.min,
    )
  if (key === 'appointment')
    return extreme(
      planned.filter(a => a.kind === 'visit' || a.kind === 'meeting').map(a => a.plannedAt),
      Math.max,
    )
  if (key === 'approached')
    return extreme(
      [
        ...all.activities
          .filter(a => a.personId === p.id && ['call', 'visit', 'mail', 'meeting'].includes(a.kind))
          .map(a => a.doneAt),
        ...all.leads.filter(l => l.personId === p.id).map(l => l.touchedAt),
      ],
      Math.max,
    )
  if (key === 'intent' || key === 'fit') return all.scores.find(s => s.personId === p.id)?.[key] ?? 0
  if (key.startsWith('custom.')) return (p.custom as Record<string, unknown>)[key.slice(7)]
  if (key.startsWith('company.custom.'))
    return (company?.custom as Record<string, unknown> | undefined)?.[key.slice(15)]
  return key.startsWith('company.') ? company?.[key.slice(8) as 'name'] : p[key as 'title']
}

function compare(c: Condition, found: unknown, now: Date): boolean {
  if (found === null || found === undefined || found === '') return false
  switch (c.op) {
    case 'has':
      return fold(String(found)).includes(fold(c.value))
    case 'is':
      return fold(String(found)) === fold(c.value)
    case 'in':
      return c.value.includes(String(found))
    case 'atLeast':
      return Number(found) >= c.value
    case 'atMost':
      return Number(found) <= c.value
    case 'until':
    case 'from':
    case 'on': {
      if (c.value === 'now' && found instanceof Date)
        return c.op === 'until' ? found < now : c.op === 'from' && found >= now
      const [is, asked] = [found instanceof Date ? dayOf(found) : String(found), meant(c.value, now)]
      return c.op === 'until' ? is <= asked : c.op === 'from' ? is >= asked : is === asked
    }
    default:
      return true
  }
}

function extreme(times: (Date | null)[], pick: (...ms: number[]) => number): Date | null {
  const known = times.flatMap(t => t?.getTime() ?? [])
  return known.length > 0 ? new Date(pick(...known)) : null
}
