import type { Act } from '../../office/roles/act.ts'
import { sendAhead } from '../../platform/lines.ts'
import { record } from '../../timeline/timeline.ts'
import { concerning, holdDeal } from './lock.ts'
import { mustKnowEnough } from './open.ts'
import { closedDeal, winIsConfirmed } from './refusals.ts'
import { enterStage, needPipeline, needStage } from './stages.ts'

/** Moves an open deal to another stage, of its own pipeline or of another. The last stage is reached by winning it. */
export async function moveDeal(act: Act, move: { id: number; version: number; stage: number | string }): Promise<void> {
  await holdDeal(act, move, async (act, deal) => {
    if (deal.outcome) throw closedDeal()
    const stage = await needStage(act.tx, deal.pipelineId, move.stage)
    if (stage.id === deal.stage) return
    if (stage.wins) throw winIsConfirmed()
    if (stage.pipelineId !== deal.pipelineId) mustKnowEnough(deal, await needPipeline(act.tx, stage.pipelineId))
    const moved = { pipelineId: stage.pipelineId, stageId: stage.id, stageSince: act.at }
    await sendAhead(act.tx, act.tx.updateTable('deal').set(moved).where('id', '=', deal.id))
    await enterStage(act, deal.id, stage.id)
    await record(act, 'deal.moved', concerning(deal), {
      dealId: deal.id,
      fromStageId: deal.stage,
      toStageId: stage.id,
      trigger: 'hand',
    })
  })
}
