import { type RawBuilder, sql } from 'kysely'
import { approachable, lawful, neverMailed, nothingKnown, saidNo } from '../consent/lawful.ts'
import { columnOf } from '../fields/columns.ts'
import type { Asking } from './asking.ts'
import { since, teamsBelow } from './asking.ts'
import { type Column, compare, customColumn } from './columns.ts'
import type { KeyKind } from './keys.schema.ts'
import { activityKinds, companyKeys, personKeys } from './keys.schema.ts'
import { reachIs } from './reach.ts'
import { type Condition, isAnyOf, type Rules } from './rules.schema.ts'

type Sql = RawBuilder<boolean>

const yes: Sql = sql`true`
const all = (conditions: Sql[]): Sql => (conditions.length === 0 ? yes : sql`(${sql.join(conditions, sql` and `)})`)
const any = (conditions: Sql[]): Sql => sql`(${sql.join(conditions, sql` or `)})`

/**
 * The rules as one condition over `person p`. It names tables without a schema, so it means what the actor may see, or
 * everything, by the rights it is run with. Conditions on a lead that stand together are asked of one and the same lead.
 */
export function segmentWhere(rules: Rules, asking: Asking): Sql {
  const conditions: Sql[] = []
  const ofLead: Sql[] = []
  for (const rule of rules.all) {
    if (isAnyOf(rule)) conditions.push(any(rule.any.map(one => personWhere(one, asking))))
    else {
      const lead = isNegative(rule) ? undefined : leadWhere(rule, asking)
      if (lead) ofLead.push(lead)
      else conditions.push(personWhere(rule, asking))
    }
  }
  if (ofLead.length > 0) conditions.push(openLead(ofLead))
  return all(conditions)
}

/** What the rules ask of the lead `l` itself: of a person with several, only these are meant. */
export function leadWhereOf(rules: Rules, asking: Asking): Sql {
  return all(rules.all.flatMap(rule => (isAnyOf(rule) || isNegative(rule) ? [] : (leadWhere(rule, asking) ?? []))))
}

/** The same for the list of companies: over `company c`. */
export function companyWhere(conditions: Condition[], asking: Asking): Sql {
  return all(
    conditions.map(one => {
      const column = companyColumn(one.key, asking)
      const positive = compare(column, one, asking)
      return isNegative(one) ? sql`(${positive}) is not true` : positive
    }),
  )
}

const isNegative = (condition: Condition) =>
  condition.op === 'notIn' || condition.op === 'empty' || condition.op === 'didNot'

const openLead = (conditions: Sql[]): Sql =>
  sql`exists (select from lead l where l.person_id = p.id and l.closed_at is null and ${all(conditions)})`

function personWhere(condition: Condition, asking: Asking): Sql {
  const { ways, total } = waysOf(condition, asking)
  if (!isNegative(condition)) return any(ways)
  return total ? all(ways.map(way => sql<boolean>`not ${way}`)) : sql`${any(ways)} is not true`
}

/**
 * The ways in which the positive of a condition can hold. `total`: none is ever null, so each can be denied by itself and
 * the planner finds an anti-join in each.
 */
function waysOf(condition: Condition, asking: Asking): { ways: Sql[]; total: boolean } {
  const { key } = condition
  const lead = leadWhere(condition, asking)
  if (lead) return { ways: [openLead([lead])], total: true }
  if (condition.op === 'did' || condition.op === 'didNot') {
    return { ways: did(condition.value.what, since(asking, condition.value.days)), total: true }
  }
  if (condition.op === 'in' || condition.op === 'notIn') {
    if (key === 'segment') {
      const named = condition.value.map(id => segmentWhere(asking.segments.get(Number(id))!, asking))
      return { ways: named, total: false }
    }
    if (key === 'reach.mail' || key === 'reach.phone') {
      const channel = key === 'reach.mail' ? 'mail' : 'phone'
      return { ways: [reachIs(channel, condition.value, asking)], total: true }
    }
    if (key === 'temperature') return { ways: [temperatureIn(condition.value)], total: true }
    const state = states[key]
    if (state) return { ways: condition.value.map(state), total: true }
  }
  if (key === 'approached' && (condition.op === 'empty' || condition.op === 'notEmpty')) {
    const touched = sql<boolean>`exists (select from lead l where l.person_id = p.id and l.touched_at is not null)`
    return { ways: [...did('approach', null), touched], total: true }
  }
  // The latest is from then on when any is; so they are found by what is planned, not one by one.
  if (key === 'appointment' && condition.op === 'from') {
    const planned = compare({ kind: 'moment', value: sql`a.planned_at` }, condition, asking)
    return {
      ways: [sql<boolean>`exists (select from activity a where a.person_id = p.id and ${meeting} and ${planned})`],
      total: true,
    }
  }
  // Along the index of scores; who has none stands at nothing.
  if ((key === 'intent' || key === 'fit') && condition.op === 'atLeast' && condition.value > 0) {
    const column = { kind: 'number' as const, value: sql.ref(`s.${key}`) }
    return {
      ways: [
        sql<boolean>`exists (select from score s where s.person_id = p.id and ${compare(column, condition, asking)})`,
      ],
      total: true,
    }
  }
  if (key.startsWith('company.')) {
    const column = companyColumn(key.slice('company.'.length), asking)
    const ofCompany = sql<boolean>`exists (select from company c where c.id = p.company_id and ${compare(column, condition, asking)})`
    return { ways: [ofCompany], total: true }
  }
  return { ways: [compare(personColumn(key, asking), condition, asking)], total: false }
}

/** The condition on one open lead `l`, if it is one of those that are. */
function leadWhere(condition: Condition, asking: Asking): Sql | undefined {
  if (condition.key === 'clock')
    return condition.op === 'notEmpty' || condition.op === 'empty'
      ? sql`l.clock_at is not null`
      : compare({ kind: 'moment', value: sql`l.clock_at` }, condition, asking)
  if (condition.op !== 'in' && condition.op !== 'notIn') return undefined
  if (condition.key === 'holder') return any(condition.value.map(holder => holderIs(holder, asking)))
  const open = ['lead', 'mql', 'sal', 'sql', 'recycled']
  return condition.key === 'stage' && condition.value.every(stage => open.includes(stage))
    ? sql`l.stage = any(${condition.value}::text[])`
    : undefined
}

function holderIs(value: string, asking: Asking): Sql {
  if (value === 'me') return sql`l.holder_id = ${asking.me}::bigint`
  if (value === 'queue') return sql`l.holder_id in (select h.id from holder h where h.kind = 'queue')`
  if (value.startsWith('team:'))
    return sql`l.holder_id in (select h.id from holder h where h.team_id = any(${teamsBelow(asking.teams, Number(value.slice(5)))}::bigint[]))`
  return sql`l.holder_id = ${Number(value)}::bigint`
}

const noOpenLead: Sql = sql`not exists (select from lead l where l.person_id = p.id and l.closed_at is null)`

/** As a screen shows it: of whom no lead is open, the company's being a customer, or how the last pursuit ended. */
function stageIs(stage: string): Sql {
  const customer = sql`exists (select from company c where c.id = p.company_id and c.customer_since is not null)`
  if (stage === 'customer') return sql`(${noOpenLead} and ${customer})`
  if (stage === 'none') return sql`(${noOpenLead} and not ${customer})`
  if (stage === 'won' || stage === 'disqualified')
    return sql`(${noOpenLead} and exists (select from lead l where l.person_id = p.id and l.stage = ${stage}))`
  return openLead([sql`l.stage = ${stage}`])
}

const openOffer: Sql = sql`exists (select from offer o join lead l on l.id = o.lead_id where l.person_id = p.id and o.answer is null)`
const offerIs = (value: string): Sql => (value === 'open' ? openOffer : sql`not ${openOffer}`)

function consentIs(channel: 'mail' | 'phone', value: string): Sql {
  const id = sql`p.id`
  if (value === 'lawful') return approachable(id, channel)
  if (value === 'closed') return neverMailed(id, channel)
  if (value === 'none') return nothingKnown(id, channel)
  return sql`(${saidNo(id, channel)} and not ${lawful(id, channel)})`
}

const lively = ['hot', 'warm']

/** Asked of one and the same score: one look-up, whichever of them are meant. Who has no score is cool. */
function temperatureIn(values: string[]): Sql {
  const scored = (meant: string[]) =>
    sql<boolean>`exists (select from score s where s.person_id = p.id and s.temperature = any(${meant}::text[]))`
  return values.includes('cool') ? sql`not ${scored(lively.filter(one => !values.includes(one)))}` : scored(values)
}

/** What is concluded from several rows, by the value that is asked. */
const states: Record<string, ((value: string) => Sql) | undefined> = {
  stage: stageIs,
  offer: offerIs,
  'consent.mail': value => consentIs('mail', value),
  'consent.phone': value => consentIs('phone', value),
}

const signsOfLife = ['page.viewed', 'document.requested', 'inquiry.received', 'seminar.attended', 'mail.clicked']

/** The ways in which it can have been done. */
function did(what: string, after: Date | null): Sql[] {
  const activity = (
    conditions: Sql[],
  ): Sql => sql`exists (select from activity a where a.person_id = p.id and a.done_at is not null
    ${after ? sql`and a.done_at >= ${after}::timestamptz` : sql``} and ${all(conditions)})`
  const event = (
    kinds: readonly string[],
  ): Sql => sql`exists (select from event e where e.person_id = p.id and e.kind = any(${kinds}::text[])
    ${after ? sql`and e.occurred_at >= ${after}::timestamptz` : sql``})`
  const contact = activity([sql`a.kind = any(${activityKinds}::text[])`])
  if (what === 'approach') return [contact]
  if (what === 'any') return [event(signsOfLife), contact]
  const [noun, kind, outcome] = what.split('.')
  if (noun !== 'activity') return [event([what])]
  return [activity([sql`a.kind = ${kind}`, ...(outcome ? [sql<boolean>`a.outcome = ${outcome}`] : [])])]
}

const meeting = sql<boolean>`a.kind in ('visit', 'meeting') and a.done_at is null and a.cancelled_at is null`

const derived: Record<string, RawBuilder<unknown>> = {
  name: sql`(p.family_name || p.given_name)`,
  kana: sql`(coalesce(p.family_name_kana, '') || coalesce(p.given_name_kana, ''))`,
  nextActivity: sql`(select min(a.planned_at) from activity a where a.person_id = p.id and a.done_at is null and a.cancelled_at is null)`,
  intent: sql`coalesce((select s.intent from score s where s.person_id = p.id), 0)`,
  fit: sql`coalesce((select s.fit from score s where s.person_id = p.id), 0)`,
  appointment: sql`(select max(a.planned_at) from activity a where a.person_id = p.id and ${meeting})`,
  approached: sql`(select greatest(
    (select max(a.done_at) from activity a where a.person_id = p.id and a.done_at is not null and a.kind in ('call', 'visit', 'mail', 'meeting')),
    (select max(l.touched_at) from lead l where l.person_id = p.id)))`,
}

const plain = (alias: 'p' | 'c', key: string) => sql.raw(`${alias}.${columnOf(key)}`)

function personColumn(key: string, asking: Asking): Column {
  if (key.startsWith('custom.'))
    return customColumn('p', asking.fields.find(f => f.about === 'person' && f.key === key.slice('custom.'.length))!)
  return { kind: personKeys[key as keyof typeof personKeys] as KeyKind, value: derived[key] ?? plain('p', key) }
}

function companyColumn(key: string, asking: Asking): Column {
  if (key.startsWith('custom.'))
    return customColumn('c', asking.fields.find(f => f.about === 'company' && f.key === key.slice('custom.'.length))!)
  return { kind: companyKeys[key as keyof typeof companyKeys], value: plain('c', key) }
}
