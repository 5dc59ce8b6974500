import { beforeAll, describe, expect, test } from 'vitest'
import { type Cast, makeCast, seeing } from '../../../test/cast.ts'
import type { TestWorld } from '../../../test/database.ts'
import { type Asking, openOffice } from '../../../test/office.ts'
import { type Actor, act } from '../../office/roles/act.ts'
import { createPerson } from '../../people/persons/create.ts'
import { sniff } from '../imports/decode.ts'
import { count, dump, importFile } from '../imports/imports.fixture.ts'
import { ExportList } from './exports.schema.ts'
import { exportList, listExports } from './exports.ts'

let world: TestWorld
let cast: Cast
let admin: Asking
let tanaka: Asking

const headings = '会社名,部署,役職,姓,名,セイ,メイ,メール,電話,携帯,郵便番号,住所,備考,名刺交換日,名刺交換者,業種'
const rows = [
  '株式会社髙﨑精工,営業部,部長,髙橋,一郎,タカハシ,イチロウ,ichiro@takasaki.example.jp,03-1234-5678,090-1111-2222,100-0005,東京都千代田区丸の内1-1-1,"改行\nと""引用符""",2026-05-20,田中,製造業',
  '青葉商事,,,鈴木,花子,,,hanako@aoba.example.jp,+81 3-9999-0000,,,,=1+1,,,',
  ',,,山田,,,,,045-111-2222,,,,-5,,,',
]

beforeAll(async () => {
  const office = await openOffice()
  world = office.world
  cast = await makeCast(world)
  ;[admin, tanaka] = [await office.signIn(cast.admin.id), await office.signIn(cast.tanaka.id)]
  await world.db
    .insertInto('customField')
    .values({ about: 'person', key: 'size', label: '希望サイズ', kind: 'choice', choices: ['大', '小'] })
    .execute()
  await importFile(world, cast.marketer, {
    bytes: [`${headings},希望サイズ`, ...rows.map((r, n) => `${r},${n === 0 ? '大' : ''}`)].join('\n'),
    options: { source: '展示会 2026' },
  })
})

const take = (actor: Actor, wanted: object, language: 'ja' | 'en' = 'ja') =>
  exportList(world, actor, ExportList.parse(wanted), language)

async function table(file: File): Promise<string[][]> {
  const { headings, sample } = await sniff({ name: file.name, bytes: Buffer.from(await file.arrayBuffer()) })
  return [headings, ...sample]
}

describe('a list that was taken out can be dropped back in', () => {
  test.each([
    ['persons', 'csv', 'ja'],
    ['persons', 'csv-cp932', 'ja'],
    ['persons', 'xlsx', 'en'],
    ['companies', 'csv', 'ja'],
    ['companies', 'xlsx', 'en'],
  ] as const)('%s as %s in %s: nothing changes by it', async (what, format, language) => {
    const file = await take(cast.marketer, { what, format }, language)
    const before = await dump(world)
    const about = what === 'persons' ? 'person' : 'company'
    const again = await importFile(world, cast.marketer, {
      name: file.name,
      bytes: Buffer.from(await file.arrayBuffer()),
      about,
      options: { policy: 'overwrite' },
    })
    expect(again).toMatchObject({ created: 0, updated: 0, refused: 0, unchanged: what === 'persons' ? 3 : 2 })
    expect(await dump(world)).toEqual(before)
    const mapped = again.columns.filter(c => c.field).map(c => c.field)
    expect(mapped).toEqual(
      expect.arrayContaining(
        what === 'persons'
          ? ['familyName', 'givenNameKana', 'mobile', 'memo', 'source', 'exchangedOn', 'exchangedBy', 'custom.size']
          : ['companyName', 'corporateNumber', 'industry', 'employees'],
      ),
    )
    expect(
      again.columns
        .filter(c =>
          [
            'ステージ',
            '保有者',
            '期限',
            '次の予定',
            '最終接触',
            '登録日',
            'Stage',
            'Holder',
            'Clock',
            'Next date',
            'Last contact',
            'Registered on',
          ].includes(c.heading),
        )
        .map(c => c.field),
    ).toEqual(what === 'persons' ? Array(6).fill(null) : [null])
  })

  test('and what was corrected in it is corrected here, name and address included', async () => {
    const text = await (
      await take(cast.marketer, { what: 'persons', columns: ['id', 'familyName', 'givenName', 'phone', 'companyName'] })
    ).text()
    const corrected = text.replace('山田', '山口').replace('045-111-2222', '045-111-3333')
    expect(
      await importFile(world, cast.marketer, { bytes: corrected, options: { policy: 'overwrite' } }),
    ).toMatchObject({ created: 0, updated: 1, unchanged: 2 })
    expect(
      await world.db
        .selectFrom('person')
        .select(['familyName', 'phone'])
        .where('phoneKey', '=', '+81451113333')
        .execute(),
    ).toEqual([{ familyName: '山口', phone: '045-111-3333' }])
    expect(await importFile(world, cast.marketer, { bytes: text, options: { policy: 'overwrite' } })).toMatchObject({
      created: 0,
      updated: 1,
    })
  })

  test('what was done, too', async () => {
    await importFile(world, cast.marketer, {
      about: 'activity',
      bytes:
        '種別,実施日,メール,結果,内容,担当者\n架電,2026/05/25 14:30,ichiro@takasaki.example.jp,不在,折り返し待ち,田中 太郎\n訪問,2026-05-26,hanako@aoba.example.jp,,見積のご説明,加藤\n',
    })
    const activities = await count(world, 'activity')
    expect(activities).toBe(2)
    for (const language of ['ja', 'en'] as const) {
      const file = await take(cast.marketer, { what: 'activities' }, language)
      expect(
        await importFile(world, cast.marketer, { about: 'activity', bytes: Buffer.from(await file.arrayBuffer()) }),
      ).toMatchObject({ unchanged: 2, refused: 0, created: 0 })
    }
    expect(await count(world, 'activity')).toBe(activities)
  })
})

describe('the file', () => {
  test('runs no formula, and leaves numbers and telephone numbers as they are', async () => {
    const text = await (await take(cast.marketer, { what: 'persons', columns: ['memo', 'phone'] })).text()
    expect(text).toContain("'=1+1")
    expect(text).toContain('-5,045-111-2222')
    expect(text).toContain('+81 3-9999-0000')
  })

  test('holds the columns that were asked for, in their order', async () => {
    expect(
      (
        await table(
          await take(cast.marketer, { what: 'persons', columns: ['email', 'familyName'], filter: { sort: 'name' } }),
        )
      )[0],
    ).toEqual(['メールアドレス', '姓'])
    await expect(take(cast.marketer, { what: 'persons', columns: ['password'] })).rejects.toThrow('There is no column')
  })

  test('has the leads with who holds them', async () => {
    const [heading, ...leads] = await table(await take(cast.marketer, { what: 'leads', filter: { stage: 'lead' } }))
    expect(heading).toContain('保有者')
    expect(leads).toHaveLength(await count(world, 'lead'))
    expect(leads[0]).toContain('マーケティング')
  })

  test('holds what the list of companies is narrowed to by its chips, in its order', async () => {
    const filter = { filters: [{ key: 'name', op: 'has', value: '青葉' }], sort: 'name' }
    const [, ...rows] = await table(await take(cast.marketer, { what: 'companies', columns: ['name'], filter }))
    const names = rows.flat()
    expect(names.length).toBeGreaterThan(0)
    expect(names.every(name => name.includes('青葉'))).toBe(true)
  })
})

describe('who may take what out', () => {
  test('only rows within sight, whatever is asked for', async () => {
    const manager = { ...cast.manager, sight: [cast.tanaka.id] }
    const own = await act(world.db, world.clock, cast.tanaka, 'test', act =>
      createPerson(act, { familyName: '田中の客', email: 'own@example.jp' }),
    )
    const everybody = (await world.db.selectFrom('person').select('id').execute()).map(p => p.id)
    for (const wanted of [{ what: 'persons' }, { what: 'persons', ids: everybody }, { what: 'leads' }]) {
      const [, ...seen] = await table(await take(manager, wanted))
      expect(seen.map(cells => cells.filter(c => /^(田中の客|髙橋|鈴木|山田)$/.test(c)))).toEqual([['田中の客']])
    }
    expect(await table(await take(manager, { what: 'activities' }))).toHaveLength(1)
    expect((await table(await take(cast.admin, { what: 'persons', ids: [own.id] }))).length).toBe(2)
  })

  test('every one is written down: who, what, when, how many rows', async () => {
    await take(cast.marketer, { what: 'companies', filter: { q: '青葉' } })
    const { items } = await seeing(world, cast.admin, act => listExports(act, { limit: 1 }))
    expect(items).toMatchObject([
      { what: 'companies', format: 'csv', rows: 1, filter: { q: '青葉' }, by: { name: '佐藤 美咲' } },
    ])
    const own = await seeing(world, cast.manager, act => listExports(act, { limit: 100 }))
    expect(own.items.every(e => e.by?.name === '鈴木 一郎')).toBe(true)
  })

  test('over the API it is a download; whose role does not export is refused', async () => {
    const answer = await admin('POST', '/exports', { what: 'persons', format: 'csv' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toMatch(/filename/)
    expect(answer.body).toContain('髙橋')
    expect(await tanaka('POST', '/exports', { what: 'persons' })).toMatchObject({ status: 403 })
    expect(await admin('POST', '/exports', { what: 'persons', filter: { stage: 'nonsense' } })).toMatchObject({
      status: 400,
      body: { code: 'invalid' },
    })
    expect((await admin('GET', '/exports')).body.items[0]).toMatchObject({ what: 'persons', by: { name: '管理 者子' } })
  })
})
