import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { has } from '../../office/roles/rights.ts'
import { fromCursor, toCursor } from '../../platform/api.ts'
import { columnsOf } from '../fields/columns.ts'
import { searchGrams } from '../identity/fold.ts'
import { askingOf } from '../segments/asking.ts'
import { checkCondition } from '../segments/check.ts'
import { companyWhere } from '../segments/where.ts'
import type { CompanyQuery, CompanyRow } from './companies.schema.ts'
import { companyFields } from './companyFields.schema.ts'

/** People are none of the work of some roles: they are told no numbers of them either. */
export const peopleCount = (act: Act, companyId: RawBuilder<unknown>) =>
  !act.actor || has(act.actor.roles, 'person.read')
    ? sql<number | null>`(select count(*) from person s where s.company_id = ${companyId} and s.merged_into_id is null)`
    : sql<number | null>`null::bigint`

export const companyColumns = sql`
  c.id, ${columnsOf('c', companyFields)}, c.kind, c.parent_id, parent.name as parent_name, c.custom, c.created_at, c.version`

export async function conditionsOf(act: Act, query: Partial<CompanyQuery>): Promise<RawBuilder<unknown>[]> {
  const conditions: RawBuilder<unknown>[] = []
  if (query.q?.trim()) {
    const grams = searchGrams(query.q)
    conditions.push(grams.length > 0 ? sql`c.grams @> ${grams}::text[]` : sql`false`)
  }
  if (query.kind) conditions.push(sql`c.kind = ${query.kind}`)
  if (query.parentId) conditions.push(sql`c.parent_id = ${query.parentId}`)
  if (query.customer !== undefined)
    conditions.push(query.customer ? sql`c.customer_since is not null` : sql`c.customer_since is null`)
  if (query.filters?.length) {
    const asking = await askingOf(act)
    for (const filter of query.filters) checkCondition(filter, asking, 'company')
    conditions.push(companyWhere(query.filters, asking))
  }
  return conditions
}

export const and = (conditions: RawBuilder<unknown>[]) =>
  conditions.length > 0 ? sql.join(conditions, sql` and `) : sql`true`

export const sorts = {
  name: { by: sql`c.name`, as: sql`text` },
  created: { by: sql`c.created_at`, as: sql`timestamptz` },
  employees: { by: sql`coalesce(c.employees, -1)`, as: sql`integer` },
}

/** A page of companies by keyset: as quick on the hundredth page as on the first. */
export async function listCompanies(
  act: Act,
  query: CompanyQuery,
): Promise<{ items: CompanyRow[]; nextCursor: string | null }> {
  const descending = query.sort.startsWith('-')
  const { by, as } = sorts[query.sort.replace('-', '') as keyof typeof sorts]
  const direction = descending ? sql`desc` : sql`asc`
  const after = fromCursor(query.cursor)
  const conditions = await conditionsOf(act, query)
  if (after)
    conditions.push(sql`(${by}, c.id) ${descending ? sql`<` : sql`>`} (${after[0]}::${as}, ${after[1]}::bigint)`)
  const { rows } = await sql<CompanyRow & { sortKey: string }>`
    select ${companyColumns}, ${peopleCount(act, sql`c.id`)} as people, (${by})::text as sort_key
    from company c left join company parent on parent.id = c.parent_id
    where ${and(conditions)} order by ${by} ${direction}, c.id ${direction} limit ${query.limit + 1}`.execute(act.tx)
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return {
    items: page.map(({ sortKey: _sortKey, ...row }) => row),
    nextCursor: rows.length > query.limit && last ? toCursor([last.sortKey, last.id]) : null,
  }
}

const bound = 1000

/** How many there are. Without `exact` the counting stops where it says "1,000+". */
export async function countCompanies(
  act: Act,
  query: Partial<CompanyQuery>,
  exact: boolean,
): Promise<{ count: number; exact: boolean }> {
  const where = and(await conditionsOf(act, query))
  const limit = exact ? sql`` : sql`limit ${bound + 1}`
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from (select from company c where ${where} ${limit}) found`.execute(act.tx)
  const count = rows[0]!.n
  return exact || count <= bound ? { count, exact: true } : { count: bound, exact: false }
}
