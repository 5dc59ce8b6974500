import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import type { Today } from './today.schema.ts'

/** What an office needs before it can work: each is so or not, as the data says. */
export async function setupToday(act: Act): Promise<Today['setup']> {
  const { rows } = await sql<NonNullable<Today['setup']>>`
    select w.name <> '' as company, exists (select from team) as teams,
      (select count(*) from (select from app_user where not is_program limit 2) u) > 1 as colleagues,
      w.sender_email <> '' and w.postal_address <> '' as sender, exists (select from person) as people
    from workspace w`.execute(act.tx)
  return rows[0]
}
