import type { z } from 'zod'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import { type Act, asOwner, type OwnerAct } from '../roles/act.ts'
import type { RoleName } from '../roles/rights.ts'
import { makeLink } from './links.ts'
import { mustBeStrong, setPassword } from './passwords.ts'
import type { Invited, InviteUser } from './users.schema.ts'
import { getUser } from './users.ts'

export type NewUser = {
  name: string
  email: string
  roles: RoleName[]
  teamId?: number | null
  language?: 'ja' | 'en'
  isProgram?: boolean
}

/** Adds a user. With a password they sign in at once; without, a link to set one is answered and mailed. */
export async function inviteUser(
  act: Act,
  world: Pick<World, 'baseUrl'>,
  { password, ...user }: z.infer<typeof InviteUser>,
): Promise<z.infer<typeof Invited>> {
  if (password !== undefined) mustBeStrong(password, user.email)
  return asOwner(act, async act => {
    const id = await addUser(act, user)
    if (password !== undefined) await setPassword(act, id, password)
    const link = password === undefined ? (await makeLink(act, world, id)).link : null
    return { ...(await getUser(act, id)), link }
  })
}

export async function addUser(
  act: OwnerAct,
  { name, email, roles, teamId, language, isProgram = false }: NewUser,
): Promise<number> {
  await mustBeTeam(act, teamId ?? null)
  const workspace = await act.tx.selectFrom('workspace').select('language').executeTakeFirstOrThrow()
  const { id } = await act.tx
    .insertInto('holder')
    .values({ kind: 'user', name, teamId: teamId ?? null })
    .returning('id')
    .executeTakeFirstOrThrow()
  const added = await act.tx
    .insertInto('appUser')
    .values({
      id,
      email: email.toLowerCase(),
      roles: [...new Set(roles)],
      language: language ?? workspace.language,
      isProgram,
      createdAt: act.at,
    })
    .onConflict(oc => oc.column('email').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw addressTaken(email)
  return id
}

export async function mustBeTeam({ tx }: OwnerAct, teamId: number | null): Promise<void> {
  if (teamId === null) return
  const team = await tx.selectFrom('team').select('id').where('id', '=', teamId).executeTakeFirst()
  if (!team)
    throw new Refusal(
      'invalid',
      { en: 'There is no such team.', ja: 'このチームは存在しません。' },
      { field: 'teamId' },
    )
}

export const addressTaken = (email: string) =>
  new Refusal(
    'conflict',
    {
      en: `There is a user with the address ${email} already. Look among the deactivated ones too.`,
      ja: `${email} のユーザーはすでに登録されています。無効になったユーザーもご確認ください。`,
    },
    { field: 'email' },
  )
