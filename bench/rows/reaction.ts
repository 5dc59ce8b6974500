import { site } from '../../db/story/pages.ts'
import { chrome } from '../../src/capture/tracking/tracking.fixture.ts'
import { type Ask, asked, askingAs, cookieOf } from '../asking.ts'
import { sampleLag } from '../lag.ts'
import { load, visitorsOf } from '../load/load.ts'
import { openScreen, type Screen } from '../load/screen.ts'
import type { Office } from '../office.ts'
import type { Measured, Row } from '../row.ts'
import { at, sorted, until } from '../timing.ts'

const perSecond = 1_000
/** How often somebody is watched at most, in milliseconds. */
const every = 250

/** Somebody whose cookie we know. `quiet`: they have seen no page of late, so a view makes them one of a segment. */
type Somebody = { personId: number; visitor: string; email: string; quiet: boolean }
type Seen = { at: number; line?: number; screen?: number; member?: number }

export const reaction: Row = {
  id: 'reaction',
  unit: 'ms',
  target: 150,
  share: 0.99,
  async run(office) {
    const cookie = await cookieOf(office.url, 'admin')
    const screen = await openScreen(office.url, cookie)
    try {
      return await watch(office, screen, askingAs(office.url, cookie))
    } finally {
      screen.close()
    }
  },
}

async function watch(office: Office, screen: Screen, ask: Ask): Promise<Measured[]> {
  const seconds = office.seconds(300)
  const people = await peopleToWatch(office, Math.ceil((seconds * 1000) / every))
  const known = new Set(people.map(one => one.visitor))
  const visitors = (await visitorsOf(office)).filter(visitor => !known.has(visitor))
  const pause = Math.max(every, (seconds * 1000) / people.length)
  const lag = sampleLag(office)
  const loading = load(office, { kind: 'views', visitors, strangers: 0.1, perSecond, seconds })
  const began = performance.now()
  const seen: Promise<Seen>[] = []
  for (let n = 0; performance.now() - began < (seconds - 1) * 1000 && n < people.length; n++) {
    seen.push(look(office, screen, ask, people[n]!, people[n]!.quiet && n % 4 === 0, performance.now() - began))
    await new Promise(done => setTimeout(done, Math.max(0, began + (n + 1) * pause - performance.now())))
  }
  const all = await Promise.all(seen)
  const loaded = await loading
  const lags = await lag.stop()
  const came = (what: 'line' | 'screen' | 'member', from = 0, to = seconds) =>
    sorted(
      all.flatMap(one => (one[what] !== undefined && one.at >= from * 1000 && one.at < to * 1000 ? [one[what]] : [])),
    )
  const lost = all.filter(one => one.line === undefined || one.screen === undefined).length
  const minute = Math.min(60, seconds / 3)
  const [first, last] = [came('screen', 0, minute), came('screen', seconds - minute, seconds)]
  const busy = `while ${Math.round(loaded.answered / loaded.seconds).toLocaleString('en')} events/s came in for ${Math.round(seconds)} s`
  const bare = await office.limit('a bare view, acknowledged', () => view(office, people[0]!, 'warm'), 20)
  return [
    {
      what: `from a page view until its line of points is there, ${busy}`,
      took: came('line'),
      limit: bare,
      note:
        lost > 0
          ? `Of ${all.length} views that were watched, ${lost} had not come to a line and to the screen in ten seconds.`
          : '',
    },
    { what: 'until an open screen is told of it', took: came('screen'), limit: bare },
    ...(came('member').length === 0
      ? []
      : [
          {
            what: 'until the list of a segment, asked for by that screen at once, has them in it',
            took: came('member'),
            limit: bare,
            note: 'Who is in a segment is asked of the rows themselves, so it is true from the commit of the view on; this is the whole way, the asking included.',
          },
        ]),
    {
      what: 'the screen, last minute over the first',
      took: [at(last, 0.5) / Math.max(1, at(first, 0.5))],
      unit: '×',
      target: 1.5,
      note: `Medians: ${at(first, 0.5).toFixed(0)} ms in the first, ${at(last, 0.5).toFixed(0)} ms in the last.`,
    },
    { what: 'the oldest event that waits, meanwhile', took: lags.during(seconds), target: null },
  ]
}

/** The quiet ones first; the rest are those whom a run before has had looking at pages. */
async function peopleToWatch({ sql }: Office, many: number): Promise<Somebody[]> {
  const { rows } = await sql.query<{ person_id: string; visitor: string; email: string; quiet: boolean }>(
    `select * from (
       select distinct on (p.id) p.id as person_id, i.value as visitor, p.email,
         not exists (select from event e where e.person_id = p.id and e.kind = 'page.viewed' and e.occurred_at > now() - interval '3 days') as quiet
       from (select * from identity where kind = 'cookie' and person_id is not null order by id desc limit $1 * 20) i
       join person p on p.id = i.person_id where p.email is not null and p.merged_into_id is null order by p.id, i.id desc) found
     order by quiet desc, person_id desc limit $1`,
    [many],
  )
  if (rows.length === 0) throw new Error('Nobody whose cookie is known has a mail address.')
  return rows.map(({ person_id, ...row }) => ({ ...row, personId: Number(person_id) }))
}

async function view({ url }: Office, { visitor }: Somebody, key: string): Promise<void> {
  const sent = { v: visitor, e: [{ k: `${key}-${Date.now()}`, u: `${site}/pricing/`, t: '料金', a: 0 }] }
  const answer = await fetch(`${url}/t`, {
    method: 'POST',
    body: JSON.stringify(sent),
    headers: { 'user-agent': chrome },
  })
  if (!answer.ok) throw new Error(`A page view was not taken in: ${answer.status}`)
}

/** One view of theirs, and when what follows from it is there. */
async function look(
  office: Office,
  screen: Screen,
  ask: Ask,
  who: Somebody,
  asMember: boolean,
  atMs: number,
): Promise<Seen> {
  const since = performance.now()
  const spent = () => performance.now() - since
  const before = new Date()
  const told = screen.tells(who.personId, 10_000).then(
    async () => {
      const shown = spent()
      if (!asMember) return { screen: shown }
      const filters = [
        { key: 'email', op: 'is', value: who.email },
        { key: 'did', op: 'did', value: { what: 'page.viewed', days: 1 } },
      ]
      const { items } = await ask<{ items: { id: number }[] }>('GET', asked('/persons', { filters, limit: 20 }))
      return { screen: shown, ...(items.some(one => one.id === who.personId) ? { member: spent() } : {}) }
    },
    () => ({}),
  )
  await view(office, who, 'watched')
  const hasLine = async () => {
    const { rowCount } = await office.sql.query(
      'select from score_line where person_id = $1 and known_at >= $2::timestamptz limit 1',
      [who.personId, before],
    )
    return rowCount === 1
  }
  const line = (await until(hasLine, 10_000, 4)) === undefined ? undefined : spent()
  return { at: atMs, ...(line === undefined ? {} : { line }), ...(await told) }
}
