import { defaultKeyHasher } from '@better-auth/api-key'
import { isCut } from '../../platform/db.ts'
import { Refusal } from '../../platform/refusal.ts'
import type { World } from '../../platform/world.ts'
import type { Actor } from '../roles/act.ts'
import { findActor } from './actors.ts'
import type { Auth } from './auth.ts'
import { sessionToken } from './session.ts'

/**
 * Who sends a request: the user of the API key or of the session cookie; undefined when signed out. Asked of the database
 * each time, so a revoked key or a user who left is out at once. `cookies`: to be set with the answer, when the session was prolonged.
 */
export async function findCaller(
  world: World,
  auth: Auth,
  headers: Headers,
): Promise<{ actor?: Actor; cookies?: string[] }> {
  const bearer = /^Bearer\s+(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
  if (bearer !== undefined) {
    const actor = await findActor(world.db, { keyHash: await defaultKeyHasher(bearer) }, world.clock.now())
    if (!actor) throw unknownKey()
    return { actor }
  }
  if (!headers.get('cookie')?.includes('musubi.session_token')) return {}
  const token = sessionToken(world, headers)
  if (token) {
    const actor = await lookUp(world, () => findActor(world.db, { session: token }, world.clock.now()))
    if (actor) return { actor }
  }
  // A session that has ended, or is to be prolonged, is better-auth's to see to.
  const { response, headers: answer } = await lookUp(world, () => auth.api.getSession({ headers, returnHeaders: true }))
  const cookies = answer?.getSetCookie() ?? []
  if (!response) return { cookies }
  return { actor: await findActor(world.db, { authId: response.user.id }, world.clock.now()), cookies }
}

/**
 * Asks again where a line was cut. better-auth tells every trouble as the same error; the database itself says whether it
 * is away, or only was.
 */
async function lookUp<T>({ db }: World, ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await ask()
    } catch (error) {
      if (!isCut(error)) await db.selectNoFrom(eb => eb.lit(1).as('here')).execute()
      if (tries === 3) throw error
    }
  }
}

const unknownKey = () =>
  new Refusal('signedOut', {
    en: 'This API key is not known here or has been revoked.',
    ja: 'この API キーは無効です。登録されていないか、取り消されています。',
  })
