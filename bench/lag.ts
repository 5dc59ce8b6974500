import type { Office } from './office.ts'
import { sorted, type Times } from './timing.ts'

export type Lags = {
  /** What was found within the first so many seconds. */
  during(seconds: number): Times
  /** The same of a part of them. */
  between(from: number, until: number): Times
}

/**
 * How long the oldest event of the inbox has been waiting, asked four times a second. Ids are given in order, so when the
 * last id was the oldest's is when that came: told without a look at the events themselves.
 */
export function sampleLag(office: Office, every = 250): { stop(): Promise<Lags>; seconds(): number } {
  const began = performance.now()
  const found: { at: number; lag: number }[] = []
  const given: { at: number; last: number }[] = []
  let oldest = 0
  const stopping = new AbortController()
  let ended = 0

  const look = async () => {
    const { rows } = await office.sql.query<{ oldest: string | null; last: string }>(
      `select (select min(i.event_id) from lane l cross join lateral (
         select event_id from inbox w where w.lane = l.id order by event_id limit 1) i) as oldest,
         (select last_value from event_number) as last`,
    )
    const at = performance.now()
    given.push({ at, last: Number(rows[0]!.last) })
    const waiting = rows[0]!.oldest
    if (waiting === null) return void found.push({ at, lag: 0 })
    // It was given between the look before the one that knows of it, and that one.
    while (given[oldest]!.last < Number(waiting)) oldest += 1
    found.push({ at, lag: at - given[Math.max(0, oldest - 1)]!.at })
  }
  const looking = (async () => {
    for (let tick = 1; !stopping.signal.aborted; tick++) {
      await look()
      await new Promise(done => setTimeout(done, Math.max(0, began + tick * every - performance.now())))
    }
    ended = performance.now()
  })()
  const between = (from: number, until: number) =>
    sorted(found.flatMap(({ at, lag }) => (at - began >= from * 1000 && at - began <= until * 1000 ? [lag] : [])))

  return {
    seconds: () => (ended - began) / 1000,
    async stop() {
      stopping.abort()
      await looking
      return { between, during: seconds => between(0, seconds) }
    },
  }
}
