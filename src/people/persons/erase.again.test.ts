import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { grep } from '../../../test/grep.ts'
import type { World } from '../../platform/world.ts'
import { createPerson } from './create.ts'
import { reapplyErasures } from './erase.again.ts'
import { erasePerson } from './erase.ts'

const tested = await testWorld()
const world: World & typeof tested = { ...tested, dataDir: mkdtempSync(join(tmpdir(), 'musubi-erase-')) }
afterAll(() => rmSync(world.dataDir, { recursive: true }))
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})

const ledger = () => readFileSync(join(world.dataDir, 'erasures.jsonl'), 'utf8')
const forget = (id: number) => as(world, cast.admin, act => erasePerson(act, world.dataDir, id))
const at = () => world.clock.now()
test('a restored backup forgets them again, and nobody else who has their number by now', async () => {
  const { id } = await as(world, cast.marketer, act =>
    createPerson(act, { familyName: '帰', givenName: '来太', email: 'kaeri@kurai.example.jp' }),
  )
  const { id: nameless } = await as(world, cast.marketer, act => createPerson(act, { familyName: '名前だけ' }))
  const rows = await sql<{
    row: object
  }>`select to_jsonb(p) as row from person p where id in (${id}, ${nameless}) order by id`.execute(world.db)
  const backup = JSON.stringify(rows.rows.map(r => r.row))
  await forget(id)
  await forget(nameless)
  expect(await reapplyErasures(world)).toBe(0)

  // A backup from before the erasures: the people are there, the erasures are not.
  await sql`delete from erasure where person_id in (${id}, ${nameless})`.execute(world.db)
  await sql`insert into person overriding system value select * from jsonb_populate_recordset(null::person, ${backup}::jsonb)`.execute(
    world.db,
  )
  await sql`insert into identity (kind, value, person_id, strength, concluded_at) values ('email', 'kaeri@kurai.example.jp', ${id}, 'strong', ${at()})`.execute(
    world.db,
  )
  expect(await reapplyErasures(world)).toBe(2)
  expect(await grep(world, ['来太', 'kaeri@kurai', '名前だけ'])).toEqual([])
  await expect(
    as(world, cast.marketer, act => createPerson(act, { familyName: '帰', email: 'kaeri@kurai.example.jp' })),
  ).rejects.toMatchObject({ code: 'conflict' })

  // Another database, in which the same id is somebody else's.
  await sql`delete from erasure where person_id = ${id}`.execute(world.db)
  await sql`insert into person (id, family_name, email, email_key, created_at) overriding system value values (${id}, '別人', 'else@example.com', 'else@example.com', ${new Date('2026-01-01')})`.execute(
    world.db,
  )
  expect(await reapplyErasures(world)).toBe(0)
  expect(await world.db.selectFrom('person').select('familyName').where('id', '=', id).executeTakeFirst()).toEqual({
    familyName: '別人',
  })
})

test('a ledger that a crash cut off loses only what was not acknowledged, and is whole again at the next start', async () => {
  const before = ledger()
  appendFileSync(join(world.dataDir, 'erasures.jsonl'), '{"personId":77,"hash')
  const { id } = await as(world, cast.marketer, act =>
    createPerson(act, { familyName: '切', givenName: '断', email: 'kire@dan.example.jp' }),
  )
  await forget(id)
  expect(ledger().split('\n')).toHaveLength(before.split('\n').length + 2)
  rmSync(join(world.dataDir, 'erasures.jsonl'))
  await reapplyErasures(world)
  expect(ledger().trim().split('\n')).toHaveLength(
    await world.db
      .selectFrom('erasure')
      .select('id')
      .execute()
      .then(r => r.length),
  )
})
