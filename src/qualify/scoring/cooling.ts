import type { OwnerAct } from '../../office/roles/act.ts'
import { countScores, dueScores, holdScores } from './scores.ts'
import { tellCrossings } from './tell.ts'

const perPass = 1000

/**
 * A midnight has passed: points halve by days, acts grow old, silence grows long. Whoever has cooled by it is told, and
 * nurtured again where nobody answered. Answers how many were looked at; the caller comes again while there are any.
 */
export async function coolDown(act: OwnerAct): Promise<number> {
  const personIds = await dueScores(act.tx, act.at, perPass)
  if (personIds.length === 0) return 0
  const fresh = await holdScores(act.tx, personIds)
  await countScores(act, { personIds, fit: [], fresh })
  await tellCrossings(act, personIds, { onlyDown: true })
  return personIds.length
}
