import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { fileOf } from '../bench/crash/load.capture.ts'
import { runImport } from '../src/capture/imports/run.ts'
import { recordViews } from '../src/capture/tracking/ingest.ts'
import { newVisitor } from '../src/capture/tracking/tracking.fixture.ts'
import { answerOf } from '../src/platform/api.ts'
import { makeCast } from './cast.ts'
import type { TestWorld } from './database.ts'
import { type Asking, openOffice } from './office.ts'

// What PostgreSQL says when a table cannot grow, planted as a trigger. A disk that really is full: bench/crash.ts.

let world: TestWorld
let marketer: Asking

beforeAll(async () => {
  const office = await openOffice()
  world = office.world
  const cast = await makeCast(world)
  marketer = await office.signIn(cast.marketer.id)
  await sql
    .raw(
      `create function no_room() returns trigger language plpgsql as $$ begin
         raise exception 'could not extend file "base/5/16384": No space left on device' using errcode = '53100'; end $$`,
    )
    .execute(world.db)
})

async function withoutRoomFor(table: string, act: () => Promise<void>) {
  await sql.raw(`create trigger full_disk before insert on ${table} execute function no_room()`).execute(world.db)
  try {
    await act()
  } finally {
    await sql.raw(`drop trigger full_disk on ${table}`).execute(world.db)
  }
}

test('while the disk is full, whoever wants to save is told so, and reading goes on', async () => {
  await withoutRoomFor('person', async () => {
    expect(await marketer('POST', '/persons', { familyName: '満', givenName: '杯' })).toMatchObject({
      status: 503,
      body: { code: 'unavailable', message: expect.stringContaining('ディスクに空きがない') },
    })
    expect(await marketer('GET', '/persons')).toMatchObject({ status: 200 })
  })
  const full = Object.assign(new Error('No space left on device'), { code: '53100' })
  expect(answerOf(full, 'en')?.message).toContain('The disk of the database is full')
})

test('an import that meets a full disk refuses no row for it: it waits, and goes on when there is room', async () => {
  const lines = Array.from({ length: 30 }, (_, n) => `満杯${n},満杯株式会社,full${n}@example.com`)
  const run = async () => (await marketer('GET', `/imports/${id}`)).body
  let id = 0
  await withoutRoomFor('person', async () => {
    id = (await marketer('POST', '/imports', fileOf(lines, '展示会'))).body.id
    await expect(runImport(world, id)).rejects.toMatchObject({ code: '53100' })
    expect(await run()).toMatchObject({ state: 'running', rowsRead: 0, refused: 0 })
  })
  await runImport(world, id)
  expect(await run()).toMatchObject({ state: 'done', created: 30, refused: 0 })
})

test('a reaction that meets a full disk is no poison: nothing is parked, and it is done when there is room', async () => {
  const at = world.clock.now()
  const parked = async () => (await world.db.selectFrom('parked').selectAll().execute()).length
  const visits = async () => (await world.db.selectFrom('visit').selectAll().execute()).length
  await world.settle()
  await recordViews(world.db, at, [
    { visitor: newVisitor(), key: 'a', url: 'https://example.jp/pricing', occurredAt: at },
  ])
  await withoutRoomFor('visit', async () => {
    await expect(world.settle()).rejects.toThrow('No space left')
    expect(await parked()).toBe(0)
  })
  expect(await visits()).toBe(0)
  await world.settle()
  expect([await visits(), await parked()]).toEqual([1, 0])
})
