import { api } from '../../ui/api.ts'
import { clashOf, isRecord, Stale } from '../../ui/stale.ts'
import type { Value } from '../../ui/useSaves.ts'

/** Fields of a person that are edited in place, one at a time. */
export type PersonField =
  | 'familyName'
  | 'givenName'
  | 'familyNameKana'
  | 'givenNameKana'
  | 'department'
  | 'title'
  | 'email'
  | 'phone'
  | 'mobile'
  | 'postalCode'
  | 'prefecture'
  | 'address'
  | 'memo'
  | 'source'
  | 'exchangedOn'
  | 'exchangedBy'
  | `custom.${string}`

type Edited = { id: number; version: number; custom: Record<string, unknown> } & Partial<Record<PersonField, unknown>>

/**
 * Saves one field. Where somebody else changed another field meanwhile, both changes stand; where they changed this one,
 * both values are put before the person.
 */
export async function savePerson(
  person: Edited,
  field: PersonField,
  value: Value,
  version = person.version,
): Promise<unknown> {
  try {
    return await api.persons.change({ id: person.id, version, ...patchOf(field, value) })
  } catch (error) {
    const theirs = clashOf(error)?.theirs
    if (!isRecord(theirs) || typeof theirs.version !== 'number') throw error
    const stored = valueIn(theirs, field)
    if (version === person.version && stored === valueIn(person, field)) {
      return savePerson(person, field, value, theirs.version)
    }
    throw new Stale({ theirs: stored, yours: value, version: theirs.version })
  }
}

function patchOf(field: PersonField, value: Value): Record<string, unknown> {
  if (field.startsWith('custom.')) return { custom: { [field.slice('custom.'.length)]: value } }
  const isName = field === 'familyName' || field === 'givenName'
  return { [field]: isName ? (value ?? '') : value }
}

function valueIn(row: Record<string, unknown>, field: PersonField): unknown {
  if (!field.startsWith('custom.')) return row[field] ?? null
  const custom = row.custom
  return isRecord(custom) ? (custom[field.slice('custom.'.length)] ?? null) : null
}

/** Says where somebody works: a company that is here, a name to register, or none. */
export async function saveEmployer(
  person: Edited & { companyId: number | null },
  employer: { id: number | null; name: string } | null,
  version = person.version,
): Promise<unknown> {
  const where = employer && employer.id === null ? { companyName: employer.name } : { companyId: employer?.id ?? null }
  try {
    return await api.persons.change({ id: person.id, version, ...where })
  } catch (error) {
    const theirs = clashOf(error)?.theirs
    if (!isRecord(theirs) || typeof theirs.version !== 'number' || version !== person.version) throw error
    const untouched = !('companyId' in theirs) || theirs.companyId === person.companyId
    if (!untouched) throw error
    return saveEmployer(person, employer, theirs.version)
  }
}
