import { sql } from 'kysely'
import type { Changed } from '../../office/journal/images.ts'
import type { WhyLeft } from '../../office/journal/journal.schema.ts'
import type { SoFar, TakeBack } from '../../office/journal/takeBack.ts'
import type { OwnerAct } from '../../office/roles/act.ts'

/** Who said no is not approached again because somebody takes something back: only their own word revives a consent. */
async function keeps({ tx }: OwnerAct, rows: Changed[]): Promise<Map<number, WhyLeft>> {
  const { rows: said } = await sql<{ id: number }>`
    select j.row_id as id from journal j left join consent c on c.id = j.row_id
    where j.id = any(${rows.map(r => r.image)}::bigint[]) and j.before ->> 'withdrawn_at' is null
      and (c.id is null or c.withdrawn_at is not null)`.execute(tx)
  return new Map(said.map(r => [r.id, 'consent' as const]))
}

/** Nor is a refusal forgotten that was written down where no consent had been. */
async function inserted(
  { tx }: OwnerAct,
  { operationId }: SoFar,
): Promise<{ taken: number[]; left: number[]; why: WhyLeft }> {
  const { rows } = await sql<{ id: number }>`
    select (facts ->> 'consentId')::bigint as id from event
    where operation_id = ${operationId} and kind = 'consent.withdrawn' and facts ? 'consentId'`.execute(tx)
  return { taken: [], left: rows.map(r => r.id), why: 'consent' }
}

export const consentTakeBack: TakeBack = { table: 'consent', keeps, inserted }
