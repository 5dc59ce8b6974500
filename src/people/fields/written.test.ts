import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testWorld } from '../../../test/database.ts'
import { companyFields } from '../companies/companyFields.schema.ts'
import { personFields } from '../persons/personFields.schema.ts'
import { columnOf } from './columns.ts'
import type { Written } from './declared.schema.ts'

const world = await testWorld()

/** What the product itself keeps about a row: concluded, counted or linked, never typed into a form. */
const kept = {
  person: `id name_key company_id decision_level in_post_since email_key phone_key mobile_key address_key custom grams seen_by
    merged_into_id created_at created_by version`,
  company: 'id kind parent_id name_key phone_key address_key custom grams created_at created_by version',
}
const types = { text: 'text', long: 'text', day: 'date', number: 'integer' }

test.each([
  ['person', personFields],
  ['company', companyFields],
] as const)('whatever people write about a %s is declared once, and is a column of its kind', async (table, fields) => {
  const { rows } = await sql<{ columnName: string; dataType: string }>`
    select column_name, data_type from information_schema.columns where table_schema = 'public' and table_name = ${table}`.execute(
    world.db,
  )
  const internal = kept[table].split(/\s+/)
  const stored = rows.filter(r => !internal.includes(r.columnName)).map(r => [r.columnName, r.dataType])
  const declared = Object.entries<Written>(fields).map(([key, { kind }]) => [columnOf(key), types[kind ?? 'text']])
  expect(declared.toSorted()).toEqual(stored.toSorted())
})
