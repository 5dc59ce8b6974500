import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Filter, SavedView, SavedViews, View } from './types.ts'
import { viewIn } from './viewIn.ts'

/**
 * What a list is asked, kept in the address, so that it can be linked to, sent, and come back to:
 *
 *   const grid = useGridView({ filters: [], sort: { key: 'clock', desc: false } })
 *   <Grid {...grid} … />
 *
 * With the saved views, `?view=7` alone shows what was saved under 7. A button that counted something opens the very list: `viewPlace('/leads', { filters: [{ key: 'stage', op: 'in', value: ['mql'] }] })`.
 */
export type GridView = {
  view: View
  onView: (view: View) => void
  savedId: SavedView['id'] | undefined
  onSaved: (id: SavedView['id'] | undefined, view: View) => void
  /** Which view the address means is not known yet. */
  waiting: boolean
}

type Search = {
  view?: SavedView['id']
  filters?: readonly Filter[]
  sort?: string
  text?: string
  columns?: readonly string[]
}

export function useGridView(initial: View, saved?: SavedViews): GridView {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const go = (next: Search) =>
    void navigate({
      to: '.',
      search: (before: Record<string, unknown>) => ({ ...before, ...blank, ...next }),
      replace: true,
    })
  const savedId = typeof search.view === 'number' || typeof search.view === 'string' ? search.view : undefined
  const named = saved?.list.find(one => one.id === savedId)?.view
  return {
    view: viewIn(search, initial, named),
    waiting: savedId !== undefined && search.filters === undefined && saved?.waiting === true,
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
