import { z } from 'zod'
import { openDatabase, prepareDatabase } from './database.ts'
import { actAsOwner, type OwnerAct } from './office/roles/act.ts'
import { RoleName, roleNames } from './office/roles/rights.ts'
import { addUser } from './office/users/invite.ts'
import { createKey } from './office/users/keys.ts'
import { makeLink } from './office/users/links.ts'
import { mustBeStrong, setPassword } from './office/users/passwords.ts'
import { systemClock } from './platform/clock.ts'
import type { Config } from './platform/config.ts'
import { Refusal } from './platform/refusal.ts'

type Asked = { name: string | undefined; roles: string[]; team: string | undefined }

/** Adds a user. Answers the link to set a password, or with a password the address. */
export async function addPerson(
  config: Config,
  { email, password, ...asked }: Asked & { email: string; password: string | undefined },
): Promise<string> {
  if (!z.email().safeParse(email).success) {
    throw new Refusal('invalid', {
      en: `"${email}" is not a mail address.`,
      ja: `「${email}」はメールアドレスではありません。`,
    })
  }
  if (password !== undefined) mustBeStrong(password, email)
  return inDatabase(config, 'users.add', async act => {
    const id = await addUser(act, { email, ...(await understood(act, asked)) })
    if (password === undefined) return (await makeLink(act, config, id)).link
    await setPassword(act, id, password)
    return email
  })
}

/** Makes an API key. Answers the key alone. */
export async function addKey(config: Config, asked: Asked): Promise<string> {
  return inDatabase(config, 'keys.create', async act => (await createKey(act, await understood(act, asked))).key)
}

async function inDatabase<T>(config: Config, name: string, fn: (act: OwnerAct) => Promise<T>): Promise<T> {
  const database = await openDatabase(config)
  try {
    await prepareDatabase(database)
    return await actAsOwner(database.db, systemClock, null, name, fn)
  } finally {
    await database.close()
  }
}

async function understood(
  { tx }: OwnerAct,
  { name, roles, team }: Asked,
): Promise<{ name: string; roles: RoleName[]; teamId: number | null }> {
  if (!name)
    throw new Refusal('invalid', {
      en: 'Say who it is: --name "山田 花子".',
      ja: '--name "山田 花子" のように名前を指定してください。',
    })
  const known = z.array(RoleName).min(1).safeParse(roles)
  if (!known.success) {
    throw new Refusal('invalid', {
      en: `Say what they do with --role, one or several of: ${roleNames.join(', ')}.`,
      ja: `--role でロールを指定してください（複数可）：${roleNames.join('、')}`,
    })
  }
  if (!team) return { name, roles: known.data, teamId: null }
  const found = await tx.selectFrom('team').select('id').where('name', '=', team).executeTakeFirst()
  if (!found)
    throw new Refusal('missing', {
      en: `There is no team called ${team}.`,
      ja: `「${team}」というチームはありません。`,
    })
  return { name, roles: known.data, teamId: found.id }
}
