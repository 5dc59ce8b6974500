import { z } from 'zod'
import { changing, reading } from '../roles/procedure.ts'
import { Parked, RetryParked } from './parked.schema.ts'
import { listParked, tryParkedAgain } from './parked.ts'

const tags = ['parked']

export const parked = {
  list: reading('office.manage')
    .route({ method: 'GET', path: '/parked', summary: 'Events that were set aside because a reaction failed', tags })
    .output(z.object({ items: z.array(Parked), nextCursor: z.null() }))
    .handler(async ({ context }) => ({ items: await listParked(context.act), nextCursor: null })),

  retry: changing('office.manage')
    .route({ method: 'POST', path: '/parked/retry', summary: 'Let the worker try one again', tags })
    .input(RetryParked)
    .handler(({ input, context }) => tryParkedAgain(context.act, input)),
}
