import { randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { Refusal } from '../../platform/refusal.ts'
import { record } from '../../timeline/timeline.ts'
import { type Act, asOwner, type OwnerAct } from '../roles/act.ts'
import { hashOfKey } from './callers.ts'
import { addUser } from './invite.ts'
import type { ApiKey, CreatedKey, CreateKey } from './users.schema.ts'

type Key = z.infer<typeof ApiKey>

async function find({ tx }: OwnerAct, where: RawBuilder<unknown>): Promise<Key[]> {
  const { rows } = await sql<Key>`
    select k.id, h.name, u.roles, k.begins, k.created_at, k.revoked_at,
      case when b.id is not null then jsonb_build_object('id', b.id, 'name', b.name) end as created_by
    from api_key k join app_user u on u.id = k.user_id join holder h on h.id = u.id left join holder b on b.id = k.created_by
    where ${where} order by k.id desc`.execute(tx)
  return rows
}

export const listKeys = (act: Act): Promise<Key[]> => asOwner(act, act => find(act, sql`true`))

/** Makes an API key, which acts as a user of its own. The key is answered this once; the database keeps its hash. */
export async function createKey(
  act: OwnerAct,
  { name, roles, teamId }: z.infer<typeof CreateKey>,
): Promise<z.infer<typeof CreatedKey>> {
  const key = `mus_${randomBytes(32).toString('base64url')}`
  const userId = await addUser(act, {
    name,
    email: `${randomBytes(8).toString('hex')}@programs.invalid`,
    roles,
    teamId: teamId ?? null,
    isProgram: true,
  })
  const { id } = await act.tx
    .insertInto('apiKey')
    .values({ userId, hash: hashOfKey(key), begins: key.slice(0, 10), createdAt: act.at, createdBy: act.byId })
    .returning('id')
    .executeTakeFirstOrThrow()
  const [made] = await find(act, sql`k.id = ${id}`)
  if (!made) throw new Error('The key that was just made is not there.')
  return { ...made, key }
}

/** From now on the key opens nothing. */
export async function revokeKey(act: Act, id: number): Promise<Key> {
  return asOwner(act, async act => {
    const revoked = await act.tx
      .updateTable('apiKey')
      .set({ revokedAt: act.at })
      .where('id', '=', id)
      .where('revokedAt', 'is', null)
      .returning('userId')
      .executeTakeFirst()
    if (revoked) {
      await act.tx.updateTable('holder').set({ active: false }).where('id', '=', revoked.userId).execute()
      await record(act, 'user.changed', {}, { userId: revoked.userId, teamChanged: false, left: true })
    }
    const [key] = await find(act, sql`k.id = ${id}`)
    if (!key) throw new Refusal('missing', { en: 'There is no such API key.', ja: 'この API キーは存在しません。' })
    return key
  })
}
