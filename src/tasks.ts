import { sql } from 'kysely'
import { importTasks, tendImports } from './capture/imports/imports.jobs.ts'
import { snapshotSegments } from './learn/questions/segments.ts'
import { tendMailings } from './nurture/mailings/begin.ts'
import { mailingTasks } from './nurture/mailings/mailings.jobs.ts'
import { sendMails } from './office/mail/mail.jobs.ts'
import { mailUnread } from './office/notifications/digest.ts'
import { parkedTask } from './office/parked/parked.ts'
import { actAsOwner, type OwnerAct } from './office/roles/act.ts'
import { settleFieldIndexes } from './people/fields/filterIndexes.ts'
import { runClocks } from './people/leads/clocks.ts'
import { enqueue, type Task, task } from './platform/jobs.ts'
import type { World } from './platform/world.ts'
import { nextByRules } from './qualify/assignment/assign.ts'
import { coolDown } from './qualify/scoring/cooling.ts'
import { scoringTasks, tendRecounts } from './qualify/scoring/scoring.jobs.ts'
import { reactions } from './reactions.ts'
import { overdueInvoices } from './retain/invoices/overdue.ts'
import { dueReminders } from './sell/activities/reminders.ts'
import { snapshotDeals } from './sell/forecast/snapshots.ts'
import { forgetKeys, makeMonthsAhead, makeMonthsOfRest, sweepMonths } from './timeline/months.ts'
import { retryParked } from './timeline/parked.ts'

type Due = { name: string; run: (world: World) => Promise<unknown> }

/** What is due by the clock: looked at once a minute, in this order. Trouble with one does not keep the next from its turn. */
export const everyMinute: Due[] = [
  {
    name: 'leads: clocks',
    run: world => untilNothingIsLeft(world, 'leads.clocks', act => runClocks(act, nextByRules)),
  },
  { name: 'scoring: cooling', run: world => untilNothingIsLeft(world, 'scoring.cool', coolDown) },
  { name: 'scoring: tend', run: tendRecounts },
  { name: 'activities: reminders', run: world => untilNothingIsLeft(world, 'activities.reminders', dueReminders) },
  { name: 'invoices: overdue', run: world => untilNothingIsLeft(world, 'invoices.overdue', overdueInvoices) },
  { name: 'notifications: mails', run: mailUnread },
  { name: 'deals: end of the day', run: world => untilNothingIsLeft(world, 'deals.snapshot', snapshotDeals) },
  { name: 'segments: end of the day', run: world => untilNothingIsLeft(world, 'segments.snapshot', snapshotSegments) },
  { name: 'imports: tend', run: tendImports },
  { name: 'mailings: tend', run: tendMailings },
  { name: 'mail: due', run: world => enqueue(world.db, sendMails, {}) },
  { name: 'fields: keep indexes', run: world => settleFieldIndexes(world.db) },
]

const minute = task(
  'minute',
  async world => {
    for (const { name, run } of everyMinute) {
      await run(world).catch((error: unknown) => world.log.error({ err: error, work: name }, 'minute work failed'))
    }
  },
  { every: '* * * * *', retries: 0 },
)

/** Half past three in Tokyo: what nobody asks for any more goes. */
const tidy = task(
  'tidy',
  async ({ db, clock }) => {
    const lastWeek = new Date(clock.now().getTime() - 7 * 86_400_000)
    await db.deleteFrom('idempotency').where('createdAt', '<', lastWeek).execute()
    await db.deleteFrom('invitation').where('expiresAt', '<', lastWeek).execute()
    await sql`delete from auth.session where "expiresAt" < ${lastWeek}`.execute(db)
    await sql`delete from auth."rateLimit" where "lastRequest" < ${lastWeek.getTime()}`.execute(db)
    await forgetKeys(db, clock.now())
    await makeMonthsAhead(db, clock.now())
    await makeMonthsOfRest(db)
    await sweepMonths(db, clock.now())
  },
  { every: '30 18 * * *' },
)

const retry = task<{ eventId: number; reaction: string }>(parkedTask, async ({ db, clock }, data) => {
  await retryParked(db, reactions, data, clock.now())
})

/** Everything that waits in the queue is one of these. */
export const tasks: readonly Task<never>[] = [
  minute,
  tidy,
  sendMails,
  retry,
  ...mailingTasks,
  ...importTasks,
  ...scoringTasks,
]

/** In bounded transactions, one operation each; a pass that found nothing leaves no trace. */
async function untilNothingIsLeft(
  { db, clock }: World,
  name: string,
  pass: (act: OwnerAct) => Promise<number>,
): Promise<void> {
  let done: number
  do {
    done = await actAsOwner(db, clock, null, name, async act => {
      const count = await pass(act)
      if (count === 0) await act.tx.deleteFrom('operation').where('id', '=', act.operationId).execute()
      return count
    })
  } while (done > 0)
}
