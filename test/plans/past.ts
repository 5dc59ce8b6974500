import { sql } from 'kysely'
import type { Db } from '../../src/platform/db.ts'

/** What the story does not tell because nobody reads it there: former posts, a large import, what was changed by whom. */
export async function addPast(db: Db): Promise<void> {
  const steps = [
    sql`insert into post (person_id, company_id, title, until_on) select id, company_id, '課長', '2025-03-31' from person where id % 8 = 0`,
    sql`insert into import_run (about, file_name, file_hash, state, rows_total, created, created_at, created_by)
      select 'person', '展示会.csv', 'a hash', 'done', 5000, 5000, '2026-01-15', min(id) from app_user`,
    sql`insert into import_row (import_id, row_no, outcome, person_id, company_id)
      select i.id, row_number() over (order by p.id), 'created', p.id, p.company_id from import_run i cross join person p where p.id % 10 = 0`,
    sql`insert into operation (name, at, by_id) select 'persons.change', '2025-12-01'::timestamptz + n * interval '15 minutes', (select min(id) from app_user) + n % 20
      from generate_series(1, 30000) n`,
    sql`insert into journal (operation_id, table_name, row_id, person_id, act, before)
      select o.id, 'person', p.id, p.id, 'update', to_jsonb(p) from operation o join person p on p.id = o.id`,
    sql`analyze post, import_run, import_row, operation, journal`,
  ]
  for (const step of steps) await step.execute(db)
}
