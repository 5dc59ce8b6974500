import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { byItself, makeCast } from '../../test/cast.ts'
import { type TestWorld, testWorld } from '../../test/database.ts'
import { prepareDatabase } from '../database.ts'
import { setPassword } from '../office/users/passwords.ts'
import { insertPersons } from '../people/persons/write.ts'
import { backup } from './backup.ts'
import { migrate, migrations } from './migrate.ts'
import { restore } from './restore.ts'

const folder = mkdtempSync(join(tmpdir(), 'musubi-backup-'))
afterAll(() => rmSync(folder, { recursive: true }))

let world: TestWorld
let other: TestWorld

beforeAll(async () => {
  world = await testWorld()
  other = await testWorld()
  const cast = await makeCast(world)
  await byItself(world, async act => {
    await setPassword(act, cast.admin.id, 'correct horse battery')
    await insertPersons(
      act,
      [
        { familyName: '髙橋', givenName: '一郎', memo: 'a\\b\tc\nd\\.\n\\N “〜”' },
        { familyName: '山田', givenName: '葵' },
      ],
      'hand',
    )
  })
  await world.db
    .insertInto('upload')
    .values({ name: '名簿.csv', bytes: Buffer.alloc(3_000_000, 7), createdAt: world.clock.now() })
    .execute()
})

const file = (name: string) => join(folder, name)
const head = () => ({ product: '0.1.0', at: world.clock.now().toISOString() })
const counts = async ({ db }: TestWorld) => {
  const { rows } = await sql<
    Record<string, number>
  >`select (select count(*) from person) as persons, (select count(*) from lead) as leads,
    (select count(*) from event) as events, (select count(*) from inbox) as inbox, (select count(*) from holder) as holders,
    (select count(*) from auth.account) as accounts, (select count(*) from reason) as reasons`.execute(db)
  return rows[0]
}
/** The pool of a test's own world would count as a server that runs. */
const alone = async (world: TestWorld, path: string, replace: boolean) => {
  await sql`select set_config('application_name', 'a test', false)`.execute(world.db)
  return restore(`${world.url}`, path, { replace })
}

test('what was backed up is restored row for row, and life goes on after it', async () => {
  const totals = await backup(world.url, file('whole.gz'), head())
  expect(totals.bytes).toBeLessThan(1_000_000)
  const restored = await alone(other, file('whole.gz'), false)
  expect(restored.rows).toBe(totals.rows)
  await prepareDatabase(other)
  expect(await counts(other)).toEqual(await counts(world))

  const memo = await other.db
    .selectFrom('person')
    .select('memo')
    .where('familyName', '=', '髙橋')
    .executeTakeFirstOrThrow()
  expect(memo.memo).toBe('a\\b\tc\nd\\.\n\\N “〜”')
  expect((await other.db.selectFrom('upload').select('bytes').executeTakeFirstOrThrow()).bytes).toHaveLength(3_000_000)
  // New rows take new ids, and triggers are at work again.
  const before = await other.db
    .selectFrom('inbox')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  await byItself(other, act => insertPersons(act, [{ familyName: '新', givenName: '人' }], 'hand'))
  const after = await other.db
    .selectFrom('inbox')
    .select(eb => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  expect(after.n).toBeGreaterThan(before.n)
})

test('a database in use is not replaced unless one says so, and then all of it is', async () => {
  await backup(world.url, file('again.gz'), head())
  await expect(alone(other, file('again.gz'), false)).rejects.toThrow(/--replace/)
  await alone(other, file('again.gz'), true)
  expect(await counts(other)).toEqual(await counts(world))
})

test('it is one moment: what is written meanwhile is in it whole or not at all', async () => {
  const meanwhile = { on: true, written: 0 }
  const writer = (async () => {
    while (meanwhile.on) {
      await byItself(world, act =>
        insertPersons(act, [{ familyName: '途中', givenName: `${meanwhile.written}` }], 'hand'),
      )
      meanwhile.written++
    }
  })()
  await expect.poll(() => meanwhile.written, { timeout: 20_000 }).toBeGreaterThan(2)
  await backup(world.url, file('busy.gz'), head())
  meanwhile.on = false
  await writer
  await alone(other, file('busy.gz'), true)
  const { rows } = await sql<{ persons: number; leads: number; lost: number }>`
    select count(distinct p.id) as persons, count(distinct l.id) as leads, count(*) filter (where e.id is null) as lost
    from person p left join lead l on l.person_id = p.id left join event e on e.person_id = p.id and e.kind = 'person.created'
    where p.family_name = '途中'`.execute(other.db)
  expect(rows[0]?.persons).toBeGreaterThanOrEqual(3)
  expect(rows[0]).toMatchObject({ leads: rows[0]?.persons, lost: 0 })
})

test('mails that waited may have gone out since: they are not sent by themselves', async () => {
  await world.db
    .insertInto('mail')
    .values({
      key: 'waits',
      toAddress: 'a@example.jp',
      subject: 's',
      body: 'b',
      createdAt: world.clock.now(),
      dueAt: world.clock.now(),
    })
    .execute()
  await backup(world.url, file('mail.gz'), head())
  await alone(other, file('mail.gz'), true)
  expect(await other.db.selectFrom('mail').select('state').execute()).toEqual([{ state: 'unknown' }])
})

test('a file that is cut off, changed or something else is refused before anything is touched', async () => {
  await backup(world.url, file('good.gz'), head())
  const good = readFileSync(file('good.gz'))
  const before = await counts(other)
  writeFileSync(file('cut.gz'), good.subarray(0, good.length - 200))
  await expect(alone(other, file('cut.gz'), true)).rejects.toThrow(/damaged/)
  writeFileSync(file('changed.gz'), gzipSync(gunzipSync(good).toString().replace('髙橋', '高橋')))
  await expect(alone(other, file('changed.gz'), true)).rejects.toThrow(/damaged/)
  writeFileSync(file('strange.gz'), 'family_name,given_name\n')
  await expect(alone(other, file('strange.gz'), true)).rejects.toThrow(/not a backup/)
  await expect(alone(other, file('nowhere.gz'), true)).rejects.toThrow(/cannot be read/)
  expect(await counts(other)).toEqual(before)
})

test('a backup of a newer release is refused; one of an older release is brought up to date', async () => {
  await sql`insert into migration_hash values ('9999_later', 'x')`.execute(world.db)
  await backup(world.url, file('newer.gz'), head())
  await expect(alone(other, file('newer.gz'), true)).rejects.toThrow(/newer/)

  // The release before any migration but the first seven.
  const [before, later] = [migrations().slice(0, 7), migrations().slice(7)]
  await sql
    .raw('drop schema seen, seen_all cascade; drop schema public cascade; create schema public')
    .execute(world.db)
  await migrate(world.db, before.at(-1)?.name)
  await sql`insert into holder (kind, name) values ('queue', '昔のキュー')`.execute(world.db)
  await backup(world.url, file('older.gz'), head())
  await alone(other, file('older.gz'), true)
  expect(await prepareDatabase(other)).toEqual(later.map(file => file.name))
  expect((await sql`select name from seen.holder where name = '昔のキュー'`.execute(other.db)).rows).toHaveLength(1)
})
