import { sql } from 'kysely'
import type { Db, Tx } from '../../platform/db.ts'

/** What a visitor's cookie is known as, and whose it is taken for just now. */
export type KnownVisitor = { identityId: number; personId: number | null; companyId: number | null }

/** Who is new gets an identity that is nobody's yet. */
export async function meetVisitors(db: Db | Tx, visitors: string[], at: Date): Promise<void> {
  // In one order everywhere: two who write the same visitors wait for each other, never for good.
  const sorted = [...new Set(visitors)].toSorted()
  await sql`
    insert into identity (kind, value, strength, concluded_at)
    select 'cookie', v, 'weak', ${at} from unnest(${sorted}::text[]) v
    where not exists (select from identity i where i.kind = 'cookie' and i.value = v)
    on conflict (kind, value) do nothing`.execute(db)
}

/** The identities of these visitors, of whom some may be new. */
export async function knowVisitors(tx: Tx, visitors: string[], at: Date): Promise<Map<string, KnownVisitor>> {
  await meetVisitors(tx, visitors, at)
  const { rows } = await sql<KnownVisitor & { value: string }>`
    select i.value, i.id as identity_id, i.person_id, p.company_id from identity i left join person p on p.id = i.person_id
    where i.kind = 'cookie' and i.value = any(${visitors}::text[])`.execute(tx)
  return new Map(rows.map(({ value, ...known }) => [value, known]))
}
