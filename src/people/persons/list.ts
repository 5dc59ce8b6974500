import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { byOnePlan, planned } from '../../platform/lines.ts'
import { columnsOf } from '../fields/columns.ts'
import { searchGrams } from '../identity/fold.ts'
import { rulesCondition, segmentCondition } from '../segments/condition.ts'
import {
  type Cut,
  furthestLead,
  inOrder,
  isOfPerson,
  nameOrder,
  nearby,
  type Spot,
  sought,
  standsAt,
  type Wanted,
} from './order.ts'
import { personFields } from './personFields.schema.ts'
import type { PersonQuery, PersonRow } from './persons.schema.ts'

/**
 * The columns of a person in a list. The stage is derived: the furthest open lead's, else customer if their company is
 * one. `lateral (… offset 0)` keeps each look-up one index probe a row.
 */
export const personColumns = sql`
  p.id, ${columnsOf('p', personFields)}, p.company_id, c.name as company_name, p.decision_level, p.custom, p.created_at, p.version,
  case when l.id is not null then l.stage when c.customer_since is not null then 'customer' end as stage,
  l.id as lead_id,
  case when h.id is not null then jsonb_build_object('id', h.id, 'kind', h.kind, 'name', h.name) end as holder,
  l.clock_at, l.clock_for, coalesce(sc.intent, 0) as intent, coalesce(sc.fit, 0) as fit, coalesce(sc.temperature, 'cool') as temperature, oh.name as offered_to, n.planned_at as next_at, t.done_at as last_touched_at`

export const personJoins = sql`
  left join company c on c.id = p.company_id
  ${furthestLead}
  left join holder h on h.id = l.holder_id
  left join score sc on sc.person_id = p.id
  left join offer o on o.lead_id = l.id and o.answer is null
  left join holder oh on oh.id = o.to_id
  left join lateral (
    select planned_at from activity where lead_id = l.id and done_at is null and cancelled_at is null order by planned_at limit 1 offset 0
  ) n on true
  left join lateral (
    select done_at from activity where person_id = p.id and done_at is not null and kind in ('call', 'visit', 'mail', 'meeting') order by id desc limit 1 offset 0
  ) t on true`

type Sort = { by: RawBuilder<unknown>; direction: 'asc' | 'desc' }

const sortKeys = {
  created: sql`p.created_at`,
  name: nameOrder,
  company: sql`c.name`,
  clock: sql`l.clock_at`,
  intent: sql`coalesce(sc.intent, 0)`,
}

/** The order of a list in one expression, for what reads all of it. Blanks come last either way. */
export function sortOf(sort: PersonQuery['sort']): Sort {
  const name = sort.replace(/^-/, '') as keyof typeof sortKeys
  return { by: sortKeys[name], direction: sort.startsWith('-') ? 'desc' : 'asc' }
}

/** The conditions of a list or a count, over person p with its joins. */
export async function personConditions(act: Act, query: Partial<PersonQuery>): Promise<RawBuilder<boolean>> {
  const { ofId, where } = await wantedBy(act, query)
  return ofId ? sql`${where} and ${ofId}` : where
}

async function wantedBy(act: Act, query: Partial<PersonQuery>): Promise<Wanted & { where: RawBuilder<boolean> }> {
  const conditions: RawBuilder<unknown>[] = [sql`p.merged_into_id is null`]
  const ofId: RawBuilder<unknown>[] = []
  if (query.q?.trim()) {
    conditions.push(...(await hasWords(act, searchGrams(query.q))))
  }
  if (query.stage) {
    const stands = standsAt(query.stage)
    ofId.push(stands.ofId)
    if (stands.ofRow) conditions.push(stands.ofRow)
  }
  if (query.holder)
    ofId.push(
      sql`exists (select from lead x where x.person_id = p.id and x.closed_at is null and x.holder_id = ${query.holder})`,
    )
  if (query.companyId) conditions.push(sql`p.company_id = ${query.companyId}`)
  if (query.source) conditions.push(sql`p.source = ${query.source}`)
  if (query.filters?.length) conditions.push(await rulesCondition(act, { all: query.filters }))
  if (query.segment) conditions.push(await segmentCondition(act, query.segment))
  return {
    ofId: ofId.length > 0 ? sql`${sql.join(ofId, sql` and `)}` : undefined,
    where: sql<boolean>`${sql.join(conditions, sql` and `)}`,
  }
}

/** How many pairs of letters the index is asked for; `is true` keeps the rest away from it. */
const asked = 4

async function hasWords(act: Act, grams: string[]): Promise<RawBuilder<unknown>[]> {
  if (grams.length === 0) return [sql`false`]
  if (grams.length <= asked) return [sql`p.grams @> ${grams}::text[]`]
  const { rows } = await sql<{ rare: string[] }>`
    select public.rarest_grams(${grams}::text[], ${asked}) as rare`.execute(act.tx)
  return [sql`p.grams @> ${rows[0]!.rare}::text[]`, sql`(p.grams @> ${grams}::text[]) is true`]
}

type Found = Omit<PersonRow, 'clock'> & { clockAt: Date | null; clockFor: string | null }

/** A page of people whom the actor sees, by keyset: as quick on the hundredth page as on the first. */
export async function listPersons(
  act: Act,
  query: PersonQuery,
): Promise<{ items: PersonRow[]; nextCursor: string | null }> {
  const [key, tie] = fromCursor(query.cursor) ?? []
  const after = tie === undefined ? undefined : { key: key as string | null, tie: Number(tie) }
  const spots = await spotsOf(act, query, { after, limit: query.limit + 1 })
  const page = spots.slice(0, query.limit)
  const { rows } = await byOnePlan(act.tx, () =>
    sql<Found>`
    ${planned('person-rows')} select ${personColumns} from person p ${personJoins} where p.id = any(${page.map(spot => spot.id)}::bigint[])`.execute(
      act.tx,
    ),
  )
  const byId = new Map(rows.map(row => [row.id, row]))
  const last = page.at(-1)
  return {
    items: page.flatMap(spot => byId.get(spot.id) ?? []).map(toPersonRow),
    nextCursor: spots.length > query.limit && last ? toCursor([last.key, last.tie]) : null,
  }
}

/** Among so many of the next ones it is tried first: some 5 ms. */
const sample = 800
const few = 3000
/** In the planner's units. To find them may cost no more, unless they are not among so many times the sample either. */
const cheap = 5000
const further = 10

/**
 * What many fulfil is found on the way down the order of the list. Where few do, they are found first and put in order
 * then, since that way would pass nearly everybody.
 */
async function spotsOf(act: Act, query: PersonQuery, cut: Cut): Promise<(Spot & { id: number })[]> {
  const wanted = await wantedBy(act, query)
  const where = wanted.ofId ? sql<boolean>`${wanted.where} and ${wanted.ofId}` : wanted.where
  const { q, stage, holder, companyId, source, filters, segment } = query
  if (!(q || stage || holder || companyId || source || filters?.length || segment))
    return inOrder(act, query, where, cut)
  if (q && isOfPerson(query.sort)) return spotsOfWords(act, query, wanted, where, cut)
  let guess: Guess = { rows: 0, cost: 0 }
  // Those of a company are found by it, wherever they are in the order.
  if (!companyId) {
    const near = await nearby(act, query, wanted, cut, sample)
    if (near.length === cut.limit) return near
    guess = await guessed(act, where)
  }
  if (guess.rows <= few) {
    // Words are sought by their own index sooner.
    if (guess.cost > cheap && !q) {
      const next = await nearby(act, query, wanted, cut, further * sample)
      if (next.length === cut.limit) return next
    }
    const { rows } = await sql<{ id: number }>`select p.id from person p where ${where} limit ${few + 1}`.execute(
      act.tx,
    )
    if (rows.length <= few) return inOrder(act, query, sql`p.id = any(${rows.map(r => r.id)}::bigint[])`, cut)
  }
  const all = await nearby(act, query, wanted, cut)
  return all.length === cut.limit ? all : inOrder(act, query, where, cut)
}

type Guess = { rows: number; cost: number }

/** How many there are, and what it takes to find them, as the planner takes it: only what is tried first depends on it. */
async function guessed(act: Act, where: RawBuilder<unknown>): Promise<Guess> {
  const { rows } = await sql<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number; 'Total Cost': number } }[] }>`
    explain (format json) select p.id from person p where ${where}`.execute(act.tx)
  const plan = rows[0]!['QUERY PLAN'][0]!.Plan
  return { rows: plan['Plan Rows'], cost: plan['Total Cost'] }
}

/** Among so many the words are looked for first; their index is asked when a page would lie further away than `far`. */
const glance = 300
const far = 1600

/** To pass somebody on the way costs a visit to their row, as does each whom the index of words finds: few visits are wanted. */
async function spotsOfWords(act: Act, query: PersonQuery, wanted: Wanted, where: RawBuilder<boolean>, cut: Cut) {
  const near = await nearby(act, query, wanted, cut, glance)
  if (near.length === cut.limit) return near
  const passed = (glance * cut.limit) / near.length
  const found = passed > far ? await sought(act, query, where, cut, few) : undefined
  if (found) return found
  const all = await nearby(act, query, wanted, cut)
  return all.length === cut.limit ? all : inOrder(act, query, where, cut)
}

export function toPersonRow({ clockAt, clockFor, ...row }: Found): PersonRow {
  return {
    ...row,
    clock: clockAt && clockFor ? { at: clockAt, for: clockFor as NonNullable<PersonRow['clock']>['for'] } : null,
  }
}

/** How many there are: at once up to a thousand and one, then exactly. */
export async function countPersons(act: Act, query: Partial<PersonQuery>, bound?: number): Promise<number> {
  const where = await personConditions(act, query)
  const limit = bound ? sql`limit ${bound + 1}` : sql``
  // The planner takes it for cheap to ask each entry of an index whose it is. Whom a rep sees is in the search index: asked
  // for something that only the row has, it looks there, and finds everybody at once, which a thousand are not worth.
  const narrow = !bound && act.rights === 'seen' && act.actor?.sight.join() !== '0'
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select p.id from person p where ${where} ${narrow ? sql`and p.version > 0` : sql``} ${limit}) found`.execute(
    act.tx,
  )
  return rows[0]!.n
}

/** The different sources, from one to the next along the index. */
export async function sourcesOf(act: Act): Promise<string[]> {
  const { rows } = await sql<{ source: string }>`
    with recursive s as (
      (select source from person where source is not null order by source limit 1)
      union all select (select p.source from person p where p.source > s.source order by p.source limit 1) from s where s.source is not null
    ) select source from s where source is not null limit 200`.execute(act.tx)
  return rows.map(r => r.source)
}
