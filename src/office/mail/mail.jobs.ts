import { task } from '../../platform/jobs.ts'
import { sendDueMails } from './send.ts'

export const sendMails = task<object>('mail: send', (world, _data, stopping) => sendDueMails(world, stopping))
