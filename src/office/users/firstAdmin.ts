import type { z } from 'zod'
import type { Config } from '../../platform/config.ts'
import type { World } from '../../platform/world.ts'
import { actAsOwner, type OwnerAct } from '../roles/act.ts'
import { hasAdmin } from './admins.ts'
import { takeLink } from './links.ts'
import { mustBeStrong, setPassword } from './passwords.ts'
import { newToken } from './tokens.ts'
import type { AcceptFirst } from './users.schema.ts'

/**
 * What a start says: where the product is, and as long as nobody can administer it, the one-time link that makes the
 * first admin. Each start makes a new link, and the former ones are void.
 */
export async function welcome(world: World, admin: Config['admin']): Promise<string> {
  return actAsOwner(world.db, world.clock, null, 'users.welcome', async act => {
    const here = `Musubi: ${world.baseUrl}`
    if (await hasAdmin(act)) return here
    if (admin) {
      await makeAdmin(act, { name: admin.email.split('@')[0] ?? admin.email, ...admin })
      return here
    }
    const { token, hash } = newToken()
    await act.tx.deleteFrom('invitation').where('userId', 'is', null).where('usedAt', 'is', null).execute()
    await act.tx
      .insertInto('invitation')
      .values({
        tokenHash: hash,
        createdAt: act.at,
        expiresAt: new Date(act.at.getTime() + 30 * 86_400_000),
      })
      .execute()
    return `Musubi: ${world.baseUrl}/welcome?token=${token} (opens once, and makes the first admin)`
  })
}

export async function makeAdmin(
  act: OwnerAct,
  { email, name, password, language = 'ja' }: { email: string; name: string; password: string; language?: 'ja' | 'en' },
): Promise<number> {
  mustBeStrong(password, email)
  const { id } = await act.tx
    .insertInto('holder')
    .values({ kind: 'user', name })
    .returning('id')
    .executeTakeFirstOrThrow()
  await act.tx
    .insertInto('appUser')
    .values({ id, email: email.toLowerCase(), roles: ['admin'], language, createdAt: act.at })
    .execute()
  await setPassword(act, id, password)
  return id
}

/** Uses the one-time link: makes the first admin and names the company in one step. */
export async function acceptFirst(
  world: World,
  input: z.infer<typeof AcceptFirst>,
): Promise<{ id: number; email: string }> {
  return actAsOwner(world.db, world.clock, null, 'users.acceptFirst', async act => {
    await takeLink(act, input.token, true)
    const id = await makeAdmin(act, input)
    const { company, language } = input
    await act.tx.updateTable('workspace').set({ name: company, senderName: company, language }).execute()
    return { id, email: input.email.toLowerCase() }
  })
}
