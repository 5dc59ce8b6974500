import { beforeAll, expect, test } from 'vitest'
import { actorOf, as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { type Answer, type Asking, openOffice, password } from '../../../test/office.ts'
import { offerLead } from '../../people/offers/give.ts'
import { insertPersons } from '../../people/persons/write.ts'
import { Refusal } from '../../platform/refusal.ts'
import { changeUser, deactivateUser, reactivateUser } from './change.ts'
import { makeAdmin } from './firstAdmin.ts'
import { inviteUser } from './invite.ts'
import { getUser, listUsers } from './users.ts'

let world: TestWorld
let cast: Cast
let anybody: Asking
let signIn: (userId: number) => Promise<Asking>

beforeAll(async () => {
  ;({ world, anybody, signIn } = await openOffice())
  cast = await makeCast(world)
})

const cookieOf = ({ headers }: Answer) => ({
  cookie: headers
    .getSetCookie()
    .map(cookie => cookie.split(';')[0])
    .join('; '),
})
const tokenIn = (link: string | null) => new URL(link ?? '').searchParams.get('token') ?? ''
const invite = (email: string, more: object = {}) =>
  as(world, cast.admin, act =>
    inviteUser(act, world, { name: '新人 花', email, roles: ['inside_sales'], teamId: cast.teams.east, ...more }),
  )

test('an invited user sets a password by the link, once, and signs in', async () => {
  const user = await invite('hana@example.jp')
  expect(user).toMatchObject({ joined: false, active: true, team: { name: '東日本IS' } })
  const token = tokenIn(user.link)
  const mail = await world.db
    .selectFrom('mail')
    .select(['toAddress', 'body', 'state'])
    .where('toAddress', '=', 'hana@example.jp')
    .executeTakeFirstOrThrow()
  expect(mail.state).toBe('queued')
  expect(mail.body).toContain(user.link)

  expect((await anybody('POST', '/welcome/look', { token })).body).toMatchObject({
    kind: 'invited',
    name: '新人 花',
    email: 'hana@example.jp',
  })
  const weak = await anybody('POST', '/welcome/accept', { token, password: 'hana@example.jp1' })
  expect(weak).toMatchObject({ status: 400, body: { code: 'invalid', data: { field: 'password' } } })
  expect(await anybody('POST', '/welcome/accept', { token, password })).toMatchObject({
    status: 200,
    body: { email: 'hana@example.jp' },
  })
  expect(await anybody('POST', '/welcome/accept', { token, password })).toMatchObject({
    status: 404,
    body: { code: 'missing' },
  })

  const signedIn = await anybody('POST', '/auth/sign-in/email', { email: 'Hana@example.jp', password })
  expect(signedIn.status).toBe(200)
  const me = await anybody('GET', '/me', undefined, cookieOf(signedIn))
  expect(me.body).toMatchObject({ name: '新人 花', roles: ['inside_sales'], team: { id: cast.teams.east } })
})

test('a link that is too old opens nothing', async () => {
  const user = await invite('late@example.jp')
  const before = world.clock.now()
  world.clock.advance(15 * 86_400_000)
  expect((await anybody('POST', '/welcome/look', { token: tokenIn(user.link) })).status).toBe(404)
  world.clock.moveTo(before)
})

test('an address is one user’s, and the refusal says so', async () => {
  await invite('one@example.jp')
  await expect(invite('One@example.jp')).rejects.toThrow(/already/)
})

test('who forgot the password gets a mail; nobody learns whether an address is known', async () => {
  const user = await invite('forgot@example.jp', { password })
  expect(user.link).toBeNull()
  const known = await anybody('POST', '/welcome/forgot', { email: 'forgot@example.jp' })
  const unknown = await anybody('POST', '/welcome/forgot', { email: 'nobody@example.jp' })
  expect([known.status, known.body]).toEqual([unknown.status, unknown.body])
  await anybody('POST', '/welcome/forgot', { email: 'forgot@example.jp' })
  const mails = await world.db.selectFrom('mail').select('body').where('toAddress', '=', 'forgot@example.jp').execute()
  expect(mails).toHaveLength(1)
  const link = /http\S+/.exec(mails[0]?.body ?? '')?.[0] ?? null

  const before = await anybody('POST', '/auth/sign-in/email', { email: 'forgot@example.jp', password })
  expect(
    (await anybody('POST', '/welcome/accept', { token: tokenIn(link), password: 'another good horse' })).status,
  ).toBe(200)
  expect((await anybody('GET', '/me', undefined, cookieOf(before))).status).toBe(401)
  expect((await anybody('POST', '/auth/sign-in/email', { email: 'forgot@example.jp', password })).status).toBe(401)
  expect(
    (await anybody('POST', '/auth/sign-in/email', { email: 'forgot@example.jp', password: 'another good horse' }))
      .status,
  ).toBe(200)
})

test('two admins change a user: the second is shown both values', async () => {
  const { id, version } = await invite('stale@example.jp')
  await as(world, cast.admin, act => changeUser(act, { id, version, name: '新人 花子' }))
  const late = as(world, cast.admin, act => changeUser(act, { id, version, name: '新人 華', teamId: cast.teams.west }))
  await expect(late).rejects.toMatchObject({
    code: 'stale',
    facts: { theirs: { name: '新人 花子', teamId: cast.teams.east }, yours: { name: '新人 華' } },
  })
})

test('a change of team moves sight along, and is told to open screens', async () => {
  const { id, version } = await as(world, cast.admin, act => getUser(act, cast.ito.id))
  await as(world, cast.admin, act => changeUser(act, { id, version, teamId: cast.teams.east }))
  const event = await world.db
    .selectFrom('event')
    .select('facts')
    .where('kind', '=', 'user.changed')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow()
  expect(event.facts).toEqual({ userId: id, teamChanged: true, left: false })
  expect((await actorOf(world, id)).sight).toContain(cast.teams.east)
})

test('who holds something cannot leave; the refusal counts what is to be handed over', async () => {
  await byItself(world, async act => {
    const [personId] = await insertPersons(act, [{ familyName: '山田', givenName: '葵' }], 'hand')
    const lead = await act.tx
      .selectFrom('lead')
      .select('id')
      .where('personId', '=', personId ?? 0)
      .executeTakeFirstOrThrow()
    await offerLead(act, { leadId: lead.id, to: cast.kato.id, note: '', trigger: 'hand' })
  })
  const kato = await as(world, cast.admin, act => getUser(act, cast.kato.id))
  const leave = as(world, cast.admin, act => deactivateUser(act, kato))
  await expect(leave).rejects.toMatchObject({ code: 'conflict', facts: { leads: 0, offers: 1, activities: 0 } })
})

test('who leaves is signed out at once, cannot come back in, and can be taken back', async () => {
  const user = await invite('leaver@example.jp', { password })
  const leaver = await signIn(user.id)
  const { version } = await as(world, cast.admin, act => getUser(act, user.id))
  const left = await as(world, cast.admin, act => deactivateUser(act, { id: user.id, version }))
  expect(left.active).toBe(false)
  expect((await leaver('GET', '/me')).status).toBe(401)
  const again = await anybody(
    'POST',
    '/auth/sign-in/email',
    { email: 'leaver@example.jp', password },
    { 'accept-language': 'en' },
  )
  expect(again).toMatchObject({
    status: 403,
    body: { code: 'forbidden', message: expect.stringContaining('deactivated') },
  })
  expect(
    (await as(world, cast.admin, act => listUsers(act, { active: false, limit: 80 }))).items.map(u => u.id),
  ).toContain(user.id)
  await as(world, cast.admin, act => reactivateUser(act, left))
  expect((await anybody('POST', '/auth/sign-in/email', { email: 'leaver@example.jp', password })).status).toBe(200)
})

test('the last administrator stays one', async () => {
  await signIn(cast.admin.id)
  const admin = await as(world, cast.admin, act => getUser(act, cast.admin.id))
  await expect(
    as(world, cast.admin, act => changeUser(act, { id: admin.id, version: admin.version, roles: ['viewer'] })),
  ).rejects.toThrow(/only administrator/)
  await expect(as(world, cast.admin, act => deactivateUser(act, admin))).rejects.toThrow(Refusal)
})

test('a deputy sees what they stand in for, on the days away and no longer', async () => {
  const own = await signIn(cast.tanaka.id)
  const away = await own('PATCH', '/me', { deputyId: cast.viewer.id, awayFrom: '2026-06-01', awayUntil: '2026-06-02' })
  expect(away).toMatchObject({ status: 200, body: { deputy: { id: cast.viewer.id } } })
  const before = world.clock.now()
  await world.db.updateTable('role').set({ scope: 'own' }).where('name', '=', 'viewer').execute()
  expect((await actorOf(world, cast.viewer.id)).sight).toContain(cast.tanaka.id)
  world.clock.moveTo('2026-06-02T23:30:00+09:00')
  expect((await actorOf(world, cast.viewer.id)).sight).toContain(cast.tanaka.id)
  world.clock.moveTo('2026-06-03T00:30:00+09:00')
  expect((await actorOf(world, cast.viewer.id)).sight).not.toContain(cast.tanaka.id)
  world.clock.moveTo(before)
  expect((await own('PATCH', '/me', { deputyId: cast.tanaka.id })).status).toBe(400)
})

test('the first admin of the settings keeps to the rule for passwords too', async () => {
  const admin = { email: 'first@example.jp', password: 'qwerty-qwerty' }
  await expect(byItself(world, act => makeAdmin(act, { name: 'first', ...admin }))).rejects.toMatchObject({
    code: 'invalid',
    facts: { field: 'password' },
  })
})
