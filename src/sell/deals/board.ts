import { sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import type { Board, BoardQuery, Deal } from './deals.schema.ts'
import { asDeal, chance, columns, type DealRow, joins, nextAction } from './deals.ts'
import { listPipelines } from './pipelines.ts'
import { noSuchPipeline } from './refusals.ts'
import { dealsWhere } from './where.ts'

type Figures = { stageId: number; count: number; sum: number; weighted: number; stalled: number }

/**
 * The open deals of a pipeline, a column a stage: true counts and sums of all of them, and the cards that came last. So a
 * column of thousands is no heavier than one of fifty.
 */
export async function boardOf(act: Act, { perColumn, longer, ...query }: z.infer<typeof BoardQuery>): Promise<Board> {
  const pipelines = await listPipelines(act, { all: query.pipelineId !== undefined })
  const pipeline = query.pipelineId ? pipelines.find(p => p.id === query.pipelineId) : pipelines[0]
  if (!pipeline) throw noSuchPipeline()
  const where = dealsWhere(
    {
      teamId: query.teamId,
      ...(query.ownerId ? { ownerId: [query.ownerId] } : {}),
      pipelineId: [pipeline.id],
      state: ['open'],
    },
    act.at,
  )
  const { rows: figures } = await sql<Figures>`
    select d.stage_id, count(*) as count, sum(d.amount)::bigint as sum, sum(d.amount * ${chance} / 100)::bigint as weighted,
      count(*) filter (where n.planned_at is null or n.planned_at <= ${act.at}) as stalled
    from deal d ${joins} ${nextAction} where ${where} group by d.stage_id`.execute(act.tx)
  const wanted = JSON.stringify(Object.fromEntries(longer.map(one => [one.stageId, one.cards])))
  const { rows } = await sql<DealRow>`
    select ${columns} from deal_stage column_of cross join lateral (
      select d.id from deal d ${joins}
      where ${where} and d.pipeline_id = ${pipeline.id} and d.stage_id = column_of.id order by d.stage_since desc, d.id desc
      limit coalesce((${wanted}::jsonb ->> column_of.id::text)::int, ${perColumn}::int)
    ) card join deal d on d.id = card.id ${joins} ${nextAction}
    where column_of.pipeline_id = ${pipeline.id} order by d.stage_since desc, d.id desc`.execute(act.tx)
  const cards = Map.groupBy(
    rows.map(row => asDeal(row, act.at)),
    (deal: Deal) => deal.stage.id,
  )
  const none = { count: 0, sum: 0, weighted: 0, stalled: 0 }
  return {
    pipelineId: pipeline.id,
    columns: pipeline.stages.map(({ id, nameJa, nameEn, position, wins, staleDays }) => {
      const { stageId: _, ...sums } = figures.find(f => f.stageId === id) ?? { stageId: id, ...none }
      return { stage: { id, ja: nameJa, en: nameEn, position, wins, staleDays }, ...sums, cards: cards.get(id) ?? [] }
    }),
  }
}
