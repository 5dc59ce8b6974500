import { sql } from 'kysely'
import type { OwnerAct } from '../../office/roles/act.ts'
import { recordAll } from '../../timeline/timeline.ts'
import { noPlaceToMove, stageInUse } from './refusals.ts'

type Stage = { id?: number; nameJa: string; nameEn: string; probability: number; staleDays?: number | null }
type Moves = readonly { from: number; to: number }[]

/** All stages in their order; the last is the win. What is left out goes out of use, once no open deal stands there. */
export async function writeStages(
  act: OwnerAct,
  pipelineId: number,
  stages: Stage[],
  moves: Moves = [],
): Promise<void> {
  const json = JSON.stringify(
    stages.map((stage, i) => {
      const wins = i === stages.length - 1
      return {
        ...stage,
        id: stage.id ?? null,
        position: i + 1,
        wins,
        ...(wins ? { probability: 100, staleDays: null } : {}),
      }
    }),
  )
  // Whoever moves a deal holds its new stage until they are done: what is free now stays free.
  await sql`select from deal_stage where pipeline_id = ${pipelineId} order by id for update`.execute(act.tx)
  await moveRest(act, pipelineId, moves)
  const { rows: busy } = await sql<{ nameJa: string; nameEn: string; open: number }>`
    select s.name_ja, s.name_en, n.open from deal_stage s
    cross join lateral (select count(*) as open from deal d where d.stage_id = s.id and d.outcome is null) n
    where s.pipeline_id = ${pipelineId} and s.active and n.open > 0
      and s.id not in (select (r ->> 'id')::bigint from jsonb_array_elements(${json}::jsonb) r where r ->> 'id' is not null and not (r ->> 'wins')::boolean)`.execute(
    act.tx,
  )
  if (busy[0]) throw stageInUse(busy[0])
  await sql`update deal_stage set wins = false where pipeline_id = ${pipelineId} and wins`.execute(act.tx)
  await sql`
    update deal_stage s set active = r.id is not null, position = coalesce(r.position, s.position), name_ja = coalesce(r."nameJa", s.name_ja),
      name_en = coalesce(r."nameEn", s.name_en), probability = coalesce(r.probability, s.probability), wins = coalesce(r.wins, false),
      stale_days = case when r.says then r."staleDays" else s.stale_days end
    from deal_stage own
    left join lateral (
      select t.*, x.one ? 'staleDays' as says from jsonb_array_elements(${json}::jsonb) x(one)
      cross join lateral jsonb_to_record(x.one) as t(id bigint, position int, "nameJa" text, "nameEn" text, probability int, "staleDays" int, wins boolean)
      where t.id = own.id) r on true
    where s.id = own.id and s.pipeline_id = ${pipelineId}`.execute(act.tx)
  await sql`
    insert into deal_stage (pipeline_id, position, name_ja, name_en, probability, stale_days, wins, operation_id)
    select ${pipelineId}, r.position, r."nameJa", r."nameEn", r.probability, r."staleDays", r.wins, ${act.operationId}::bigint
    from jsonb_to_recordset(${json}::jsonb) as r(id bigint, position int, "nameJa" text, "nameEn" text, probability int, "staleDays" int, wins boolean)
    where r.id is null`.execute(act.tx)
}

/**
 * The open deals of these stages stand elsewhere from now on, each with an event of its own, as if somebody had moved them
 * one by one. They are deals already, so no gate is asked. Deals are locked before stages, as by whoever moves one.
 */
export async function moveAll(act: OwnerAct, pipelineId: number, moves: Moves): Promise<void> {
  if (moves.length === 0) return
  const { rows: places } = await sql<{ id: number }>`
    select s.id from deal_stage s join pipeline p on p.id = s.pipeline_id
    where s.id = any(${moves.map(m => m.to)}::bigint[]) and s.active and not s.wins and (p.active or p.id = ${pipelineId})`.execute(
    act.tx,
  )
  const known = new Set(places.map(p => p.id))
  if (moves.some(m => !known.has(m.to) || moves.some(other => other.from === m.to))) throw noPlaceToMove()
  await moveRest(act, pipelineId, moves)
}

/** Again, for who came there while the stages were waited for. */
export async function moveRest(act: OwnerAct, pipelineId: number, moves: Moves): Promise<void> {
  if (moves.length === 0) return
  const { rows } = await sql<Moved>`
    with going as materialized (
      select d.id, d.stage_id, m."to" as to_id from deal d
      join jsonb_to_recordset(${JSON.stringify(moves)}::jsonb) as m("from" bigint, "to" bigint) on m."from" = d.stage_id
      where d.pipeline_id = ${pipelineId} and d.outcome is null order by d.id for update of d
    )
    update deal d set stage_id = s.id, pipeline_id = s.pipeline_id, stage_since = ${act.at}
    from going g join deal_stage s on s.id = g.to_id where d.id = g.id
    returning d.id, d.lead_id, d.person_id, d.company_id, g.stage_id as from_id, s.id as to_id`.execute(act.tx)
  if (rows.length === 0) return
  const ids = rows.map(r => r.id)
  await sql`update deal_step set left_at = ${act.at} where deal_id = any(${ids}::bigint[]) and left_at is null`.execute(
    act.tx,
  )
  await sql`
    insert into deal_step (deal_id, stage_id, entered_at)
    select d.id, d.stage_id, ${act.at} from deal d where d.id = any(${ids}::bigint[])`.execute(act.tx)
  await recordAll(
    act,
    rows.map(({ id: dealId, fromId: fromStageId, toId: toStageId, ...of }) => ({
      kind: 'deal.moved' as const,
      ...of,
      facts: { dealId, fromStageId, toStageId, trigger: 'hand' as const },
    })),
  )
}

type Moved = {
  id: number
  leadId: number | null
  personId: number | null
  companyId: number | null
  fromId: number
  toId: number
}
