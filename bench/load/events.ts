import type { Chance } from '../../db/story/chance.ts'
import { anyPage, site } from '../../db/story/pages.ts'

/** An event as another program sends it: a page view of a visitor, or of somebody by their mail address. */
export function openApiEvents(c: Chance, run: string, emails: string[] | undefined): (visitor: () => string) => object {
  let n = 0
  return visitor => {
    const { path, title } = anyPage(c)
    const whose = emails ? { person: { email: emails[Math.floor(c.next() * emails.length)] } } : { visitor: visitor() }
    return {
      key: `${run}:${n++}`,
      kind: 'page.viewed',
      occurredAt: new Date().toISOString(),
      ...whose,
      facts: { url: `${site}${path}`, title },
    }
  }
}
