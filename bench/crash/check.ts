import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import type { Acknowledged } from './load.ts'

export type Findings = { lost: string[]; doubled: string[]; unheld: number; parked: number; disagreeing: number }

const empty: Findings = { lost: [], doubled: [], unheld: 0, parked: 0, disagreeing: 0 }

/** Waits until everything that is owed has been done: reactions, imports, mails. */
export async function settled(db: pg.Pool): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    const { rows } = await db
      .query(
        `select (select count(*) from inbox) + (select count(*) from import_run where state = 'running') + (select count(*) from mail where state in ('queued', 'sending') and due_at <= now()) as owed`,
      )
      .catch(() => ({ rows: [{ owed: 1 }] }))
    if (Number(rows[0].owed) === 0) return
    await sleep(100)
  }
  throw new Error('After a minute there is still work in hand.')
}

/** Compares what was acknowledged with what is there. `mails`: how often each Message-ID reached the mail server. */
export async function check(db: pg.Pool, known: Acknowledged, mails: Map<string, number>): Promise<Findings> {
  const found: Findings = { ...empty, lost: [], doubled: [] }
  const missing = async (what: string, sql: string, ids: unknown[] | string) => {
    const { rows } = await db.query(sql, [ids])
    for (const row of rows) found.lost.push(`${what} ${row.id}`)
  }
  await missing(
    'person',
    `select x as id from unnest($1::text[]) x where not exists (select from person p where p.email_key = x)`,
    [...known.people.keys()],
  )
  await missing(
    'event',
    `select x as id from unnest($1::text[]) x where not exists (select from event e where e.key = x)`,
    [...known.events],
  )
  await missing(
    'offer',
    `select x as id from unnest($1::bigint[]) x where not exists (select from offer o where o.id = x)`,
    [...known.offers],
  )
  await missing(
    'deal',
    `select x ->> 'id' as id from jsonb_array_elements($1::jsonb) x
     where not exists (select from deal d where d.id = (x ->> 'id')::bigint and d.amount = (x ->> 'amount')::bigint)`,
    // node-postgres would make an array of the database of it.
    JSON.stringify([...known.deals].map(([id, amount]) => ({ id, amount }))),
  )
  // A mail that was under way when everything died is "unknown", and rightly not sent again by itself.
  await missing(
    'mail to',
    `select x as id from unnest($1::text[]) x where not exists (select from mail m where m.to_address = x and m.state in ('sent', 'unknown'))`,
    [...known.invited],
  )
  for (const [id, { stage }] of known.stages) {
    const { rows } = await db.query('select stage from lead where id = $1', [id])
    if (rows[0]?.stage !== stage && !(stage === 'sal' && rows[0]?.stage))
      found.lost.push(`stage ${stage} of lead ${id}, which is ${rows[0]?.stage}`)
  }
  for (const [id, rows] of known.imports) {
    const {
      rows: [run],
    } = await db.query('select state, created + updated + unchanged + refused as done from import_run where id = $1', [
      id,
    ])
    if (run?.state !== 'done' || Number(run.done) !== rows)
      found.lost.push(`import ${id}: ${run?.state}, ${run?.done} of ${rows} rows`)
  }
  const twice = async (what: string, sql: string) => {
    const { rows } = await db.query(sql)
    for (const row of rows) found.doubled.push(`${what} ${row.id}`)
  }
  await twice('event', `select key as id from event where key is not null group by key having count(*) > 1`)
  await twice(
    'address',
    `select email_key as id from person where email_key is not null and merged_into_id is null group by 1 having count(*) > 1`,
  )
  await twice(
    'opened lead',
    `select lead_id as id from event where kind = 'lead.opened' group by 1 having count(*) > 1`,
  )
  await twice(
    'notification',
    `select user_id || ' ' || kind || ' ' || key as id from notification group by user_id, kind, key having count(*) > 1`,
  )
  for (const [id, times] of mails) if (times > 1) found.doubled.push(`mail ${id}`)

  const one = async (sql: string) => Number((await db.query(sql)).rows[0].n)
  found.unheld = await one(
    `select count(*) as n from lead where stage not in ('won', 'disqualified') and (holder_id is null or clock_at is null)`,
  )
  found.disagreeing = await one(`select count(*) as n from deal d left join lead l on l.id = d.lead_id
    where d.outcome is null and l.stage is distinct from 'sql'`)
  found.parked = await one('select count(*) as n from parked')
  found.disagreeing += await one(`select count(*) as n from lead l where l.stage <> (
    select coalesce(e.facts ->> 'to', e.facts ->> 'stage') from event e where e.lead_id = l.id and e.kind in ('lead.opened', 'lead.moved') order by e.id desc limit 1)`)
  return found
}
