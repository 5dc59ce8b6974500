import type { OwnerAct } from '../../office/roles/act.ts'
import type { Tx } from '../../platform/db.ts'
import { sendAhead } from '../../platform/lines.ts'
import type { BantPart } from './deals.schema.ts'
import { noSuchPipeline, noSuchStage } from './refusals.ts'

export type StageRow = { id: number; pipelineId: number; wins: boolean }

/** What must be known before a deal may be opened: `bantNeeded` of `bantParts`. */
export type Gate = { bantParts: BantPart[]; bantNeeded: number }

/** The pipeline that is named, else the first. */
export async function needPipeline(tx: Tx, id: number | undefined): Promise<{ id: number } & Gate> {
  const pipeline = await tx
    .selectFrom('pipeline')
    .select(['id', 'bantParts', 'bantNeeded'])
    .where('active', '=', true)
    .$if(id !== undefined, q => q.where('id', '=', id!))
    .orderBy('position')
    .orderBy('id')
    .$narrowType<Gate>()
    .executeTakeFirst()
  if (!pipeline) throw noSuchPipeline()
  return pipeline
}

/** The gate of a pipeline, be it out of use by now. */
export const gateOf = (tx: Tx, id: number): Promise<Gate> =>
  tx
    .selectFrom('pipeline')
    .select(['bantParts', 'bantNeeded'])
    .where('id', '=', id)
    .$narrowType<Gate>()
    .executeTakeFirstOrThrow()

/**
 * A stage by its id, in whichever pipeline, or by what it is called in this one; without either the first. It is held until
 * the deal stands there: nobody takes it out of use meanwhile.
 */
export async function needStage(tx: Tx, pipelineId: number, given: number | string | undefined): Promise<StageRow> {
  const byId = typeof given === 'number' || /^\d+$/.test(given ?? '')
  const stage = await tx
    .selectFrom('dealStage')
    .select(['id', 'pipelineId', 'wins'])
    .where('active', '=', true)
    .$if(given !== undefined && byId, q => q.where('id', '=', Number(given)))
    .$if(given === undefined || !byId, q => q.where('pipelineId', '=', pipelineId))
    .$if(given !== undefined && !byId, q =>
      q.where(eb => eb.or([eb('nameJa', '=', String(given)), eb('nameEn', '=', String(given))])),
    )
    .orderBy('position')
    .limit(1)
    .forShare()
    .executeTakeFirst()
  if (!stage) throw noSuchStage()
  return stage
}

/** A deal stands at a stage from now on: what it left is closed in its history. */
export async function enterStage(act: OwnerAct, dealId: number, stageId: number): Promise<void> {
  const { tx, at } = act
  const left = tx.updateTable('dealStep').set({ leftAt: at }).where('dealId', '=', dealId).where('leftAt', 'is', null)
  await sendAhead(tx, left)
  await sendAhead(tx, tx.insertInto('dealStep').values({ dealId, stageId, enteredAt: at }))
}
