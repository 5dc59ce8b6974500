import { defaultParseSearch, useParams } from '@tanstack/react-router'

/** Somewhere in the product: a path, or a path with what is asked of the page there (filters, a tab). */
export type Place = string | { to: string; search?: Record<string, unknown> }

/** For `<Link {...linkTo(place)}>` and `navigate(linkTo(place))`. A path may carry its own `?…`. */
export function linkTo(place: Place): { to: string; search: Record<string, unknown> } {
  if (typeof place !== 'string') return { to: place.to, search: place.search ?? {} }
  const [to = '/', query] = place.split('?', 2)
  return { to, search: query ? defaultParseSearch(`?${query}`) : {} }
}

/** The number of the row whose page this is, from `$id` in the address. */
export function useRowId(): number {
  const { id } = useParams({ strict: false })
  if (typeof id !== 'number') throw new Error('useRowId was called on a page without $id in its address.')
  return id
}
