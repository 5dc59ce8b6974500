import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { as, byItself, type Cast, makeCast } from '../../../test/cast.ts'
import { type TestWorld, testWorld } from '../../../test/database.ts'
import { rulesCondition } from '../segments/condition.ts'
import type { CreateField } from './fields.schema.ts'
import { changeField, createField, listFields } from './fields.ts'
import { settleFieldIndexes } from './filterIndexes.ts'
import { validateCustom } from './values.ts'

let world: TestWorld
let cast: Cast

const plain: CreateField = { about: 'person', label: '予算', kind: 'number', choices: [], filterable: false }
const create = (input: Partial<CreateField>) => as(world, cast.admin, act => createField(act, { ...plain, ...input }))

beforeAll(async () => {
  world = await testWorld()
  cast = await makeCast(world)
  await create({})
  await create({ label: 'ランク', key: 'rank', kind: 'choice', choices: ['A', 'B', 'A'] })
  await create({ label: '更新日', key: 'renews', kind: 'date' })
  await create({ label: '来場', key: 'came', kind: 'boolean' })
})

const read = (custom: Record<string, unknown>) => byItself(world, act => validateCustom(act.tx, 'person', custom))

test('a field gets a key of its own and its place; labels and keys are given once', async () => {
  const fields = await byItself(world, listFields)
  expect(fields.map(f => [f.key, f.position])).toEqual([
    ['field_1', 1],
    ['rank', 2],
    ['renews', 3],
    ['came', 4],
  ])
  expect(fields[1]!.choices).toEqual(['A', 'B'])
  await expect(create({ label: '予算' })).rejects.toMatchObject({ code: 'conflict', facts: { field: 'label' } })
  await expect(create({ label: '順位', key: 'rank' })).rejects.toMatchObject({
    code: 'conflict',
    facts: { field: 'key' },
  })
  await expect(create({ label: '色', kind: 'choice' })).rejects.toMatchObject({
    code: 'invalid',
    facts: { field: 'choices' },
  })
})

test('values are read as an office writes them', async () => {
  expect(await read({ field_1: '１，２００', rank: 'Ａ', renews: '2026年4月1日', came: 'はい' })).toEqual({
    field_1: 1200,
    rank: 'A',
    renews: '2026-04-01',
    came: true,
  })
  expect(await read({ field_1: '', rank: null, came: '×' })).toEqual({ field_1: null, rank: null, came: false })
})

test('what cannot be meant is refused by the label of the field', async () => {
  await expect(read({ field_1: '約100' })).rejects.toMatchObject({
    sentence: { ja: '「予算」は数値で入力してください（「約100」は数値ではありません）。' },
  })
  await expect(read({ rank: 'C' })).rejects.toThrow('"ランク" has no choice "C". Choose one of: A, B.')
  await expect(read({ renews: '2026-02-30' })).rejects.toThrow('is to be a date')
  await expect(read({ shoe: 1 })).rejects.toThrow('There is no field with the key "shoe"')
})

test('label, choices and place can change, what values are stored under cannot; a stale change is shown both', async () => {
  const [, rank] = await byItself(world, listFields)
  const changed = await as(world, cast.admin, act =>
    changeField(act, { id: rank!.id, version: rank!.version, choices: ['S', 'A', 'B'] }),
  )
  expect(changed).toMatchObject({ choices: ['S', 'A', 'B'], key: 'rank', kind: 'choice' })
  await expect(
    as(world, cast.admin, act => changeField(act, { id: rank!.id, version: rank!.version, label: '等級' })),
  ).rejects.toMatchObject({ code: 'stale' })
})

test('a field that is marked filterable gets an index that conditions use, and loses it when it no longer is', async () => {
  const [budget, rank] = await byItself(world, listFields)
  for (const field of [budget!, rank!])
    await as(world, cast.admin, act => changeField(act, { id: field.id, version: field.version, filterable: true }))
  expect((await settleFieldIndexes(world.db)).made).toEqual(['person_custom_field_1', 'person_custom_rank'])
  expect(await settleFieldIndexes(world.db)).toEqual({ made: [], dropped: [] })
  await sql`insert into person (family_name, custom, created_at) select 'x', jsonb_build_object('field_1', n, 'rank', case when n % 100 = 0 then 'S' else 'A' end), ${world.clock.now()} from generate_series(1, 5000) n`.execute(
    world.db,
  )
  await sql`analyze person`.execute(world.db)
  const plan = (rule: object) =>
    byItself(world, async act => {
      const where = await rulesCondition(act, { all: [rule as never] })
      const { rows } = await sql<Record<string, string>>`explain select p.id from person p where ${where}`.execute(
        act.tx,
      )
      return rows.map(r => Object.values(r)[0]).join('\n')
    })
  expect(await plan({ key: 'custom.rank', op: 'in', value: ['S'] })).toContain('person_custom_rank')
  expect(await plan({ key: 'custom.field_1', op: 'atLeast', value: 4990 })).toContain('person_custom_field_1')
  const [, now] = await byItself(world, listFields)
  await as(world, cast.admin, act => changeField(act, { id: now!.id, version: now!.version, filterable: false }))
  expect((await settleFieldIndexes(world.db)).dropped).toEqual(['person_custom_rank'])
})
