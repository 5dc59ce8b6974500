import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { has } from '../../office/roles/rights.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { CompanyPage, CompanyRow } from './companies.schema.ts'
import { companyColumns, peopleCount } from './list.ts'

/** A company on one page: its facts, its place in the tree, who works there, and what is pursued with it. */
export async function getCompany(act: Act, id: number): Promise<CompanyPage> {
  const { rows } = await sql<CompanyRow>`
    select ${companyColumns}, ${peopleCount(act, sql`c.id`)} as people
    from company c left join company parent on parent.id = c.parent_id where c.id = ${id}`.execute(act.tx)
  const company = rows[0]
  if (!company) throw noSuchCompany()
  return {
    ...company,
    ancestors: await ancestorsOf(act, id),
    children: await childrenOf(act, id),
    departments: company.people === null ? [] : await departmentsOf(act, id),
    leads: !act.actor || has(act.actor.roles, 'lead.read') ? await leadsOf(act, id) : [],
  }
}

export async function ancestorsOf(act: Act, id: number): Promise<CompanyPage['ancestors']> {
  const { rows } = await sql<CompanyPage['ancestors'][number]>`
    with recursive up as (
      select parent_id, 0 as height from company where id = ${id}
      union all
      select c.parent_id, height + 1 from up join company c on c.id = up.parent_id where height < 20
    )
    select c.id, c.name, c.kind from up join company c on c.id = up.parent_id order by height desc`.execute(act.tx)
  return rows
}

async function childrenOf(act: Act, id: number): Promise<CompanyPage['children']> {
  const { rows } = await sql<CompanyPage['children'][number]>`
    select c.id, c.name, c.kind, ${peopleCount(act, sql`c.id`)} as people
    from company c where c.parent_id = ${id} order by array_position(array['group', 'company', 'site'], c.kind), c.name, c.id limit 500`.execute(
    act.tx,
  )
  return rows
}

/** Departments are what the people's cards say. */
async function departmentsOf(act: Act, id: number): Promise<CompanyPage['departments']> {
  const { rows } = await sql<CompanyPage['departments'][number]>`
    select nullif(department, '') as name, count(*) as people from person
    where company_id = ${id} and merged_into_id is null group by 1 order by count(*) desc, 1 nulls last limit 200`.execute(
    act.tx,
  )
  return rows
}

async function leadsOf(act: Act, id: number): Promise<CompanyPage['leads']> {
  const { rows } = await sql<CompanyPage['leads'][number]>`
    select l.id, l.stage, l.person_id, nullif(trim(concat(p.family_name, ' ', p.given_name)), '') as person_name, h.name as holder_name, l.clock_at, l.version
    from lead l left join person p on p.id = l.person_id left join holder h on h.id = l.holder_id
    where l.company_id = ${id} order by l.closed_at desc nulls first, l.clock_at, l.id limit 100`.execute(act.tx)
  return rows
}

export const noSuchCompany = () =>
  new Refusal('missing', { en: 'There is no such company.', ja: 'この企業は存在しません。' })
