import { z } from 'zod'
import { Id } from '../../platform/shapes.ts'
import { actAsOwner } from '../roles/act.ts'
import { changing, reading, standing } from '../roles/procedure.ts'
import { createKey, listKeys, revokeKey } from './keys.ts'
import { ApiKey, CreatedKey, CreateKey } from './users.schema.ts'

const tags = ['keys']

export const keys = {
  list: reading('office.manage')
    .route({ method: 'GET', path: '/keys', summary: 'API keys', tags })
    .output(z.object({ items: z.array(ApiKey), nextCursor: z.null() }))
    .handler(async ({ context }) => ({ items: await listKeys(context.act), nextCursor: null })),

  // Not `changing`: the answer to an Idempotency-Key is kept, and this one must not be.
  create: standing('office.manage')
    .route({ method: 'POST', path: '/keys', summary: 'Make an API key; it is shown this once', tags })
    .input(CreateKey)
    .output(CreatedKey)
    .handler(({ input, context: { world, actor } }) =>
      actAsOwner(world.db, world.clock, actor, 'keys.create', act => createKey(act, input)),
    ),

  revoke: changing('office.manage')
    .route({ method: 'POST', path: '/keys/{id}/revoke', summary: 'Revoke an API key for good', tags })
    .input(z.object({ id: Id }))
    .output(ApiKey)
    .handler(({ input, context }) => revokeKey(context.act, input.id)),
}
