import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import type pg from 'pg'
import { sendTask } from '../../src/nurture/mailings/mailings.jobs.ts'
import { sendMails } from '../../src/office/mail/mail.jobs.ts'
import { openDb } from '../../src/platform/db.ts'
import { enqueue } from '../../src/platform/jobs.ts'
import { checkCapture } from './check.capture.ts'
import { checkMailings } from './check.mailings.ts'
import { checkMoney } from './check.money.ts'
import { checkSales } from './check.sell.ts'
import { type Found, lookInto } from './found.ts'
import type { Acknowledged } from './known.ts'
import type { Mail } from './postbox.ts'

const owed = {
  reactions: `select 'reactions' as what from inbox`,
  imports: `select 'imports' from import_run where state in ('running', 'undoing')`,
  mailings: `select 'mailings' from mailing where state = 'sending'`,
  mails: `select 'mails' from mail where state in ('queued', 'sending')`,
}
const everything = Object.values(owed).join(' union ')

/**
 * What a mail server sent away comes back after five minutes, and after one where the line failed: the time is brought
 * forward here, and the work put on the queue as the minute would.
 */
async function hasten(pool: pg.Pool): Promise<void> {
  const db = openDb(pool)
  await sql`update mail set due_at = now() where state = 'queued'`.execute(db)
  await sql`update mailing_recipient set due_at = now() where state = 'waiting'`.execute(db)
  await enqueue(db, sendMails, {})
  const mailings = await db.selectFrom('mailing').select('id').where('state', '=', 'sending').execute()
  for (const { id } of mailings) await enqueue(db, sendTask, { mailingId: id })
}

/** Waits until what happened has been reacted to; or until nothing at all is owed any more. Tells how long it took, and for what. */
export async function settled(db: pg.Pool, what: 'reactions' | 'everything'): Promise<string> {
  const since = performance.now()
  const still = what === 'everything' ? everything : `${owed.reactions} limit 1`
  let last = ''
  for (let looks = 0; performance.now() - since < 180_000; looks++) {
    if (what === 'everything' && looks % 50 === 0) await hasten(db).catch(() => {})
    const left = await db.query(still).then(
      ({ rows }) => rows.map((row: { what: string }) => row.what),
      () => [last],
    )
    const ms = Math.round(performance.now() - since)
    if (left.length === 0) return `${what} done after ${ms} ms more${last ? ` (${last} last)` : ''}`
    last = left.join(' and ')
    await sleep(100)
  }
  throw new Error(`After three minutes there is still work in hand: ${last}.`)
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
