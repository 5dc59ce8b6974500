import { afterAll } from 'vitest'
import { createApp } from '../src/app.ts'
import { openScreens } from '../src/office/notifications/live.ts'
import { actAsOwner } from '../src/office/roles/act.ts'
import { openAuth, openAuthPool } from '../src/office/users/auth.ts'
import { setPassword } from '../src/office/users/passwords.ts'
import type { World } from '../src/platform/world.ts'
import { testWorld } from './database.ts'

// A test says itself what it expects to find in an answer.
// oxlint-disable-next-line typescript/no-explicit-any
export type Body = any
export type Answer<T = Body> = { status: number; body: T; headers: Headers }
export type Asking = <T = Body>(
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer<T>>

export const password = 'correct horse of the tests'

/** The whole web side over a database of its own, asked without a port: by REST, as a signed-in user or with a key. */
export const openOffice = async (start?: string) => officeOf(await testWorld(start))

export function officeOf<W extends World & { url: string }>(
  world: W,
): {
  world: W
  app: ReturnType<typeof createApp>
  signIn: (userId: number) => Promise<Asking>
  withKey: (key: string) => Asking
  anybody: Asking
} {
  const pool = openAuthPool(world.url)
  afterAll(() => pool.end())
  const app = createApp(world, { auth: openAuth(pool, world), screens: openScreens(world) })

  const asking =
    (credentials: Record<string, string>): Asking =>
    async (method, path, body, headers = {}) => {
      const sent =
        body === undefined
          ? {}
          : body instanceof FormData
            ? { body }
            : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      const answer = await app.fetch(
        new Request(`${world.baseUrl}${/^\/(api|auth|rpc|live|healthz)\b/.test(path) ? path : `/api/v1${path}`}`, {
          method,
          ...sent,
          headers: { ...('headers' in sent ? sent.headers : {}), 'accept-language': 'en', ...credentials, ...headers },
        }),
      )
      const text = await answer.text()
      return {
        status: answer.status,
        headers: answer.headers,
        body: answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
      }
    }

  return {
    world,
    app,
    anybody: asking({}),
    withKey: key => asking({ authorization: `Bearer ${key}` }),
    async signIn(userId) {
      await actAsOwner(world.db, world.clock, null, 'test', act => setPassword(act, userId, password))
      const { email } = await world.db
        .selectFrom('appUser')
        .select('email')
        .where('id', '=', userId)
        .executeTakeFirstOrThrow()
      const answer = await app.fetch(
        new Request(`${world.baseUrl}/auth/sign-in/email`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ email, password }),
        }),
      )
      if (answer.status !== 200) throw new Error(`Signing in answered ${answer.status}: ${await answer.text()}`)
      return asking({
        cookie: answer.headers
          .getSetCookie()
          .map(c => c.split(';')[0])
          .join('; '),
      })
    },
  }
}
