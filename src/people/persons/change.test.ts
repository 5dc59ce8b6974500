import { beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { Refusal } from '../../platform/refusal.ts'
import { changePerson } from './change.ts'
import { createPerson } from './create.ts'
import { getPerson } from './get.ts'
import { ChangePerson, CreatePerson } from './persons.schema.ts'

let world: TestWorld
let cast: Cast
let id: number

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  const mia = CreatePerson.parse({
    familyName: '三浦',
    givenName: '美亜',
    email: 'mia@example.co.jp',
    companyName: '株式会社みらい',
    title: '課長',
  })
  ;({ id } = await as(world, cast.marketer, act => createPerson(act, mia)))
})

const change = (patch: Record<string, unknown>) =>
  as(world, cast.marketer, async act => {
    const { version } = await getPerson(act, id)
    await changePerson(act, ChangePerson.parse({ id, version, ...patch }))
  })
const read = () => seeing(world, cast.marketer, act => getPerson(act, id))

test('a patch of one field leaves every other field as it is', async () => {
  await change({ title: '部長' })
  expect(await read()).toMatchObject({
    familyName: '三浦',
    givenName: '美亜',
    email: 'mia@example.co.jp',
    companyName: '株式会社みらい',
    title: '部長',
  })
})

test('whoever read an older version is shown both values', async () => {
  const { version } = await read()
  await change({ title: '本部長' })
  const late = as(world, cast.marketer, act => changePerson(act, ChangePerson.parse({ id, version, title: '室長' })))
  await expect(late).rejects.toThrow(Refusal)
  const refusal = await late.catch((error: Refusal) => error)
  expect(refusal).toMatchObject({ code: 'stale', facts: { theirs: { title: '本部長', version: version + 1 } } })
})

test('a new post keeps the former one, with its company', async () => {
  await change({ moved: '2026-04-01', companyName: '株式会社あさひ', department: '経営企画部', title: '執行役員' })
  const moved = await read()
  expect(moved).toMatchObject({ companyName: '株式会社あさひ', title: '執行役員', inPostSince: '2026-04-01' })
  expect(moved.posts).toMatchObject([{ companyName: '株式会社みらい', title: '本部長', untilOn: '2026-04-01' }])
})
