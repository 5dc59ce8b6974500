import { randomBytes } from 'node:crypto'
import { type Chance, chance } from '../../db/story/chance.ts'
import { anyPage, site } from '../../db/story/pages.ts'
import { pagesOfVisit } from '../../db/story/visits.ts'
import { chrome } from '../../src/capture/tracking/tracking.fixture.ts'
import { openApiEvents } from './events.ts'

/** What is sent: what snippets send (`views`), what other programs send (`events`), or something that needs no database (`bare`). */
export type Work = {
  kind: 'views' | 'events' | 'bare'
  /** How many events a request carries. */
  each: number
  /** Cookies that are known already. */
  visitors: string[]
  /** Which share of the visits is of somebody who was never here. */
  strangers: number
  /** Mail addresses, for events that name whom they concern instead of a cookie. */
  emails?: string[]
  headers: Record<string, string>
}

/** The next request, over and over. */
export function openRequests({ kind, each, visitors, strangers, emails, headers }: Work): () => string {
  // Another every time: strangers must not have been here in the run before.
  const c = chance(Date.now(), 9, process.pid)
  const run = randomBytes(5).toString('hex')
  let n = 0
  const request = (method: string, path: string, head: Record<string, string>, body: string) => {
    const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}\r\n`)
    return `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${lines.join('')}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  }
  if (kind === 'bare') {
    const one = request('OPTIONS', '/t', headers, '')
    return () => one
  }
  const visitor = openVisits(c, () => (c.next() < strangers ? c.hex(32) : visitors[c.int(0, visitors.length - 1)]!))
  if (kind === 'events') {
    const next = openApiEvents(c, run, emails)
    return () => {
      const events = Array.from({ length: each }, () => next(visitor))
      return request(
        'POST',
        '/api/v1/events',
        { 'content-type': 'application/json', ...headers },
        JSON.stringify(events),
      )
    }
  }
  const like = { 'user-agent': chrome, 'content-type': 'text/plain;charset=UTF-8', ...headers }
  return () => {
    const e = Array.from({ length: each }, () => {
      const { path, title } = anyPage(c)
      return { k: `${run}-${n++}`, u: `${site}${path}`, t: title, a: 0 }
    })
    return request('POST', '/t', like, JSON.stringify({ v: visitor(), e }))
  }
}

/** How many look around at a time. */
const present = 2_000

/** Whose page is next: of those who look around one at random, until they have read as many pages as a visit has. */
function openVisits(c: Chance, comes: () => string): () => string {
  const arrive = () => ({ who: comes(), left: pagesOfVisit(c) })
  const here = Array.from({ length: present }, arrive)
  return () => {
    const n = c.int(0, present - 1)
    const one = here[n]!
    one.left -= 1
    if (one.left === 0) here[n] = arrive()
    return one.who
  }
}
