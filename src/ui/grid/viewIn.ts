import { isRecord } from '../stale.ts'
import type { Filter, View } from './types.ts'

/**
 * What an address asks of a list. What it leaves open is as it stands at first, or, where it only names a saved view,
 * as that was saved: a view that was changed carries all of itself, filters above all.
 */
export function viewIn(search: Record<string, unknown>, atFirst: View, named?: View): View {
  const initial = (search.filters === undefined && named) || atFirst
  const sort = typeof search.sort === 'string' ? search.sort : undefined
  const filters = Array.isArray(search.filters) ? search.filters.filter(isFilter) : initial.filters
  const columns = Array.isArray(search.columns)
    ? search.columns.filter(key => typeof key === 'string')
    : initial.columns
  return {
    filters,
    ...(sort
      ? { sort: { key: sort.replace(/^-/, ''), desc: sort.startsWith('-') } }
      : initial.sort
        ? { sort: initial.sort }
        : {}),
    ...(search.text !== undefined && search.text !== '' ? { text: String(search.text) } : {}),
    ...(columns ? { columns } : {}),
  }
}

const textual = new Set(['has', 'is', 'until', 'from', 'on'])

/** Addresses are typed by hand and cut by mail programs: what is no condition is left out. */
function isFilter(value: unknown): value is Filter {
  if (!isRecord(value) || typeof value.key !== 'string' || typeof value.op !== 'string') return false
  const said = value.value
  if (textual.has(value.op)) return typeof said === 'string'
  if (value.op === 'in' || value.op === 'notIn')
    return Array.isArray(said) && said.every(one => typeof one === 'string')
  if (value.op === 'atLeast' || value.op === 'atMost') return typeof said === 'number'
  if (value.op === 'empty' || value.op === 'notEmpty') return true
  return (
    (value.op === 'did' || value.op === 'didNot') &&
    isRecord(said) &&
    typeof said.what === 'string' &&
    typeof said.days === 'number'
  )
}
