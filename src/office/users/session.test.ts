import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { makeCast } from '../../../test/cast.ts'
import { openOffice, password } from '../../../test/office.ts'
import { sessionToken } from './session.ts'

const office = await openOffice()
const { world, anybody } = office
const cast = await makeCast(world)
await office.signIn(cast.tanaka.id)

/** Signs in anew; answers the cookie as a browser would send it. */
async function cookie(): Promise<string> {
  const { email } = await world.db
    .selectFrom('appUser')
    .select('email')
    .where('id', '=', cast.tanaka.id)
    .executeTakeFirstOrThrow()
  const { headers } = await anybody('POST', '/auth/sign-in/email', { email, password })
  return headers
    .getSetCookie()
    .map(c => c.split(';')[0])
    .join('; ')
}
const asked = (sent: string) => anybody('GET', '/me', undefined, { cookie: sent })
const tokenIn = (sent: string) => sessionToken(world, new Headers({ cookie: sent }))
const endIn = (sent: string, interval: string) =>
  sql`update auth.session set "expiresAt" = now() + ${interval}::interval where token = ${tokenIn(sent)}`.execute(
    world.db,
  )

test('the token in the cookie that better-auth has set is that of its session', async () => {
  const sent = await cookie()
  const { rows } = await sql`select from auth.session where token = ${tokenIn(sent)}`.execute(world.db)
  expect(rows).toHaveLength(1)
  expect(await asked(sent)).toMatchObject({ status: 200, body: { id: cast.tanaka.id } })
})

test('a token that was not signed here, or is another than was signed, is nobody', async () => {
  const [mine, other] = [await cookie(), await cookie()]
  const [name, value] = mine.split('=') as [string, string]
  const [token] = decodeURIComponent(value).split('.') as [string]
  const [, signature] = decodeURIComponent(other.split('=')[1]!).split('.') as [string, string]
  for (const forged of [token, `${token}.`, `${token}.${signature}`, `${token}.${'A'.repeat(43)}=`, '%', ''])
    expect([forged, (await asked(`${name}=${encodeURIComponent(forged)}`)).status]).toEqual([forged, 401])
  expect((await asked(`${name}=%`)).status).toBe(401)
})

test('a session that has ended, or was signed out of, is nobody; one that is to be prolonged is', async () => {
  const ended = await cookie()
  await endIn(ended, '-1 second')
  expect((await asked(ended)).status).toBe(401)

  const left = await cookie()
  await anybody('POST', '/auth/sign-out', {}, { cookie: left })
  expect((await asked(left)).status).toBe(401)

  const old = await cookie()
  await endIn(old, '2 days')
  const answer = await asked(old)
  expect(answer.status).toBe(200)
  expect(answer.headers.getSetCookie().join()).toContain('session_token')
  const { rows } = await sql<{ longer: boolean }>`
    select "expiresAt" > now() + interval '13 days' as longer from auth.session where token = ${tokenIn(old)}`.execute(
    world.db,
  )
  expect(rows).toEqual([{ longer: true }])
})
