import type { OwnerAct } from '../../office/roles/act.ts'
import { emailKey } from '../../people/identity/email.ts'
import { phoneKey } from '../../people/identity/phone.ts'
import type { PersonPatch } from '../../people/persons/change.ts'
import { personFieldKeys } from '../../people/persons/personFields.schema.ts'
import type { NewPerson } from '../../people/persons/write.ts'
import { customPatch, type Policy } from './companyChanges.ts'

export type { PersonPatch }

const fields = [...personFieldKeys, 'companyId'] as const

export type CurrentPerson = NewPerson & { id: number }

/** Locked, so that what is decided by their values still holds when they are changed. */
export async function currentPersons(act: OwnerAct, ids: number[]): Promise<Map<number, CurrentPerson>> {
  const unique = [...new Set(ids)].toSorted((a, b) => a - b)
  if (unique.length === 0) return new Map()
  const rows = await act.tx
    .selectFrom('person')
    .select(['id', 'custom', ...fields])
    .where('id', 'in', unique)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map(row => [row.id, row as CurrentPerson]))
}

// Two halves of one name or one post: filling up one of them from another list would make a third person of two.
const together: (typeof fields)[number][][] = [
  ['familyName', 'givenName'],
  ['familyNameKana', 'givenNameKana'],
]

/** What of the known person the row would change: only what is empty, or whatever the row says otherwise. */
export function personPatch(current: NewPerson, said: NewPerson, policy: Policy): PersonPatch {
  const patch: Record<string, unknown> = {}
  for (const field of fields) {
    const value = said[field]
    if (value === undefined || value === null || value === '') continue
    const pair = together.find(fields => fields.includes(field)) ?? [field]
    if (policy === 'fill' ? pair.some(f => current[f]) : same(field, current[field], value)) continue
    patch[field] = value
  }
  const custom = customPatch(current.custom, said.custom, policy)
  return { ...patch, ...(custom ? { custom } : {}) }
}

function same(field: string, a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'string' || typeof b !== 'string') return false
  if (field === 'email') return emailKey(a) === emailKey(b)
  if (field === 'phone' || field === 'mobile')
    return a.normalize('NFKC') === b.normalize('NFKC') || (phoneKey(a)?.e164 ?? a) === phoneKey(b)?.e164
  return false
}
