import { sql } from 'kysely'
import type { z } from 'zod'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { queueMail } from '../mail/outbox.ts'
import { actAsOwner, type OwnerAct } from '../roles/act.ts'
import { endSessions, mustBeStrong, setPassword } from './passwords.ts'
import { hashOfToken, newToken } from './tokens.ts'
import { linkLetter } from './users.letters.ts'
import type { Welcome } from './users.schema.ts'

const DAY = 86_400_000

/** Makes the link by which a user sets a password, and mails it. */
export async function makeLink(
  act: OwnerAct,
  world: Pick<World, 'baseUrl'>,
  userId: number,
): Promise<{ link: string; expiresAt: Date }> {
  const { tx, at } = act
  const user = await tx
    .selectFrom('appUser')
    .innerJoin('holder', 'holder.id', 'appUser.id')
    .select(['email', 'name', 'language', 'authId'])
    .where('appUser.id', '=', userId)
    .where('active', '=', true)
    .where('isProgram', '=', false)
    .executeTakeFirst()
  if (!user) throw new Refusal('missing', { en: 'There is no such user.', ja: 'このユーザーは存在しません。' })
  const kind = user.authId ? 'reset' : 'invited'
  const { token, hash } = newToken()
  const expiresAt = new Date(at.getTime() + (kind === 'reset' ? DAY : 14 * DAY))
  const { id } = await tx
    .insertInto('invitation')
    .values({ tokenHash: hash, userId, madeBy: act.byId, createdAt: at, expiresAt })
    .returning('id')
    .executeTakeFirstOrThrow()
  const link = `${world.baseUrl}/welcome?token=${token}`
  const { company, timeZone } = await tx
    .selectFrom('workspace')
    .select(['name as company', 'timeZone'])
    .executeTakeFirstOrThrow()
  await queueMail(act, {
    key: `invitation ${id}`,
    to: user.email,
    ...linkLetter({ ...user, company, timeZone, link, expiresAt, kind }),
  })
  return { link, expiresAt }
}

/** What a link is for, without using it. */
export async function lookAtLink(world: World, token: string): Promise<z.infer<typeof Welcome>> {
  const { rows } = await sql<{
    kind: 'first' | 'invited' | 'reset'
    company: string
    name: string | null
    email: string | null
  }>`
    select case when i.user_id is null then 'first' when u.auth_id is null then 'invited' else 'reset' end as kind,
      w.name as company, h.name, u.email
    from invitation i cross join workspace w left join app_user u on u.id = i.user_id left join holder h on h.id = u.id
    where i.token_hash = ${hashOfToken(token)} and i.used_at is null and i.expires_at > ${world.clock.now()}
      and coalesce(h.active, true)`.execute(world.db)
  if (!rows[0]) throw noSuchLink()
  return rows[0]
}

/** Takes a link for good; of two at once, one. Whatever else waits for the same user is void then. Null: the first admin's. */
export async function takeLink({ tx, at }: OwnerAct, token: string, isFirst: boolean): Promise<number | null> {
  const used = await tx
    .updateTable('invitation')
    .set({ usedAt: at })
    .where('tokenHash', '=', hashOfToken(token))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', at)
    .where('userId', isFirst ? 'is' : 'is not', null)
    .returning('userId')
    .executeTakeFirst()
  if (!used) throw noSuchLink()
  await tx
    .deleteFrom('invitation')
    .where('userId', isFirst ? 'is' : '=', used.userId)
    .where('usedAt', 'is', null)
    .execute()
  return used.userId
}

/** Sets the password by the link. Whoever was signed in as this user is out. */
export async function acceptLink(
  world: World,
  { token, password }: { token: string; password: string },
): Promise<{ id: number; email: string }> {
  return actAsOwner(world.db, world.clock, null, 'invitations.accept', async act => {
    const id = await takeLink(act, token, false)
    const user = await act.tx
      .selectFrom('appUser')
      .innerJoin('holder', 'holder.id', 'appUser.id')
      .select(['appUser.id', 'email'])
      .where('appUser.id', '=', id)
      .where('active', '=', true)
      .executeTakeFirst()
    if (!user) throw noSuchLink()
    mustBeStrong(password, user.email)
    await setPassword(act, user.id, password)
    await endSessions(act, user.id)
    return user
  })
}

/** Mails a link to whoever has this address. Says nothing about whether anybody has; not more than one in ten minutes. */
export async function forgotPassword(world: World, email: string): Promise<void> {
  await actAsOwner(world.db, world.clock, null, 'invitations.forgot', async act => {
    const user = await act.tx
      .selectFrom('appUser')
      .innerJoin('holder', 'holder.id', 'appUser.id')
      .select('appUser.id')
      .where('email', '=', email)
      .where('active', '=', true)
      .where('isProgram', '=', false)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('invitation')
              .select('invitation.id')
              .whereRef('userId', '=', 'appUser.id')
              .where('invitation.createdAt', '>', new Date(act.at.getTime() - 600_000))
              .where('usedAt', 'is', null),
          ),
        ),
      )
      .executeTakeFirst()
    if (user) await makeLink(act, world, user.id)
  })
}

export const noSuchLink = () =>
  new Refusal('missing', {
    en: 'This link has been used or is too old. Ask for a new one.',
    ja: 'このリンクは使用済みか、有効期限が切れています。もう一度発行してください。',
  })
