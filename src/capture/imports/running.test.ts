import { sql } from 'kysely'
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { act } from '../../office/roles/act.ts'
import { asCp932, exhibition } from './exhibition.fixture.ts'
import { count, dump, importFile, seeImport, startFile, takeBackImport } from './imports.fixture.ts'
import { refusedRows } from './list.ts'
import { runImport } from './run.ts'
import { startImport, stopImport } from './start.ts'
import { beginUndo, undoImport } from './undo.ts'

const world = await testWorld()
const rows = exhibition({ people: 260, doubles: 30, bad: 10 })
const bytes = asCp932(rows)
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})
beforeEach(async () => {
  await sql`truncate person, company, lead, identity, consent, post, activity, offer, event, journal, import_run, upload cascade`.execute(
    world.db,
  )
})

/** The same world, in which the power goes off after so many transactions. */
const failingAfter = (n: number) => {
  let left = n
  return {
    ...world,
    clock: {
      now: () => {
        if (left-- <= 0) throw Object.assign(new Error('the power went off'), { code: '57P01' })
        return world.clock.now()
      },
    },
  }
}

test('after a crash in the middle it goes on behind what was committed, and nothing is done twice', async () => {
  const id = await startFile(world, cast.marketer, { bytes, options: { basis: 'business_card' } })
  const seen: number[] = []
  for (let crashes = 0; crashes < 3; crashes++) {
    await expect(runImport(failingAfter(3), id, undefined, 50)).rejects.toThrow('the power went off')
    seen.push((await seeImport(world, cast.marketer, id)).rowsRead)
  }
  expect(seen).toEqual([100, 200, 300])
  await runImport(world, id, undefined, 50)
  expect(await seeImport(world, cast.marketer, id)).toMatchObject({
    state: 'done',
    created: 260,
    refused: 10,
    rowsRead: 300,
  })
  expect(await count(world, 'person')).toBe(260)
  expect(await count(world, 'lead')).toBe(260)
  await runImport(world, id)
  expect(await world.db.selectFrom('event').select('id').where('kind', '=', 'import.done').execute()).toHaveLength(1)
})

test('two workers at one import take every row once', async () => {
  const id = await startFile(world, cast.marketer, { bytes })
  await Promise.all([
    runImport(world, id, undefined, 20),
    runImport(world, id, undefined, 20),
    runImport(world, id, undefined, 30),
  ])
  expect(await seeImport(world, cast.marketer, id)).toMatchObject({
    state: 'done',
    created: 260,
    rowsRead: 300,
    refused: 10,
  })
  expect(await count(world, 'person')).toBe(260)
})

test('two imports of the same people at once make no doubles', async () => {
  const [one, other] = [
    await startFile(world, cast.marketer, { bytes }),
    await startFile(world, cast.manager, { bytes: asCp932(rows.toReversed()) }),
  ]
  await Promise.all([runImport(world, one, undefined, 40), runImport(world, other, undefined, 40)])
  expect(await count(world, 'person')).toBe(260)
  const [a, b] = [await seeImport(world, cast.marketer, one), await seeImport(world, cast.marketer, other)]
  expect(a.created + b.created).toBe(260)
  const { rows: twins } = await sql`select name_key from company group by name_key having count(*) > 1`.execute(
    world.db,
  )
  expect(twins).toEqual([])
})

test('a stopped import stays stopped, and can go on or be undone', async () => {
  const before = await dump(world)
  const id = await startFile(world, cast.marketer, { bytes })
  await runImport(failingAfter(3), id, undefined, 50).catch(() => {})
  await act(world.db, world.clock, cast.marketer, 'test', act => stopImport(act, id))
  await runImport(world, id, undefined, 50)
  expect(await seeImport(world, cast.marketer, id)).toMatchObject({ state: 'stopped', rowsRead: 100 })
  await act(world.db, world.clock, cast.marketer, 'test', act => startImport(act, id))
  await runImport(failingAfter(2), id, undefined, 50).catch(() => {})
  await act(world.db, world.clock, cast.marketer, 'test', act => stopImport(act, id))
  expect(await takeBackImport(world, cast.marketer, id)).toMatchObject({ state: 'undone' })
  expect(await dump(world)).toEqual(before)
  expect(await world.db.selectFrom('upload').select('id').execute()).toEqual([])
})

test('a row that the database will not have is refused alone, and the rest go on', async () => {
  await sql
    .raw(
      `create function no_poison() returns trigger language plpgsql as $$ begin if new.family_name = '毒' then raise exception 'poison'; end if; return new; end $$`,
    )
    .execute(world.db)
  await sql
    .raw('create trigger no_poison before insert on person for each row execute function no_poison()')
    .execute(world.db)
  const file = [
    '氏名,メール',
    ...Array.from({ length: 40 }, (_, n) => (n === 17 ? '毒 一,p@example.jp' : `山田 ${n},m${n}@example.jp`)),
  ].join('\n')
  const done = await importFile(world, cast.marketer, { bytes: file })
  await sql.raw('drop trigger no_poison on person').execute(world.db)
  expect(done).toMatchObject({ state: 'done', created: 39, refused: 1 })
  const { rows: refused } = await seeing(world, cast.marketer, act => refusedRows(act, done.id, 'ja'))
  expect(refused).toEqual([
    {
      row: 19,
      column: null,
      cells: ['毒 一', 'p@example.jp'],
      problem: expect.stringContaining('19行目：想定外の理由'),
    },
  ])
})

test('a batch whose locks do not fit into the server is taken in parts', async () => {
  await sql
    .raw(
      `create function no_room() returns trigger language plpgsql as $$ begin if (select count(*) from added) > 12 then raise exception 'out of shared memory' using errcode = '53200'; end if; return null; end $$`,
    )
    .execute(world.db)
  await sql
    .raw(
      'create trigger no_room after insert on person referencing new table as added for each statement execute function no_room()',
    )
    .execute(world.db)
  const file = ['氏名,メール', ...Array.from({ length: 40 }, (_, n) => `山田 ${n},m${n}@example.jp`)].join('\n')
  const done = await importFile(world, cast.marketer, { bytes: file })
  await sql.raw('drop trigger no_room on person').execute(world.db)
  expect(done).toMatchObject({ state: 'done', created: 40, refused: 0 })
})

const brokenOff = `氏名,メール\n${Array.from({ length: 4000 }, (_, n) => `山田 ${n},m${n}@example.jp\n`).join('')}"開いたまま,x@example.jp\n${'あ'.repeat(1_200_000)}`

test('a file that breaks off in the middle is refused before anything is taken', async () => {
  await expect(startFile(world, cast.marketer, { bytes: brokenOff })).rejects.toThrow('quotation mark')
})

test('an import that cannot go on says why, and what was taken can be undone', async () => {
  const before = await dump(world)
  const id = await startFile(world, cast.marketer, { bytes: '氏名,メール\n山田 太郎,t@example.jp\n' })
  await world.db
    .updateTable('upload')
    .set({ bytes: Buffer.from(brokenOff) })
    .execute()
  await runImport(world, id)
  const failed = await seeImport(world, cast.marketer, id)
  expect(failed).toMatchObject({ state: 'failed', problem: expect.stringContaining('引用符') })
  expect(failed.created).toBeGreaterThan(0)
  await takeBackImport(world, cast.marketer, id)
  expect(await dump(world)).toEqual(before)
})

test('an undo that crashes goes on where it stood', async () => {
  const before = await dump(world)
  const { id } = await importFile(world, cast.marketer, { bytes })
  await act(world.db, world.clock, cast.marketer, 'test', act => beginUndo(act, id))
  for (let crashes = 0; crashes < 3; crashes++)
    await expect(undoImport(failingAfter(1), id)).rejects.toThrow('the power went off')
  expect(await seeImport(world, cast.marketer, id)).toMatchObject({ state: 'undoing' })
  await undoImport(world, id)
  expect(await seeImport(world, cast.marketer, id)).toMatchObject({ state: 'undone', undone: { left: 0 } })
  expect(await dump(world)).toEqual(before)
})
