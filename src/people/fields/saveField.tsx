import { clashOf, isRecord, Stale } from '../../ui/stale.ts'
import type { Value } from '../../ui/useSaves.ts'

type Edited = { id: number; version: number }
type Change = (input: { id: number; version: number } & Record<string, unknown>) => Promise<unknown>

/**
 * Saves one field of a row (`custom.…` for one of one's own). Where somebody else changed another field meanwhile, both
 * changes stand; where they changed this one, both values are put before the person.
 */
export async function saveField(
  change: Change,
  row: Edited,
  field: string,
  value: Value,
  version = row.version,
): Promise<unknown> {
  try {
    return await change({ id: row.id, version, ...patchOf(field, value) })
  } catch (error) {
    const theirs = clashOf(error)?.theirs
    if (!isRecord(theirs) || typeof theirs.version !== 'number') throw error
    const stored = valueIn(theirs, field)
    if (version === row.version && stored === valueIn(row, field)) {
      return saveField(change, row, field, value, theirs.version)
    }
    throw new Stale({ theirs: stored, yours: value, version: theirs.version })
  }
}

const own = 'custom.'

const patchOf = (field: string, value: Value): Record<string, unknown> =>
  field.startsWith(own) ? { custom: { [field.slice(own.length)]: value } } : { [field]: value }

function valueIn(row: Record<string, unknown>, field: string): unknown {
  if (!field.startsWith(own)) return row[field] ?? null
  return isRecord(row.custom) ? (row.custom[field.slice(own.length)] ?? null) : null
}
