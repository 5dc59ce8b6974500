import { sql } from 'kysely'
import type { SoFar, TakeBack } from '../../office/journal/takeBack.ts'
import type { OwnerAct } from '../../office/roles/act.ts'

/** A pipeline that the operation made is gone again, and so is a stage, unless a deal has stood there since. */
async function inserted(act: OwnerAct, { operationId }: SoFar): Promise<{ taken: number[]; left: number[] }> {
  const { rows } = await sql<{ id: number; used: boolean }>`
    select p.id, exists (select from deal d where d.pipeline_id = p.id)
      or exists (select from deal_step x join deal_stage s on s.id = x.stage_id where s.pipeline_id = p.id) as used
    from pipeline p where p.operation_id = ${operationId} for update`.execute(act.tx)
  const taken = rows.filter(r => !r.used).map(r => r.id)
  await sql`
    delete from deal_stage s where s.pipeline_id = any(${taken}::bigint[])
      or s.operation_id = ${operationId} and not s.wins and not exists (select from deal_step x where x.stage_id = s.id)
        and not exists (select from pipeline p where p.id = s.pipeline_id and p.operation_id = ${operationId})`.execute(
    act.tx,
  )
  await sql`delete from pipeline where id = any(${taken}::bigint[])`.execute(act.tx)
  return { taken, left: rows.filter(r => r.used).map(r => r.id) }
}

export const pipelineTakeBack: TakeBack = { table: 'pipeline', inserted }
