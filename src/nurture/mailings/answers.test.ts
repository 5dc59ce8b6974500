import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { openOffice } from '../../../test/office.ts'
import { consentsOf } from '../../people/consent/consent.ts'
import { erasePerson } from '../../people/persons/erase.ts'
import { exportPerson } from '../../people/persons/export.ts'
import { mergePersons } from '../../people/persons/merge.ts'
import { unmerge } from '../../people/persons/merge.undo.ts'
import { mailSink, marketing, setSender } from './mailings.fixture.ts'
import { judgeAgain } from './touches.ts'

const { world, app } = await openOffice()
let cast: Cast
let on: ReturnType<typeof marketing>
let n = 0

beforeAll(async () => {
  cast = await makeCast(world)
  on = marketing(world, cast)
  await mailSink(world)
  await setSender(world)
})

const chrome =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36'
const ask = (method: string, path: string, more: { agent?: string; body?: string } = {}) =>
  app.fetch(
    new Request(`${world.baseUrl}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'user-agent': more.agent ?? chrome,
        'accept-language': 'ja',
        'sec-fetch-site': 'cross-site',
        ...(more.body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(more.body === undefined ? {} : { body: more.body }),
    }),
  )

const body =
  '[詳しく](https://www.musubi.example.jp/price?a=1) [よそ](https://other.example.com/) [三](https://third.example.com/x)'

/** Somebody who was sent a mail, with the token in it. */
async function reader(more: { body?: string } = {}) {
  const source = `回答${++n}`
  const personId = await on.person(`reader${n}@kaisha.example.com`, { source, familyName: '読田', givenName: `${n}` })
  const id = await on.mailing({ segmentId: (await on.segment(source)).id, body, ...more })
  await on.send(id)
  await on.work(id)
  return { personId, id, token: await on.token(id, personId) }
}

const figures = async (id: number) => {
  const { opened, clicked, unsubscribed } = (await on.get(id)).figures
  return { opened, clicked, unsubscribed }
}
const kindsOf = async (personId: number) =>
  (
    await world.db
      .selectFrom('event')
      .select('kind')
      .where('personId', '=', personId)
      .where('kind', 'like', 'mail.%')
      .orderBy('id')
      .execute()
  ).map(e => e.kind)
const mailState = async (personId: number) => {
  const { standing } = await seeing(world, cast.marketer, act => consentsOf(act, personId))
  return standing.find(one => one.channel === 'mail')?.state
}

test('a click leads to the addresses of that mailing and nowhere else, and is judged apart from a machine’s', async () => {
  const { id, token, personId } = await reader()
  world.clock.advance(10 * 60_000)
  const answer = await ask('GET', `/c/${token}/2`)
  expect(answer.status).toBe(302)
  expect(answer.headers.get('location')).toBe('https://other.example.com/')
  for (const path of [`/c/${token}/4`, `/c/${token}/0`, `/c/nobody/1`, `/c/${token}/https:%2F%2Fevil.example`]) {
    const refused = await ask('GET', path)
    expect([path, refused.status, refused.headers.get('location')]).toEqual([path, 404, null])
  }
  expect(await figures(id)).toEqual({ opened: 1, clicked: 1, unsubscribed: 0 })
  expect(await kindsOf(personId)).toEqual(['mail.sent', 'mail.clicked'])
})

test('N8: what scanners open and follow is kept raw and concerns nobody; judged again, the raw rows stay', async () => {
  const { id, token, personId } = await reader()
  await ask('GET', `/o/${token}.gif`, { agent: 'Mozilla/5.0' })
  world.clock.advance(30_000)
  await ask('HEAD', `/c/${token}/1`)
  await ask('GET', `/c/${token}/1`, { agent: 'curl/8.0' })
  world.clock.advance(20_000)
  for (const link of [1, 2, 3]) await ask('GET', `/c/${token}/${link}`)
  expect(await figures(id)).toEqual({ opened: 0, clicked: 0, unsubscribed: 0 })
  // The first of the three was taken for a person's until the others came.
  expect(await kindsOf(personId)).toEqual(['mail.sent', 'mail.rejudged'])
  const raw = () =>
    world.db
      .selectFrom('mailTouch')
      .innerJoin('mailingRecipient as r', 'r.id', 'mailTouch.recipientId')
      .select(['kind', 'method', 'verdict', 'reasons'])
      .where('r.mailingId', '=', id)
      .orderBy('mailTouch.id')
      .execute()
  expect((await raw()).map(row => `${row.kind} ${row.method} ${row.verdict} ${row.reasons.join('+')}`)).toEqual([
    'open GET machine prefetch+soon',
    'click HEAD machine head',
    'click GET machine agent',
    'click GET machine everyLink',
    'click GET machine everyLink',
    'click GET machine everyLink',
  ])
  world.clock.advance(3_600_000)
  await ask('GET', `/o/${token}.gif`)
  await ask('GET', `/c/${token}/1`)
  expect(await figures(id)).toEqual({ opened: 1, clicked: 1, unsubscribed: 0 })
  const before = await raw()
  await world.db.updateTable('mailTouch').set({ verdict: 'machine' }).execute()
  await as(world, cast.marketer, act => judgeAgain(act, id))
  expect(await raw()).toEqual(before)
})

test('who comes to the site from a click is weakly taken for the recipient', async () => {
  const { token, personId } = await reader()
  world.clock.advance(10 * 60_000)
  const location = (await ask('GET', `/c/${token}/1`)).headers.get('location')!
  expect(location).toMatch(/^https:\/\/www\.musubi\.example\.jp\/price\?a=1&mail_click=[0-9a-f]{32}$/)
  const visitor = 'c'.repeat(32)
  const sent = { v: visitor, e: [{ k: 'one', u: location, a: 0 }] }
  expect((await ask('POST', '/t', { body: JSON.stringify(sent) })).status).toBe(204)
  await world.settle()
  const cookie = await world.db
    .selectFrom('identity')
    .selectAll()
    .where('value', '=', visitor)
    .executeTakeFirstOrThrow()
  expect(cookie).toMatchObject({ personId, strength: 'weak' })
})

test('RFC 8058: one POST ends it at once without signing in; a scanner’s GET changes nothing', async () => {
  const { id, token, personId } = await reader()
  const page = await (await ask('GET', `/u/${token}`)).text()
  expect(page).toContain('配信を停止する')
  await ask('HEAD', `/u/${token}`)
  expect(await mailState(personId)).toBe('lawful')
  const answer = await ask('POST', `/u/${token}`, { body: 'List-Unsubscribe=One-Click' })
  expect(answer.status).toBe(200)
  expect(await mailState(personId)).toBe('refused')
  await ask('POST', `/u/${token}`, { body: 'List-Unsubscribe=One-Click' })
  expect(await figures(id)).toMatchObject({ unsubscribed: 1 })
  const { consents } = await seeing(world, cast.marketer, act => consentsOf(act, personId))
  expect(consents[0]?.withdrawnVia).toContain(token.slice(0, 8))
  const said = await world.db
    .selectFrom('event')
    .select('byId')
    .where('personId', '=', personId)
    .where('kind', '=', 'consent.withdrawn')
    .execute()
  expect(said).toEqual([{ byId: null }])
  expect((await ask('POST', '/u/nobody', { body: '' })).status).toBe(404)
})

test('on the page of preferences they choose mail and phone themselves, and may come back', async () => {
  const { token, personId } = await reader()
  await ask('POST', `/u/${token}`, { body: 'act=choose&mail=no&phone=no' })
  expect(await mailState(personId)).toBe('refused')
  expect(await mailState(personId)).toBe('refused')
  const { standing } = await seeing(world, cast.marketer, act => consentsOf(act, personId))
  expect(standing).toContainEqual({ channel: 'phone', state: 'none' })
  world.clock.advance(60_000)
  const page = await (await ask('POST', `/u/${token}`, { body: 'act=choose&mail=yes&phone=no' })).text()
  expect(page).toContain('受信設定を保存しました')
  expect(await mailState(personId)).toBe('lawful')
})

test('a merge takes mails along, an un-merge brings them back, an export tells them, an erasure forgets them', async () => {
  const one = await reader()
  const two = await reader()
  world.clock.advance(10 * 60_000)
  await ask('GET', `/c/${two.token}/2`)
  await ask('HEAD', `/c/${two.token}/1`)
  const mergeId = await as(world, cast.marketer, act => mergePersons(act, { keep: one.personId, absorb: two.personId }))
  const whose = async () =>
    (
      await world.db
        .selectFrom('mailingRecipient')
        .select('personId')
        .where('mailingId', '=', two.id)
        .executeTakeFirstOrThrow()
    ).personId
  expect(await whose()).toBe(one.personId)
  await ask('POST', `/u/${two.token}`, { body: 'List-Unsubscribe=One-Click' })
  expect(await mailState(one.personId)).toBe('refused')
  await as(world, cast.marketer, act => unmerge(act, mergeId))
  expect(await whose()).toBe(two.personId)
  expect(await kindsOf(two.personId)).toEqual(['mail.sent', 'mail.clicked'])

  const told = await as(world, cast.admin, act => exportPerson(act, two.personId))
  expect(told.mailings).toMatchObject([
    { mailing: '夏のご案内', state: 'sent', touches: [{ kind: 'click' }, { method: 'HEAD' }] },
  ])
  expect(JSON.stringify(told)).not.toContain(two.token)
  await as(world, cast.admin, act => erasePerson(act, mkdtempSync(join(tmpdir(), 'musubi-mail-')), two.personId))
  const left = await byItself(world, ({ tx }) =>
    sql<{
      n: number
    }>`select (select count(*) from mailing_recipient where mailing_id = ${two.id}) + (select count(*) from event where (facts ->> 'mailingId')::bigint = ${two.id}) as n`.execute(
      tx,
    ),
  )
  expect(left.rows[0]?.n).toBe(0)
  expect((await ask('GET', `/u/${two.token}`)).status).toBe(404)
})
