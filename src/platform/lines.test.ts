import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { type TestWorld, testWorld } from '../../test/database.ts'
import type { Tx } from './db.ts'
import { ahead, arrived, meeting, planned, tables } from './lines.ts'

let world: TestWorld

beforeAll(async () => {
  world = await testWorld()
  await sql`create schema here; create schema there`.execute(world.db)
  for (const schema of ['here', 'there'])
    await sql`create table ${sql.ref(`${schema}.place`)} as select ${sql.lit(schema)} as name`.execute(world.db)
  await sql`create table kept (n int)`.execute(world.db)
})

const tell = (tx: Tx, schema: string) =>
  sql`${meeting(schema)} select set_config('search_path', ${schema}, true)`.execute(tx)
const place = async (tx: Tx) => {
  const { rows } = await sql<{ name: string }>`${planned('place')} select name from place`.execute(tx)
  return rows[0]!.name
}
const fails = sql`${ahead} select 1 / 0`

test('what is asked meets what was told last, by a plan of its own for each', async () => {
  for (let round = 0; round < 8; round++)
    await world.db.transaction().execute(async tx => {
      await tell(tx, 'here')
      expect(await place(tx)).toBe('here')
      await tell(tx, 'there')
      await tell(tx, 'there')
      expect(await place(tx)).toBe('there')
      await tell(tx, 'here')
      await tell(tx, 'there')
      expect(await place(tx)).toBe('there')
    })
})

test('what was told since a savepoint is told again after it was taken back', async () => {
  await world.db.transaction().execute(async tx => {
    await tell(tx, 'here')
    expect(await place(tx)).toBe('here')
    await sql`savepoint before`.execute(tx)
    await tell(tx, 'there')
    expect(await place(tx)).toBe('there')
    await sql`rollback to savepoint before`.execute(tx)
    await tell(tx, 'there')
    expect(await place(tx)).toBe('there')
  })
})

test('nothing that was told outlives its transaction, whichever way that ends', async () => {
  const path = async () => {
    const { rows } = await sql<{ path: string }>`select current_setting('search_path') as path`.execute(world.db)
    return rows[0]!.path
  }
  const before = await path()
  const told = (end: 'kept' | 'left' | 'lost') =>
    world.db.transaction().execute(async tx => {
      await tell(tx, 'here')
      if (end !== 'left') await place(tx)
      if (end === 'lost') throw new Error('lost')
    })
  await told('kept')
  await told('left')
  await expect(told('lost')).rejects.toThrow('lost')
  for (let n = 0; n < 20; n++) expect(await path()).toBe(before)
  await world.db.transaction().execute(async tx => {
    await sql`${meeting(tables)} select set_config('search_path', 'public', true)`.execute(tx)
    expect((await sql`select n from kept`.execute(tx)).rows).toEqual([])
  })
})

test('a lock that fails is told by the statement that follows it, and by the commit if none does', async () => {
  const write = (then: (tx: Tx) => Promise<unknown>) =>
    world.db.transaction().execute(async tx => {
      await sql`insert into kept values (1)`.execute(tx)
      await fails.execute(tx)
      await then(tx)
    })
  await expect(write(tx => sql`select 1`.execute(tx))).rejects.toThrow('division by zero')
  await expect(write(async () => {})).rejects.toThrow('division by zero')
  const told = write(async tx => {
    await expect(arrived(tx)).rejects.toThrow('division by zero')
    throw new Error('told in time')
  })
  await expect(told).rejects.toThrow('told in time')
  expect((await sql`select n from kept`.execute(world.db)).rows).toEqual([])
})

test('what is written ahead is there for what is asked next, in its order and under the rights of then', async () => {
  await world.db.transaction().execute(async tx => {
    await tell(tx, 'here')
    for (const way of ['by name', 'by name again'])
      await sql`${ahead} ${planned('moving')} update place set name = name || ', ' || ${way}::text`.execute(tx)
    await tell(tx, 'there')
    expect(await place(tx)).toBe('there')
    await tell(tx, 'here')
    expect(await place(tx)).toBe('here, by name, by name again')
  })
})

test('what Kysely builds is planned once too, unless its words or its answer may vary', async () => {
  const names = await world.db.transaction().execute(async tx => {
    const lanes = (ids: number[]) => tx.selectFrom('lane').select('id').where('id', 'in', ids).execute()
    for (let n = 0; n < 2; n++) {
      expect(await lanes([0])).toEqual([{ id: 0 }])
      expect(await lanes([0, 1])).toHaveLength(2)
      expect(await tx.selectFrom('lane').selectAll().where('id', '=', 1).execute()).toHaveLength(1)
    }
    const { rows } = await sql<{ statement: string }>`
      select statement from pg_prepared_statements where name like 'built-%' and statement like '%"lane"%'`.execute(tx)
    return rows
  })
  expect(names).toEqual([{ statement: 'select "id" from "lane" where "id" in ($1)' }])
})
