import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import exceljs from 'exceljs'
import iconv from 'iconv-lite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { as, type Cast, makeCast } from '../../../test/cast.ts'
import { testWorld } from '../../../test/database.ts'
import { grep } from '../../../test/grep.ts'
import type { World } from '../../platform/world.ts'
import { record } from '../../timeline/timeline.ts'
import { offerLeads } from '../offers/give.ts'
import { changePerson } from './change.ts'
import { createPerson } from './create.ts'
import { erasePerson } from './erase.ts'
import { exportPerson } from './export.ts'
import { mergePersons } from './merge.ts'

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
const hanako = {
  familyName: '神宮寺',
  givenName: '沙羅',
  familyNameKana: 'ジングウジ',
  givenNameKana: 'サラ',
  email: 'hanako@jinguji.example.jp',
  phone: '03-5555-1212',
  mobile: '090-7777-3434',
  companyName: '株式会社神楽',
}
const hers = [
  '神宮寺',
  '沙羅',
  'ジングウジ',
  'hanako@jinguji',
  '03-5555-1212',
  '+81355551212',
  '0355551212',
  '090-7777-3434',
  '+819077773434',
]

async function xlsx(rows: string[][]): Promise<Buffer> {
  const book = new exceljs.Workbook()
  book.addWorksheet('名刺').addRows(rows)
  return Buffer.from(await book.xlsx.writeBuffer())
}

test('D8: a person who asks to be forgotten is gone from every table, image and file; who is like them by name alone is not', async () => {
  const { id } = await as(world, cast.marketer, act => createPerson(act, hanako))
  const { id: twin } = await as(world, cast.marketer, act =>
    createPerson(act, { ...hanako, email: 'hj@gmail.com', phone: null, mobile: null }),
  )
  const { id: colleague } = await as(world, cast.marketer, act =>
    createPerson(act, {
      familyName: '同僚',
      givenName: '一',
      companyName: '株式会社神楽',
      email: 'ichi@jinguji.example.jp',
      memo: '神宮寺 沙羅さん（090-7777-3434）の紹介',
    }),
  )
  const company = (
    await world.db.selectFrom('person').select('companyId').where('id', '=', id).executeTakeFirstOrThrow()
  ).companyId!
  const lead = await world.db.selectFrom('lead').select('id').where('personId', '=', id).executeTakeFirstOrThrow()
  await as(world, cast.marketer, async act =>
    offerLeads(act, { leadIds: [lead.id], to: [cast.tanaka.id], note: '神宮寺様から価格の問い合わせ' }),
  )
  await as(world, cast.marketer, async act => changePerson(act, { id, version: 1, memo: '沙羅様' }))
  await as(world, cast.manager, act => mergePersons(act, { keep: id, absorb: twin }))
  await as(world, cast.manager, async act => {
    await act.tx
      .updateTable('company')
      .set({ memo: '窓口は神宮寺沙羅様 hanako@jinguji.example.jp' })
      .where('id', '=', company)
      .execute()
    const note = { kind: 'note', holderId: cast.manager.id, doneAt: act.at, createdAt: act.at }
    await act.tx
      .insertInto('activity')
      .values([
        { ...note, personId: id, leadId: lead.id, note: '神宮寺様と面談' },
        { ...note, companyId: company, note: '神宮寺　沙羅様に転送' },
      ])
      .execute()
    await record(act, 'inquiry.received', { personId: id }, { subject: '神宮寺です' })
  })
  await as(world, cast.manager, act =>
    act.tx.updateTable('company').set({ memo: null }).where('id', '=', company).execute(),
  )
  await world.settle()
  await world.db
    .insertInto('mail')
    .values({
      key: 'k1',
      toAddress: 'Hanako@jinguji.example.jp',
      subject: '神宮寺様',
      body: '…',
      createdAt: at(),
      dueAt: at(),
    })
    .execute()
  await world.db
    .insertInto('mail')
    .values({
      key: 'k2',
      toAddress: 'tanaka@example.jp',
      subject: '担当変更',
      body: '神宮寺 沙羅様を引き継ぎました',
      createdAt: at(),
      dueAt: at(),
    })
    .execute()
  await world.db
    .insertInto('idempotency')
    .values({
      actorId: cast.marketer.id,
      key: 'a',
      request: 'x',
      answer: JSON.stringify({ familyName: '神宮寺', givenName: '沙羅' }),
      createdAt: at(),
    })
    .execute()
  await world.db
    .insertInto('preference')
    .values({ userId: cast.tanaka.id, name: 'last search', value: JSON.stringify({ q: '神宮寺沙羅' }) })
    .execute()
  await world.db
    .insertInto('exportLog')
    .values({
      what: 'persons',
      format: 'csv',
      filter: JSON.stringify({ q: 'hanako@jinguji.example.jp' }),
      rows: 1,
      at: at(),
    })
    .execute()
  const run = await world.db
    .insertInto('importRun')
    .values({ about: 'person', fileName: '展示会.csv', fileHash: 'h', state: 'failed', createdAt: at() })
    .returning('id')
    .executeTakeFirstOrThrow()
  await world.db
    .insertInto('importRow')
    .values({
      importId: run.id,
      rowNo: 3,
      outcome: 'refused',
      cells: ['神宮寺', '沙羅', 'こわれたアドレス'],
      problem: JSON.stringify({ ja: '「hanako@jinguji.example.jp」は重複しています。' }),
    })
    .execute()
  const line = '神宮寺,沙羅,hanako@jinguji.example.jp\r\n'
  const files = [
    Buffer.from(line),
    iconv.encode(line, 'cp932'),
    await xlsx([
      ['姓', '名'],
      ['神宮寺', '沙羅'],
    ]),
    await xlsx([
      ['姓', '名'],
      ['森', '沙羅'],
    ]),
  ]
  const uploads = await world.db
    .insertInto('upload')
    .values(files.map((bytes, i) => ({ name: `${i}`, bytes, createdAt: at() })))
    .returning('id')
    .execute()

  const stored = JSON.stringify(await as(world, cast.admin, act => exportPerson(act, id)))
  for (const text of [
    '神宮寺',
    'hj@gmail.com',
    '沙羅様',
    '価格の問い合わせ',
    '神宮寺様と面談',
    '神宮寺です',
    '佐藤 美咲',
    '株式会社神楽',
  ])
    expect(stored).toContain(text)
  await expect(as(world, cast.manager, act => exportPerson(act, 999_999))).rejects.toMatchObject({ code: 'missing' })
  expect((await grep(world, hers)).length).toBeGreaterThan(10)

  expect(await forget(id)).toEqual({ records: 2 })

  expect(
    await grep(world, [
      ...hers,
      'hj@gmail.com',
      ...hers.map(h => Buffer.from(h).toString('hex')),
      iconv.encode('神宮寺', 'cp932').toString('hex'),
    ]),
  ).toEqual([])
  expect(await world.db.selectFrom('upload').select('id').execute()).toEqual([uploads[3]])
  const { memo } = await world.db
    .selectFrom('person')
    .select('memo')
    .where('id', '=', colleague)
    .executeTakeFirstOrThrow()
  expect(memo).toBe('〔消去済み〕さん（〔消去済み〕）の紹介')
  expect(
    await world.db.selectFrom('event').select(['personId', 'facts']).where('kind', '=', 'person.erased').execute(),
  ).toEqual([{ personId: null, facts: {} }])
  for (const text of hers) expect(ledger()).not.toContain(text)
  expect(await world.settle()).toBeGreaterThanOrEqual(0)
})

test('whoever was forgotten is kept out, by address and by name with company and telephone', async () => {
  for (const wanted of [
    { ...hanako, phone: null },
    { ...hanako, email: null },
    { familyName: '別名', email: 'hj@gmail.com' },
  ]) {
    await expect(as(world, cast.marketer, act => createPerson(act, wanted))).rejects.toMatchObject({
      code: 'conflict',
      facts: { erased: true },
    })
  }
  expect(
    (await as(world, cast.marketer, act => createPerson(act, { ...hanako, email: null, phone: null, mobile: null })))
      .created,
  ).toBe(true)
})

test("a main line and a namesake are not the person: what is others' stays", async () => {
  const { id } = await as(world, cast.marketer, act =>
    createPerson(act, {
      familyName: '鈴木',
      givenName: '一郎',
      email: 'ichiro@suzuki.example.jp',
      phone: '03-1000-2000',
      companyName: '株式会社鈴木一郎商店',
    }),
  )
  const { id: other } = await as(world, cast.marketer, act =>
    createPerson(act, {
      familyName: '別',
      givenName: '人',
      email: 'b@suzuki.example.jp',
      phone: '03-1000-2000',
      companyName: '株式会社鈴木一郎商店',
      memo: '鈴木一郎（弊社マネージャー）が担当',
    }),
  )
  await forget(id)
  const row = await world.db
    .selectFrom('person')
    .innerJoin('company', 'company.id', 'person.companyId')
    .select(['person.phone', 'person.memo', 'company.name'])
    .where('person.id', '=', other)
    .executeTakeFirstOrThrow()
  expect(row).toEqual({
    phone: '03-1000-2000',
    memo: '鈴木一郎（弊社マネージャー）が担当',
    name: '株式会社鈴木一郎商店',
  })
})
