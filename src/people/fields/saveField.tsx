import { saveInPlace } from '../../ui/saveInPlace.ts'
import { isRecord } from '../../ui/stale.ts'
import type { Value } from '../../ui/useSaves.ts'

type Edited = { id: number; version: number }
type Change = (input: { id: number; version: number } & Record<string, unknown>) => Promise<unknown>

/** Saves one field of a row in place; `custom.…` is one of one's own. */
export const saveField = (
  change: Change,
  row: Edited,
  field: string,
  value: Value,
  version = row.version,
): Promise<unknown> =>
  saveInPlace({
    row,
    valueIn: of => valueIn(of, field),
    save: version => change({ id: row.id, version, ...patchOf(field, value) }),
    version,
    yours: value,
  })

const own = 'custom.'

const patchOf = (field: string, value: Value): Record<string, unknown> =>
  field.startsWith(own) ? { custom: { [field.slice(own.length)]: value } } : { [field]: value }

function valueIn(row: Record<string, unknown>, field: string): unknown {
  if (!field.startsWith(own)) return row[field] ?? null
  return isRecord(row.custom) ? (row.custom[field.slice(own.length)] ?? null) : null
}
