import { sql } from 'kysely'
import type { z } from 'zod'
import { type Act, asOwner } from '../../office/roles/act.ts'
import { stale } from '../../platform/stale.ts'
import { moveAll, moveRest, writeStages } from './pipelineStages.ts'
import type { ChangePipeline, NewPipeline, Pipeline } from './pipelines.schema.ts'
import { dealsInPipeline, gateTooHigh, lastPipeline, noSuchPipeline, pipelineNameTaken } from './refusals.ts'

/** The pipelines with their stages in order; `open`: how many deals stand there, as far as the reader sees them. */
export async function listPipelines(act: Act, { all }: { all: boolean }): Promise<Pipeline[]> {
  const { rows } = await sql<Pipeline>`
    select p.id, p.name, p.bant_parts, p.bant_needed, p.active, p.version,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'nameJa', s.name_ja, 'nameEn', s.name_en, 'probability', s.probability,
        'staleDays', s.stale_days, 'position', s.position, 'wins', s.wins,
        'open', (select count(*) from deal d where d.stage_id = s.id and d.outcome is null)) order by s.position, s.id), '[]')
       from deal_stage s where s.pipeline_id = p.id and s.active) as stages
    from pipeline p where p.active or ${all} order by p.active desc, p.position, p.id`.execute(act.tx)
  return rows
}

async function getPipeline(act: Act, id: number): Promise<Pipeline> {
  const pipeline = (await listPipelines(act, { all: true })).find(p => p.id === id)
  if (!pipeline) throw noSuchPipeline()
  return pipeline
}

export async function addPipeline(act: Act, { stages, ...pipeline }: z.infer<typeof NewPipeline>): Promise<Pipeline> {
  mustBeReachable(pipeline)
  return asOwner(act, async act => {
    const { id } = await act.tx
      .insertInto('pipeline')
      .values(eb => ({
        ...pipeline,
        operationId: act.operationId,
        position: eb.selectFrom('pipeline').select(sql<number>`coalesce(max(position), 0) + 1`.as('next')),
      }))
      .returning('id')
      .executeTakeFirstOrThrow()
      .catch(refuseTakenName)
    await writeStages(act, id, stages)
    return getPipeline(act, id)
  })
}

/** Changes a pipeline, its gate and its stages. What is open where there is no stage any more goes where `moves` says. */
export async function changePipeline(
  act: Act,
  { id, version, stages, moves = [], ...patch }: z.infer<typeof ChangePipeline>,
): Promise<Pipeline> {
  return asOwner(act, async act => {
    const before = await getPipeline(act, id)
    mustBeReachable({ ...before, ...patch })
    const changed = await act.tx
      .updateTable('pipeline')
      .set({ ...patch, version })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
      .catch(refuseTakenName)
    if (!changed) throw stale(await getPipeline(act, id), { ...patch, ...(stages ? { stages } : {}) })
    await moveAll(act, id, moves)
    if (stages) await writeStages(act, id, stages, moves)
    if (patch.active === false) {
      await moveRest(act, id, moves)
      await mustBeFree(act, id)
    }
    return getPipeline(act, id)
  })
}

/** Puts them in this order; the first is the one that is meant where none is named. One that is not named stays behind. */
export async function orderPipelines(act: Act, ids: number[]): Promise<Pipeline[]> {
  await asOwner(act, ({ tx }) =>
    sql`
      update pipeline p set position = n.place from (
        select p.id, row_number() over (order by x.place nulls last, p.position, p.id)::int as place
        from pipeline p left join unnest(${ids}::bigint[]) with ordinality as x(id, place) on x.id = p.id
      ) n where n.id = p.id and p.position <> n.place`.execute(tx),
  )
  return listPipelines(act, { all: true })
}

/** Nobody could pass a gate that asks for more than counts. */
function mustBeReachable({ bantParts, bantNeeded }: Pick<Pipeline, 'bantParts' | 'bantNeeded'>): void {
  if (bantNeeded > new Set(bantParts).size) throw gateTooHigh()
}

async function mustBeFree(act: Act, id: number): Promise<void> {
  const pipeline = await getPipeline(act, id)
  const open = pipeline.stages.reduce((sum, stage) => sum + stage.open, 0)
  if (open > 0) throw dealsInPipeline(pipeline.name, open)
  const other = await act.tx.selectFrom('pipeline').select('id').where('active', '=', true).limit(1).executeTakeFirst()
  if (!other) throw lastPipeline()
}

function refuseTakenName(error: unknown): never {
  if ((error as { code?: string }).code !== '23505') throw error
  throw pipelineNameTaken()
}
