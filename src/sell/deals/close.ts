import { sql } from 'kysely'
import { loadCalendar, localDay } from '../../office/calendar/workdays.ts'
import type { Act, OwnerAct } from '../../office/roles/act.ts'
import { endOpportunity } from '../../people/leads/opportunity.ts'
import { needReason } from '../../people/leads/reasons.ts'
import { refreshDealSight } from '../../people/leads/sight.ts'
import { planned, sendAhead } from '../../platform/lines.ts'
import { record } from '../../timeline/timeline.ts'
import { followNextAction } from '../activities/nextAction.ts'
import { concerning, holdDeal, type LockedDeal } from './lock.ts'
import { closedDeal, needsCompetitor, needsUntil, noAmount, orderedAhead, untilIsOver } from './refusals.ts'
import { enterStage } from './stages.ts'

type One = { id: number; version: number }

/** 受注: confirming amount and order date is the win. The lead is won, and the company is a customer from that day. */
export async function winDeal(act: Act, win: One & { amount?: number; orderedOn?: string }): Promise<void> {
  await holdDeal(act, win, async (act, deal) => {
    if (deal.outcome) throw closedDeal()
    const { day, last } = await placeOfWin(act, deal.pipelineId)
    const amount = win.amount ?? deal.amount
    const orderedOn = win.orderedOn ?? day
    if (amount === 0) throw noAmount()
    if (orderedOn > day) throw orderedAhead()
    await close(act, deal, {
      outcome: 'won',
      amount,
      orderedOn,
      ...(deal.stage === last ? {} : { stageId: last, stageSince: act.at }),
    })
    if (deal.stage !== last) await enterStage(act, deal.id, last)
    await record(act, 'deal.won', concerning(deal), { dealId: deal.id, amount, orderedOn, trigger: 'hand' })
    await leadFollows(act, deal)
    await becomeCustomer(act, deal, orderedOn)
    await refreshDealSight(act.tx, [deal.id])
  })
}

/** 失注: with a reason, and who was chosen instead when that is the reason. */
export async function loseDeal(
  act: Act,
  lost: One & { reason?: number | string; until?: string; competitor?: string },
): Promise<void> {
  await holdDeal(act, lost, async (act, deal) => {
    if (deal.outcome) throw closedDeal()
    const why = await needReason(act.tx, 'lost', lost.reason, lost.until)
    const competitor = lost.competitor?.trim() || deal.competitor
    if (why.wayBack === 'competitor' && !competitor) throw needsCompetitor()
    await close(act, deal, { outcome: 'lost', reasonId: why.id, competitor })
    await record(act, 'deal.lost', concerning(deal), { dealId: deal.id, reasonId: why.id, trigger: 'hand' })
    await leadFollows(act, deal, { reasonId: why.id, until: lost.until })
    await refreshDealSight(act.tx, [deal.id])
  })
}

/** 停止: not now, until a day on which somebody looks again. */
export async function stopDeal(act: Act, stopped: One & { reason?: number | string; until?: string }): Promise<void> {
  await holdDeal(act, stopped, async (act, deal) => {
    if (deal.outcome) throw closedDeal()
    const { until } = stopped
    if (!until) throw needsUntil()
    if (until <= (await today(act))) throw untilIsOver()
    const why = await needReason(act.tx, 'stopped', stopped.reason, until)
    await close(act, deal, { outcome: 'stopped', reasonId: why.id, until })
    await record(act, 'deal.stopped', concerning(deal), { dealId: deal.id, reasonId: why.id, until, trigger: 'hand' })
    await leadFollows(act, deal, { reasonId: why.id, until })
    await refreshDealSight(act.tx, [deal.id])
  })
}

type Ending =
  | { outcome: 'won'; amount: number; orderedOn: string; stageId?: number; stageSince?: Date }
  | { outcome: 'lost'; reasonId: number; competitor: string }
  | { outcome: 'stopped'; reasonId: number; until: string }

const close = ({ tx, at }: OwnerAct, deal: LockedDeal, ending: Ending) =>
  sendAhead(
    tx,
    tx
      .updateTable('deal')
      .set({ ...ending, closedAt: at })
      .where('id', '=', deal.id),
  )

/** Another deal of the lead may be open: its next action sets the clock now. */
async function leadFollows(act: OwnerAct, { leadId }: LockedDeal, why?: { reasonId: number; until?: string }) {
  if (leadId && (await endOpportunity(act, leadId, why))) await followNextAction(act, leadId)
}

async function becomeCustomer(act: OwnerAct, deal: LockedDeal, since: string): Promise<void> {
  if (deal.companyId === null) return
  const now = await act.tx
    .updateTable('company')
    .set({ customerSince: since })
    .where('id', '=', deal.companyId)
    .where('customerSince', 'is', null)
    .returning('id')
    .executeTakeFirst()
  if (now) await record(act, 'company.becameCustomer', { companyId: now.id }, { dealId: deal.id, since })
}

/** Today, and the stage of the pipeline where a deal stands that was won. */
async function placeOfWin({ tx, at }: OwnerAct, pipelineId: number): Promise<{ day: string; last: number }> {
  const { rows } = await sql<{ timeZone: string; last: number }>`
    ${planned('place-of-win')} select w.time_zone, s.id as last from workspace w, deal_stage s where s.pipeline_id = ${pipelineId} and s.wins`.execute(
    tx,
  )
  const { timeZone, last } = rows[0]!
  return { day: localDay(at, timeZone), last }
}

const today = async ({ tx, at }: OwnerAct): Promise<string> => localDay(at, (await loadCalendar(tx)).timeZone)
