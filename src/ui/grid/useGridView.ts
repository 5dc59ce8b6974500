import { useNavigate, useSearch } from '@tanstack/react-router'
import { isRecord } from '../stale.ts'
import type { Filter, SavedView, View } from './types.ts'

/**
 * What a list is asked, kept in the address, so that it can be linked to, sent, and come back to:
 *
 *   const grid = useGridView({ filters: [], sort: { key: 'clock', desc: false } })
 *   <Grid {...grid} … />
 *
 * A button that counted something opens the very list: `viewPlace('/leads', { filters: [{ key: 'stage', op: 'in', value: ['mql'] }] })`.
 */
export type GridView = {
  view: View
  onView: (view: View) => void
  savedId: SavedView['id'] | undefined
  onSaved: (id: SavedView['id'] | undefined, view: View) => void
}

type Search = {
  view?: SavedView['id']
  filters?: readonly Filter[]
  sort?: string
  text?: string
  columns?: readonly string[]
}

export function useGridView(initial: View): GridView {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const go = (next: Search) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, ...blank, ...next }),
      replace: true,
    })
  const savedId = typeof search.view === 'number' || typeof search.view === 'string' ? search.view : undefined
  return {
    view: viewIn(search, initial),
    onView: view => go({ ...searchOf(view), ...(savedId === undefined ? {} : { view: savedId }) }),
    savedId,
    onSaved: (id, view) => go({ ...searchOf(view), ...(id === undefined ? {} : { view: id }) }),
  }
}

export function viewPlace(to: string, view: View): { to: string; search: Record<string, unknown> } {
  return { to, search: searchOf(view) }
}

const blank: { [Key in keyof Required<Search>]: undefined } = {
  view: undefined,
  filters: undefined,
  sort: undefined,
  text: undefined,
  columns: undefined,
}

function searchOf(view: View): Search {
  return {
    filters: view.filters,
    ...(view.sort ? { sort: `${view.sort.desc ? '-' : ''}${view.sort.key}` } : {}),
    ...(view.text ? { text: view.text } : {}),
    ...(view.columns ? { columns: view.columns } : {}),
  }
}

function viewIn(search: Record<string, unknown>, initial: View): View {
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
