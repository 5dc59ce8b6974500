import { setTimeout as sleep } from 'node:timers/promises'
import { insist, isDone, once, type Work } from './asking.ts'
import type { Won } from './load.money.ts'
import type { Ask } from './office.ts'

/** An offer that waits for its receiver. */
export type Given = { personId: number; leadId: number; offerId: number; rep: number }

const today = () => new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10)

/** A rep takes the next offer: gives it back, or opens a deal and walks it to its end. */
export async function sell(on: Work, given: Given[], won: Won[]): Promise<void> {
  const { office, known } = on
  const next = given.shift()
  if (!next) return void (await sleep(20))
  const { ask } = office.reps[next.rep]!
  const accepted = await once(known, ask('POST', `/offers/${next.offerId}/accept`))
  if (!isDone(accepted)) return
  known.stages.set(next.leadId, { stage: 'sal', version: 0 })
  if (Math.random() < 0.75) return deal(on, ask, next, won)
  const back = { to: 'recycled', reason: 'unreachable' }
  const moved = await once(known, ask('POST', `/leads/${next.leadId}/transitions`, back))
  if (isDone(moved))
    known.stages.set(next.leadId, { stage: String(moved.body.stage), version: Number(moved.body.version) })
  // Not answered: it may have been done or not, both are right.
  else known.stages.delete(next.leadId)
}

async function deal({ office, known }: Work, ask: Ask, { personId, leadId }: Given, won: Won[]): Promise<void> {
  const amount = 1_000 * Math.ceil(Math.random() * 5_000)
  const asked = { personId, title: '落ちても消えない商談', amount, bant: { needs: '二重入力をなくしたい' } }
  known.stages.delete(leadId)
  const opened = await insist(known, ask, 'POST', '/deals', asked)
  if (!opened) return
  const { id } = opened
  let version = Number(opened.version)
  const stages = office.stages.filter(stage => !stage.wins)
  const mine = { amount, stageId: stages[0]!.id, outcome: null as 'won' | 'lost' | null, moved: 0 }
  known.deals.set(id, mine)
  known.stages.set(leadId, { stage: 'sql', version: 0 })
  const patch = async (change: object) => {
    const changed = await insist(known, ask, 'PATCH', `/deals/${id}`, { version, ...change })
    if (changed) version = Number(changed.version)
    return changed
  }
  for (const stage of stages.slice(1, 1 + Math.floor(Math.random() * 3))) {
    if (!(await patch({ stage: stage.id }))) return
    mine.stageId = stage.id
    mine.moved++
  }
  const end = Math.random()
  if (end < 0.65) {
    if (!(await patch({ outcome: 'won', amount: amount + 500, orderedOn: today() }))) return
    mine.amount = amount + 500
    mine.stageId = office.stages.find(stage => stage.wins)!.id
    mine.outcome = 'won'
    known.stages.set(leadId, { stage: 'won', version: 0 })
    won.push({ dealId: id, amount: mine.amount, ask })
  } else if (end < 0.85) {
    if (!(await patch({ outcome: 'lost', reason: 'lost_price' }))) return
    mine.outcome = 'lost'
    known.stages.set(leadId, { stage: 'recycled', version: 0 })
  }
}
