import { sql } from 'kysely'
import type { z } from 'zod'
import type { Act } from '../../office/roles/act.ts'
import type { Board, BoardQuery, Deal } from './deals.schema.ts'
import { asDeal, columns, type DealRow, joins, nextAction } from './deals.ts'
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
  // Which is the earliest is found for all at once: one by one would be a look-up for each of thousands of deals.
  const { rows: figures } = await sql<Figures>`
    select d.stage_id, count(*) as count, sum(d.amount)::bigint as sum, sum(d.amount * coalesce(d.probability, s.probability) / 100)::bigint as weighted,
      count(*) filter (where n.at is null or n.at <= ${act.at}) as stalled
    from deal d join deal_stage s on s.id = d.stage_id join holder h on h.id = d.owner_id
    left join (
      select a.deal_id, min(a.planned_at) as at from activity a
      where a.deal_id is not null and a.done_at is null and a.cancelled_at is null group by a.deal_id
    ) n on n.deal_id = d.id
    where ${where} group by d.stage_id`.execute(act.tx)
  const more = JSON.stringify(Object.fromEntries(longer.map(one => [one.stageId, one.cards])))
  const { rows } = await sql<DealRow>`
    with top as materialized (
      select t.id from deal_stage k cross join lateral (
        select d.id from deal d join holder h on h.id = d.owner_id where d.stage_id = k.id and ${where}
        order by d.stage_since desc, d.id desc limit coalesce((${more}::jsonb ->> k.id::text)::int, ${perColumn}::int)
      ) t where k.pipeline_id = ${pipeline.id}
    )
    select ${columns} from top t join deal d on d.id = t.id ${joins} ${nextAction}
    order by d.stage_since desc, d.id desc`.execute(act.tx)
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
