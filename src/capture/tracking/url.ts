/** What is the visitor's own and not the page's: who they are, on links to the product itself. */
const ours = ['visitor']

/**
 * An address as it is kept: the page, and what says where somebody came from. Mail addresses that a site carries along
 * in its links are not kept, nor is the fragment, unless the site's pages are told apart by it.
 */
export function plainUrl(text: string): string | undefined {
  const url = URL.parse(text)
  if (!url) return undefined
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  if (url.username) url.username = ''
  if (url.password) url.password = ''
  if (url.hash && !/^#[!/]/.test(url.hash)) url.hash = ''
  if (url.search)
    for (const [name, value] of url.searchParams.entries().toArray())
      if (ours.includes(name) || value.includes('@') || name.includes('@')) url.searchParams.delete(name)
  return url.href.length > 2000 ? undefined : url.href
}
