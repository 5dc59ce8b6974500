import type { z } from 'zod'
import type { Act, Actor } from '../roles/act.ts'
import { has, type Right, rights } from '../roles/rights.ts'
import type { Me } from './users.schema.ts'

/** Who sits here, what they may do, and what the company has set. */
export async function getMe({ tx }: Act, actor: Actor): Promise<z.infer<typeof Me>> {
  const user = await tx
    .selectFrom('appUser')
    .select(['email', 'mailNotifications', 'version', 'language'])
    .where('id', '=', actor.id)
    .executeTakeFirstOrThrow()
  const company = await tx.selectFrom('workspace').select(['name', 'timeZone', 'language']).executeTakeFirstOrThrow()
  const { unread } = await tx
    .selectFrom('notification')
    .select(eb => eb.fn.countAll<number>().as('unread'))
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow()
  return {
    ...user,
    language: user.language as 'ja' | 'en',
    id: actor.id,
    name: actor.name,
    roles: actor.roles,
    teamId: actor.teamId,
    rights: (Object.keys(rights) as Right[]).filter(right => has(actor.roles, right)),
    unread,
    company: { ...company, language: company.language as 'ja' | 'en' },
  }
}
