import { defaultParseSearch } from '@tanstack/react-router'

/** Somewhere in the product: a path, or a path with what is asked of the page there (filters, a tab). */
export type Place = string | { to: string; search?: Record<string, unknown> }

/** For `<Link {...linkTo(place)}>` and `navigate(linkTo(place))`. A path may carry its own `?…`. */
export function linkTo(place: Place): { to: string; search: Record<string, unknown> } {
  if (typeof place !== 'string') return { to: place.to, search: place.search ?? {} }
  const [to = '/', query] = place.split('?', 2)
  return { to, search: query ? defaultParseSearch(`?${query}`) : {} }
}
