import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { updateOf } from '../fields/columns.ts'
import { splitAddress } from '../identity/address.ts'
import { staffGrams } from '../persons/write.ts'
import type { CompanyFields } from './companies.schema.ts'
import { companyFieldKeys, companyFields } from './companyFields.schema.ts'
import { companyRow, domainFrom, type NewCompany, refreshGramsOfStaff } from './write.ts'

export type CompanyPatch = Partial<CompanyFields>

const editable = [...companyFieldKeys, 'kind', 'parentId', 'custom'] as const satisfies (keyof CompanyFields)[]

const written = updateOf(companyFields, {
  kind: 'text',
  parentId: 'bigint',
  custom: 'jsonb',
  nameKey: 'text',
  phoneKey: 'text',
  addressKey: 'text',
})

type Row = NewCompany & { id: number; customerSince: string | null }

/**
 * Changes companies set-wise, each by a patch of what people write; keys, grams and those of the staff follow. What is
 * the same already is not touched: no version, no journal, no event. Answers the ids of those that changed.
 */
export async function applyCompanyChanges(
  act: OwnerAct,
  changes: { id: number; patch: CompanyPatch }[],
  more: { importId?: number; historic?: boolean } = {},
): Promise<number[]> {
  if (changes.length === 0) return []
  const patches = new Map(changes.map(c => [c.id, c.patch]))
  const rows = await act.tx
    .selectFrom('company')
    .select(['id', ...editable])
    .where('id', 'in', [...patches.keys()])
    .orderBy('id')
    .forUpdate()
    .execute()
  const changed = rows.flatMap(found => {
    const row = found as Row
    const next = changeOf(row, patches.get(row.id)!)
    return next ? [next] : []
  })
  if (changed.length === 0) return []
  await update(
    act,
    changed.map(c => c.row),
  )
  for (const { row, fields } of changed) if (fields.includes('name')) await refreshGramsOfStaff(act, row.id, staffGrams)
  await recordAll(
    act,
    changed.map(({ row, fields }) => ({
      kind: 'company.changed' as const,
      companyId: row.id,
      facts: { fields, importId: more.importId },
      historic: more.historic,
    })),
  )
  return changed.map(c => c.row.id)
}

/** The row as it would stand, and which fields differ; nothing where none does. */
function changeOf(row: Row, patch: CompanyPatch) {
  const custom = patch.custom ? { ...row.custom, ...patch.custom } : row.custom
  const said: CompanyPatch = { ...patch, custom, ...followers(row, patch) }
  const fields = editable.filter(f => said[f] !== undefined && !same(said[f], row[f]))
  if (fields.length === 0) return undefined
  const next = { ...row, ...Object.fromEntries(fields.map(f => [f, said[f]])) } as Row
  return { row: { ...companyRow(next), id: row.id, custom, customerSince: next.customerSince ?? null }, fields }
}

/** What was read off the website or the address, and not written by hand, follows it. */
function followers(row: Row, patch: CompanyPatch): CompanyPatch {
  const follows: CompanyPatch = {}
  if (patch.website !== undefined && patch.domain === undefined && row.domain === domainFrom(row.website))
    follows.domain = domainFrom(patch.website)
  if (patch.address !== undefined) {
    const before = splitAddress(row.address ?? '')
    const after = splitAddress(patch.address ?? '')
    if (patch.prefecture === undefined && (row.prefecture ?? null) === before.prefecture)
      follows.prefecture = after.prefecture
    if (patch.postalCode === undefined && (row.postalCode ?? null) === before.postalCode)
      follows.postalCode = after.postalCode
  }
  return follows
}

const same = (a: unknown, b: unknown) => JSON.stringify(sorted(a) ?? null) === JSON.stringify(sorted(b) ?? null)
const sorted = (value: unknown) =>
  typeof value === 'object' && value !== null ? Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)) : value

async function update(act: OwnerAct, rows: object[]): Promise<void> {
  await sql`
    update company c set ${written.set}, grams = array(select jsonb_array_elements_text(n.grams))
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n(id bigint, ${written.shape}, grams jsonb)
    where c.id = n.id`.execute(act.tx)
}
