import { sql } from 'kysely'
import type { z } from 'zod'
import { type Act, asOwner, type OwnerAct } from '../../office/roles/act.ts'
import { Refusal } from '../../platform/refusal.ts'
import { stale } from '../../platform/stale.ts'
import type { ChangePipeline, NewPipeline, Pipeline } from './deals.schema.ts'
import { noSuchPipeline } from './refusals.ts'

/** The pipelines with their stages in order; `open`: how many deals stand there, as far as the reader sees them. */
export async function listPipelines(act: Act, { all }: { all: boolean }): Promise<Pipeline[]> {
  const { rows } = await sql<Pipeline>`
    select p.id, p.name, p.bant_needed, p.active, p.version,
      (select coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'nameJa', s.name_ja, 'nameEn', s.name_en, 'probability', s.probability,
        'position', s.position, 'wins', s.wins, 'open', (select count(*) from deal d where d.stage_id = s.id and d.outcome is null)) order by s.position, s.id), '[]')
       from deal_stage s where s.pipeline_id = p.id and s.active) as stages
    from pipeline p where p.active or ${all} order by p.position, p.id`.execute(act.tx)
  return rows
}

async function getPipeline(act: Act, id: number): Promise<Pipeline> {
  const pipeline = (await listPipelines(act, { all: true })).find(p => p.id === id)
  if (!pipeline) throw noSuchPipeline()
  return pipeline
}

type Stages = { id?: number; nameJa: string; nameEn: string; probability: number }[]

export async function addPipeline(act: Act, { stages, ...pipeline }: z.infer<typeof NewPipeline>): Promise<Pipeline> {
  return asOwner(act, async act => {
    const { id } = await act.tx
      .insertInto('pipeline')
      .values(eb => ({
        ...pipeline,
        position: eb.selectFrom('pipeline').select(sql<number>`coalesce(max(position), 0) + 1`.as('next')),
      }))
      .returning('id')
      .executeTakeFirstOrThrow()
      .catch(refuseTakenName)
    await writeStages(act, id, stages)
    return getPipeline(act, id)
  })
}

export async function changePipeline(
  act: Act,
  { id, version, stages, ...patch }: z.infer<typeof ChangePipeline>,
): Promise<Pipeline> {
  return asOwner(act, async act => {
    const changed = await act.tx
      .updateTable('pipeline')
      .set({ ...patch, version })
      .where('id', '=', id)
      .where('version', '=', version)
      .returning('id')
      .executeTakeFirst()
      .catch(refuseTakenName)
    const current = await getPipeline(act, id)
    if (!changed) throw stale(current, { ...patch, ...(stages ? { stages } : {}) })
    if (patch.active === false) await mustBeFree(act, current)
    if (stages) await writeStages(act, id, stages)
    return getPipeline(act, id)
  })
}

/** All stages in their order; the last is the win. What is left out goes out of use, once no open deal stands there. */
async function writeStages(act: OwnerAct, pipelineId: number, stages: Stages): Promise<void> {
  const rows = stages.map((stage, i) => ({
    ...stage,
    id: stage.id ?? null,
    position: i + 1,
    wins: i === stages.length - 1,
    probability: i === stages.length - 1 ? 100 : stage.probability,
  }))
  const json = JSON.stringify(rows)
  const { rows: busy } = await sql<{ nameJa: string; nameEn: string }>`
    select s.name_ja, s.name_en from deal_stage s
    where s.pipeline_id = ${pipelineId} and s.active and exists (select from deal d where d.stage_id = s.id and d.outcome is null)
      and s.id not in (select (r ->> 'id')::bigint from jsonb_array_elements(${json}::jsonb) r where r ->> 'id' is not null and not (r ->> 'wins')::boolean)`.execute(
    act.tx,
  )
  if (busy[0]) throw stageInUse(busy[0])
  await sql`update deal_stage set wins = false where pipeline_id = ${pipelineId} and wins`.execute(act.tx)
  await sql`
    update deal_stage s set active = r.id is not null, position = coalesce(r.position, s.position), name_ja = coalesce(r."nameJa", s.name_ja),
      name_en = coalesce(r."nameEn", s.name_en), probability = coalesce(r.probability, s.probability), wins = coalesce(r.wins, false)
    from deal_stage own
    left join jsonb_to_recordset(${json}::jsonb) as r(id bigint, position int, "nameJa" text, "nameEn" text, probability int, wins boolean) on r.id = own.id
    where s.id = own.id and s.pipeline_id = ${pipelineId}`.execute(act.tx)
  await sql`
    insert into deal_stage (pipeline_id, position, name_ja, name_en, probability, wins)
    select ${pipelineId}, r.position, r."nameJa", r."nameEn", r.probability, r.wins
    from jsonb_to_recordset(${json}::jsonb) as r(id bigint, position int, "nameJa" text, "nameEn" text, probability int, wins boolean)
    where r.id is null`.execute(act.tx)
}

async function mustBeFree(act: OwnerAct, { id, name }: Pipeline): Promise<void> {
  const open = await act.tx
    .selectFrom('deal')
    .select('id')
    .where('pipelineId', '=', id)
    .where('outcome', 'is', null)
    .limit(1)
    .executeTakeFirst()
  if (open)
    throw new Refusal('conflict', {
      en: `Deals are open in ${name}. Close them or move them to another pipeline first.`,
      ja: `「${name}」には進行中の商談があります。先に終了するか、別のパイプラインへ移してください。`,
    })
  const other = await act.tx.selectFrom('pipeline').select('id').where('active', '=', true).limit(1).executeTakeFirst()
  if (!other)
    throw new Refusal('conflict', {
      en: 'One pipeline must stay in use: every deal runs through one.',
      ja: 'パイプラインは少なくとも1つ必要です。商談は必ずいずれかのパイプラインに属します。',
    })
}

const stageInUse = ({ nameJa, nameEn }: { nameJa: string; nameEn: string }) =>
  new Refusal('conflict', {
    en: `Deals are open at "${nameEn}". Move them first: it cannot be left out, nor become the win.`,
    ja: `「${nameJa}」には進行中の商談があります。先に別のフェーズへ移してください。`,
  })

function refuseTakenName(error: unknown): never {
  if ((error as { code?: string }).code !== '23505') throw error
  throw new Refusal(
    'conflict',
    { en: 'There is a pipeline of this name already.', ja: '同じ名前のパイプラインがすでにあります。' },
    { field: 'name' },
  )
}
