import { hashPassword } from 'better-auth/crypto'
import { sql } from 'kysely'
import { Refusal } from '../../platform/refusal.ts'
import type { OwnerAct } from '../roles/act.ts'
import { longestPassword, shortestPassword, weaknessOf } from './password.schema.ts'

/** Refuses a password that would be guessed: too short, a mail address, one character over and over. */
export function mustBeStrong(password: string, email: string): void {
  const weakness = weaknessOf(password, email)
  if (!weakness) return
  if (weakness !== 'guessable') {
    throw new Refusal(
      'invalid',
      {
        en: `A password needs ${shortestPassword} to ${longestPassword} characters. A few words that you will remember are good.`,
        ja: `パスワードは${shortestPassword}文字以上${longestPassword}文字以内にしてください。覚えやすい言葉をいくつか組み合わせるのがおすすめです。`,
      },
      { field: 'password' },
    )
  }
  throw new Refusal(
    'invalid',
    {
      en: 'This password would be guessed at once. Choose one without your mail address and without simple rows of keys.',
      ja: 'このパスワードは簡単に推測されます。メールアドレスや単純な並びを含まないものにしてください。',
    },
    { field: 'password' },
  )
}

/** Lets a user sign in with this password. Whoever is signed in as them stays so; `endSessions` ends that. */
export async function setPassword({ tx, at }: OwnerAct, userId: number, password: string): Promise<void> {
  const user = await tx
    .selectFrom('appUser')
    .innerJoin('holder', 'holder.id', 'appUser.id')
    .select(['email', 'authId', 'name'])
    .where('appUser.id', '=', userId)
    .executeTakeFirstOrThrow()
  const hash = await hashPassword(password)
  const authId = user.authId ?? (await addSignIn({ tx, at }, userId, user))
  const { rows } = await sql`update auth.account set password = ${hash}, "updatedAt" = ${at}
    where "userId" = ${authId}::uuid and "providerId" = 'credential' returning id`.execute(tx)
  if (rows.length > 0) return
  await sql`insert into auth.account (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt")
    values (gen_random_uuid(), ${authId}, 'credential', ${authId}::uuid, ${hash}, ${at}, ${at})`.execute(tx)
}

/** Gives a user an account of better-auth, which passwords, sessions and keys belong to. */
export async function addSignIn(
  { tx, at }: Pick<OwnerAct, 'tx' | 'at'>,
  userId: number,
  { email, name }: { email: string; name: string },
): Promise<string> {
  const { rows } = await sql<{ id: string }>`
    insert into auth."user" (id, name, email, "emailVerified", "createdAt", "updatedAt")
    values (gen_random_uuid(), ${name}, ${email}, true, ${at}, ${at}) returning id`.execute(tx)
  const authId = rows[0]?.id ?? ''
  await tx.updateTable('appUser').set({ authId }).where('id', '=', userId).execute()
  return authId
}

export async function endSessions({ tx }: OwnerAct, userId: number): Promise<void> {
  await sql`delete from auth.session where "userId"::text = (select auth_id from app_user where id = ${userId})`.execute(
    tx,
  )
}

/** The keys of a program open nothing from now on. Answers whether there were any. */
export async function endKeys({ tx, at }: OwnerAct, userId: number): Promise<boolean> {
  const { rows } = await sql`update auth.apikey set enabled = false, "updatedAt" = ${at}
    where enabled and "referenceId" = (select auth_id from app_user where id = ${userId}) returning id`.execute(tx)
  return rows.length > 0
}
