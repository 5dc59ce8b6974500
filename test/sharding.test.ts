import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { testWorld } from './database.ts'

/** What grows without end, and may be spread over servers by identity: docs/scale.md. */
const spread = ['event', 'event_key']

test('what may be spread by identity holds it in each unique key, and no key ties it to what stays together', async () => {
  const { db } = await testWorld()
  const { rows: unique } = await sql<{ name: string; columns: string[] }>`
    select i.indexrelid::regclass::text as name,
      array(select attname::text from pg_attribute where attrelid = i.indrelid and attnum = any(i.indkey)) as columns
    from pg_index i where i.indrelid = any(${spread}::text[]::regclass[]) and i.indisunique`.execute(db)
  expect(unique.map(index => index.name).toSorted()).toEqual(['event_key_pkey', 'event_pkey'])
  for (const { name, columns } of unique) expect(columns, name).toContain('identity_id')
  const { rows: tied } = await sql<{ name: string }>`
    select conname as name from pg_constraint where contype = 'f'
      and (conrelid = any(${spread}::text[]::regclass[]) or confrelid = any(${spread}::text[]::regclass[]))`.execute(db)
  expect(tied).toEqual([])
})

test('whoever refers to an event knows its whole key', async () => {
  const { db } = await testWorld()
  const { rows } = await sql<{ name: string; columns: string[] }>`
    select c.relname as name, array_agg(a.attname::text) as columns from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and not c.relispartition and a.attnum > 0 and not a.attisdropped
    group by 1 having bool_or(a.attname = 'event_id') order by 1`.execute(db)
  expect(rows.map(r => r.name)).toEqual(['event_key', 'inbox', 'notification', 'parked', 'score_line'])
  for (const { name, columns } of rows) expect(columns, name).toContain('identity_id')
})
