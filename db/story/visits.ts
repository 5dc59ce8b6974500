import type { Chance } from './chance.ts'
import { anyPage, arrive, formPages, site } from './pages.ts'
import type { Story } from './story.ts'
import { iso, MINUTE } from './time.ts'

/** A browser that came to the site: nobody's, until somebody says who they are. */
export type Cookie = {
  id: number
  value: string
  /** Since when it is concluded whose it is, and when we first knew. */
  knownAt: number | null
  firstKnownAt: number | null
  strength: 'strong' | 'weak'
  /** Visits of whom nobody is known yet: they are theirs once they say who they are. */
  before: Visit[]
  seenAt: number
  /** Until when somebody sits at it. */
  busyUntil: number
}

/** After so long a silence it is another visit. */
export const pause = 31 * MINUTE

export type View = { at: number; url: string; title: string; referrer?: string; key: boolean }
export type Visit = { id: number; views: View[]; source: ReturnType<typeof arrive>['source'] }

export const newCookie = (story: Story, c: Chance, at: number): Cookie => ({
  id: story.books.next('identity'),
  value: c.hex(32),
  knownAt: null,
  firstKnownAt: null,
  strength: 'weak',
  before: [],
  seenAt: at,
  busyUntil: 0,
})

/** How many pages are read in a visit: 2.6 on average, now and then ten. */
export const pagesOfVisit = (c: Chance) => 1 + Math.floor(-Math.log(1 - c.next()) * 2.1)

/** Pages read one after the other. `query`: what the link carried by which they came. */
export function makeVisit(
  story: Story,
  c: Chance,
  at: number,
  { query, last, pages }: { query?: string; last?: keyof typeof formPages; pages?: number } = {},
): Visit {
  const count = pages ?? pagesOfVisit(c)
  const first = last && count === 1 ? formPages[last] : anyPage(c)
  const { url, referrer, source } = arrive(c, first, query)
  const views: View[] = [{ at, url, title: first.title, referrer, key: first.key }]
  let time = at
  for (let n = 1; n < count; n++) {
    const read = last && n === count - 1 ? formPages[last] : anyPage(c)
    const before = views[n - 1]!.url.split('?')[0]!
    time += Math.floor((0.2 + 4 * c.next() ** 2) * MINUTE)
    views.push({ at: time, url: `${site}${read.path}`, title: read.title, referrer: before, key: read.key })
  }
  return { id: story.books.next('visit'), views, source }
}

/** Keeps a visit and its views. `whose`: null for somebody nobody knows. */
export function keepVisit(
  { books, timeline }: Story,
  cookie: Cookie,
  { id, views, source }: Visit,
  whose: { person: number; company: number; knownAt: number } | null,
): void {
  cookie.busyUntil = views.at(-1)!.at
  const { click_kind, click_id, utm_source, utm_medium, utm_campaign, utm_term, utm_content } = source
  books.visit.add({
    click_kind,
    click_id,
    utm_source,
    utm_medium,
    utm_campaign,
    utm_term,
    utm_content,
    id,
    identityId: cookie.id,
    personId: whose?.person,
    channel: source.channel,
    landing: source.landing,
    referrer: source.referrer,
    firstAt: iso(views[0]!.at),
    lastAt: iso(views.at(-1)!.at),
    pages: views.length,
  })
  for (const [n, { at, url, title, referrer, key }] of views.entries())
    timeline.add(
      at,
      'page.viewed',
      { identity: cookie.id, person: whose?.person, company: whose?.company },
      referrer === undefined ? { url, title } : { url, title, referrer },
      `${cookie.value}:${id.toString(36)}${n.toString(36)}`,
      whose ? { keyPage: key, knownAt: whose.knownAt } : undefined,
    )
}

export function keepCookie({ books }: Story, cookie: Cookie, person: number | null): void {
  books.identity.add({
    id: cookie.id,
    kind: 'cookie',
    value: cookie.value,
    personId: person,
    strength: person === null ? 'weak' : cookie.strength,
    concludedAt: iso(cookie.knownAt ?? cookie.seenAt),
  })
}

/** Somebody who looked around and never said who they are; a few are machines, whose views are nobody's and no visit. */
export function tellStranger(story: Story, n: number): void {
  const c = story.chance('stranger', n)
  let at = story.crowd.some(c, story.from, story.now - 20 * MINUTE)
  const cookie = newCookie(story, c, at)
  keepCookie(story, cookie, null)
  const visits = 1 + c.tail(1.1, 60)
  const machine = c.maybe(0.04)
  for (let v = 0; v < visits && at < story.now - 20 * MINUTE; v++) {
    const visit = makeVisit(story, c, at)
    const end = visit.views.at(-1)!.at
    if (end > story.now) return
    if (machine) keepMachine(story, cookie, visit)
    else keepVisit(story, cookie, visit, null)
    at = end + Math.floor((1 + 20 * c.next() ** 2) * 1440 * MINUTE * c.next()) + pause
  }
}

function keepMachine({ timeline }: Story, cookie: Cookie, { id, views }: Visit): void {
  for (const [n, { at, url, title }] of views.entries())
    timeline.add(
      at,
      'page.viewed',
      { identity: cookie.id },
      { url, title, machine: 'agent: Googlebot/' },
      `${cookie.value}:${id.toString(36)}${n.toString(36)}`,
    )
}
