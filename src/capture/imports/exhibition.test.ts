import { beforeAll, describe, expect, test } from 'vitest'
import { type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { act } from '../../office/roles/act.ts'
import { createPerson } from '../../people/persons/create.ts'
import { asCp932, asXlsx, exhibition } from './exhibition.fixture.ts'
import { count, dump, importFile, seeImport, takeBackImport } from './imports.fixture.ts'
import { refusedRows } from './list.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})

const rows = exhibition({ people: 1900, doubles: 86, bad: 14 })
const options = { source: '展示会 2026', basis: 'business_card' as const, evidence: '展示会2026のブースで名刺を交換' }

for (const [format, file] of [
  ['a CP932 CSV', { name: '展示会2026.csv', bytes: asCp932(rows) }],
  ['an XLSX', { name: '展示会2026.xlsx', bytes: await asXlsx(rows) }],
] as const) {
  describe(`2,000 rows of an exhibition, ${format}`, () => {
    let importId: number
    let before: Awaited<ReturnType<typeof dump>>

    beforeAll(async () => {
      // Two are here already: one lacks nearly everything, one is spelled otherwise.
      await act(world.db, world.clock, cast.tanaka, 'test', act =>
        createPerson(act, {
          familyName: '旧姓',
          givenName: '某',
          email: rows.find(r => r.メールアドレス.startsWith('visitor0@'))!.メールアドレス,
          memo: '以前からの知り合い',
        }),
      )
      const byPhone = rows.find(r => r.メールアドレス === '' && r.氏名 !== '')!
      await act(world.db, world.clock, cast.ito, 'test', act =>
        createPerson(act, {
          familyName: byPhone.氏名.split('　')[0]!.split(' ')[0]!,
          givenName: byPhone.氏名.split(/[　 ]/)[1]!,
          companyName: byPhone.会社名,
          phone: byPhone.電話番号,
        }),
      )
      await world.settle()
      before = await dump(world)
    })

    test('become people and companies without doubles, and 14 are refused with a reason', async () => {
      const people = await count(world, 'person')
      const done = await importFile(world, cast.marketer, { ...file, options })
      importId = done.id
      expect(done.columns.map(c => c.field)).toEqual([
        'companyName',
        'department',
        'title',
        'fullName',
        'fullNameKana',
        'email',
        'phone',
        'address',
        'memo',
        'exchangedOn',
        'exchangedBy',
      ])
      expect(done).toMatchObject({ state: 'done', rowsTotal: 2000, rowsRead: 2000, refused: 14, created: 1898 })
      expect(done.created + done.updated + done.unchanged + done.refused).toBe(2000)
      expect((await count(world, 'person')) - people).toBe(1898)
    })

    test('the refused rows say line, column and what to do', async () => {
      const { rows: refused } = await seeing(world, cast.marketer, act => refusedRows(act, importId, 'ja'))
      expect(refused).toHaveLength(14)
      for (const { row, problem } of refused)
        expect(problem).toMatch(new RegExp(`^${row}行目(「.+」)?：.+(ください。|ください（.+）。)$`))
      expect(
        refused
          .map(r => r.column)
          .filter(Boolean)
          .toSorted(),
      ).toEqual([
        'メールアドレス',
        'メールアドレス',
        'メールアドレス',
        'メールアドレス',
        'メールアドレス',
        'メールアドレス',
        '名刺交換日',
        '名刺交換日',
        '名刺交換日',
        '名刺交換日',
        '役職',
        '役職',
      ])
    })

    test('every one has a lead with a holder, and the basis with its evidence', async () => {
      const person = await world.db
        .selectFrom('person')
        .selectAll()
        .where('emailKey', 'like', 'visitor1@%')
        .executeTakeFirstOrThrow()
      expect(person).toMatchObject({ source: '展示会 2026', exchangedOn: '2026-05-21' })
      const lead = await world.db
        .selectFrom('lead')
        .selectAll()
        .where('personId', '=', person.id)
        .executeTakeFirstOrThrow()
      expect(lead).toMatchObject({ stage: 'lead', closedAt: null })
      const consents = await world.db
        .selectFrom('consent')
        .selectAll()
        .where('personId', '=', person.id)
        .orderBy('channel')
        .execute()
      expect(consents.map(c => [c.channel, c.basis, c.grantedVia, c.importId])).toEqual([
        ['mail', 'business_card', expect.stringContaining('展示会2026のブースで名刺を交換'), importId],
        ['phone', 'business_card', expect.stringContaining('展示会2026'), importId],
      ])
    })

    test('who was here already was only filled up', async () => {
      const known = await world.db.selectFrom('person').selectAll().where('emailKey', 'like', 'visitor0@%').execute()
      expect(known).toHaveLength(1)
      expect(known[0]).toMatchObject({ familyName: '旧姓', memo: '以前からの知り合い', source: '展示会 2026' })
      expect(known[0]!.department).not.toBeNull()
    })

    test('the same file again changes nothing: no row, no event, no image in the journal', async () => {
      const [dumped, events, journal] = [await dump(world), await count(world, 'event'), await count(world, 'journal')]
      const again = await importFile(world, cast.marketer, { ...file, options })
      expect(again).toMatchObject({ created: 0, updated: 0, unchanged: 1986, refused: 14, sameAs: { id: importId } })
      expect(await dump(world)).toEqual(dumped)
      expect((await count(world, 'event')) - events).toBe(1)
      expect(await count(world, 'journal')).toBe(journal)
    })

    test('undo takes exactly this import back', async () => {
      const undone = await takeBackImport(world, cast.marketer, importId)
      expect(undone).toMatchObject({ state: 'undone', undone: { left: 0, restored: 2 } })
      expect(await dump(world)).toEqual(before)
      expect((await seeImport(world, cast.marketer, importId)).undone!.removed).toBeGreaterThan(1898)
    })
  })
}
