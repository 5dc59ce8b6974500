import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { checkCapture } from './check.capture.ts'
import { checkMailings } from './check.mailings.ts'
import { checkMoney } from './check.money.ts'
import { checkSales } from './check.sell.ts'
import { type Found, lookInto } from './found.ts'
import type { Acknowledged } from './known.ts'
import type { Mail } from './postbox.ts'

const reacted = `select count(*) as owed from inbox`
const allDone = `select (select count(*) from inbox) + (select count(*) from import_run where state = 'running')
  + (select count(*) from mailing where state = 'sending') + (select count(*) from mail where state in ('queued', 'sending') and due_at <= now()) as owed`

/** Waits until what happened has been reacted to; or until nothing at all is owed any more. Answers how long it took, in ms. */
export async function settled(db: pg.Pool, what: 'reactions' | 'everything'): Promise<number> {
  const since = performance.now()
  while (performance.now() - since < 120_000) {
    const { rows } = await db.query(what === 'everything' ? allDone : reacted).catch(() => ({ rows: [{ owed: 1 }] }))
    if (Number(rows[0].owed) === 0) return performance.now() - since
    await sleep(100)
  }
  throw new Error('After two minutes there is still work in hand.')
}

/**
 * Compares what was acknowledged with what is there. Between two crashes much is under way; `settled` says that nothing
 * is any more, so that imports, mails and mailings must have come to their ends.
 */
export async function check(
  db: Pick<pg.ClientBase, 'query'>,
  known: Acknowledged,
  mails: readonly Mail[],
  { settled }: { settled: boolean },
): Promise<Found[]> {
  const look = lookInto(db)
  return [
    ...(await checkCapture(look, known, mails, settled)),
    ...(await checkSales(look, known)),
    await checkMailings(look, known, mails, settled),
    ...(await checkMoney(look, known)),
  ]
}
