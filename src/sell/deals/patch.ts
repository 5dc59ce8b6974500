import { type Act, asOwner } from '../../office/roles/act.ts'
import { changeDeal } from './change.ts'
import { loseDeal, stopDeal, winDeal } from './close.ts'
import type { PatchDeal } from './deals.schema.ts'
import { holdDeal } from './lock.ts'
import { moveDeal } from './move.ts'
import { reopenDeal } from './reopen.ts'

/**
 * One request over the wire, one act: what is written first, then the stage, then how it ended. Amount and competitor that
 * come with an ending are part of it. To the stage of the win comes only who wins with the same request.
 */
export async function patchDeal(act: Act, patch: PatchDeal): Promise<void> {
  const { id, version, stage, outcome, orderedOn, reason, until, amount, competitor, ...fields } = patch
  const written = {
    ...fields,
    ...(outcome === 'won' ? { competitor } : outcome === 'lost' ? { amount } : { amount, competitor }),
  }
  const writes = Object.values(written).some(value => value !== undefined)
  if (stage !== undefined && outcome === undefined && !writes) return moveDeal(act, { id, version, stage })
  // Both values are told whole, whichever part of the request comes first.
  const { bant, ...plain } = patch
  const whole = { ...plain, ...bant }
  if (outcome && !writes && (stage === undefined || outcome === 'won')) return endings[outcome](act, whole)
  await holdDeal(act, whole, async () => {})
  let at = { id, version }
  if (outcome === null) {
    await reopenDeal(act, at)
    at = await now(act, id)
  }
  if (writes) {
    await changeDeal(act, { ...written, ...at })
    at = await now(act, id)
  }
  if (stage !== undefined && outcome !== 'won') {
    await moveDeal(act, { ...at, stage })
    if (outcome) at = await now(act, id)
  }
  if (outcome) await endings[outcome](act, { ...at, amount, orderedOn, reason, until, competitor })
}

const endings = { won: winDeal, lost: loseDeal, stopped: stopDeal }

/** As the act itself has left it: the row is locked, so nobody comes in between. It may have left the actor's sight. */
const now = (act: Act, id: number): Promise<{ id: number; version: number }> =>
  asOwner(act, ({ tx }) =>
    tx.selectFrom('deal').select(['id', 'version']).where('id', '=', id).executeTakeFirstOrThrow(),
  )
