import { task } from '../../platform/jobs.ts'
import { sendRecipients } from './send.ts'

export const sendTask = task<{ mailingId: number }>(
  'mailings: send',
  (world, { mailingId }, stopping) => sendRecipients(world, mailingId, stopping),
  { atOnce: 3 },
)

export const mailingTasks = [sendTask]
