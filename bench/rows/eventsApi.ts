import { sampleLag } from '../lag.ts'
import { copyEvents } from '../limits.ts'
import { load, visitorsOf } from '../load/load.ts'
import type { Office } from '../office.ts'
import type { Measured, Row } from '../row.ts'

const each = 500

/** `POST /api/v1/events` by a program with a key of its own, in batches. */
export const eventsApi: Row = {
  id: 'ingest-api',
  unit: 'events/s',
  target: 40_000,
  least: true,
  async run(office) {
    const admin = await office.as('admin')
    const made = await admin<{ id: number; key: string }>('POST', '/keys', {
      name: 'ベンチマーク',
      roles: ['marketer'],
    })
    try {
      const headers = { authorization: `Bearer ${made.key}` }
      const limit = { at: await copyEvents(office), is: 'plain COPY into a table with the indexes of event' }
      const { rows } = await office.sql.query<{ email: string }>(
        'select email from person where email is not null and merged_into_id is null order by id desc limit 5000',
      )
      const visitors = await visitorsOf(office)
      const emails = rows.map(row => row.email)
      return [
        await sent(office, 'of visitors, by their cookies', { visitors, headers }, 20, limit),
        await sent(office, 'of people, by their mail addresses', { visitors, emails, headers }, 10, limit),
      ]
    } finally {
      await admin('POST', `/keys/${made.id}/revoke`)
    }
  },
}

async function sent(
  office: Office,
  what: string,
  whose: { visitors: string[]; emails?: string[]; headers: Record<string, string> },
  seconds: number,
  limit: Measured['limit'],
): Promise<Measured> {
  await office.settled()
  const lag = sampleLag(office)
  const before = office.cpu()
  const how = { each, lines: 4, deep: 1, strangers: 0.02, seconds: office.seconds(seconds) }
  const loaded = await load(office, { kind: 'events', ...whose, ...how })
  const after = office.cpu()
  const lags = await lag.stop()
  const taken = Math.max(1, loaded.answered)
  const refused = Object.entries(loaded.refused).map(([status, times]) => `${times} × ${status}`)
  const [app, database] = [after.app - before.app, after.database - before.database]
  const cores = (ms: number) => (ms / 1000 / loaded.seconds).toFixed(2)
  const behind = lags.during(loaded.seconds).at(-1) ?? 0
  return {
    what: `batches of ${each}, ${what}`,
    took: [loaded.answered / loaded.seconds],
    cpu: { app: app / taken, database: database / taken },
    limit,
    note: `The app had ${cores(app)} cores, the database ${cores(database)}, the load generator ${cores(loaded.cpuMs)}. A batch is answered after ${Math.round(loaded.p50)} ms in the middle, p99 ${Math.round(loaded.p99)} ms; reactions, which ran beside it, were ${(behind / 1000).toFixed(1)} s behind at most.${refused.length > 0 ? ` Refused: ${refused.join(', ')} of ${loaded.sent} batches.` : ''}`,
  }
}
