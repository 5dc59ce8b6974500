import { api } from '../../ui/api.ts'
import { clashOf, isRecord, Stale } from '../../ui/stale.ts'
import type { Value } from '../../ui/useSaves.ts'
import { saveField } from '../fields/saveField.tsx'
import type { PersonFieldKey } from './personFields.schema.ts'
import type { PersonRow } from './persons.schema.ts'

/** Fields of a person that are edited in place. */
export type PersonField = PersonFieldKey | `custom.${string}`

type Edited = Pick<PersonRow, 'id' | 'version' | 'familyName' | 'givenName' | 'companyId' | 'custom'>

/** Saves one field of a person, as `saveField` does. Names are never null. */
export function savePerson(person: Edited, field: PersonField, value: Value, version?: number): Promise<unknown> {
  const isName = field === 'familyName' || field === 'givenName'
  return saveField(api.persons.change, person, field, isName ? (value ?? '') : value, version)
}

/** Saves a name that was typed in one field: what stands before the first space is the family's. */
export function saveName(person: Edited, typed: Value, version?: number): Promise<unknown> {
  const [familyName = '', ...given] = String(typed ?? '')
    .trim()
    .split(/[\s　]+/)
  const patch = { familyName, givenName: given.join(' ') }
  return merging(person, patch, version, theirs => {
    const stored = `${String(theirs.familyName)} ${String(theirs.givenName)}`.trim()
    return { stored, mine: String(typed ?? '') }
  })
}

type Employer = { id: number | null; name: string } | null

/** Says where somebody works: a company that is here, a name to register, or none. */
export function saveEmployer(person: Edited, employer: Employer): Promise<unknown> {
  const patch = employer && employer.id === null ? { companyName: employer.name } : { companyId: employer?.id ?? null }
  return merging(person, patch, undefined, () => undefined)
}

type Told = { stored: Value; mine: Value }

/** Where somebody else changed other fields meanwhile, both changes stand; else `tell` says what stands against what. */
async function merging(
  person: Edited,
  patch: Partial<Record<'familyName' | 'givenName' | 'companyName', string>> & { companyId?: number | null },
  version: number | undefined,
  tell: (theirs: Record<string, unknown>) => Told | undefined,
): Promise<unknown> {
  try {
    return await api.persons.change({ id: person.id, version: version ?? person.version, ...patch })
  } catch (error) {
    const theirs = clashOf(error)?.theirs
    if (!isRecord(theirs) || typeof theirs.version !== 'number') throw error
    const same = (field: 'familyName' | 'givenName' | 'companyId') =>
      !(field in theirs) || theirs[field] === person[field]
    if (version === undefined && same('familyName') && same('givenName') && same('companyId')) {
      return merging(person, patch, theirs.version, tell)
    }
    const told = tell(theirs)
    if (!told) throw error
    throw new Stale({ theirs: told.stored, yours: told.mine, version: theirs.version })
  }
}
