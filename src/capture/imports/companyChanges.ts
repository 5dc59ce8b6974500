import type { OwnerAct } from '../../office/roles/act.ts'
import type { CompanyPatch } from '../../people/companies/change.ts'
import { companyFieldKeys } from '../../people/companies/companyFields.schema.ts'
import type { NewCompany } from '../../people/companies/write.ts'
import type { ImportOptions } from './imports.schema.ts'

export type Policy = ImportOptions['policy']

// Since when a company is a customer is no list's to say.
const fields = companyFieldKeys.filter(key => key !== 'customerSince')
export type CurrentCompany = NewCompany & { id: number }

/** Locked, so that what is decided by their values still holds when they are changed. */
export async function currentCompanies(act: OwnerAct, ids: number[]): Promise<Map<number, CurrentCompany>> {
  const unique = [...new Set(ids)].toSorted((a, b) => a - b)
  if (unique.length === 0) return new Map()
  const rows = await act.tx
    .selectFrom('company')
    .select(['id', 'custom', ...fields])
    .where('id', 'in', unique)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map(row => [row.id, row as CurrentCompany]))
}

/** What of the known company the row would change: only what is empty, or whatever the row says otherwise. */
export function companyPatch(current: NewCompany, said: Partial<NewCompany>, policy: Policy): CompanyPatch {
  const patch: Record<string, unknown> = {}
  for (const field of fields) {
    const value = said[field]
    if (value === undefined || value === null || value === '') continue
    if (policy === 'fill' ? current[field] : current[field] === value) continue
    patch[field] = value
  }
  const custom = customPatch(current.custom, said.custom, policy)
  return custom ? { ...patch, custom } : patch
}

/** All values of one's own fields as they would be, or nothing where none changes. */
export function customPatch(
  current: Record<string, unknown> | undefined,
  said: Record<string, unknown> | undefined,
  policy: Policy,
): Record<string, unknown> | undefined {
  const known = current ?? {}
  const news = Object.entries(said ?? {}).filter(([key, value]) =>
    policy === 'fill' ? (known[key] ?? '') === '' : known[key] !== value,
  )
  return news.length > 0 ? { ...known, ...Object.fromEntries(news) } : undefined
}
