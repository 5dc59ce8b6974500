import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import type { Company, CompanyQuery } from '../../people/companies/companies.schema.ts'
import { and, companyColumns, conditionsOf, sorts } from '../../people/companies/list.ts'
import { type Column, ownColumns, plain } from './columns.ts'
import { type Among, chosen, type Listed } from './listed.ts'

const columns: Column<Company>[] = [
  plain('name', '会社名', 'Company'),
  plain('nameKana', '会社名フリガナ', 'Company name kana'),
  plain('nameEn', '英文社名', 'Company name English'),
  plain('corporateNumber', '法人番号', 'Corporate number'),
  plain('phone', '電話番号', 'Phone'),
  plain('postalCode', '郵便番号', 'Postal code'),
  plain('prefecture', '都道府県', 'Prefecture'),
  plain('address', '住所', 'Address'),
  plain('website', 'URL', 'Website'),
  plain('industry', '業種', 'Industry'),
  plain('employees', '従業員数', 'Employees'),
  plain('memo', 'メモ', 'Memo'),
  plain('parentName', '上位組織', 'Part of'),
  plain('customerSince', '取引開始日', 'Customer since'),
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
