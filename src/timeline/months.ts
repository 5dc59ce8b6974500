import { sql } from 'kysely'
import type { Db, Tx } from '../platform/db.ts'

/** How many months are made ahead of today, so that a database nobody looked after for a while still has one to write to. */
const ahead = 3

/** A month of the timeline: it begins with the first of the month, UTC. */
type Month = { table: string; from: string; until: string }

function monthOf(year: number, month: number): Month {
  const first = (m: number) => new Date(Date.UTC(year, m, 1))
  return {
    table: `event_${first(month).toISOString().slice(0, 7).replace('-', '_')}`,
    from: first(month).toISOString(),
    until: first(month + 1).toISOString(),
  }
}

function monthsBetween(from: Date, until: Date): Month[] {
  const months: Month[] = []
  for (let at = from.getUTCFullYear() * 12 + from.getUTCMonth(); ; at++) {
    const month = monthOf(Math.floor(at / 12), at % 12)
    if (month.from > until.toISOString()) return months
    months.push(month)
  }
}

/** The month that it is and those that follow have a table of their own before anything happens in them. */
export const makeMonthsAhead = (db: Db, at: Date): Promise<string[]> =>
  makeMonths(db, at, new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + ahead, 1)))

/** Makes what is missing of these months; what lay outside of all months until now moves in. Answers which were made. */
export async function makeMonths(db: Db, from: Date, until: Date): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select relname as name from pg_class where relname like 'event\_____\___' and relkind = 'r' and relispartition`.execute(
    db,
  )
  const known = new Set(rows.map(r => r.name))
  const missing = monthsBetween(from, until).filter(month => !known.has(month.table))
  for (const month of missing) await db.transaction().execute(tx => makeMonth(tx, month))
  return missing.map(month => month.table)
}

/** So many events of a month that it deserves a table of its own. */
const many = 10_000

/** Months of the past that came by an import or out of a backup: who is looked up among them should find a month. */
export async function makeMonthsOfRest(db: Db): Promise<void> {
  const { rows } = await sql<{ month: Date }>`
    select date_trunc('month', occurred_at, 'UTC') as month from event_rest group by 1 having count(*) >= ${many} order by 1`.execute(
    db,
  )
  for (const { month } of rows) await makeMonths(db, month, month)
}

/** Made aside and attached whole: whoever writes meanwhile waits no longer than for its rows to move. */
async function makeMonth(tx: Tx, { table, from, until }: Month): Promise<void> {
  await sql`set local lock_timeout = '10s'`.execute(tx)
  // Of two processes that start at once, the second finds it made.
  await sql`select pg_advisory_xact_lock(hashtext('musubi: months'))`.execute(tx)
  const { rows } = await sql`select from pg_class where relname = ${table}`.execute(tx)
  if (rows.length > 0) return
  await sql`create table ${sql.table(table)} (like event including all)`.execute(tx)
  await sql`
    with moved as (delete from event_rest where occurred_at >= ${from}::timestamptz and occurred_at < ${until}::timestamptz returning *)
    insert into ${sql.table(table)} select * from moved`.execute(tx)
  await sql`alter table event attach partition ${sql.table(table)} for values from (${sql.lit(from)}) to (${sql.lit(until)})`.execute(
    tx,
  )
}

/** What touches a deal: of a person on it, or of its company. */
const touchesDeal = sql`(
  e.person_id in (select person_id from deal_contact union all select person_id from deal where person_id is not null)
  or e.company_id in (select company_id from deal where company_id is not null))`

/** A view that nobody has reacted to yet, or that was set aside, is still needed whole. */
const isAwaited = sql`(e.id in (select event_id from inbox) or e.id in (select event_id from parked))`

export type Swept = { month: string; kept: number; gone: number }

/**
 * Takes out of months that are older than the company keeps them what people looked at on the web, unless it touches a
 * deal; everything else that happened stays. Month by month, each in a transaction of its own; a month that was swept is
 * not looked at again. Nothing is done where everything is kept for ever.
 */
export async function sweepMonths(db: Db, at: Date): Promise<Swept[]> {
  const { keepWebMonths } = await db.selectFrom('workspace').select('keepWebMonths').executeTakeFirstOrThrow()
  if (keepWebMonths === null) return []
  const until = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() - keepWebMonths, 1))
  const { rows: months } = await sql<{ table: string; month: string }>`
    select c.relname as table, m.month::text as month from pg_class c
    cross join lateral (select to_date(substr(c.relname, 7), 'YYYY_MM') as month) m
    where c.relname like 'event\_____\___' and c.relkind = 'r' and c.relispartition
      and m.month < (${until}::timestamptz at time zone 'UTC')::date and not exists (select from event_month w where w.month = m.month)
    order by 2`.execute(db)
  const swept: Swept[] = []
  for (const { table, month } of months) swept.push(await sweepMonth(db, table, month, at))
  await db.transaction().execute(async tx => {
    await sql`delete from event_rest e where e.occurred_at < ${until} and e.kind = 'page.viewed' and ${touchesDeal} is not true
      and not ${isAwaited}`.execute(tx)
  })
  return swept
}

/** What stays is written beside it, and takes its place as a whole: no row is deleted, nothing is left to be vacuumed. */
async function sweepMonth(db: Db, table: string, month: string, at: Date): Promise<Swept> {
  return db.transaction().execute(async tx => {
    await sql`set local lock_timeout = '10s'`.execute(tx)
    await sql`lock table event in access exclusive mode`.execute(tx)
    const [old, fresh] = [sql.table(table), sql.table(`${table}_swept`)]
    await sql`create table ${fresh} (like event including all)`.execute(tx)
    const { numAffectedRows: kept = 0n } = await sql`
      insert into ${fresh} select * from ${old} e where e.kind <> 'page.viewed' or ${touchesDeal}
        or ${isAwaited}`.execute(tx)
    const { rows } = await sql<{ n: number; bounds: string }>`
      select (select count(*) from ${old}) as n, pg_get_expr(relpartbound, oid) as bounds from pg_class where relname = ${table}`.execute(
      tx,
    )
    const { n, bounds } = rows[0]!
    await sql`alter table event detach partition ${old}`.execute(tx)
    await sql`drop table ${old}`.execute(tx)
    await sql`alter table ${fresh} rename to ${sql.raw(table)}`.execute(tx)
    await sql`alter table event attach partition ${old} ${sql.raw(bounds)}`.execute(tx)
    const swept = { month, kept: Number(kept), gone: n - Number(kept) }
    await tx
      .insertInto('eventMonth')
      .values({ ...swept, sweptAt: at })
      .execute()
    return swept
  })
}

/** Keys that nobody sends again any more. */
export const forgetKeys = (db: Db, at: Date) => sql`delete from event_key where forget_after < ${at}`.execute(db)
