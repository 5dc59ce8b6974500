import { sql } from 'kysely'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { as, type Cast, makeCast, seeing } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { undo } from '../../office/journal/undoOperation.ts'
import { createPerson } from '../../people/persons/create.ts'
import { undoing } from '../../undoing.ts'
import { toCp932 } from './cp932.ts'
import { count, dump, importFile, seeImport, takeBackImport } from './imports.fixture.ts'
import { refusedRows } from './list.ts'

const world = await testWorld()
let cast: Cast
beforeAll(async () => {
  cast = await makeCast(world)
})
beforeEach(async () => {
  await sql`truncate person, company, lead, identity, consent, post, activity, offer, event, journal, import_run, upload cascade`.execute(
    world.db,
  )
})

const problems = async (id: number) =>
  (await seeing(world, cast.marketer, act => refusedRows(act, id, 'ja'))).rows.map(r => [r.row, r.column, r.problem])

describe('companies', () => {
  const headings = '提出者名,提出者名（英字）,提出者名（ヨミ）,所在地,提出者業種,提出者法人番号'
  const list = [
    '株式会社　サカタのタネ,SAKATA SEED CORPORATION,カブシキガイシャ　サカタノタネ,横浜市都筑区仲町台２－７－１,水産・農林業,6020001008662',
    'ユキグニファクトリー株式会社,,,南魚沼市余川８９番地,水産・農林業,1010001185037',
    // One name, two 法人番号: two companies. One name at one address: one.
    '富士工業株式会社,,,東京都港区芝1-1-1,製造業,',
    '株式会社富士工業,,,大阪市北区梅田3-1-1,卸売業,',
    '富士工業㈱,,,港区芝一丁目1番1号,,',
  ]
  const bytes = toCp932(`${[headings, ...list].join('\r\n')}\r\n`).bytes

  test('come in once, however often, and a name alone does not join two', async () => {
    const first = await importFile(world, cast.marketer, { name: 'edinet.csv', about: 'company', bytes })
    expect(first).toMatchObject({ created: 4, unchanged: 1, refused: 0, reading: { encoding: 'cp932' } })
    expect(first.columns.map(c => c.field)).toEqual([
      'companyName',
      'companyNameEn',
      'companyNameKana',
      'address',
      'industry',
      'corporateNumber',
    ])
    const before = await dump(world)
    expect(await importFile(world, cast.marketer, { name: 'edinet.csv', about: 'company', bytes })).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 5,
    })
    expect(await dump(world)).toEqual(before)
    const { rows } = await sql<{ name: string }>`select name from company order by id`.execute(world.db)
    expect(rows.map(r => r.name)).toEqual([
      '株式会社　サカタのタネ',
      'ユキグニファクトリー株式会社',
      '富士工業株式会社',
      '株式会社富士工業',
    ])
  })

  test('a 法人番号 that fails its own check is refused; sizes are read as offices write them', async () => {
    const done = await importFile(world, cast.marketer, {
      about: 'company',
      bytes:
        '会社名,法人番号,従業員数\n青葉商事,6020001008663,\n若葉商事,,"1,200名"\n双葉商事,,100〜299人\n,,\n四葉商事,,たくさん\n三葉商事,T6020001008662,なし\n',
    })
    expect(done).toMatchObject({ created: 3, refused: 2 })
    expect(await problems(done.id)).toEqual([
      [2, '法人番号', expect.stringContaining('法人番号（13桁）')],
      [6, '従業員数', expect.stringContaining('数値として')],
    ])
    const { rows } = await sql<{
      name: string
      employees: number | null
    }>`select name, employees from company order by id`.execute(world.db)
    expect(rows).toEqual([
      { name: '若葉商事', employees: 1200 },
      { name: '双葉商事', employees: 100 },
      { name: '三葉商事', employees: null },
    ])
  })

  test('what was known is filled up, and undo puts it back', async () => {
    await as(world, cast.tanaka, act =>
      createPerson(act, { familyName: '田中', email: 't@sakata.example.jp', companyName: '株式会社サカタのタネ' }),
    )
    await as(world, cast.tanaka, act =>
      createPerson(act, { familyName: '山田', companyName: '富士工業株式会社', phone: '03-1234-5678' }),
    )
    await world.settle()
    const before = await dump(world)
    const done = await importFile(world, cast.marketer, { about: 'company', bytes })
    expect(done).toMatchObject({ created: 2, updated: 2, unchanged: 1 })
    expect(await takeBackImport(world, cast.marketer, done.id)).toMatchObject({
      undone: { removed: 2, restored: 2, left: 0 },
    })
    expect(await dump(world)).toEqual(before)
  })
})

const known = async () => {
  await as(world, cast.ito, act =>
    createPerson(act, {
      familyName: '髙橋',
      givenName: '花子',
      email: 'hanako@aoba.example.jp',
      companyName: '青葉商事',
    }),
  )
  await as(world, cast.ito, act =>
    createPerson(act, { familyName: '佐藤', givenName: '次郎', companyName: '青葉商事', phone: '03-1111-2222' }),
  )
  await as(world, cast.ito, act =>
    createPerson(act, { familyName: '佐藤', givenName: '次郎', companyName: '青葉商事', phone: '03-3333-4444' }),
  )
}

describe('past activities', () => {
  test('are history of who was called, by whoever called them; nothing is planned and nobody is told of them', async () => {
    await known()
    const bytes =
      '種別,実施日時,会社名,氏名,メール,件名,内容,結果,担当者\n電話,2026/05/11 14:30,,,HANAKO@aoba.example.jp,,折り返し依頼,留守電,田中太郎\n訪問,令和8年5月12日,㈱青葉商事,高橋　花子,,ご挨拶,,好感触,加藤\n打ち合わせ,2026-05-13 10:00,青葉商事,,,,,,\n'
    const done = await importFile(world, cast.marketer, { about: 'activity', bytes })
    expect(done).toMatchObject({ created: 3, refused: 0 })
    const rows = await world.db
      .selectFrom('activity')
      .select(['kind', 'personId', 'holderId', 'doneAt', 'plannedAt', 'outcome', 'note'])
      .orderBy('id')
      .execute()
    expect(rows).toMatchObject([
      {
        kind: 'call',
        holderId: cast.tanaka.id,
        doneAt: new Date('2026-05-11T14:30:00+09:00'),
        plannedAt: null,
        outcome: 'absent',
        note: '折り返し依頼',
      },
      { kind: 'visit', holderId: cast.kato.id, outcome: null, note: '結果：好感触' },
      { kind: 'meeting', holderId: cast.marketer.id, personId: null },
    ])
    expect(rows[0]!.personId).toBe(rows[1]!.personId)
    const events = await world.db
      .selectFrom('event')
      .select(['byId', 'historic', 'occurredAt'])
      .where('kind', '=', 'activity.done')
      .orderBy('id')
      .execute()
    expect(events.map(e => [e.byId, e.historic])).toEqual(
      expect.arrayContaining([
        [cast.tanaka.id, true],
        [cast.kato.id, true],
        [cast.marketer.id, true],
      ]),
    )
    await world.settle()
    expect(await world.db.selectFrom('notification').select(['kind', 'userId']).execute()).toEqual([
      { kind: 'import.done', userId: cast.marketer.id },
    ])
    expect(await importFile(world, cast.marketer, { about: 'activity', bytes })).toMatchObject({
      created: 0,
      unchanged: 3,
    })
  })

  test('what cannot be told is refused: who, by whom, what, when', async () => {
    await known()
    const done = await importFile(world, cast.marketer, {
      about: 'activity',
      bytes: [
        '種別,実施日時,会社名,氏名,メール,結果,担当者',
        '念力,2026/05/11,,,hanako@aoba.example.jp,,',
        '架電,2026/07/11,,,hanako@aoba.example.jp,,',
        '架電,2026/05/11,,,nobody@aoba.example.jp,,',
        '架電,2026/05/11,青葉商事,佐藤次郎,,,',
        '架電,2026/05/11,青葉商事,誰か,,,',
        '架電,2026/05/11,無い会社,,,,',
        '架電,2026/05/11,,,hanako@aoba.example.jp,通話,山本',
        '架電,2026/05/11,,,hanako@aoba.example.jp,まあまあ,',
        '架電,,,,hanako@aoba.example.jp,,',
        '架電,2026/05/11,,山田,,,',
      ].join('\n'),
    })
    expect(done).toMatchObject({ created: 0, refused: 10 })
    expect(await problems(done.id)).toEqual(
      [
        ['種別', '「念力」は活動の種別として'],
        ['実施日時', '「2026/07/11」は未来の日時です'],
        ['メール', '「nobody@aoba.example.jp」に当たる担当者が登録されていません'],
        ['氏名', '「青葉商事 佐藤次郎」に当たる登録が複数あります'],
        ['氏名', '「青葉商事 誰か」に当たる担当者が登録されていません'],
        ['会社名', '「無い会社」という企業が登録されていません'],
        ['担当者', '「山本」に当たるユーザーを1人に特定できません'],
        ['結果', '「まあまあ」は架電の結果として'],
        [null, '実施日がありません'],
        [null, '相手が分かりません'],
      ].map(([column, sentence], n) => [n + 2, column, expect.stringContaining(sentence!)]),
    )
    expect(await count(world, 'activity')).toBe(0)
  })

  test('undo takes the activities and their history back', async () => {
    await known()
    await world.settle()
    const before = await dump(world)
    const done = await importFile(world, cast.marketer, {
      about: 'activity',
      options: { kind: 'call' },
      bytes: '実施日,メール,内容\n2026/05/11,hanako@aoba.example.jp,一\n2026/05/12,hanako@aoba.example.jp,二\n',
    })
    expect(done).toMatchObject({ created: 2 })
    expect(await takeBackImport(world, cast.marketer, done.id)).toMatchObject({ undone: { removed: 2, left: 0 } })
    expect(await dump(world)).toEqual(before)
  })
})

test('undone from the list of operations, it is taken back just the same', async () => {
  const before = await dump(world)
  const { id } = await importFile(world, cast.marketer, {
    bytes: '氏名,会社,メール\n田中 太郎,青葉商事,t@aoba.example.jp\n',
  })
  const { operationId } = await world.db
    .selectFrom('importRun')
    .select('operationId')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const undone = await as(world, cast.admin, act => undo(act, operationId!, undoing))
  expect(undone).toEqual({ restored: 2, left: [] })
  expect(await seeImport(world, cast.marketer, id)).toMatchObject({ state: 'undone' })
  expect(await dump(world)).toEqual(before)
})
