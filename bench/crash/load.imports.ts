import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { isDone, isLost, once, type Work } from './asking.ts'
import { fileOf } from './load.capture.ts'

const rows = 2_500
/** Each so manyth is taken back. */
const undoneOf = 3

/** Takes in some thousand people nobody knows yet, one list after the other, and takes some of them back again. */
export async function importLists(on: Work, waiting: number[]): Promise<void> {
  const { office, known, stopping } = on
  const [next] = waiting
  if (next !== undefined) {
    if (await followed(on, next)) waiting.shift()
    return
  }
  const tag = randomUUID()
  const lines = Array.from({ length: rows }, (_, i) => `取込${i},取込株式会社${i % 40},${tag}-${i}@list.example.com`)
  const started = await once(known, office.marketer('POST', '/imports', fileOf(lines, '名簿')))
  if (!isDone(started)) return
  const lists = [...known.imports.values()].filter(one => one.tag).length
  known.imports.set(started.body.id, { rows, tag, undo: lists % undoneOf === 0 })
  waiting.push(started.body.id)
  await sleep(500, undefined, { signal: stopping }).catch(() => {})
}

/** Whether it has come to its end, which may be that it was taken back. */
async function followed({ office, known, stopping }: Work, id: number): Promise<boolean> {
  const mine = known.imports.get(id)!
  while (!stopping.aborted) {
    const run = await office.marketer('GET', `/imports/${id}`)
    if (isDone(run) && run.body.state === 'undone') {
      mine.undone = true
      return true
    }
    if (isDone(run) && run.body.state === 'done') {
      if (!mine.undo) return true
      const begun = await office.marketer('POST', `/imports/${id}/undo`)
      if (isDone(begun)) mine.undone = true
      // Begun already by a request whose answer was lost.
      else if (!isLost(begun) && begun.status !== 409)
        known.refused.push(`${begun.status}: ${String(begun.body.message)}`)
    }
    await sleep(200, undefined, { signal: stopping }).catch(() => {})
  }
  return false
}
