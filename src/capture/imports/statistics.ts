import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import type { ImportAbout } from './imports.schema.ts'

/**
 * Tells the planner how large the tables have become, once there is twice what it knows of. After thousands of
 * rows at once it would otherwise go by what it counted before, for as long as autovacuum naps: a list of 2,000 people
 * was read in two minutes instead of 60 ms. Only of the columns that people are looked up by: to count the grams of a
 * name alone takes seconds. Answers whether it did.
 */
export async function refreshStatistics(db: Db, about: ImportAbout, brought: number): Promise<boolean> {
  if (brought === 0) return false
  const { rows } = await sql<{ known: number }>`
    select greatest(0, reltuples) as known from pg_class where oid = ${about}::regclass`.execute(db)
  if (brought < 50 + rows[0]!.known) return false
  const { rows: months } = await sql<{ month: string }>`
    select inhrelid::regclass::text as month from pg_inherits where inhparent = 'event'::regclass order by pg_relation_size(inhrelid) desc limit 2`.execute(
    db,
  )
  const events = months.map(
    ({ month }) => `${month} (identity_id, occurred_at, person_id, company_id, lead_id, operation_id)`,
  )
  await sql`analyze person (id, name_key, company_id, email_key, phone_key, mobile_key), company (id, name_key, corporate_number),
    lead (id, person_id, company_id, holder_id, stage, closed_at, clock_at), identity (id, kind, value, person_id),
    consent (person_id, channel, basis, withdrawn_at), activity (id, person_id, company_id, lead_id, done_at), import_row, ${sql.raw(events.join(', '))}`.execute(
    db,
  )
  return true
}
