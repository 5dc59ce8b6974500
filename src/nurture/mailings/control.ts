import { type Act, asOwner } from '../../office/roles/act.ts'
import { enqueue } from '../../platform/jobs.ts'
import { sendTask } from './mailings.jobs.ts'
import type { MailingState } from './mailings.schema.ts'
import { getMailing } from './mailings.ts'
import { notNow } from './refusals.ts'

/** Nothing more goes out until somebody resumes it; what is with the mail server already arrives. */
export const pauseMailing = (act: Act, id: number) => go(act, id, ['sending'], 'paused')

export async function resumeMailing(act: Act, id: number): Promise<void> {
  await go(act, id, ['paused'], 'sending')
  await asOwner(act, ({ tx }) => enqueue(tx, sendTask, { mailingId: id }))
}

/** Ends it for good: who waits gets none. */
export const stopMailing = (act: Act, id: number) => go(act, id, ['sending', 'paused'], 'stopped')

async function go(act: Act, id: number, from: MailingState[], to: 'sending' | 'paused' | 'stopped'): Promise<void> {
  const { state } = await getMailing(act, id, false)
  await asOwner(act, async ({ tx, at }) => {
    const done = await tx
      .updateTable('mailing')
      .set({ state: to, problem: null, ...(to === 'stopped' ? { endedAt: at } : {}) })
      .where('id', '=', id)
      .where('state', 'in', from)
      .returning('id')
      .executeTakeFirst()
    if (!done) throw notNow(state, cannot[to])
  })
}

const cannot = {
  paused: { en: ', so there is nothing to pause.', ja: '一時停止はできません。' },
  sending: { en: ', so there is nothing to resume.', ja: '再開はできません。' },
  stopped: { en: ', so there is nothing to stop.', ja: '中止はできません。' },
}
