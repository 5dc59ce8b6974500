import { randomBytes } from 'node:crypto'
import { defaultKeyHasher } from '@better-auth/api-key'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { type Act, asOwner, type OwnerAct } from '../roles/act.ts'
import { addUser } from './invite.ts'
import { addSignIn, endKeys } from './passwords.ts'
import type { ApiKey, CreatedKey, CreateKey } from './users.schema.ts'

type Key = z.infer<typeof ApiKey>

async function find({ tx }: OwnerAct, where: RawBuilder<unknown>): Promise<Key[]> {
  const { rows } = await sql<Key>`
    select u.id, h.name, u.roles, k.start as begins, k."createdAt" as created_at,
      case when not k.enabled then k."updatedAt" end as revoked_at,
      case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name) end as created_by
    from auth.apikey k join app_user u on u.auth_id = k."referenceId" join holder h on h.id = u.id
    left join holder b on b.id = (k.metadata::jsonb->>'createdBy')::bigint
    where ${where} order by k."createdAt" desc, u.id desc`.execute(tx)
  return rows
}

export const listKeys = (act: Act): Promise<Key[]> => asOwner(act, act => find(act, sql`true`))

/**
 * Makes an API key, which acts as a user of its own and has its id. The key is answered this once; the database keeps its hash.
 * A row as better-auth makes it, but in the transaction of its user, so that neither is there without the other.
 */
export async function createKey(
  act: OwnerAct,
  { name, roles, teamId }: z.infer<typeof CreateKey>,
): Promise<z.infer<typeof CreatedKey>> {
  const key = `mus_${randomBytes(32).toString('base64url')}`
  const email = `${randomBytes(8).toString('hex')}@programs.invalid`
  const userId = await addUser(act, { name, email, roles, teamId: teamId ?? null, isProgram: true })
  const authId = await addSignIn(act, userId, { name, email })
  await sql`
    insert into auth.apikey (id, "configId", name, start, prefix, key, "referenceId", enabled, "rateLimitEnabled", metadata, "createdAt", "updatedAt")
    values (gen_random_uuid(), 'default', ${name}, ${key.slice(0, 10)}, 'mus_', ${await defaultKeyHasher(key)}, ${authId}, true, false,
      ${JSON.stringify({ createdBy: act.byId })}, ${act.at}, ${act.at})`.execute(act.tx)
  const [made] = await find(act, sql`u.id = ${userId}`)
  if (!made) throw new Error('The key that was just made is not there.')
  return { ...made, key }
}

/** From now on the key opens nothing. */
export async function revokeKey(act: Act, id: number): Promise<Key> {
  return asOwner(act, async act => {
    if (await endKeys(act, id)) {
      await act.tx.updateTable('holder').set({ active: false }).where('id', '=', id).execute()
      await record(act, 'user.changed', {}, { userId: id, teamChanged: false, left: true })
    }
    const [key] = await find(act, sql`u.id = ${id}`)
    if (!key) throw new Refusal('missing', { en: 'There is no such API key.', ja: 'この API キーは存在しません。' })
    return key
  })
}
