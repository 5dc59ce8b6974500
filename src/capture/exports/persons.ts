import { type RawBuilder, sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { personColumns, personConditions, personJoins, sortOf } from '../../people/persons/list.ts'
import { personFields } from '../../people/persons/personFields.schema.ts'
import type { PersonQuery, PersonRow } from '../../people/persons/persons.schema.ts'
import { type Column, ownColumns, plain, written } from './columns.ts'
import { type Among, chosen, type Listed } from './listed.ts'

type Row = Omit<PersonRow, 'clock'> & { clockAt: Date | null }

const columns: Column<Row>[] = [
  plain('companyName', '会社名', 'Company'),
  ...written<Row>(personFields),
  { key: 'stage', heading: { ja: 'ステージ', en: 'Stage' }, value: (row, say) => say.stage(row.stage) },
  { key: 'holder', heading: { ja: '保有者', en: 'Holder' }, value: row => row.holder?.name },
  { key: 'clock', heading: { ja: '期限', en: 'Clock' }, value: (row, say) => say.day(row.clockAt) },
  { key: 'next', heading: { ja: '次の予定', en: 'Next date' }, value: (row, say) => say.moment(row.nextAt) },
  { key: 'last', heading: { ja: '最終接触', en: 'Last contact' }, value: (row, say) => say.moment(row.lastTouchedAt) },
  { key: 'created', heading: { ja: '登録日', en: 'Registered on' }, value: (row, say) => say.day(row.createdAt) },
  plain('id', 'Musubi ID', 'Musubi ID'),
]

/** People in the order of their list. */
export async function personsListed(
  act: Act,
  query: Partial<PersonQuery>,
  among: Among,
  most: number,
): Promise<Listed<Row>> {
  const where = await personConditions(act, query)
  const sort = sortOf(query.sort ?? '-created')
  const direction = sql.raw(sort.direction)
  const { rows } = await sql<{ id: number }>`
    select p.id from person p ${personJoins} where ${where} ${chosen(sql`p.id`, among)}
    order by ${sort.by} ${direction} nulls last, p.id ${direction} limit ${most}`.execute(act.tx)
  return {
    ids: rows.map(r => r.id),
    columns: [...columns, ...(await ownColumns<Row>(act, 'person'))],
    read: ids => find(act, sql`p.id = any(${ids})`),
  }
}

async function find(act: Act, where: RawBuilder<unknown>): Promise<Row[]> {
  const { rows } = await sql<Row>`select ${personColumns} from person p ${personJoins} where ${where}`.execute(act.tx)
  return rows
}
