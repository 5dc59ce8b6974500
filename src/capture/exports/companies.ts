import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import type { Company, CompanyQuery } from '../../people/companies/companies.schema.ts'
import { companyFields } from '../../people/companies/companyFields.schema.ts'
import { and, companyColumns, conditionsOf, sorts } from '../../people/companies/list.ts'
import { type Column, ownColumns, plain, written } from './columns.ts'
import { type Among, chosen, type Listed } from './listed.ts'

const columns: Column<Company>[] = [
  ...written<Company>(companyFields),
  plain('parentName', '上位組織', 'Part of'),
  { key: 'created', heading: { ja: '登録日', en: 'Registered on' }, value: (row, say) => say.day(row.createdAt) },
  plain('id', 'Musubi ID', 'Musubi ID'),
]

/** Companies in the order of their list. */
export async function companiesListed(
  act: Act,
  query: Partial<CompanyQuery>,
  among: Among,
  most: number,
): Promise<Listed<Company>> {
  const sort = query.sort ?? '-created'
  const { by } = sorts[sort.replace('-', '') as keyof typeof sorts]
  const direction = sql.raw(sort.startsWith('-') ? 'desc' : 'asc')
  const { rows } = await sql<{ id: number }>`
    select c.id from company c where ${and(await conditionsOf(act, query))} ${chosen(sql`c.id`, among)}
    order by ${by} ${direction}, c.id ${direction} limit ${most}`.execute(act.tx)
  return {
    ids: rows.map(r => r.id),
    columns: [...columns, ...(await ownColumns<Company>(act, 'company'))],
    async read(ids) {
      const found =
        await sql<Company>`select ${companyColumns} from company c left join company parent on parent.id = c.parent_id where c.id = any(${ids})`.execute(
          act.tx,
        )
      return found.rows
    },
  }
}
