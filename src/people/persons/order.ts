import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import type { PersonQuery } from './persons.schema.ts'

type Sql = RawBuilder<unknown>

/** People in an order: those who have what it goes by along an index, then those who have not, by age. */
type Order = {
  by: Sql
  as: Sql
  /** What tells apart those with the same, in the order of the index; else the person's id. */
  tie?: Sql
  from: Sql
  /** Whom to pass on the way down, where conditions are asked of each later. */
  walk?: Sql
  only?: Sql
  blanks?: { from: Sql; only: Sql }
}

export const nameOrder = sql`(coalesce(p.family_name_kana, p.family_name) || ' ' || coalesce(p.given_name_kana, p.given_name))`

/** From the furthest on: which of several open leads counts. */
const fromTheEnd = ['sql', 'sal', 'mql', 'recycled', 'lead'] as const
const stagesFromTheEnd = sql`array[${sql.join(fromTheEnd.map(stage => sql.lit(stage)))}]`

/** The lead that a person shows in lists, as `l`. `offset 0` keeps it one index probe a row. */
export const furthestLead = sql`
  left join lateral (
    select * from lead where person_id = p.id and closed_at is null
    order by array_position(${stagesFromTheEnd}, stage), id limit 1 offset 0
  ) l on true`

const withoutLead = sql`not exists (select from lead x where x.person_id = p.id and x.closed_at is null)`
const furtherOpen = sql`exists (
      select from lead x where x.person_id = l.person_id and x.closed_at is null and x.id <> l.id
        and (array_position(${stagesFromTheEnd}, x.stage), x.id) < (array_position(${stagesFromTheEnd}, l.stage), l.id))`

/**
 * Whether a person stands at a stage, as a list shows it: by the furthest open lead, else by the company or the last
 * pursuit. `ofId`: what is asked of `p.id` alone.
 */
export function standsAt(stage: NonNullable<PersonQuery['stage']>): { ofId: Sql; ofRow?: Sql } {
  if (stage === 'customer')
    return {
      ofId: withoutLead,
      ofRow: sql`exists (select from company k where k.id = p.company_id and k.customer_since is not null)`,
    }
  if (stage === 'won' || stage === 'disqualified')
    return { ofId: sql`${withoutLead} and exists (select from lead x where x.person_id = p.id and x.stage = ${stage})` }
  const further = fromTheEnd.slice(0, fromTheEnd.indexOf(stage))
  const at = (stages: readonly string[]) =>
    sql`exists (select from lead l where l.person_id = p.id and l.closed_at is null and l.stage = any(${stages}::text[]))`
  return { ofId: further.length > 0 ? sql`${at([stage])} and not ${at(further)}` : at([stage]) }
}

const everybody = sql`person p`
// Asked of the index of the order, so that nobody else's row is fetched.
const inTurn = sql`person_in_turn p`

const orders: Record<'created' | 'name' | 'company' | 'clock' | 'intent', Order> = {
  created: { by: sql`p.created_at`, as: sql`timestamptz`, from: everybody, walk: inTurn },
  name: { by: nameOrder, as: sql`text`, from: everybody },
  company: {
    by: sql`c.name`,
    as: sql`text`,
    from: sql`company c join person p on p.company_id = c.id`,
    blanks: { from: everybody, only: sql`p.company_id is null` },
  },
  clock: {
    by: sql`l.clock_at`,
    as: sql`timestamptz`,
    tie: sql`l.id`,
    from: sql`lead l join person p on p.id = l.person_id`,
    // Of a person with several open leads the furthest counts, as everywhere in lists.
    only: sql`l.closed_at is null and not ${furtherOpen}`,
    blanks: { from: everybody, only: withoutLead },
  },
  intent: {
    by: sql`s.intent`,
    as: sql`numeric`,
    from: sql`score s join person p on p.id = s.person_id`,
    blanks: { from: everybody, only: sql`not exists (select from score s where s.person_id = p.id)` },
  },
}

export type Spot = { key: string | null; tie: number }

export type Cut = { after: Spot | undefined; limit: number }

/** What is asked of people: `ofId` of `p.id` alone, and before the row is fetched. */
export type Wanted = { ofId: Sql | undefined; where: Sql }

/**
 * A page looked for along the order alone, each person asked by the key: what many fulfil is found at once, however badly
 * the planner guesses how many do. `among`: no further than so many, so there may be more than are answered.
 */
export async function nearby(
  act: Act,
  { sort }: Pick<PersonQuery, 'sort'>,
  { ofId, where }: Wanted,
  { after, limit }: Cut,
  among?: number,
): Promise<(Spot & { id: number })[]> {
  if (after?.key === null) return []
  const { by, tie, walk, only, way, on } = orderOf(sort, after)
  const { rows } = await sql<Spot & { id: number }>`
    select next.id, next.tie, next.by::text as key from (
      select p.id, ${tie} as tie, ${by} as by from ${walk} where ${only} and p.merged_into_id is null ${on}
      order by ${by} ${way}, ${tie} ${way} ${among === undefined ? sql`offset 0` : sql`limit ${among}`}
    ) next
    ${ofId ? sql`cross join lateral (select from (select next.id) p where ${ofId} offset 0) fit` : sql``}
    cross join lateral (select from person p where p.id = next.id and ${where} offset 0) p
    order by next.by ${way}, next.tie ${way} limit ${limit}`.execute(act.tx)
  return rows
}

/** Whether the order goes by what stands on the person, so that whom an index finds is put in order as they are found. */
export const isOfPerson = (sort: PersonQuery['sort']): boolean => /^-?(created|name)$/.test(sort)

/**
 * A page of few, found by their own index and put in order as they are found; nothing where there are more than `most`.
 * Where the page begins is asked afterwards: else the planner would go down the order after all.
 */
export async function sought(
  act: Act,
  { sort }: Pick<PersonQuery, 'sort'>,
  where: Sql,
  { after, limit }: Cut,
  most: number,
): Promise<(Spot & { id: number })[] | undefined> {
  const { by, tie, way, beyond, as } = orderOf(sort, after)
  const on = after ? sql`where (found.by, found.tie) ${beyond} (${after.key}::${as}, ${after.tie}::bigint)` : sql``
  const { rows } = await sql<Spot & { id: number | null; n: number }>`
    with found as materialized (
      select p.id, ${tie} as tie, ${by} as by from person p where ${where} limit ${most + 1}
    )
    select page.id, page.tie, page.by::text as key, counted.n from (select count(*) as n from found) counted left join lateral (
      select * from found ${on} order by found.by ${way}, found.tie ${way} limit ${limit}
    ) page on true order by page.by ${way}, page.tie ${way}`.execute(act.tx)
  if (rows[0]!.n > most) return undefined
  return rows.flatMap(({ id, tie, key }) => (id === null ? [] : { id, tie, key }))
}

function orderOf(sort: PersonQuery['sort'], after: Spot | undefined) {
  const name = sort.replace(/^-/, '') as keyof typeof orders
  const { by, as, tie = sql`p.id`, from, walk = from, only = sql`true`, blanks } = orders[name]
  const [way, beyond] = sort.startsWith('-') ? [sql`desc`, sql`<`] : [sql`asc`, sql`>`]
  // The first comparison says where on the index to begin; a pair of two tables' columns could not.
  const on = after
    ? sql`and ${by} ${beyond}= ${after.key}::${as} and (${by}, ${tie}) ${beyond} (${after.key}::${as}, ${after.tie}::bigint)`
    : sql``
  return { by, as, tie, from, walk, only, blanks, way, beyond, on }
}

/**
 * The ids of a page in its order, each with what it was ordered by; null for who has nothing to be ordered by. Joins only
 * what the order and the conditions need, so that a page costs as much as it is long.
 */
export async function inOrder(
  act: Act,
  { sort }: Pick<PersonQuery, 'sort'>,
  where: Sql,
  { after, limit }: Cut,
): Promise<(Spot & { id: number })[]> {
  const { by, tie, from, only, blanks, way, on } = orderOf(sort, after)
  const found: (Spot & { id: number })[] = []
  if (!after || after.key !== null) {
    const { rows } = await sql<Spot & { id: number }>`
      select p.id, ${tie} as tie, (${by})::text as key from ${from} where ${only} and ${where} ${on}
      order by ${by} ${way}, ${tie} ${way} limit ${limit}`.execute(act.tx)
    found.push(...rows)
  }
  if (!blanks || found.length === limit) return found
  const beyond = after && after.key === null ? sql`and p.id > ${after.tie}::bigint` : sql``
  const { rows } = await sql<Spot & { id: number }>`
    select p.id, p.id as tie, null as key from ${blanks.from} where ${blanks.only} and ${where} ${beyond}
    order by p.id limit ${limit - found.length}`.execute(act.tx)
  return [...found, ...rows]
}
