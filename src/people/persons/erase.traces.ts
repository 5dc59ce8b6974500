import { type RawBuilder, sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import type { Mentions } from './erase.evidence.ts'

const mask = '〔消去済み〕'

type Column = { table: string; column: string; type: 'text' | 'text[]' | 'jsonb' | 'json' }

/**
 * Tables in which nothing of others is rewritten: what names colleagues and companies as such, what is hashed already, and
 * events, whose facts hold ids.
 */
const spared = [
  'event',
  'inbox',
  'parked',
  'lane',
  'holder',
  'app_user',
  'team',
  'role',
  'workspace',
  'erasure',
  'erasure_salt',
  'migration_hash',
  'identity',
  'kysely_migration',
  'kysely_migration_lock',
  'upload',
  // Issued invoices are kept as they were printed: the tax law asks for them for years, and goes before.
  'invoice',
]
const sparedColumns = ['grams', 'name_key', 'email_key', 'phone_key', 'mobile_key', 'address_key']
// A company that bears its founder's name keeps it.
const sparedNames = ['company.name', 'company.name_kana', 'company.name_en']

/** Every column of every table that can hold a text, by the catalogue: a table that comes later is not forgotten. */
async function textColumns(act: OwnerAct): Promise<Map<string, Column[]>> {
  const { rows } = await sql<Column>`
    select c.relname as table, a.attname as column, format_type(a.atttypid, null) as type
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      and format_type(a.atttypid, null) in ('text', 'text[]', 'jsonb', 'json')
      and c.relname <> all(${spared}) and a.attname <> all(${sparedColumns})
      and c.relname || '.' || a.attname <> all(${sparedNames})
    order by c.relname, a.attnum`.execute(act.tx)
  return Map.groupBy(rows, r => r.table)
}

/**
 * Rewrites every mention that is left in what stands about others: notes, images in the journal, filters, mails. One pass
 * over each table.
 */
export async function removeMentions(act: OwnerAct, { texts }: Mentions): Promise<void> {
  if (texts.length === 0) return
  // A longer text first: within an address there may be a name.
  const sorted = texts.toSorted((a, b) => b.length - a.length)
  const patterns = sorted.map(text => `%${text.replace(/[\\%_]/g, sign => `\\${sign}`)}%`)
  for (const [table, columns] of await textColumns(act)) {
    const set = columns.map(c => sql`${sql.id(c.column)} = ${rewritten(c, sorted)}`)
    // All of a row at once: one look at a row costs microseconds, one for each column and text a hundred times that.
    const whole = sql`concat_ws(chr(31), ${sql.join(columns.map(c => sql`t.${sql.id(c.column)}::text`))})`
    await sql`update ${sql.id(table)} t set ${sql.join(set)} where ${whole} like any(${patterns}::text[])`.execute(
      act.tx,
    )
  }
}

function rewritten({ column, type }: Column, texts: string[]): RawBuilder<unknown> {
  const was = sql`t.${sql.id(column)}`
  const replaced = (value: RawBuilder<unknown>) =>
    texts.reduce((inner, text) => sql`replace(${inner}, ${text}::text, ${mask}::text)`, value)
  if (type === 'text') return replaced(was)
  if (type === 'text[]')
    return sql`case when ${was} is null then null else array(select ${replaced(sql`x`)} from unnest(${was}) with ordinality as u(x, n) order by n) end`
  return sql`${replaced(sql`${was}::text`)}::${sql.raw(type)}`
}
