import { clashOf, isRecord, Stale } from '../../ui/stale.ts'

/**
 * Saves one field of a row in place. Where somebody else changed another field meanwhile, both changes stand; where they
 * changed this one, both values are put before the person.
 */
export async function saveField<Row extends { version: number }>(
  row: Row,
  field: keyof Row & string,
  save: (version: number) => Promise<unknown>,
  version = row.version,
): Promise<unknown> {
  try {
    return await save(version)
  } catch (error) {
    const clash = clashOf(error)
    const theirs = clash?.theirs
    if (!isRecord(theirs) || typeof theirs.version !== 'number') throw error
    const stored = theirs[field] ?? null
    const untouched = JSON.stringify(stored) === JSON.stringify(row[field] ?? null)
    if (untouched && version === row.version) return saveField(row, field, save, theirs.version)
    const yours = isRecord(clash?.yours) ? clash.yours[field] : undefined
    throw new Stale({ theirs: stored, yours, version: theirs.version })
  }
}
