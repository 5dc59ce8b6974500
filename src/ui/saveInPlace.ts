import { clashOf, isRecord, Stale } from './stale.ts'

type InPlace = {
  row: { version: number } & Record<string, unknown>
  /** The field's value in a row. */
  valueIn: (row: Record<string, unknown>) => unknown
  save: (version: number) => Promise<unknown>
  version?: number
  /** What was typed, where the refusal does not say it. */
  yours?: unknown
}

/**
 * Saves one field of a row in place. Where somebody else changed another field meanwhile, both changes stand; where they
 * changed this one, both values are put before the person.
 */
export async function saveInPlace({ row, valueIn, save, version = row.version, yours }: InPlace): Promise<unknown> {
  try {
    return await save(version)
  } catch (error) {
    const clash = clashOf(error)
    const theirs = clash?.theirs
    if (!isRecord(theirs) || typeof theirs.version !== 'number') throw error
    const stored = valueIn(theirs) ?? null
    const untouched = JSON.stringify(stored) === JSON.stringify(valueIn(row) ?? null)
    if (untouched && version === row.version) return saveInPlace({ row, valueIn, save, version: theirs.version, yours })
    const said = yours ?? (isRecord(clash?.yours) ? valueIn(clash.yours) : undefined)
    throw new Stale({ theirs: stored, yours: said, version: theirs.version })
  }
}
