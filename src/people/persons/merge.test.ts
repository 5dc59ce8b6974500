import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { merging } from '../../../test/merging.ts'
import { createPerson } from './create.ts'
import { getPerson } from './get.ts'
import { listPersons } from './list.ts'
import { duplicatesOf } from './merge.suggestions.ts'

const world = await testWorld()
let cast: Cast
let on: ReturnType<typeof merging>
beforeAll(async () => {
  cast = await makeCast(world)
  on = merging(world, cast)
})

test('R38: the kept person keeps their fields and gains what was empty, the addresses of both lead to them', async () => {
  const keep = await on.someone({ phone: '03-1234-5678' })
  const absorb = await on.someone({
    phone: '06-9999-0000',
    mobile: '090-1111-2222',
    memo: '展示会',
    familyNameKana: 'モリ',
  })
  const [mail, absorbed] = [await on.mailOf(keep), await on.mailOf(absorb)]
  await on.merge(keep, absorb)
  const person = await seeing(world, cast.manager, act => getPerson(act, absorb))
  expect(person).toMatchObject({
    id: keep,
    phone: '03-1234-5678',
    mobile: '090-1111-2222',
    memo: '展示会',
    familyNameKana: 'モリ',
  })
  expect(person.identities.map(i => i.value)).toEqual([mail, absorbed])
  const listed = await seeing(world, cast.manager, act =>
    listPersons(act, { limit: 500, sort: '-created', filters: [] }),
  )
  expect(listed.items.map(p => p.id)).not.toContain(absorb)
  expect(await as(world, cast.marketer, act => createPerson(act, { familyName: '森', email: absorbed }))).toEqual({
    id: keep,
    created: false,
  })
})

test('of two open leads the further one stays with its holder and the earlier clock, and the counts are what the events say', async () => {
  const [keep, absorb] = [await on.someone(), await on.someone()]
  await on.take(absorb, cast.tanaka)
  await sql`update lead set clock_at = '2026-06-02T09:00+09' where person_id = ${keep}`.execute(world.db)
  const further = await on.leadOf(absorb)
  await on.merge(keep, absorb)
  const lead = await on.leadOf(keep)
  expect(lead).toMatchObject({
    id: further.id,
    stage: 'sal',
    holderId: cast.tanaka.id,
    clockAt: new Date('2026-06-02T09:00+09:00'),
  })
  expect(await world.db.selectFrom('lead').select('id').where('personId', 'in', [keep, absorb]).execute()).toHaveLength(
    1,
  )
  expect((await seeing(world, cast.tanaka, act => getPerson(act, keep))).id).toBe(keep)
  await on.countsAgree()
})

test('an opt-out wins', async () => {
  const [keep, absorb] = [await on.someone(), await on.someone()]
  await on.consent(keep)
  await on.consent(absorb, true)
  await on.merge(keep, absorb)
  const rows = await world.db.selectFrom('consent').select('withdrawnAt').where('personId', '=', keep).execute()
  expect(rows.map(r => r.withdrawnAt === null)).toEqual([false, false])
})

test('whoever cannot see both merges neither; whoever was merged is not merged again; the last merge is undone first', async () => {
  const [a, b, c] = [
    await on.someone({}, cast.tanaka),
    await on.someone({}, cast.ito),
    await on.someone({}, cast.tanaka),
  ]
  await expect(on.merge(a, b, cast.tanaka)).rejects.toMatchObject({ code: 'missing' })
  await expect(on.merge(a, a)).rejects.toMatchObject({ code: 'invalid' })
  const first = await on.merge(a, b)
  await expect(on.merge(c, b)).rejects.toMatchObject({ code: 'conflict' })
  const second = await on.merge(a, c)
  await expect(on.separate(first)).rejects.toMatchObject({ code: 'conflict' })
  await on.separate(second)
  await on.separate(first)
  await expect(on.separate(first)).rejects.toMatchObject({ code: 'conflict' })
})

test('who writes for somebody while they are merged finds them under their new id', async () => {
  const [keep, absorb] = [await on.someone(), await on.someone()]
  await on.merge(keep, absorb)
  const note = await on.done(absorb, '行き違い')
  expect(
    (await world.db.selectFrom('activity').select('personId').where('id', '=', note).executeTakeFirstOrThrow())
      .personId,
  ).toBe(keep)
})

test("people who are called or read alike at one company are suggested, strangers and others' people are not", async () => {
  const company = await world.db
    .insertInto('company')
    .values({ name: '株式会社双子', nameKey: '双子', createdAt: world.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow()
  const a = await on.someone({
    familyName: '齋藤',
    givenName: '健',
    familyNameKana: 'サイトウ',
    givenNameKana: 'ケン',
    companyId: company.id,
  })
  const b = await on.someone({ familyName: '斎藤', givenName: '健', companyId: company.id })
  const c = await on.someone({
    familyName: '斉藤',
    givenName: '謙',
    familyNameKana: 'サイトウ',
    givenNameKana: 'ケン',
    companyId: company.id,
  })
  const d = await on.someone({ familyName: '無関係', givenName: '人', companyId: company.id })
  const found = await seeing(world, cast.manager, act => duplicatesOf(act, a))
  expect(found.map(f => f.id)).toEqual(expect.arrayContaining([b, c]))
  expect(found.map(f => f.id)).not.toContain(d)
  expect(await seeing(world, cast.tanaka, act => duplicatesOf(act, a))).toEqual([])
})
