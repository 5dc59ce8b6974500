import { sql } from 'kysely'
import type { Act } from '../../office/roles/act.ts'
import { personsInSegment } from './condition.ts'
import type { Rules } from './rules.schema.ts'
import type { Count } from './segments.schema.ts'

const bound = 1000

/** How many people are in it, as far as the actor may see. Without `exact` the counting stops where it says "1,000+". */
export async function countInSegment(act: Act, of: number | Rules, exact: boolean): Promise<Count> {
  const where = await personsInSegment(act, of)
  const limit = exact ? sql`` : sql`limit ${bound + 1}`
  const { rows } = await sql<{
    n: number
  }>`select count(*) as n from (select from person p where ${where} ${limit}) found`.execute(act.tx)
  const count = rows[0]!.n
  return exact || count <= bound ? { count, exact: true } : { count: bound, exact: false }
}
