import { sql } from 'kysely'
import type { Changed } from '../../office/journal/images.ts'
import type { WhyLeft } from '../../office/journal/journal.schema.ts'
import type { TakeBack } from '../../office/journal/takeBack.ts'
import type { OwnerAct } from '../../office/roles/act.ts'

/** What was counted by a version stays explained by it: once published, neither it nor its rules go back. */
async function published(act: OwnerAct, rows: Changed[]): Promise<Map<number, WhyLeft>> {
  const { rows: kept } = await sql<{ id: number }>`
    select j.row_id as id from journal j
    left join scoring_card c on c.id = case j.table_name when 'scoring_card' then j.row_id else (j.before ->> 'card_id')::bigint end
    where j.id = any(${rows.map(r => r.image)}::bigint[]) and (c.id is null or c.published_at is not null)`.execute(
    act.tx,
  )
  return new Map(kept.map(k => [k.id, 'refused' as const]))
}

export const scoringTakeBack: TakeBack[] = [
  { table: 'scoring_card', keeps: published },
  { table: 'scoring_rule', keeps: published },
]
